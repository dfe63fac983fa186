"""Turning verdicts into cases: the smallest part of the article that shows what was judged."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from mtcheck.records import FileReport, KnownQuote
from mtcheck.review.cases import SUFFIX, Case, failures, one_line
from mtcheck.review.reports import Reported, surroundings
from mtcheck.review.verdicts import ReviewJudgement, ReviewVerdict

_MARK = re.compile(r"^--- ", re.MULTILINE)


def make_case(
    item: Reported,
    verdict: ReviewVerdict,
    check: Callable[[Case], FileReport],
    bank: Mapping[str, KnownQuote] = MappingProxyType({}),
) -> Case | None:
    """Make a case of a verdict.

    Args:
        item: The finding.
        verdict: What a person said of it; one that is unsure or ignores it makes no case.
        check: Checks a case's article.
        bank: Whole statements by id, for findings that the one English sentence does not bring about.

    Returns:
        The case with the sentence, else the paragraph, else the article, each with the English sentence, else the whole
        statement, whichever is the first in which the finding is made; None where it is made in none of them, or the
        article is gone.
    """
    if not verdict.judgement.decided:
        return None
    line = f'{item.code} "{one_line(item.text)}"'
    suggestion = item.data.get("suggestion") if verdict.correction is None else None
    told = (f"{line} → {suggestion}" if suggestion else line,)
    for text, quotes in itertools.product(dict.fromkeys(_texts(item, verdict)), dict.fromkeys(_quotes(item, bank))):
        case = Case(case_name(item), text.strip() + "\n", quotes, found=told)
        if not failures(case, check(case)):
            wrong = verdict.judgement is ReviewJudgement.WRONG
            return replace(case, found=(), absent=(line,)) if wrong else case
    return None


def case_name(item: Reported) -> str:
    """Name a case's file after code and words; the fingerprint tells those apart that look alike."""
    plain = unicodedata.normalize("NFD", item.text.lower()).encode("ascii", "ignore").decode()
    slug = "-".join(re.findall(r"[a-z0-9]+", plain))[:40].strip("-") or "words"
    digest = re.sub(r"[^0-9a-z]", "", item.key.lower())[:8]
    return f"{item.code}-{slug}-{digest}{SUFFIX}"


def write_case(case: Case, verdict: ReviewVerdict) -> str:
    """Write a case as text."""
    lines = [case.article.rstrip("\n")]
    for quote in case.quotes:
        lines += ["--- quote", ", ".join((quote.speaker, *quote.aliases)), one_line(quote.text)]
    lines.append("--- not found" if case.absent else "--- found")
    if verdict.correction is not None:
        lines.append(f"# should say: {one_line(verdict.correction)}")
    judged = " ".join(filter(None, (f"by {verdict.who}" if verdict.who else "", verdict.when or "")))
    lines.append(
        f"# judged {verdict.judgement.value}{' ' + judged if judged else ''}; {verdict.path or 'unknown article'}"
    )
    return "\n".join([*lines, *case.found, *case.absent]) + "\n"


def _texts(item: Reported, verdict: ReviewVerdict) -> Iterator[str]:
    around = surroundings(item)
    texts = (around.sentence, around.passage, around.text) if around else (verdict.sentence or "",)
    yield from (text for text in texts if text.strip() and not _MARK.search(text))


def _quotes(item: Reported, bank: Mapping[str, KnownQuote]) -> Iterator[tuple[KnownQuote, ...]]:
    """Give the known English that the finding rests on: the sentence alone, then the whole statement."""
    known, reference = item.data.get("quote_id"), item.data.get("reference")
    if known is None or not reference:
        yield ()
        return
    yield (KnownQuote("quote-1", item.speaker or "", one_line(reference), aliases=item.aliases),)
    if known in bank:
        whole = bank[known]
        aliases = tuple(name for name in whole.aliases if "," not in name)
        yield (KnownQuote("quote-1", whole.speaker, one_line(whole.text), aliases=aliases),)
