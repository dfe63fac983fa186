"""MT406: articles that French contracts or elides, printed word by word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mtcheck.checks.base import BackTranslated, Example, Rule, Verdict
from mtcheck.evidence.analysis import FileEvidence, GlossedWord
from mtcheck.french.classes import PREPOSITIONS
from mtcheck.french.counts import GrammarCounts, shipped_counts
from mtcheck.french.elision import CONTRACTIONS, before, elides
from mtcheck.french.forms import is_infinitive
from mtcheck.french.lemmas import is_known
from mtcheck.records import Category, Evidence, Severity, Span
from mtcheck.text.stopwords import FRENCH

UNCONTRACTED = Rule(
    "MT406",
    "grammar.contraction",
    Category.GRAMMAR,
    Severity.MINOR,
    "A preposition and an article are not contracted, or a vowel is not elided.",
    "“de le”, “à les” before a noun, and “le”, “de” or “que” before a vowel or a mute h, do not exist in French. They "
    "are what is left where a machine puts words one beside the other.",
    "MQM Fluency/Grammar (function words); Grevisse, Le Bon Usage, § 44 (élision), § 566 (contraction).",
    (
        Example("Le juge a ordonné la libération de le suspect.", "de le suspect"),
        Example("Le groupe s'attend à les difficultés de la reprise.", "à les difficultés"),
        Example("La banque centrale craint que le inflation remonte.", "le inflation"),
        Example("Il dit que le homme se est blessé.", "se est"),
        Example("Ces outils continuent de halluciner des références.", "de halluciner"),
        Example("Le ministre a dit que il ne se représentera pas.", "que il"),
        Example("Le juge a ordonné de le libérer et de les bien traiter."),
        Example("Deux Casques bleus ont été tués en Liban.", "en Liban"),
        Example("Il attend une réponse de les autorités pour débarquer.", "de les autorités"),
        Example("Le journal de Le Pen paraît le onze, dit que oui et cite la une de ouest-france."),
        Example("Le héros de la hiérarchie sort de huit heures de haine, le huit, sans un mot de haut en bas."),
        Example("La définition de autorité compétente est modifiée."),
        Example("Il hésite à les rencontrer, de la même manière que hier."),
    ),
)
_LEADING = frozenset("pour de d' à par sans afin et qui que".split())
_RELATIVE = frozenset({"lequel", "lesquels", "lesquelles"})
_ARTICLES = frozenset({"le", "la", "de"})
_CONJUNCTIONS = frozenset({"que", "lorsque", "puisque"})
_SUBJECTS = frozenset({"il", "ils", "elle", "elles", "on"})
_OBJECTS = frozenset({"je", "ne", "se", "me", "le", "la"})
_AUXILIARIES = frozenset("ai a avait avaient ont aura auront aurait est était étaient".split())
_IN_COUNTRY = dict.fromkeys(
    """Bahreïn Bangladesh Brésil Burundi Bélarus Bénin Cambodge Cameroun Canada Chili Congo Danemark Gabon Ghana Guatemala
    Honduras Japon Kazakhstan Kenya Kirghizistan Kosovo Koweït Laos Lesotho Liban Liberia Luxembourg Malawi Mali Maroc
    Mexique Monténégro Mozambique Nicaragua Niger Nigeria Népal Pakistan Panama Paraguay Portugal Pérou Qatar Québec
    Royaume-Uni Rwanda Salvador Soudan Suriname Sénégal Tadjikistan Tchad Texas Togo Turkménistan Vatican Venezuela Vietnam
    Yémen Zimbabwe""".split(),
    "au",
) | dict.fromkeys(("États-Unis", "Etats-Unis", "Pays-Bas", "Philippines", "Maldives", "Comores"), "aux")
_NAMING = frozenset({"définition", "mot", "terme"})


@dataclass(frozen=True)
class ContractionCheck:
    """Reports what should be contracted or elided."""

    back_translated = BackTranslated.NONE

    counts: GrammarCounts | None = None

    @property
    def rules(self) -> tuple[Rule, ...]:
        """MT406."""
        return (UNCONTRACTED,)

    def check(self, evidence: FileEvidence) -> Iterator[Verdict]:
        """Give a verdict on every such pair of words."""
        counts = self.counts or shipped_counts()
        text = evidence.document.text
        for segment in evidence.segments:
            words = segment.words
            for index in range(len(words) - 1):
                if text[words[index].span.end : words[index + 1].span.start] not in {" ", "\u00a0"}:
                    continue
                if words[index].folded != words[index].text.lower() or words[index].text.isupper():
                    continue
                yield from _contraction(words, index, text, counts)
                yield from _country(words[index], words[index + 1], text)
                yield from _elision(words, index, text)


def _contraction(words: Sequence[GlossedWord], index: int, text: str, counts: GrammarCounts) -> Iterator[Verdict]:
    first, second = words[index], words[index + 1]
    joined = CONTRACTIONS.get((first.folded, second.folded))
    if joined is None or second.text != second.folded or index + 2 >= len(words):
        return
    last = second
    if second.folded not in _RELATIVE:
        last = words[index + 2]
        if text[second.span.end : last.span.start] not in {" ", "\u00a0"} or not last.text.islower():
            return
        # "de le voir", "à les bien traiter": a pronoun before an infinitive
        for word in words[index + 2 : index + 6]:
            if is_infinitive(word.folded):
                return
            if word.folded in _LEADING:  # the infinitive is another's
                break
        if not last.content or counts.verbal(last.folded) > 0.02 or not is_known(last.folded, "fr"):
            return
        if second.folded == "le" and elides(last.folded):
            joined = f"{first.folded} l'"
    right = joined if last is second else joined + ("" if joined.endswith("'") else " ") + last.text
    yield _verdict(Span(first.span.start, last.span.end), text, first, right)


def _country(first: GlossedWord, second: GlossedWord, text: str) -> Iterator[Verdict]:
    """Find "en Liban": before a masculine country that begins with a consonant it is "au"."""
    if first.folded == "en" and (right := _IN_COUNTRY.get(second.text)) is not None:
        yield Verdict(
            UNCONTRACTED,
            Span(first.span.start, second.span.end),
            f"French says “{right}” before “{second.text}”",
            0.8,
            suggestion=f"{right.capitalize() if first.text[0].isupper() else right} {second.text}",
            evidence=(Evidence("syntax", "“en” stands before feminine countries and before a vowel."),),
        )


def _elision(words: Sequence[GlossedWord], index: int, text: str) -> Iterator[Verdict]:
    first, second = words[index], words[index + 1]
    if index and words[index - 1].folded.rstrip("s") in _NAMING:  # "la définition de autorité compétente"
        return
    right = before(first.text, second.text)
    if not (elides(second.folded) and right and second.text.islower() and second.folded.isalpha()):
        return
    known = is_known(second.folded, "fr") and second.folded not in FRENCH and len(second.folded) > 3
    if first.folded in _CONJUNCTIONS:
        wrong = second.folded in _SUBJECTS
    elif first.folded == "si" and second.folded in {"il", "ils"}:
        wrong, right = True, f"{first.text[0]}'{second.text}"
    elif first.folded in _OBJECTS and second.folded in _AUXILIARIES:
        after = words[index + 2].folded if index + 2 < len(words) else ""
        wrong = after.endswith(("é", "ée", "és", "ées", "i", "u", "is", "it")) and is_known(after, "fr")
    else:
        wrong = first.folded in _ARTICLES and known and second.folded not in PREPOSITIONS
    if not wrong:
        return
    yield _verdict(Span(first.span.start, second.span.end), text, first, right)


def _verdict(span: Span, text: str, first: GlossedWord, right: str) -> Verdict:
    if first.text[0].isupper():
        right = right[0].upper() + right[1:]
    return Verdict(
        UNCONTRACTED,
        span,
        f"French joins “{span.of(text)}”",
        0.8,
        suggestion=right,
        evidence=(Evidence("syntax", "Articles are contracted with “de” and “à”, and elided before a vowel."),),
    )
