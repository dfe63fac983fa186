"""The summary of a corpus run: its figures for people and for programs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from jinja2 import Environment, PackageLoader

from mtcheck import __version__
from mtcheck.corpus.figures import SEVERITIES, UNKNOWN, CorpusFigures
from mtcheck.corpus.store import Store
from mtcheck.language.markup import spoken
from mtcheck.language.messages import gettext, gettext_noop, language, ngettext, titled
from mtcheck.records import Severity

SUMMARIES = ("summary.json", "summary.md", "summary.html")
_BREAKING = re.compile(r"[^\S\u00a0\u202f]+")  # space that may break a line: French marks keep theirs
_LISTED = 200  # rows of a table in Markdown and HTML; JSON has them all
_GROUPS = (
    ("sources", gettext_noop("Source"), gettext_noop("By source")),
    ("months", gettext_noop("Month"), gettext_noop("By month")),
    ("speakers", gettext_noop("Speaker"), gettext_noop("By speaker")),
    ("kinds", gettext_noop("Kind"), gettext_noop("By kind")),
)
_COLUMNS = {  # what is counted, and its heading
    "documents": gettext_noop("documents"),
    "failed": gettext_noop("failed"),
    "words": gettext_noop("words"),
    "quotations": gettext_noop("quotations"),
    "matched": gettext_noop("matched"),
    "critical": gettext_noop("critical"),
    "major": gettext_noop("major"),
    "minor": gettext_noop("minor"),
    "neutral": gettext_noop("neutral"),
    "known": gettext_noop("known"),
}


class _SummaryTable(NamedTuple):
    """A group of the figures, in the language that is spoken.

    Attributes:
        by: What its rows are, for instance "Source".
        caption: Its title.
        columns: Headings of what is counted, those alone that say something.
        rows: Names and counts.
        left: How many rows are left out.
    """

    by: str
    caption: str
    columns: Sequence[str]
    rows: Sequence[tuple[str, Sequence[int]]]
    left: int


@dataclass(frozen=True, slots=True)
class Summary:
    """What came of a run.

    Attributes:
        signature: What reproduces the figures.
        schema: Version of the data set's columns.
        inputs: Addresses that were checked.
        fail_on: Severity from which a finding makes the exit code 1; None for never.
    """

    signature: str
    schema: str
    inputs: tuple[str, ...]
    figures: CorpusFigures
    fail_on: Severity | None

    @property
    def exit_code(self) -> int:
        """0 clean, 1 findings at or above ``fail_on``, 2 some document could not be read or checked (it dominates)."""
        if self.figures.total["failed"]:
            return 2
        worst = self.figures.worst()
        return int(self.fail_on is not None and worst is not None and worst >= self.fail_on)

    @property
    def line(self) -> str:
        """The run in one line."""
        total = self.figures.total
        found = sum(total[severity] for severity in SEVERITIES)
        return gettext(
            "{documents}, {failed}, {findings}",
            documents=ngettext("{n} document", "{n} documents", total["documents"]),
            failed=ngettext("{n} failed", "{n} failed", total["failed"]),
            findings=ngettext("{n} finding", "{n} findings", found),
        )


def write_summary(store: Store, summary: Summary) -> None:
    """Write the summary as JSON, which is neutral, and as Markdown and HTML in the language that is spoken."""
    plain = summary.figures.plain()
    store.write_json(
        SUMMARIES[0],
        {
            "schema_version": summary.schema,
            "mtcheck": __version__,
            "signature": summary.signature,
            "inputs": list(summary.inputs),
            "exit_code": summary.exit_code,
            **plain,
        },
    )
    store.write(SUMMARIES[1], "\n".join(_markdown(summary, plain)).encode() + b"\n")
    environment = Environment(loader=PackageLoader("mtcheck.corpus"), autoescape=True, trim_blocks=True)
    environment.globals |= spoken()
    page = environment.get_template("summary.html.jinja").render(
        summary=summary, tables=list(_tables(plain)), version=__version__, language=language()
    )
    store.write(SUMMARIES[2], page.encode())


def _tables(plain: Mapping[str, Any]) -> Iterator[_SummaryTable]:
    for name, by, caption in _GROUPS:
        group: Mapping[str, Mapping[str, int]] = plain[name]
        columns = [column for column in _COLUMNS if any(counts.get(column) for counts in group.values())]
        if name == "months":
            order = sorted(group)
        else:
            order = sorted(
                group, key=lambda key: ([-group[key].get(each, 0) for each in (*SEVERITIES, *_COLUMNS)], key)
            )
        rows = [(_named(name, key), [group[key].get(column, 0) for column in columns]) for key in order[:_LISTED]]
        if rows:
            heads = [gettext(_COLUMNS[column]) for column in columns]
            yield _SummaryTable(gettext(by), gettext(caption), heads, rows, len(order) - len(rows))


def _named(group: str, key: str) -> str:
    """Return what people call a row: a kind has its rule's name as words."""
    if group == "kinds":
        code, _, name = key.partition(" ")
        return f"{code} {gettext(titled(name))}"
    return gettext(UNKNOWN) if key == UNKNOWN else key


def _markdown(summary: Summary, plain: Mapping[str, Any]) -> Iterator[str]:
    yield "# mtcheck corpus"
    yield ""
    yield gettext("{line}. Exit code {code}.", line=summary.line, code=summary.exit_code)
    yield ""
    yield f"`{summary.signature}`, mtcheck {__version__}, " + gettext("schema {version}", version=summary.schema)
    for table in _tables(plain):
        yield ""
        yield f"| {table.by} | {' | '.join(table.columns)} |"
        yield f"| --- |{' ---: |' * len(table.columns)}"
        for key, counts in table.rows:
            yield f"| {_cell(key)} | {' | '.join(map(str, counts))} |"
        if table.left:
            yield ""
            yield ngettext("{n} more in summary.json.", "{n} more in summary.json.", table.left)


def _cell(text: str) -> str:
    return (
        _BREAKING.sub(" ", text)
        .strip()
        .replace("\\", "\\\\")
        .replace("|", "\\|")
        .replace("<", "&lt;")
        .replace("`", "\\`")
    )
