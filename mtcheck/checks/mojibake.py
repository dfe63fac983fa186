"""MT603: characters that were decoded wrongly before the text came here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mtcheck.checks.base import BackTranslated, Example, Rule, Verdict
from mtcheck.checks.confidence import measured
from mtcheck.evidence.analysis import FileEvidence
from mtcheck.french.lemmas import is_known
from mtcheck.language.messages import Message
from mtcheck.records import Category, Evidence, PassageKind, Severity, Span
from mtcheck.text.words import words

MOJIBAKE = Rule(
    "MT603",
    "encoding.mojibake",
    Category.ENCODING,
    Severity.MINOR,
    "Characters are garbled or lost because the text was once read in the wrong encoding.",
    "Read again as the bytes that it was made of, the sequence gives sound characters: “Ã©” was “é”. The text is not "
    "changed; the suggestion says what a repair would make of it.",
    "MQM Fluency/Character encoding; Speer (2019), ftfy (fixes text for you).",
    (
        Example("Le prÃ©sident a annoncÃ© la fin des combats dans la rÃ©gion.", "prÃ©sident"),
        Example("Il a dÃ©clarÃ© : â€œNous irons jusquâ€™au boutâ€\x9d.", "jusquâ€™au"),
        Example("Le pr\ufffdsident est arriv\ufffd à Genève.", "pr\ufffdsident"),
        Example("L’élève a été reçu à São Paulo, où l’on a fêté Noël à l’hôtel Île-de-France."),
        Example("Le billet coûte 45 € ; la société « Â & Co »® l’a vendu à Ängelholm."),
    ),
)
# What became of the first byte of a character, and of the next one: only together are they suspicious.
_BROKEN = re.compile(
    r"[ÂÃÄÅÎÏÐÑâãäåðĂăĹ√¬][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122"
    r"©®\u0102-\u0161\u2020\u02d8-\u02dd]|Ã(?=[\s\u00a0]|$)"
)
_WITH_LOST = re.compile(r"[\w'’\ufffd-]*\ufffd[\w'’\ufffd-]*")
_ACCENTED = "éèêëàâçîïôûùüœ"
_MOST_CANDIDATES = 3000
_ODD = re.compile(r"[\ufffd\u0080-\u009f\u0180-\u024f]")  # in no repaired French
_LETTERS = re.compile(r"[\w'’-]+")
_TOKEN = re.compile(r"(?:[^\s\u00a0\u202f]|(?<=[ÃÂ])\u00a0)+")


@dataclass(frozen=True)
class MojibakeCheck:
    """Reports what ftfy would repair, word by word, and changes nothing."""

    back_translated = BackTranslated.NONE

    @property
    def rules(self) -> tuple[Rule, ...]:
        """MT603."""
        return (MOJIBAKE,)

    def check(self, evidence: FileEvidence) -> Iterator[Verdict]:
        """Give a verdict on each garbled word outside page furniture."""
        text = evidence.document.text
        yield from _lost(evidence)
        if not _BROKEN.search(text):
            return
        found: list[tuple[Span, str]] = []
        for passage in evidence.document.passages:
            if passage.kind is not PassageKind.FURNITURE:
                for match in _TOKEN.finditer(text, passage.span.start, passage.span.end):
                    repaired = _repaired(match.group())
                    if repaired is not None:
                        found.append((Span(*match.span()), repaired))
        alone = {"Ã"}  # may be meant, unless other words around are broken
        if all(span.of(text) in alone for span, _ in found):
            return
        for span, repaired in found:
            yield measured(
                MOJIBAKE,
                span,
                Message(
                    "Wrongly decoded characters: “{printed}” was “{repaired}”", printed=span.of(text), repaired=repaired
                ),
                suggestion=repaired,
                evidence=(Evidence("ftfy", Message("Decoded anew, its bytes say “{repaired}”.", repaired=repaired)),),
            )


def _lost(evidence: FileEvidence) -> Iterator[Verdict]:
    """Find words with the sign of a lost character, and the one French word that each can have been."""
    text = evidence.document.text
    if "\ufffd" not in text:
        return
    for passage in evidence.document.passages:
        if passage.kind is PassageKind.FURNITURE:
            continue
        for match in _WITH_LOST.finditer(text, passage.span.start, passage.span.end):
            repaired = _completed(match.group())
            told = Message("A character of “{word}” was lost", word=match.group())
            if repaired:
                told = Message("A character of “{word}” was lost: “{right}”", word=match.group(), right=repaired)
            reason = Evidence("character", Message("U+FFFD stands for bytes that could not be decoded."))
            yield measured(MOJIBAKE, Span(*match.span()), told, "lost", suggestion=repaired, evidence=(reason,))


def _completed(word: str) -> str | None:
    """Return the one known French word that a word with lost accented letters can be, None where there is none or a choice."""
    candidates = {word}
    for _ in range(word.count("\ufffd")):
        candidates = {one.replace("\ufffd", letter, 1) for one in candidates for letter in _ACCENTED}
        if len(candidates) > _MOST_CANDIDATES:
            return None
    known = {one for one in candidates if is_known(one.rpartition("'")[2].rpartition("’")[2].lower(), "fr")}
    return known.pop() if len(known) == 1 else None


def _repaired(token: str) -> str | None:
    """Return what ftfy makes of a token, None where it would leave it or the result is no better."""
    if not _BROKEN.search(token):
        return None
    if token.endswith("Ã"):  # "à", whose second byte was taken for a space
        whole = f"{token[:-1]}à"
        return whole if is_known(whole, "fr") else None
    from ftfy import fix_encoding

    fixed = fix_encoding(token)
    if len(fixed) >= len(token) or _ODD.search(fixed):
        return None
    # Sound words with rare letters are no mojibake, whatever their bytes would say.
    return None if all(is_known(word.folded, "fr") for word in words(token)) and _LETTERS.fullmatch(token) else fixed
