"""MT414: past participles that agree with nothing that they should agree with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mtcheck.checks.base import BackTranslated, Example, Rule, Verdict
from mtcheck.evidence.analysis import FileEvidence, GlossedWord
from mtcheck.lexicon.grammar import GrammarCounts, shipped_grammar
from mtcheck.lexicon.lemmas import is_infinitive, is_known, lemma
from mtcheck.records import Category, Evidence, Severity, Span

PARTICIPLE = Rule(
    "MT414",
    "grammar.participle",
    Category.GRAMMAR,
    Severity.MINOR,
    "A past participle agrees with what it should not, or not with what it should.",
    "Behind “avoir” a participle stays as it is when its object follows; set off by a comma behind its noun, it has the noun's "
    "gender. A machine that goes word by word guesses.",
    "MQM Fluency/Grammar (agreement); Grevisse, Le Bon Usage, § 941 (avoir), § 940 (participe en apposition).",
    (
        Example("Les crues ont détruites plus de 4 000 maisons.", "ont détruites"),
        Example("La société a vendue les trois usines à un rival.", "a vendue"),
        Example("La ministre des Finances, nommé en janvier, a présenté un plan.", "nommé"),
        Example("Une enquête, ouvert par le parquet, est en cours.", "ouvert"),
        Example("Les deux pays s'étaient convenus d'un calendrier.", "s'étaient convenus"),
        Example("Les crues ont détruit plus de 4 000 maisons, qu'elles ont vidées des meubles."),
        Example(
            "Les usines que la société a vendues les trois fois. Il les a vues les premières. Elle l'a prise la veille."
        ),
        Example("La ministre des Finances, nommée en janvier, et le plan de la ministre, présenté en mai."),
        Example("Il a vue sur la mer, ils ont amitiés et idées, nous avons mis les tables et pris les chaises."),
        Example("La victime, âgé de dix ans selon lui, et le juge, saisi par elle. Ils étaient convenus d'un prix."),
        Example("Combien de maisons ont détruites les crues ? Quelles erreurs a commises le maire ?"),
    ),
)
_HAVE = frozenset("a ont avait avaient aura auront aurait auraient ai avons avez".split())
# Endings of agreement, and what stands there without it.
_ENDINGS = (("ées", "é"), ("ée", "é"), ("ués", "ué"), ("és", "é"), ("ies", "i"), ("ie", "i"), ("ues", "u"), ("ue", "u"))
_ENDINGS_IN_T = (
    ("ites", "it"),
    ("ite", "it"),
    ("ertes", "ert"),
    ("erte", "ert"),
    ("aintes", "aint"),
    ("ainte", "aint"),
)
_NOUNS = frozenset(
    """vue vues idée idées année années partie parties envie amitiés pitié suite suites vie vies issue armée armées pensée
    arrivée entrée sortie saisie réussite visite limite fuite conduite poursuite faillite mérite élite perte pertes""".split()
)
_OBJECTS = frozenset("le la les l' un une des plusieurs plus moins près deux trois quatre cinq dix cent".split())
# An object before the verb, with which the participle agrees; where one stands, nothing is said.
_CLITICS = frozenset("l' les la le nous vous me m' te t' se s' en".split())
# What an object before the verb begins with: the participle agrees with it.
_OBJECT_BEFORE = frozenset(
    "que qu' dont combien quel quelle quels quelles lesquels lesquelles où laquelle lequel".split()
)
_FEMININE = frozenset({"la", "une", "cette"})
_OF = frozenset("de d' du des".split())
_LINKS = _OF | frozenset("la le les l'".split())
_BEHIND = frozenset(
    "en à au par depuis dans pour le la lundi mardi mercredi jeudi vendredi samedi dimanche hier sur".split()
)
_FARTHEST = 7  # words of the noun with what belongs to it


@dataclass(frozen=True)
class ParticipleCheck:
    """Reports participles that agree wrongly."""

    back_translated = BackTranslated.NONE

    counts: GrammarCounts | None = None

    @property
    def rules(self) -> tuple[Rule, ...]:
        """MT414."""
        return (PARTICIPLE,)

    def check(self, evidence: FileEvidence) -> Iterator[Verdict]:
        """Give verdicts on every segment."""
        counts, text = self.counts or shipped_grammar(), evidence.document.text
        for segment in evidence.segments:
            words = segment.words
            for index in range(len(words) - 2):
                yield from _behind_have(words, index, text)
                yield from _agreed_themselves(words, index, text)
            yield from _set_off(words[: _FARTHEST + 3], text, counts)


def _plain(form: str) -> str | None:
    """Return the masculine singular of a participle that agrees, None where it may be something else."""
    if form in _NOUNS:
        return None
    for ending, plain in (*_ENDINGS_IN_T, *_ENDINGS):
        if form.endswith(ending) and len(form) > len(ending) + 2:
            base = form.removesuffix(ending) + plain
            return base if _is_participle(base, form) else None
    return None


def _is_participle(base: str, form: str) -> bool:
    if base.endswith("é"):
        return is_infinitive(base[:-1] + "er")
    if base.endswith("i") and is_infinitive(base + "r"):
        return True
    return any(is_infinitive(lemma(one, "fr")) for one in (base, form))


def _behind_have(words: Sequence[GlossedWord], index: int, text: str) -> Iterator[Verdict]:
    """Find "ont détruites plus de": the object follows, and the participle does not agree with it."""
    have, participle, follows = words[index : index + 3]
    if have.text not in _HAVE or follows.folded not in _OBJECTS or not participle.text.islower():
        return
    if (
        index == 0
        or words[index - 1].folded in _CLITICS
        or any(word.folded in _OBJECT_BEFORE for word in words[:index])
    ):
        return
    if text[have.span.end : participle.span.start].strip() or text[participle.span.end : follows.span.start].strip():
        return
    plain = _plain(participle.folded)
    if plain is None:
        return
    yield _verdict(
        Span(have.span.start, participle.span.end),
        f"“{participle.text}” agrees, though its object follows",
        f"{have.text} {plain}",
        "Behind “avoir” a participle agrees with an object only where that stands before it.",
    )


def _agreed_themselves(words: Sequence[GlossedWord], index: int, text: str) -> Iterator[Verdict]:
    """Find "s'étaient convenus": one does not agree oneself."""
    clitic, be, participle = words[index : index + 3]
    if clitic.folded not in {"s'", "se"} or not be.folded.startswith(("ét", "est", "son", "ser")):
        return
    if participle.folded.removesuffix("s").removesuffix("e") == "convenu":
        span = Span(clitic.span.start, participle.span.end)
        yield _verdict(
            span,
            "“convenir” takes no “se”",
            text[be.span.start : participle.span.end],
            "One agrees on something: “ils étaient convenus de”.",
        )


def _set_off(words: Sequence[GlossedWord], text: str, counts: GrammarCounts) -> Iterator[Verdict]:
    """Find "La ministre des Finances, nommé en janvier": set off behind the subject, of its gender."""
    if len(words) < 4 or words[0].folded not in _FEMININE or not words[1].text.islower():
        return
    noun, place = words[1], _behind_comma(words, text, counts)
    if place is None or counts.gender(noun.folded) == "m":
        return
    word, right = words[place], _feminine(words[place].text)
    if right is None or words[place + 1].folded not in _BEHIND:
        return
    if any(counts.gender(other.folded) != "f" for other in words[2:place] if _may_be_meant(other)):
        return  # "la tête du parti, nommé en mai"
    yield _verdict(
        word.span,
        f"“{noun.text}” is feminine; “{word.text}” is not",
        right,
        f"The words behind the comma belong to “{text[words[0].span.start : noun.span.end]}”.",
    )


def _behind_comma(words: Sequence[GlossedWord], text: str, counts: GrammarCounts) -> int | None:
    """Return the place of the word behind the comma that ends the subject; None where the subject has more than nouns."""
    for place in range(2, len(words) - 1):
        before, word = words[place - 1], words[place]
        gap = text[before.span.end : word.span.start].strip()
        if gap:
            return place if gap == "," else None
        if word.content and (counts.verbal(word.folded) > 0.02 or before.folded not in _LINKS):
            return None
        if not word.content and word.folded not in _LINKS:
            return None
    return None


def _may_be_meant(word: GlossedWord) -> bool:
    """Say whether what is behind the comma may belong to a word: to a noun in the singular that is no name."""
    return word.content and not word.folded.endswith(("s", "x")) and not word.text[0].isupper()


def _feminine(base: str) -> str | None:
    """Return the feminine of a masculine participle in the singular, None where it is none."""
    if base.endswith("é") and is_infinitive(base[:-1] + "er") and base not in {"âgé"}:
        return base + "e"
    if base.endswith("ert") and is_known(base + "e", "fr") and is_infinitive(base[:-3] + "rir"):
        return base + "e"
    return None


def _verdict(span: Span, message: str, suggestion: str, reason: str) -> Verdict:
    return Verdict(PARTICIPLE, span, message, 0.7, suggestion=suggestion, evidence=(Evidence("syntax", reason),))
