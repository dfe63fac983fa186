"""What a finding is known by when the text around it moves: its rule, its words, and the words beside them."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from hashlib import blake2b
from typing import NamedTuple

from mtcheck.records import AcrossFinding, Document, FileReport, Finding, Span

BESIDE = 3  # words on each side; more would make a finding new whenever somebody mends another word of the sentence
_REACH = 200  # code points looked at on each side
_STOP = re.compile(r"[.!?…][\"'»”’)\]]*\s")
_WORD = re.compile(r"\w+")
_REMARK = re.compile(
    r"[\[(][*_]{0,3}sic[^\w\])]*[\])]|<!--.*?-->", re.IGNORECASE | re.S
)  # said about the text, not in it
_APOSTROPHES = str.maketrans("’ʼ‘", "'''")


class FindingKey(NamedTuple):
    """Rule, words and context of a finding, each free of case, spacing and kind of apostrophe."""

    code: str
    text: str
    context: str

    @property
    def digest(self) -> str:
        """The key as 16 hexadecimal digits."""
        # A separator that normalised words cannot hold keeps ("a b", "c") apart from ("a", "b c").
        joined = "\n".join(self).encode("utf-8", "surrogatepass")
        return blake2b(joined, digest_size=8).hexdigest()


def normalise(text: str) -> str:
    """Return ``text`` without what may change while the words stay: case, spaces, apostrophes, composition."""
    return " ".join(unicodedata.normalize("NFKC", text).translate(_APOSTROPHES).casefold().split())


def finding_key(finding: Finding, document: Document | None) -> FindingKey:
    """Return what the finding is known by.

    Args:
        finding: Of that document.
        document: Where the context is read; without it the context is empty.

    Returns:
        The key. Its context is up to three words on each side, of the same sentence and passage, as ``a b … c d``.
    """
    context = "" if document is None else _context(document, finding.span)
    return FindingKey(finding.code, normalise(finding.text), context)


def fingerprints(findings: Iterable[Finding], document: Document | None) -> tuple[str, ...]:
    """Return a fingerprint for each finding, in order; a repeat of the same key is told apart by its number.

    Returns:
        For instance ``d9428888122b11e1`` and, for the second of its kind, ``d9428888122b11e1:2``.
    """
    seen: Counter[str] = Counter()
    made = []
    for finding in findings:
        digest = finding_key(finding, document).digest
        seen[digest] += 1
        made.append(digest if seen[digest] == 1 else f"{digest}:{seen[digest]}")
    return tuple(made)


def file_fingerprints(file: FileReport) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the fingerprints of a file's findings, and of those that are suppressed; no two are alike."""
    suppressed = tuple(item.finding for item in file.suppressed)
    # Numbered in the order of the text, so that suppressing one finding renames no other.
    order = sorted(
        [*((finding, 0, place) for place, finding in enumerate(file.findings)),
         *((finding, 1, place) for place, finding in enumerate(suppressed))],
        key=lambda item: (item[0].span, item[0].code, item[1], item[2]),
    )  # fmt: skip
    made = fingerprints((finding for finding, _, _ in order), file.document)
    by_place = {(kind, place): digest for (_, kind, place), digest in zip(order, made, strict=True)}
    return (
        tuple(by_place[0, place] for place in range(len(file.findings))),
        tuple(by_place[1, place] for place in range(len(suppressed))),
    )


def across_fingerprints(across: Iterable[AcrossFinding]) -> tuple[str, ...]:
    """Return the fingerprints of findings across files, in order; no two of one file are alike."""
    seen: Counter[tuple[int, str]] = Counter()
    made = []
    for item in across:
        digest = finding_key(item.local, item.document).digest
        seen[item.number, digest] += 1
        number = seen[item.number, digest]
        made.append(digest if number == 1 else f"{digest}:{number}")
    return tuple(made)


def _context(document: Document, span: Span) -> str:
    text = document.text
    # Passages are in order and do not overlap; a document without any is one passage.
    index = bisect_right(document.passages, span.start, key=lambda passage: passage.span.start) - 1
    whole = document.passages[index].span if index >= 0 else Span(0, len(text))
    start, end = max(whole.start, span.start - _REACH, 0), min(max(whole.end, span.end), span.end + _REACH)
    last = max(span.end - 1, span.start)  # a finding that ends with the sentence has nothing of the next beside it
    before = _STOP.split(_REMARK.sub(" ", text[start : span.start]))[-1]
    after = _STOP.split(_REMARK.sub(" ", text[last:end]), maxsplit=1)[0][span.end - last :]
    left = _WORD.findall(normalise(before))[-BESIDE:]
    right = _WORD.findall(normalise(after))[:BESIDE]
    return " ".join((*left, "…", *right))
