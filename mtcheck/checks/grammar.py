"""MT401, MT402, MT404: grammar that gives a machine away; gender and government rest on counts of sound French."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from mtcheck.checks.adjectives import EPICENE, PRENOMINAL, gender_counts
from mtcheck.checks.base import BackTranslated, Example, Rule, Verdict
from mtcheck.evidence.analysis import FileEvidence, GlossedWord, SegmentEvidence
from mtcheck.evidence.foreign import borrowed_spans
from mtcheck.french.counts import GrammarCounts, shipped_counts
from mtcheck.french.determiners import determiner_before, determiner_for
from mtcheck.french.elision import before, elides
from mtcheck.french.forms import is_infinitive
from mtcheck.french.lemmas import is_known
from mtcheck.french.people import gender_of_name, is_person_noun
from mtcheck.records import Category, Evidence, Severity, Span
from mtcheck.text.words import Word

AGREEMENT = Rule(
    "MT401",
    "grammar.agreement",
    Category.GRAMMAR,
    Severity.MINOR,
    "A determiner and the noun after it differ in gender.",
    "In tens of millions of words of sound French the noun follows determiners of the other gender only.",
    "MQM Fluency/Grammar (agreement); Grevisse, Le Bon Usage, § 569; counts from the reference corpus.",
    (
        Example("Ils ont parlé du situation économique du pays.", "du situation"),
        Example("La ville a subi un attaque pendant la nuit.", "un attaque"),
        Example("Le sommet a réuni la Premier Angela Martin et ses homologues.", "la Premier"),
        Example("Les plages ferment après le troisième attaque de requin en un mois.", "le troisième attaque"),
        Example("Ils ont parlé de la situation économique du pays, après la troisième attaque et le deuxième tour."),
        Example("Une médecin et la capitaine italienne ont parlé à la procureur."),
        Example("Le club de la Premier League fête la Saint Valentin."),
        Example("Le poste est vacant, la poste est fermée."),
        Example("La réunion, il la tient chaque lundi au ministère, et ceux qui la haïssaient la parent de vertus."),
    ),
)
GOVERNMENT = Rule(
    "MT402",
    "grammar.government",
    Category.GRAMMAR,
    Severity.MINOR,
    "A verb lacks the preposition that it takes before an infinitive.",
    "The reference corpus puts “de” or “à” between this verb and an infinitive practically always.",
    "MQM Fluency/Grammar (function words); Grevisse, Le Bon Usage, § 905; counts from the reference corpus.",
    (
        Example("Le gouvernement a refusé signer le texte.", "refusé signer"),
        Example("Le gouvernement a refusé de signer le texte."),
        Example("Le gouvernement espère signer le texte et préfère attendre."),
        Example("Il va continuer à travailler."),
    ),
)
REPORTING = Rule(
    "MT404",
    "grammar.reporting-clause",
    Category.GRAMMAR,
    Severity.MAJOR,
    "A reporting clause after a quotation has a “que” that leads nowhere, or two subjects.",
    "After the quoted words the reporting clause only names the speaker, subject after verb; “que” would open another "
    "statement.",
    "MQM Fluency/Grammar; Grevisse, Le Bon Usage, § 416 (incise).",
    (
        Example(
            "« Ce sont des civils qui rentraient chez eux », a déclaré que le président ukrainien.", "a déclaré que"
        ),
        Example("Le rapporter est le quotidien du soir, qui cite un ministre.", "Le rapporter est le quotidien"),
        Example("« Nous n'avons reçu aucune aide », il a dit le maire de la commune.", "il a dit le maire"),
        Example(
            "« C'est faux », il a dit la vérité. « Non », il a répondu. « Non », il a dit mardi. « Oui », a dit le maire."
        ),
        Example("« Ce sont des civils qui rentraient chez eux », a déclaré le président ukrainien."),
        Example("Le signaler est un devoir, le taire est la solution de facilité."),
        Example("Le boxeur, surnommé « le Roi », a déclaré que la rencontre aurait lieu."),
    ),
)
_MASCULINE = frozenset({"un", "du", "au", "ce", "cet", "le", "aucun", "quel"})
_FEMININE = frozenset({"une", "la", "cette", "aucune", "quelle", "sa", "ma"})
_SURE_ARTICLES = frozenset({"un", "une", "du", "au", "cet", "cette", "aucun", "aucune"})  # no verb can follow
_PRONOUN_LIKE = frozenset({"le", "la"})
_BEFORE_OBJECT = frozenset(
    "il elle on ils elles qui ne n' je j' nous vous se s' me te m' t' lui leur pour de à sans y en".split()
)
_SAYING = frozenset(
    "signaler rapporter annoncer révéler écrire indiquer communiquer confirmer dire rendre référer".split()
)
_REPORTERS = frozenset(
    """hebdomadaire quotidien journal agence magazine média presse télévision radio chaîne ministère porte-parole bureau
    gouvernement police parquet site""".split()
)
_QUE_AFTER_QUOTE = re.compile(
    r"(?:»|”|\"|''|’’)\s*,?\s*(?P<clause>(?:a|ont|avait|avaient)\s+(?:\w+ment\s+)?(?:déclaré|dit|ajouté|affirmé|expliqué|"
    r"indiqué|souligné|précisé|annoncé|assuré|estimé|rappelé|insisté|confirmé|averti|conclu|répondu|poursuivi)\s+qu(?:e\b|['’]))",
    re.IGNORECASE,
)


_TWO_SUBJECTS = re.compile(
    r"(?:»|”|\"|''|’’)\s*,\s*(?P<clause>(?P<pronoun>il|elle|ils|elles)\s+(?P<verb>(?:a|ont|avait|avaient)\s+(?:\w+ment\s+)?"
    r"(?:déclaré|dit|ajouté|affirmé|expliqué|indiqué|souligné|précisé|annoncé|assuré|estimé|rappelé|insisté|confirmé|averti|conclu|"
    r"répondu|poursuivi|lancé))\s+(?P<determiner>(?:le|la|les)\s+|l['’]|)(?P<noun>[^\W\d_][\w-]+))"
)


@dataclass
class GrammarCheck:
    """Reports wrong gender, wrong government and broken reporting clauses."""

    back_translated = BackTranslated.NONE

    counts: GrammarCounts | None = None

    @property
    def rules(self) -> tuple[Rule, ...]:
        """MT401, MT402 and MT404."""
        return (AGREEMENT, GOVERNMENT, REPORTING)

    @cached_property
    def _counts(self) -> GrammarCounts:
        return self.counts or shipped_counts()

    def check(self, evidence: FileEvidence) -> Iterator[Verdict]:
        """Give verdicts on every segment."""
        text = evidence.document.text
        for segment in evidence.segments:
            yield from self._agreement(segment.words, text)
            yield from self._government(segment.words, text)
            yield from self._reporting(segment, evidence)
            yield from self._inverted(segment)
            yield from _told_twice(segment, text)

    def _agreement(self, words: Sequence[GlossedWord], text: str) -> Iterator[Verdict]:
        borrowed = borrowed_spans(words)  # "le pure player"
        for index, (determiner, first) in enumerate(itertools.pairwise(words)):
            wanted = "m" if determiner.folded in _MASCULINE else "f" if determiner.folded in _FEMININE else None
            if wanted is None or not text[determiner.span.end : first.span.start].isspace():
                continue
            noun = _behind_ordinal(words, index + 1, text)
            gender = self._counts.gender(noun.folded)
            if gender is None or gender == wanted or noun.span in borrowed:
                continue
            if noun is not first and noun.folded == "ligne":  # "un troisième ligne" plays rugby
                continue
            sure = determiner.folded in _SURE_ARTICLES or noun is not first
            if not sure and self._counts.verbal(noun.folded) > 0.01:
                continue
            plural = noun.folded.endswith("ent") and is_infinitive(noun.folded.removesuffix("ent") + "er")
            if plural and determiner.folded in _PRONOUN_LIKE:  # "ceux qui la parent de vertus"
                continue
            if wanted == "f" and noun.lemma in EPICENE:  # "une médecin", "la ministre"
                continue
            after = words[index + 2].folded if index + 2 < len(words) else ""
            if noun.folded in PRENOMINAL and self._counts.gender(after) == wanted:
                continue  # "une nouveau loi": the adjective is wrong, MT410
            if not self._is_determiner(index, words) or _is_name(index + 1, words):
                continue
            right = "masculine" if gender == "m" else "feminine"
            yield Verdict(
                AGREEMENT,
                Span(determiner.span.start, noun.span.end),
                f"“{noun.text}” is {right}; “{determiner.text}” is not",
                0.75 if determiner.folded not in _PRONOUN_LIKE else 0.65,
                suggestion=None
                if noun.text[0].isupper() and _is_titled(index + 1, words)
                else _agreed(determiner, noun, gender),
                evidence=(gender_counts(noun, self._counts),),
            )

    def _is_determiner(self, index: int, words: Sequence[GlossedWord]) -> bool:
        """Tell the article "la" from the pronoun in "il la tient"."""
        before = words[index - 1].folded if index else ""
        if words[index].folded not in _PRONOUN_LIKE:
            return before not in {"l'", "quelqu'", "chacun", "chacune"} and not before.endswith("-l'")
        return before not in _BEFORE_OBJECT or before in {"de", "à", "pour", "sans", "en"}

    def _government(self, words: Sequence[GlossedWord], text: str) -> Iterator[Verdict]:
        for index, (verb, infinitive) in enumerate(itertools.pairwise(words)):
            base = (
                verb.folded[:-1] + "er" if verb.folded.endswith("é") else verb.lemma
            )  # "décidé" is listed as adjective
            known = self._counts.government.get(base)
            if known is None or verb.folded == base or not is_infinitive(infinitive.folded):
                continue
            linked = known.de + known.a
            if linked < 30 or known.bare > max(1, 0.01 * linked) or text[verb.span.end : infinitive.span.start].strip():
                continue
            noun = self._counts.forms.get(infinitive.folded)
            lead = words[index - 1].folded if index else ""
            if (noun and noun.masculine + noun.feminine >= 0.2 * noun.total) or lead in _MASCULINE | _FEMININE:
                continue
            link = "de" if known.de >= known.a else "à"
            linked_verb = before(link, infinitive.text)
            yield Verdict(
                GOVERNMENT,
                Span(verb.span.start, infinitive.span.end),
                f"“{base}” takes “{link}” before an infinitive",
                0.75,
                suggestion=f"{verb.text} {linked_verb}" if linked_verb else None,
                evidence=(
                    Evidence(
                        "government",
                        f"The reference corpus has “{base}” with “de” {known.de} times, with “à” {known.a}, "
                        f"with nothing {known.bare}.",
                    ),
                ),
            )

    def _reporting(self, segment: SegmentEvidence, evidence: FileEvidence) -> Iterator[Verdict]:
        text, span = evidence.document.text, segment.segment.span
        for found in _QUE_AFTER_QUOTE.finditer(text, span.start, span.end):
            outside = [w for w in segment.words if w.span.end <= found.start() and not _quoted(w, evidence)]
            if outside:
                continue
            yield Verdict(
                REPORTING,
                Span(*found.span("clause")),
                "After a quotation the reporting clause takes no “que”",
                0.75,
                suggestion=re.sub(r"\s+qu(?:e|['’])$", "", found["clause"]),
                evidence=(Evidence("syntax", "The quoted words are already what was said."),),
            )

    def _inverted(self, segment: SegmentEvidence) -> Iterator[Verdict]:
        """Find "Le signaler est l'hebdomadaire": the reporting clause of another language, word for word."""
        words = segment.words[:6]
        if len(words) < 5 or words[0].text not in {"Le", "Les"} or words[1].lemma not in _SAYING:
            return
        told = next((i for i, word in enumerate(words[2:4], start=2) if word.folded in {"est", "sont", "était"}), None)
        if told is None or words[1].folded != words[1].lemma or told + 2 >= len(words):
            return
        if words[told + 1].folded not in {"le", "la", "l'", "les"} or words[told + 2].lemma not in _REPORTERS:
            return
        yield Verdict(
            REPORTING,
            Span(words[0].span.start, words[told + 2].span.end),
            "A reporting clause turned round word for word: the reporter should be the subject",
            0.7,
            suggestion=f"C'est ce que rapporte {words[told + 1].text}{'' if words[told + 1].text.endswith(chr(39)) else ' '}"
            f"{words[told + 2].text}",
            evidence=(Evidence("syntax", "French says who reports it first, or “c'est ce que rapporte …”."),),
        )


def _told_twice(segment: SegmentEvidence, text: str) -> Iterator[Verdict]:
    """Find "« … », il a dit le maire": pronoun and noun are both subjects."""
    for found in _TWO_SUBJECTS.finditer(text, segment.segment.span.start, segment.segment.span.end):
        noun = found["noun"]
        if noun[0].isupper() or is_person_noun(noun):
            span = Span(found.start("clause"), found.end("clause"))
            verb = text[found.start("verb") : found.end("verb")]
            yield Verdict(
                REPORTING,
                span,
                f"“{found['pronoun']}” and “{found['determiner']}{noun}” are both subjects",
                0.75,
                suggestion=f"{verb} {found['determiner']}{noun}",
                evidence=(Evidence("syntax", "After the quoted words comes the verb, then who says it."),),
            )


def _behind_ordinal(words: Sequence[GlossedWord], place: int, text: str) -> GlossedWord:
    """Return the noun at a place, or the one behind an ordinal there, which has both genders: "le troisième attaque"."""
    word = words[place]
    if word.folded.endswith("ième") and place + 1 < len(words):
        after = words[place + 1]
        if after.content and text[word.span.end : after.span.start].isspace():
            return after
    return word


def _agreed(determiner: GlossedWord, noun: GlossedWord, gender: str) -> str | None:
    """Return determiner and noun in the noun's gender, elided before a vowel; None where h or y leaves that open."""
    vowel = elides(noun.text)
    if vowel is None:
        return None
    right = determiner_for(
        replace(determiner_before((Word(determiner.span, determiner.text),), determiner.span.start), gender=gender),
        gender,
        vowel=vowel,
    )
    if not right:
        return None
    right = right[0].upper() + right[1:] if determiner.text[0].isupper() else right
    return f"{right}{noun.text}" if right.endswith("'") else f"{right} {noun.text}"


def _is_titled(index: int, words: Sequence[GlossedWord]) -> bool:
    """Say whether a first name follows: then the title is what is wrong, not the article."""
    return index + 1 < len(words) and gender_of_name(words[index + 1].text) is not None


def _is_name(index: int, words: Sequence[GlossedWord]) -> bool:
    """Tell "la Premier League" from "un Attaque": a capital followed by another capital, or a word the dictionary lacks."""
    word = words[index]
    if word.text[0].islower():
        return False
    after = words[index + 1] if index + 1 < len(words) else None
    if after is not None and after.text[0].isupper():
        # "la Premier Angela Martin": a title before somebody's first name
        return gender_of_name(after.text) is None or word.folded == "saint"
    return not is_known(word.folded, "fr") or word.text.isupper()


def _quoted(word: GlossedWord, evidence: FileEvidence) -> bool:
    return any(q.marked and q.span.contains(word.span) for q in evidence.quotations)
