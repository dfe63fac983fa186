"""What the HTML page shows of one finding: a card that an editor can believe or dismiss in ten seconds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mtcheck.language.messages import gettext, gettext_noop
from mtcheck.records import FileReport, Finding, KnownQuote, Report, Span, Suppressed, SuppressionKind
from mtcheck.report.back_translation import POOR, lost_of, trust_in_words
from mtcheck.report.excerpt import Excerpt, excerpt, printable
from mtcheck.report.linking import gloss_words
from mtcheck.report.wording import confidence_in_words, kind_in_words

Quotes = Mapping[str, KnownQuote]

CONTEXT = 280  # code points of French on a card
_GLOSSED = ("Accuracy/", "Terminology/")  # categories in which the meaning of the words is what is at fault
_MOST_GLOSSED = 80  # code points of French beyond which a word-for-word reading is no longer read
NEW = gettext_noop("new")
STATUSES = {
    SuppressionKind.EARLIER: gettext_noop("in the earlier report too"),
    SuppressionKind.BASELINE: gettext_noop("in the baseline"),
    SuppressionKind.IGNORE: gettext_noop("in the ignore list"),
    SuppressionKind.INLINE: gettext_noop("ignored by a comment"),
    SuppressionKind.SIC: gettext_noop("marked [sic]"),
}


@dataclass(frozen=True, slots=True)
class CardEntry:
    """A finding of a file, with why it is known and does not count, where that is so."""

    finding: Finding
    known: Suppressed | None = None

    def status(self, report: Report) -> str:
        """Say in a word or two how the finding stands to what was known before; empty for one that simply counts."""
        if self.known is not None:
            return gettext(STATUSES[self.known.kind])
        return gettext(NEW) if report.earlier is not None else ""


def entries(file: FileReport) -> tuple[CardEntry, ...]:
    """Return all findings of a file by place, those that count and those that are known."""
    counting = [CardEntry(finding) for finding in file.findings]
    known = [CardEntry(item.finding, item) for item in file.suppressed]
    return tuple(sorted((*counting, *known), key=lambda entry: (entry.finding.span, entry.finding.code)))


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason for a finding; ``seen`` is French that stands elsewhere in the article."""

    kind: str
    detail: str
    seen: str | None


@dataclass(frozen=True, slots=True)
class Card:
    """A finding with what the page shows beside it.

    Attributes:
        status: How it stands to what was known before; empty for a finding that simply counts.
        known: Why it does not count, in the words of whoever decided it; empty where nobody gave a reason.
        mark: Anchor of the finding's first mark in the article, None where the article is not shown.
        context: The French sentence: before the finding, the finding, after it.
        confidence: In words.
        gloss: The French word for word, empty where that says nothing.
        speaker: Who is quoted in the French at fault, or None.
        cited: Who said the known English, or None.
        trust: How far the back-translation can be trusted, in words.
        lost: Names, numbers and quoted terms of the French sentence that the back-translation lacks.
    """

    id: str
    finding: Finding
    status: str
    known: str
    mark: str | None
    context: tuple[str, str, str]
    confidence: str
    gloss: str
    speaker: str | None
    cited: str | None
    reasons: tuple[Reason, ...]
    trust: str = ""
    lost: tuple[str, ...] = ()


def card(card_id: str, mark: str | None, entry: CardEntry, file: FileReport, report: Report, quotes: Quotes) -> Card:
    """Gather what the card of a finding shows.

    Args:
        card_id: The card's anchor.
        mark: The anchor of its first mark.
        entry: The finding.
        file: The file it stands in.
        report: The whole report.
        quotes: The run's known quotes by id.
    """
    finding = entry.finding
    text = None if file.document is None else file.document.text
    shown = Excerpt(finding.text, Span(0, len(finding.text)))
    if text is not None:
        shown = excerpt(text, finding.span, max(CONTEXT, len(finding.text) + 2))
    start, end = shown.span
    cited = quotes.get(finding.quote_id or "")
    return Card(
        card_id,
        finding,
        entry.status(report),
        entry.known.reason if entry.known is not None else "",
        mark,
        (shown.text[:start], shown.text[start:end], shown.text[end:]),
        confidence_in_words(finding.confidence),
        _gloss(finding),
        speaker_of(finding, file, quotes),
        None if cited is None else cited.speaker,
        tuple(
            Reason(
                kind_in_words(evidence.kind),
                str(evidence.detail),
                None if evidence.span is None or text is None else printable(evidence.span.of(text)),
            )
            for evidence in finding.evidence
        ),
        gettext(trust_in_words(finding.back_translation_log_prob)),
        lost_of(finding, file),
    )


def speaker_of(finding: Finding, file: FileReport, quotes: Quotes) -> str | None:
    """Return who says the words at fault; a known speaker's full name stands for the way the article names them."""
    known = quotes.get(finding.quote_id or "")
    if known is not None:
        return known.speaker
    for matched in file.quotations:
        if matched.quotation.span.contains(finding.span):
            cited = (quotes[alignment.quote_id] for alignment in matched.alignments if alignment.quote_id in quotes)
            return next((quote.speaker for quote in cited), matched.quotation.speaker)
    return None


def _gloss(finding: Finding) -> str:
    poor = finding.back_translation is not None and trust_in_words(finding.back_translation_log_prob) == POOR
    if len(finding.text) > _MOST_GLOSSED or not (poor or finding.category.value.startswith(_GLOSSED)):
        return ""
    return gloss_words(finding.text)
