"""Where foreign words stand: in speech, in a title, beside their translation, in a known statement."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mtcheck.evidence.analysis import FileEvidence
from mtcheck.records import KnownQuote, Span
from mtcheck.text.marks import MarkedStretch
from mtcheck.text.words import words

_TITLE_WORDS = 6  # up to so many words between marks, which nobody says, are a title or a term
_SLACK = 4  # code points that a stretch between marks may be longer than the foreign words in it
_NEAR = 60  # code points before and behind that tell
_WORK = re.compile(
    r"\b(?:films?|livres?|romans?|essais?|chansons?|albums?|séries?|émissions?|pièces?|revues?|journal|magazine|quotidien"
    r"|hebdomadaire|site|titre|intitulée?s?|baptisée?s?|surnommée?s?|nommée?s?|dite|dites|dits|expressions?|termes?|mots?|notion|concept"
    r"|label|prix|opération|programme|projet|loi|association|collectif|ong|fondation|exposition|spectacle|documentaire|podcast|tube"
    r"|single|rapport|opéra|ballet|groupe|slogan|devise|hymne|hashtag|marque|festival|saga|jeu|logiciel|poème|recueil|tableau"
    r"|trilogie|franchise|parti|mouvement|vers|proverbe|locution|maxime|refrain)\s*(?:(?:anglais|allemand|espagnol|italien|portugais|néerlandais"
    r"|américain|latin|de|du|la|le|les)e?s?\s+)*[«“\"‹'’]*\s*(?:(?-i:[A-ZÀ-Þ])[\w'’-]*\s+)*$",
    re.IGNORECASE,
)
_TRANSLATED = re.compile(
    r"[\s»”\"’'.!?,…]*(?:\(\s*[«“\"]|\((?:en\s+français|littéralement|traduisez|traduction|soit|trad)\b"
    r"|,?\s*(?:c['’]est-à-dire|autrement\s+dit|littéralement|ce\s+qui\s+(?:signifie|veut\s+dire)|qui\s+(?:signifie|veut\s+dire)"
    r"|signifie|veut\s+dire|soit\s+[«“\"]|en\s+(?:anglais|espagnol|italien|allemand|portugais|néerlandais)\b))",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"\b(?:en|in)\s+(?:anglais|espagnol|italien|allemand|portugais|néerlandais|vo)\b[^.«»]{0,25}$", re.IGNORECASE
)
_CAPITAL = re.compile(r"\b[A-ZÀ-Þ][\w'’-]*\s+$")
_FEWEST = 3  # words that a known statement must share to be named


@dataclass(frozen=True, slots=True)
class Setting:
    """What stands around foreign words.

    Attributes:
        span: The words, or the whole quotation where they are most of it.
        set_apart: Whether they alone stand between marks, and are nobody's speech.
        keeps_wording: Whether a translator leaves them: a title, a term that the sentence speaks of, or words whose French
            follows.
    """

    span: Span
    set_apart: bool
    keeps_wording: bool

    @classmethod
    def of(cls, evidence: FileEvidence, span: Span, stretch: MarkedStretch | None) -> Setting:
        """Look around a run.

        Args:
            evidence: The file; its quotations say what is speech.
            span: The foreign words.
            stretch: The innermost words between marks that hold them, None where none do.
        """
        text = evidence.document.text
        whole, apart, titled = span, False, False
        if stretch is not None:
            speech = any(item.marked and item.span.overlaps(span) for item in evidence.quotations)
            inside = stretch.span
            apart = not speech and inside.end - inside.start <= span.end - span.start + _SLACK
            titled = not speech and len(words(inside.of(text))) <= _TITLE_WORDS
            if 2 * (span.end - span.start) > inside.end - inside.start:
                whole = inside
        before, behind = text[max(0, span.start - _NEAR) : span.start], text[whole.end : whole.end + _NEAR]
        told = bool(_TRANSLATED.match(behind) or _NAMED.search(before))
        # A title begins with a capital, or stands between marks.
        marked = stretch is not None or text[span.start].isupper() or bool(_CAPITAL.search(before))
        return cls(whole, apart, titled or told or (marked and bool(_WORK.search(before))))


def known_statement(evidence: FileEvidence, span: Span) -> KnownQuote | None:
    """Return the known statement, or the English passage of the same document, that says just the words of ``span``."""
    wanted = _flat(span.of(evidence.document.text))
    if wanted.count(" ") - 1 < _FEWEST:
        return None
    for quote in evidence.quotes:
        if wanted in _flat(quote.text):
            return quote
    return None


def _flat(text: str) -> str:
    return f" {' '.join(word.folded for word in words(text))} "
