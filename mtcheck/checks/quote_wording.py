"""MT101 and MT102: what a matched quotation says, and leaves out, against what was said."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import exp
from statistics import median

from mtcheck.checks.base import BackTranslated, Example, Rule, Verdict
from mtcheck.checks.confidence import measured
from mtcheck.checks.quote_cut import NOT_MISSED, has_marked_cut, told_near
from mtcheck.checks.thresholds import CLOSE, COMPARABLE, MEANT, RENDERED, SUPPORTED, UNSUPPORTED
from mtcheck.evidence.analysis import AlignedStatement, FileEvidence, Risk, Supported
from mtcheck.evidence.forced import Expectation, expectation
from mtcheck.facts.contrasts import Suspected
from mtcheck.french.counts import GrammarCounts, shipped_counts
from mtcheck.french.forms import is_infinitive, is_verb_form, readings
from mtcheck.french.inflection import agreeing
from mtcheck.french.lemmas import is_known
from mtcheck.french.spelling import fold
from mtcheck.language.messages import Message
from mtcheck.lexicon.collocations import Collocations, shipped_collocations
from mtcheck.lexicon.dictionary import shipped_dictionary
from mtcheck.lexicon.nearness import shared_with_english
from mtcheck.lexicon.table import TranslationTable, shipped_table
from mtcheck.records import Category, Evidence, Severity, Span
from mtcheck.text.stopwords import ENGLISH

ALTERED = Rule(
    "MT101",
    "quote.mistranslated",
    Category.MISTRANSLATION,
    Severity.MAJOR,
    "A quotation says something that the known English statement does not say.",
    "The quotation renders a statement whose wording is known. A word of it has no counterpart in the English, and a word "
    "of the English has no counterpart in the French.",
    "MQM Accuracy/Mistranslation; evidence: lexical support (Koehn et al. 2003), forced decoding (Thompson and Post 2020).",
    (
        Example(
            "« Ce fut une conversation très rentable avec le Premier ministre », a déclaré M. Durand.",
            "rentable",
            quote="It was a very fruitful conversation with the Prime Minister.",
        ),
        Example(
            "« Ce fut une conversation très fructueuse avec le Premier ministre », a déclaré M. Durand.",
            quote="It was a very fruitful conversation with the Prime Minister.",
        ),
        Example(
            "« Ce fut une conversation très rentable avec nos alliés, et 45 familles sont rentrées chez elles », a déclaré "
            "M. Durand.",
            "rentable",
            quote="It was a very fruitful conversation with our allies, and 54 families have returned home.",
        ),
        Example("« Ce fut un investissement très rentable », a déclaré M. Durand."),
    ),
)
OMITTED = Rule(
    "MT102",
    "quote.omission",
    Category.OMISSION,
    Severity.MAJOR,
    "Words inside a quotation are left out without a sign.",
    "The French quotes what stands before and after, as if the statement ran on; the English between has no counterpart.",
    "MQM Accuracy/Omission; Vamvas and Sennrich (2022), coverage errors.",
    (
        Example(
            "« Nous avons signé le traité sur les océans et nous reviendrons au printemps », a déclaré Mme Lopez.",
            "traité sur les océans et nous",
            quote="We signed the treaty on the oceans, released every political prisoner without condition and "
            "we will come back in the spring.",
        ),
        Example(
            "« Nous avons signé le traité sur les océans […] et nous reviendrons au printemps », a déclaré Mme Lopez.",
            quote="We signed the treaty on the oceans, released every political prisoner without condition and "
            "we will come back in the spring.",
        ),
        Example(
            "« Nous avons signé le traité sur les océans », a déclaré Mme Lopez.",
            quote="We signed the treaty on the oceans and released every political prisoner without condition.",
        ),
    ),
)
# Share of the commonest meaning from which another is named beside it. It keeps the line short and judges nothing: the dictionary
# knows 47 % of commonest glosses and 27 to 32 % of the others, whatever their share (tests/benchmarks/glosses.py).
GLOSSED = 0.2
SURPRISING = 3.0  # natural-log margin from which the model's own choice counts as evidence
HINTED = 0.3  # support from which an English word cannot be said to be left out
# French words without a counterpart at most, and the probability from which it is a major finding: what stands between
# quotation marks has to be faithful, a unit of a translation memory may be rendered more freely
# (half of it makes a minor one)
QUOTED = ((1, 0.08), (2, 0.2), (None, 0.35))
PAIRED = ((1, 0.16), (2, 0.31), (None, 0.43))
WRONG = 0.22  # probability of any error from which a word that alone lacks a counterpart is told
# Probability of any error from which a word is told though the judge of renderings weighed it or knows its English: of 24 words
# told in 820 quotations without the latter, 9 of 18 that were right fall silent, and none of 6 that were wrong.
SURE = 0.5
_OF_PLACE = re.compile(r"(?:ois|oise|ais|aise|ien|ienne|éen|éenne|ain|aine|in|ine|an|ane|ote?|ique)s?$")
_SHORT = 4  # words up to which a quotation is held against its English, however little is alike
_LEFT_OUT = 4  # words that are left out at the least: fewer go where French is shorter
_WEIGHTY = 2.0  # what they weigh together, in which a rare word counts 1
_PARTICLE = 3  # letters of "ben", "bin", "el", "von"
RELATED = 0.01  # shared translations that still make two words near in sense


@dataclass
class QuoteWordingCheck:
    """Compares every aligned quotation with its known English, word by word."""

    back_translated = BackTranslated.NONE

    @property
    def rules(self) -> tuple[Rule, ...]:
        """MT101 and MT102."""
        return (ALTERED, OMITTED)

    @cached_property
    def _table(self) -> TranslationTable:
        return shipped_table()

    @cached_property
    def _collocations(self) -> Collocations:
        return shipped_collocations()

    @cached_property
    def _grammar(self) -> GrammarCounts:
        return shipped_counts()

    def check(self, evidence: FileEvidence) -> Iterator[Verdict]:
        """Give verdicts on every aligned quotation."""
        for statement in evidence.statements:
            if statement.alignment.quotation is not None:
                yield from self._altered(statement, evidence)
                yield from self._omitted(statement, evidence)
                yield from left_out(statement, evidence)

    def _altered(self, statement: AlignedStatement, evidence: FileEvidence) -> Iterator[Verdict]:
        french, english = statement.french, statement.english
        comparable = max(statement.alignment.similarity, statement.wording) >= COMPARABLE
        if not comparable and len(french) > _SHORT:
            return
        for index, word in enumerate(french):
            if word.support >= UNSUPPORTED or _is_let_be(word, evidence):
                continue
            if is_verb_form(word.lemma) and not _sole(statement, word.span):
                continue  # verbs are rendered too freely to be judged by the tables
            left = [e for e in english if e.support < UNSUPPORTED and not e.text[0].isdigit() and not _is_contracted(e)]
            if not left or _is_of_a_place(word, left):
                continue
            if _credibility(statement, word.span) is None:
                continue
            counterpart = self._counterpart(index, statement, left)
            if counterpart is None or _is_left_to_the_judge(statement, word, counterpart, evidence):
                continue
            verdict = (
                self._alteration(index, statement, counterpart, evidence) if self._unheard(index, statement) else None
            )
            if verdict is not None:
                yield verdict

    def _unheard(self, index: int, statement: AlignedStatement) -> bool:
        """Say whether sound French never puts the word beside its neighbours here."""
        word = statement.french[index]
        neighbours = [statement.french[i] for i in (index - 1, index + 1) if 0 <= i < len(statement.french)]
        return all((a.lemma, b.lemma) not in self._collocations for a, b in _in_order(word, neighbours))

    def _counterpart(self, index: int, statement: AlignedStatement, left: Sequence[Supported]) -> Supported | None:
        """Return the unrendered English word that stands where the French word stands; None where a near one does."""
        french = statement.french
        around = [statement.links[i] for i in (index - 1, index + 1) if 0 <= i < len(french)]
        places = [i for i in around if i >= 0]
        if not places:
            return None
        word = french[index]
        if any(shared_with_english(self._table, word.lemma, e.lemma) > RELATED for e in left):
            return None
        numbers = {id(e): i for i, e in enumerate(statement.english)}
        nearest = min(left, key=lambda e: min(abs(numbers[id(e)] - place) for place in places))
        if min(abs(numbers[id(nearest)] - place) for place in places) > 1:
            return None
        return nearest

    def _alteration(
        self, index: int, statement: AlignedStatement, counterpart: Supported, evidence: FileEvidence
    ) -> Verdict | None:
        """Make the verdict on a word; None where neither the tables nor the model have another for its place."""
        word = statement.french[index]
        text = evidence.document.text
        known = self._table.to_english.get(word.lemma, ())[:3]
        glosses = [r.word for r in known if r.probability >= GLOSSED * known[0].probability]
        surprise = expectation(statement.scores, word.span) if statement.scores else None
        expected = [r.word for r in self._table.to_french.get(counterpart.lemma, ())[:2] if r.probability >= MEANT]
        risk = statement.risk(word.span)
        if not expected and (surprise is None or surprise.margin <= SURPRISING):
            return None
        severity = _credibility(statement, word.span)
        reasons = [
            Evidence("gloss", _glossed(word.text, glosses)),
            Evidence(
                "support", Message("Nothing in the French renders “{counterpart}”.", counterpart=counterpart.text)
            ),
            Evidence("collocation", Message("The reference corpus never puts it beside the words around it.")),
        ]
        if surprise:
            reasons.append(
                Evidence(
                    "forced-decoding",
                    _surprised(surprise),
                    round(surprise.margin, 2),
                )
            )
        if risk is not None:
            reasons.append(_estimated(statement, risk))
        span = _with_degree(word.span, text)
        offered = bool(expected) and may_replace(expected[0], word.text)
        suggestion = self._agreeing(expected[0], index, statement) if offered else None
        return measured(
            ALTERED,
            span,
            Message("“{word}” does not render “{counterpart}”", word=word.text, counterpart=counterpart.text),
            "minor" if severity is Severity.MINOR else "",
            severity,
            suggestion=text[span.start : word.span.start] + suggestion if suggestion else None,
            reference=statement.alignment.text,
            quote_id=statement.alignment.quote_id,
            evidence=tuple(reasons),
        )

    def _agreeing(self, adjective: str, index: int, statement: AlignedStatement) -> str:
        """Inflect a suggested adjective for the noun beside it; other words stay in dictionary form."""
        if is_infinitive(adjective) or index == 0:
            return adjective
        noun = statement.french[index - 1]
        gender = self._grammar.gender(noun.lemma)
        return agreeing(adjective, gender=gender, plural=noun.text.endswith(("s", "x")) and noun.lemma != noun.text)

    def _omitted(self, statement: AlignedStatement, evidence: FileEvidence) -> Iterator[Verdict]:
        """Find runs of unrendered English between rendered words."""
        text = evidence.document.text
        rendered_weight = sum(f.weight for f in statement.french if f.support >= SUPPORTED)
        whole = rendered_weight >= RENDERED * sum(f.weight for f in statement.french)
        if not whole or statement.alignment.similarity < CLOSE:  # too free to be compared
            return
        if has_marked_cut(statement, text):
            return
        anchors = [
            (i, span)
            for i, e in enumerate(statement.english)
            if e.support >= SUPPORTED and (span := _place(statement, i)) is not None
        ]
        for (before, first), (after, second) in itertools.pairwise(anchors):
            between = statement.english[before + 1 : after]
            missing = list(itertools.takewhile(lambda e: e.support < HINTED, between))
            if len(missing) < _LEFT_OUT or sum(e.weight for e in missing) < _WEIGHTY:
                continue
            spans = sorted((first, second))
            foreign = [
                f for f in statement.french if spans[0].end <= f.span.start < spans[1].end and f.support < SUPPORTED
            ]
            if len(foreign) > 1:  # something stands there, if not the same: an alteration, not an omission
                continue
            english = statement.alignment.text[missing[0].span.start : missing[-1].span.end]
            yield measured(
                OMITTED,
                Span(spans[0].start, spans[1].end),
                Message("The quotation leaves out “{english}” without a sign", english=english),
                reference=statement.alignment.text,
                quote_id=statement.alignment.quote_id,
                evidence=(
                    Evidence(
                        "support",
                        Message("{n} English words in a row have no counterpart.", n=len(missing)),
                        float(len(missing)),
                    ),
                ),
            )


def may_replace(rendering: str, printed: str) -> bool:
    """Say whether a rendering in dictionary form is of the printed word's kind: none for « toujours », « quelqu' » is a noun.

    What no list of forms knows (« motié ») may be a slip for anything.
    """
    if printed.endswith(("'", "’")):
        return False
    kinds = {(one.pos, one.mood) for one in readings(printed)}
    return not kinds or any((one.pos, one.mood) in kinds for one in readings(rendering))


def left_out(statement: AlignedStatement, evidence: FileEvidence) -> Iterator[Verdict]:
    """Find clauses of the English without a rendering, which the model does not miss either.

    Args:
        statement: A quoted statement whose contrasts were weighed.
        evidence: The file that it stands in.
    """
    text = evidence.document.text
    for contrast in statement.contrasts:
        if contrast.kind is not Suspected.CLAUSE or contrast.gain < NOT_MISSED or has_marked_cut(statement, text):
            continue
        english = contrast.english.of(statement.alignment.text)
        if told_near(statement, contrast.english, text):
            continue
        yield measured(
            OMITTED,
            contrast.french,
            Message("The quotation leaves out “{english}” without a sign", english=english),
            "clause",
            reference=statement.alignment.text,
            quote_id=statement.alignment.quote_id,
            evidence=(Evidence("contrast", Message("Without these words the model finds the French no less likely.")),),
        )


def _is_let_be(word: Supported, evidence: FileEvidence) -> bool:
    """Say whether a word is none that the tables can judge, or one that the dictionary has in the sense that is meant."""
    if word.text[0].isdigit() or word.text[0].isupper() or "-" in word.text:
        return True
    # "Mohammed ben Salmane": French writes names in its own way
    return _is_particle(word.span, evidence.document.text) or evidence.is_accepted(word.span)


def _is_contracted(word: Supported) -> bool:
    """Say whether an English word is a pronoun with a verb, *I've*, which French has in its verb."""
    return (
        any(mark in word.text[1:-1] for mark in ("'", "’")) and word.text.split("'")[0].split("’")[0].lower() in ENGLISH
    )


def _is_of_a_place(word: Supported, left: Sequence[Supported]) -> bool:
    """Say whether a French word is the adjective of a place that the English names: « bâlois » for *in Basel*."""
    begins = fold(word.text[:2]).lower()
    return _OF_PLACE.search(word.lemma) is not None and any(
        e.text[0].isupper() and fold(e.text[:2]).lower() == begins for e in left
    )


def _is_left_to_the_judge(
    statement: AlignedStatement, word: Supported, counterpart: Supported, evidence: FileEvidence
) -> bool:
    """Say whether a word is not to be told by the tables: the judge of renderings weighed it, or knows the English.

    What it doubts is told by both, and so is what the estimator is sure to be wrong.
    """
    risk = statement.risk(word.span)
    if risk is None or risk.error >= SURE or any(doubt.span.overlaps(word.span) for doubt in evidence.doubted):
        return False
    if evidence.is_undoubted(word.span) or _without_counterpart(statement.french) > 1:
        return True
    judged = bool(evidence.doubted or evidence.accepted or evidence.undoubted)
    return judged and any(shipped_dictionary().look_up(form) for form in (counterpart.lemma, counterpart.text.lower()))


def _is_particle(span: Span, text: str) -> bool:
    """Say whether a short word stands between two capitals, inside a name."""
    before, after = text[max(0, span.start - 40) : span.start].split()[-1:], text[span.end : span.end + 40].split()[:1]
    short = span.end - span.start <= _PARTICLE
    return short and bool(before and after) and before[0][0].isupper() and after[0][0].isupper()


def _glossed(french: str, glosses: Sequence[str]) -> Message:
    if not glosses:
        return Message("“{french}” means nothing that the tables know.", french=french)
    return Message("“{french}” means {glosses}.", french=french, glosses=tuple(glosses))


def _surprised(expected: Expectation) -> Message:
    """Tell what the model would have written, where that is a word and not a piece of one, and how sure it was."""
    word = expected.best.strip()
    told = Message("Given the English, the model finds another word likelier at this place.")
    if len(word) > 2 and is_known(word, "fr"):
        told = Message("Given the English, the model finds “{word}” likelier at this place.", word=word)
    if expected.rank is None or expected.entropy is None:
        return told
    choices = max(1, round(exp(expected.entropy)))
    if choices == 1 or expected.rank == 1:
        return Message("{told} The choice was plain to it.", told=told)
    return Message(
        "{told} It wavered between some {choices} words; {n} came before the one that is printed.",
        "{told} It wavered between some {choices} words; {n} came before the one that is printed.",
        told=told,
        choices=choices,
        n=expected.rank - 1,
    )


def _credibility(statement: AlignedStatement, span: Span) -> Severity | None:
    """Say how grave a word is that the tables know no counterpart of; None where the estimator finds nothing wrong.

    The more of a statement the tables cannot link, the more the estimator must say: the rendering is free, or they are
    ignorant.
    """
    risk = statement.risk(span)
    if risk is None:  # nothing was weighed
        return Severity.MAJOR
    left = _without_counterpart(statement.french)
    quotation = statement.alignment.quotation
    levels = QUOTED if quotation is not None and quotation.marked else PAIRED
    grave = next(least for most, least in levels if most is None or left <= most)
    if risk.major >= grave:
        return Severity.MAJOR
    # a word that alone lacks a counterpart needs no grave risk to be told: some error suffices
    return Severity.MINOR if risk.major >= grave / 2 or (left <= 1 and risk.error >= WRONG) else None


def _sole(statement: AlignedStatement, span: Span) -> bool:
    """Say whether nothing but this word lacks a counterpart, on either side, and the estimator thinks it gravely wrong."""
    risk = statement.risk(span)
    both = _without_counterpart(statement.french), _without_counterpart(statement.english)
    return risk is not None and risk.major >= PAIRED[0][1] and max(both) <= 1


def _without_counterpart(words: Sequence[Supported]) -> int:
    """Count the words that the tables link with nothing; figures, which they do not know, are the facts' own to judge."""
    return sum(word.support < UNSUPPORTED and not word.text[0].isdigit() for word in words)


def _estimated(statement: AlignedStatement, risk: Risk) -> Evidence:
    """Tell the risk beside that of the statement's other words: its size alone says little, since errors are rare."""
    times = risk.major / max(0.001, median(other.major for other in statement.risks))
    told = Message("The estimator finds a grave error here hardly likelier than at the statement's other words.")
    if times >= 2:
        told = Message(
            "The estimator finds a grave error here {times:.0f} times as likely as at the statement's other words.",
            times=times,
        )
    return Evidence("estimator", told, risk.major)


def _in_order(word: Supported, neighbours: Sequence[Supported]) -> list[tuple[Supported, Supported]]:
    return [(n, word) if n.span.start < word.span.start else (word, n) for n in neighbours]


def _place(statement: AlignedStatement, english: int) -> Span | None:
    return next((f.span for f, link in zip(statement.french, statement.links, strict=True) if link == english), None)


def _with_degree(span: Span, text: str) -> Span:
    """Take in an adverb of degree before the word ("très rentable"): it goes with what it strengthens."""
    before = text[: span.start].rstrip()
    for adverb in ("très", "trop", "plus", "moins", "aussi"):
        if before.lower().endswith(" " + adverb):
            return Span(len(before) - len(adverb), span.end)
    return span
