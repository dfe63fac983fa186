"""MT414: past participles that agree with nothing that they should agree with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mtcheck.checks.base import BackTranslated, Example, Rule, Verdict
from mtcheck.evidence.analysis import FileEvidence, GlossedWord
from mtcheck.french.classes import is_time
from mtcheck.french.counts import GrammarCounts, shipped_counts
from mtcheck.french.forms import is_infinitive
from mtcheck.french.lemmas import is_known, lemma
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
        Example("Les surfeurs, habitué aux drapeaux rouges, protestent.", "habitué"),
        Example("Une enquête, ouvert par le parquet, est en cours.", "ouvert"),
        Example("Les deux pays s'étaient convenus d'un calendrier.", "s'étaient convenus"),
        Example("Les trois otages sont arrivée dans la nuit.", "sont arrivée"),
        Example("La délégation est arrivés mardi à Genève.", "est arrivés"),
        Example("Le suspect a été libérés sous caution.", "été libérés"),
        Example("Les négociations ont été suspendu la semaine dernière.", "été suspendu"),
        Example("Les otages libéré dans la nuit vont bien.", "otages libéré"),
        Example("Les élèves sont soit absents, soit malades."),
        Example("Les otages libérés vont bien, ils se sont lavé les mains et sont arrivés. On est arrivés tard."),
        Example("Vous êtes arrivé, nous sommes passés. La parité, c'est arrivés ensemble que nous l'avons vue."),
        Example(
            "L'institut pour les enfants situé à Lyon et le conseil des ministres, accord entre ces pays signé hier."
        ),
        Example("Les services santé et les mots liberté, égalité ; les textes qu'a signé le maire sont datés."),
        Example("La ministre s'est démissionnée lundi de son poste.", "s'est démissionnée"),
        Example("Il parle de drones, qu'il a qualifié d'essentiels pour le pays.", "qualifié"),
        Example("Il a qualifié d'essentiels les drones, que le ministre a qualifiés d'utiles et le film de drôle."),
        Example("Les crues ont détruit plus de 4 000 maisons, qu'elles ont vidées des meubles."),
        Example(
            "Les usines que la société a vendues les trois fois. Il les a vues les premières. Elle l'a prise la veille."
        ),
        Example("La ministre des Finances, nommée en janvier, et le plan de la ministre, présenté en mai."),
        Example("Il a vue sur la mer, ils ont amitiés et idées, nous avons mis les tables et pris les chaises."),
        Example("La victime, âgé de dix ans selon lui, et le juge, saisi par elle. Ils étaient convenus d'un prix."),
        Example(
            "La nuit, réveillé par le vent, il sort ; la veille, blessé au genou, il rit ; la route, passé le pont, monte."
        ),
        Example("Le musée est ouvert tous les jours excepté le lundi. Les clés ? Il les leur a données la veille."),
        Example(
            "Le juge dit qu'il a qualifié de graves les faits, qui plus est publiés, si ce n'est ignorées, au nord et à l'est."
        ),
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
_PRONOUNS = _CLITICS | frozenset({"lui", "leur", "y"})
# What an object before the verb begins with: the participle agrees with it.
_OBJECT_BEFORE = frozenset(
    "que qu' dont combien quel quelle quels quelles lesquels lesquelles où laquelle lequel".split()
)
_ARE = frozenset("sont étaient seront furent seraient".split())
_IS = frozenset("est était sera fut serait".split())
_HAVE_BEEN = frozenset("ont avaient auront auraient".split())
_CALLED = frozenset({"qualifié", "taxé"})
_NEVER_REFLEXIVE = frozenset(
    "convenu démissionné disparu émergé péri subsisté persisté bénéficié riposté capitulé".split()
)
_BE = _ARE | _IS | {"été"}
_HAS_BEEN = frozenset("a avait aura aurait".split())
_FIRST_OR_SECOND = frozenset("on nous vous je j' tu".split())
_NO_SUBJECT = frozenset("se s' on nous vous m' t' me te c' ce qu' que en y".split())
_COMPASS = frozenset("et ou nord sud ouest l'".split())
_ADVERBS = frozenset(
    "pas plus déjà également aussi ensuite enfin jamais toujours récemment tous toutes donc ainsi".split()
)
_PLURAL_DETERMINERS = frozenset("les ces ses nos vos leurs plusieurs".split())
_PREPOSITIONS = frozenset("pour de d' à par avec sur contre dans entre sous sans chez vers selon et ou parmi".split())
_COUNTS = frozenset("deux trois quatre cinq six sept huit neuf dix douze vingt trente".split())
_NO_PARTICIPLES = frozenset("côté clé blé pré passé excepté député délégué".split())
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
        counts, text = self.counts or shipped_counts(), evidence.document.text
        for segment in evidence.segments:
            words = segment.words
            for index in range(len(words) - 2):
                word = words[index]
                if word.text in _HAVE:
                    yield from _behind_have(words, index, text)
                elif word.folded in {"s'", "se"}:
                    yield from _agreed_themselves(words, index, text)
                elif word.text in _CALLED:
                    yield from _qualified(words, index, text)
                elif word.text in _BE:
                    yield from _behind_be(words, index, text)
                elif word.folded in _PLURAL_DETERMINERS | _COUNTS:
                    yield from _behind_noun(words, index, text)
            yield from _set_off(words[: _FARTHEST + 3], text, counts)
            yield from _set_off_plural(words[:5], text)


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
    start = index
    while start and words[start - 1].folded in _PRONOUNS:
        start -= 1
    clitic = any(word.folded in _CLITICS for word in words[start:index])  # "il les leur a données"
    if index == 0 or clitic or any(word.folded in _OBJECT_BEFORE for word in words[:index]):
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
    """Find "s'étaient convenus" and "s'est démissionné": verbs that have no “se”."""
    clitic, be, participle = words[index : index + 3]
    if clitic.folded not in {"s'", "se"} or not be.folded.startswith(("ét", "est", "son", "ser")):
        return
    base = participle.folded.removesuffix("s").removesuffix("e")
    if base in _NEVER_REFLEXIVE:
        yield _verdict(
            Span(clitic.span.start, participle.span.end),
            f"“{participle.text}” takes no “se”",
            text[be.span.start : participle.span.end] if base == "convenu" else None,
            "The verb has no object, itself neither: “ils étaient convenus de”, “elle a démissionné”.",
        )


def _behind_be(words: Sequence[GlossedWord], index: int, text: str) -> Iterator[Verdict]:
    """Find "sont arrivée", "est arrivés" and "a été libérés": the verb tells the number of the subject."""
    plural = _number_of_be(words, index)
    if plural is None:
        return
    be, place = words[index], index + 1
    while place < len(words) - 1 and words[place].folded in _ADVERBS:
        place += 1
    participle = words[place]
    base = _of_first_group(participle.text) or _of_another_group(participle.text, plural=plural)
    span = Span(be.span.start, participle.span.end)
    if base is None or participle.text.endswith("s") == plural or any(mark in span.of(text) for mark in ',;:.()«»"'):
        return
    feminine = "e" if participle.text.rstrip("s").endswith("ée") else ""
    number = ("plural", "singular") if plural else ("singular", "plural")
    yield _verdict(
        span,
        f"“{be.text}” has a {number[0]} subject; “{participle.text}” is {number[1]}",
        text[be.span.start : participle.span.start] + base + feminine + ("s" if plural else ""),
        "Behind “être” a participle agrees with the subject.",
    )


def _number_of_be(words: Sequence[GlossedWord], index: int) -> bool | None:
    """Say whether “être”, or “été” behind its auxiliary, is plural; None where it is neither, or its subject is not told."""
    be, before = words[index], [word.folded for word in words[max(0, index - 4) : index]]
    if not before or before[-1] in _NO_SUBJECT or any(word in _FIRST_OR_SECOND for word in before):
        return None
    if before[-2:] in (["qui", "plus"], ["c'", "n'"], ["ce", "n'"]) or (be.text == "est" and before[-1] in _COMPASS):
        return None  # "qui plus est", "si ce n'est", "les tribunes nord et est"
    if be.text == "été":
        reflexive = len(before) > 1 and before[-2] in _NO_SUBJECT
        had = before[-1]
        return None if reflexive or had not in _HAVE_BEEN | _HAS_BEEN else had in _HAVE_BEEN
    return True if be.text in _ARE else False if be.text in _IS else None


def _behind_noun(words: Sequence[GlossedWord], index: int, text: str) -> Iterator[Verdict]:
    """Find "les otages libéré": a participle beside a noun in the plural."""
    determiner, noun, participle = words[index : index + 3]
    counted = index > 0 and words[index - 1].folded in _PLURAL_DETERMINERS and determiner.folded in _COUNTS
    if not (determiner.folded in _PLURAL_DETERMINERS or counted) or not noun.text.islower():
        return
    base = _of_first_group(participle.text)
    if (
        base != participle.text
        or not noun.folded.endswith(("s", "x"))
        or not noun.content
        or not is_known(noun.folded, "fr")
    ):
        return
    if noun.lemma == noun.folded or any(
        text[one.span.end : two.span.start] not in {" ", "\u00a0"}
        for one, two in ((determiner, noun), (noun, participle))
    ):
        return
    lead = words[index - 1 - counted] if index > counted else None
    if (
        lead is not None
        and not text[lead.span.end : words[index - counted].span.start].strip()
        and lead.folded in _PREPOSITIONS
    ):
        return  # "l'institut pour les enfants situé à"
    after = words[index + 3] if index + 3 < len(words) else None
    if after is not None and after.folded in {"et", "ou", "comme"}:
        return
    yield _verdict(
        Span(noun.span.start, participle.span.end),
        f"“{noun.text}” is plural; “{participle.text}” is not",
        f"{noun.text} {participle.text}s",
        "A participle beside its noun has the noun's number.",
    )


def _of_first_group(form: str) -> str | None:
    """Return the masculine singular of a participle in "-é", None where the form is none."""
    base = form.removesuffix("s").removesuffix("e") if form.endswith(("ées", "és", "ée")) else form
    if not base.endswith("é") or len(base) < 4 or base in _NO_PARTICIPLES:
        return None
    return base if is_infinitive(base[:-1] + "er") else None


def _of_another_group(form: str, *, plural: bool) -> str | None:
    """Return a masculine participle in "-i", "-u" or "-t" that lacks its plural, None where the form is none."""
    if (
        not plural
        or not form.islower()
        or len(form) < 4
        or form == "soit"  # "sont soit absents, soit malades"
        or not form.endswith(("i", "u", "it", "ert", "eint", "aint", "ort"))
    ):
        return None
    infinitive = lemma(form, "fr")
    return (
        form if infinitive != form and infinitive.endswith(("ir", "re", "oir")) and is_infinitive(infinitive) else None
    )


def _qualified(words: Sequence[GlossedWord], index: int, text: str) -> Iterator[Verdict]:
    """Find "qu'il a qualifié d'essentiels": the adjective shows that what is qualified is several."""
    participle, link, adjective = words[index : index + 3]
    if link.folded not in {"de", "d'"} or not adjective.text.islower():
        return
    before = words[max(0, index - 7) : index]
    if not before or before[-1].text not in _HAVE or not any(word.folded in {"que", "qu'"} for word in before):
        return
    number = is_known(adjective.folded, "fr") and adjective.folded.endswith("s") and adjective.lemma != adjective.folded
    follows = words[index + 3].folded if index + 3 < len(words) else ""
    if follows in _OBJECTS:  # "que le juge a qualifié de graves les faits"
        return
    if not number or text[participle.span.end : link.span.start].strip():
        return
    yield _verdict(
        participle.span,
        f"“{adjective.text}” is plural; “{participle.text}” is not",
        participle.text + "s",
        "Behind “que” the participle agrees with what it stands for.",
    )


def _set_off(words: Sequence[GlossedWord], text: str, counts: GrammarCounts) -> Iterator[Verdict]:
    """Find "La ministre des Finances, nommé en janvier": set off behind the subject, of its gender."""
    if len(words) < 4 or words[0].folded not in _FEMININE or not words[1].text.islower() or is_time(words[1].folded):
        return  # "La nuit, réveillé par le vent, il": no subject
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


def _set_off_plural(words: Sequence[GlossedWord], text: str) -> Iterator[Verdict]:
    """Find "Les surfeurs, habitué aux drapeaux": set off behind a subject in the plural."""
    if len(words) < 4 or words[0].folded not in _PLURAL_DETERMINERS:
        return
    noun, participle, after = words[1:4]
    base = _of_first_group(participle.text)
    if base != participle.text or not noun.folded.endswith(("s", "x")) or noun.lemma == noun.folded:
        return
    if text[noun.span.end : participle.span.start].strip() == "," and after.folded in _BEHIND | {"aux", "de", "des"}:
        yield _verdict(
            participle.span,
            f"“{noun.text}” is plural; “{participle.text}” is not",
            participle.text + "s",
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
    if base.endswith("é") and is_infinitive(base[:-1] + "er") and base not in {"âgé", "passé", "excepté"}:
        return base + "e"
    if base.endswith("ert") and is_known(base + "e", "fr") and is_infinitive(base[:-3] + "rir"):
        return base + "e"
    return None


def _verdict(span: Span, message: str, suggestion: str | None, reason: str) -> Verdict:
    return Verdict(PARTICIPLE, span, message, 0.7, suggestion=suggestion, evidence=(Evidence("syntax", reason),))
