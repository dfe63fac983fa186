"""Walking through the findings of a report, one question each."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from mtcheck.language.messages import gettext, gettext_noop, of_data, titled
from mtcheck.language.messages import number as spoken_number
from mtcheck.records import Severity
from mtcheck.report.wording import kind_in_words, severity_in_words
from mtcheck.review.reports import Reported, surroundings
from mtcheck.review.verdicts import ReviewJudgement, ReviewVerdict

# The letters are the same in every language: who judges in two of them need not learn two.
PROMPT = gettext_noop("[r]ight  [w]rong  [u]nsure  [c]orrected rendering  [i]gnore  [s]kip  [b]ack  [q]uit > ")
HELP = (
    ("r", gettext_noop("right: a translator would mend this")),
    ("w", gettext_noop("wrong: sound French, or another fault")),
    ("u", gettext_noop("unsure")),
    ("c", gettext_noop("right, and this is what it should say")),
    ("i", gettext_noop("ignore: it is to stay, for this reason")),
    ("s", gettext_noop("skip: ask again another time")),
    ("b", gettext_noop("back to the finding before")),
    ("q", gettext_noop("quit; what was judged is kept")),
)
WIDTH = 96
_ANSWERS: Mapping[str, ReviewJudgement] = MappingProxyType(
    {
        "r": ReviewJudgement.RIGHT,
        "w": ReviewJudgement.WRONG,
        "u": ReviewJudgement.UNSURE,
        "c": ReviewJudgement.RIGHT,
        "i": ReviewJudgement.IGNORED,
    }
)
_ASKED: Mapping[str, str] = MappingProxyType(
    {"c": gettext_noop("rendering"), "i": gettext_noop("reason")}
)  # answers that take words
_WORDS = frozenset("right wrong unsure correct corrected ignore skip back quit help".split())


class Session:
    """Asks about findings until they are judged, or the reader has had enough.

    Args:
        findings: What is to be judged, in order.
        judged: Verdicts that were given before; these findings are not asked about.
        ask: Shows a prompt and returns the answer without its line end; None where there will be no more.
        tell: Shows lines to the reader.
        keep: Stores a verdict as soon as it is given.
        who: The reader, where they want to be named.
        when: The day, ``YYYY-MM-DD``, where it is to be kept.
    """

    def __init__(
        self,
        findings: Sequence[Reported],
        judged: Mapping[str, ReviewVerdict],
        *,
        ask: Callable[[str], str | None],
        tell: Callable[[str], None],
        keep: Callable[[ReviewVerdict], None],
        who: str | None = None,
        when: str | None = None,
    ) -> None:
        self._open = [item for item in findings if item.key not in judged]
        self._ask, self._tell, self._keep = ask, tell, keep
        self._who, self._when = who, when

    def run(self) -> int:
        """Walk through the findings.

        Returns:
            How many findings were judged.
        """
        given: set[str] = set()
        place = 0
        while 0 <= place < len(self._open):
            item = self._open[place]
            self._tell("\n".join(describe(item, place + 1, len(self._open))))
            answer, words = self._answer()
            if answer == "q":
                break
            if answer == "b":
                place = max(0, place - 1)
                continue
            if answer in _ANSWERS:
                self._keep(self._verdict(item, _ANSWERS[answer], words))
                given.add(item.key)
            place += 1
        return len(given)

    def _answer(self) -> tuple[str, str | None]:
        while (line := self._ask(gettext(PROMPT))) is not None:
            word, _, rest = line.strip().partition(" ")
            letter = word.lower()[:1] if len(word) == 1 or word.lower() in _WORDS else ""
            rest = rest.strip()
            if letter in _ASKED:
                words = rest or (self._ask(f"{gettext(_ASKED[letter])} > ") or "").strip()
                if words:
                    return letter, words
            elif letter and letter in "rwusbq" and not rest:
                return letter, None
            self._tell("\n".join(f"{letter}  {gettext(told)}" for letter, told in HELP))
        return "q", None

    def _verdict(self, item: Reported, judgement: ReviewJudgement, words: str | None) -> ReviewVerdict:
        around = surroundings(item)
        verdict = ReviewVerdict(item.key, item.code, item.text, judgement, item.confidence, path=item.path)
        ignored = judgement is ReviewJudgement.IGNORED
        verdict = replace(verdict, correction=None if ignored else words, reason=words if ignored else None)
        return replace(verdict, sentence=around.sentence if around else None, who=self._who, when=self._when)


def describe(item: Reported, number: int, total: int) -> Iterator[str]:
    """Show a finding: place, French in context, English, suggestion, reasons."""
    data = item.data
    yield ""
    yield (
        f"{number}/{total}  {item.path}:{data['line']}:{data['column']}  {item.code} {_severity(data['severity'])} "
        f"{spoken_number(item.confidence, '.2f')} {gettext(titled(data['name']))}"
    )
    around = surroundings(item)
    if around is None:
        yield f"    [{_on_one_line(item.text)}]   ({gettext('the article is gone, or has changed here')})"
    else:
        before, after = around.sentence[: around.at.start], around.sentence[around.at.end :]
        yield from _wrapped(f"{before}[{item.text}]{after}", "    ")
    rows = (
        (gettext("English"), data.get("reference")),
        (gettext("suggestion"), data.get("suggestion")),
        (gettext("why"), said_in(data, "message")),
    )
    for label, value in rows:
        if value:
            yield from _wrapped(value, f"    {label:<12}", " " * 16)
    for evidence in data["evidence"]:
        kind, detail = kind_in_words(evidence["kind"]), said_in(evidence, "detail")
        yield from _wrapped(f"- {gettext('{kind}: {detail}', kind=kind, detail=detail)}", " " * 16, " " * 18)
    if data.get("back_translation"):
        yield from _wrapped(data["back_translation"], f"    {gettext('in English'):<12}", " " * 16)


def said_in(data: Mapping[str, Any], name: str) -> str:
    """Say a text of a report in the language that is spoken; as it stands where the report has no message for it."""
    template, params = data.get(f"{name}_id"), data.get("params")
    if isinstance(template, str) and isinstance(params, Mapping):
        try:
            return str(of_data({"id": template, "params": params}))
        except (KeyError, TypeError, ValueError, IndexError):  # of a report that another version wrote
            pass
    return str(data[name])


def _severity(label: str) -> str:
    return severity_in_words(Severity.parse(label)) if label in {level.label for level in Severity} else label


def _wrapped(text: str, first: str, rest: str | None = None) -> list[str]:
    indent = first if rest is None else rest
    shown = _on_one_line(text)
    return textwrap.wrap(shown, WIDTH, initial_indent=first, subsequent_indent=indent, break_on_hyphens=False)


def _on_one_line(text: str) -> str:
    """Put text on one line, without what a terminal would take for commands."""
    return "".join(char if char.isprintable() or char in "\u00a0\u202f" else " " for char in " ".join(text.split()))
