"""The summary of a corpus run: its figures for people and for programs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jinja2 import Environment, PackageLoader

from mtcheck import __version__
from mtcheck.corpus.figures import SEVERITIES, Figures
from mtcheck.corpus.store import Store
from mtcheck.records import Severity

SUMMARIES = ("summary.json", "summary.md", "summary.html")
_LISTED = 200  # rows of a table in Markdown and HTML; JSON has them all
_GROUPS = (("sources", "Source"), ("months", "Month"), ("speakers", "Speaker"), ("kinds", "Kind"))
_COLUMNS = ("documents", "failed", "words", "quotations", "matched", *SEVERITIES, "known")


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
    figures: Figures
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
        return f"{total['documents']} documents, {total['failed']} failed, {found} findings"


def write_summary(store: Store, summary: Summary) -> None:
    """Write the summary as JSON, Markdown and HTML."""
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
    page = environment.get_template("summary.html.jinja").render(
        summary=summary, total=plain["total"], columns=_COLUMNS, tables=list(_tables(plain)), version=__version__
    )
    store.write(SUMMARIES[2], page.encode())


def _tables(plain: Mapping[str, Any]) -> Iterator[tuple[str, Sequence[str], Sequence[tuple[str, Sequence[int]]], int]]:
    """Give each group: what it is by, its columns that say something, its rows, and how many rows are left out."""
    for name, title in _GROUPS:
        group: Mapping[str, Mapping[str, int]] = plain[name]
        columns = [column for column in _COLUMNS if any(counts.get(column) for counts in group.values())]
        if name == "months":
            order = sorted(group)
        else:
            order = sorted(
                group, key=lambda key: ([-group[key].get(each, 0) for each in (*SEVERITIES, *_COLUMNS)], key)
            )
        rows = [(key, [group[key].get(column, 0) for column in columns]) for key in order[:_LISTED]]
        if rows:
            yield title, columns, rows, len(order) - len(rows)


def _markdown(summary: Summary, plain: Mapping[str, Any]) -> Iterator[str]:
    yield "# mtcheck corpus"
    yield ""
    yield f"{summary.line}. Exit code {summary.exit_code}."
    yield ""
    yield f"`{summary.signature}`, schema {summary.schema}"
    for title, columns, rows, left in _tables(plain):
        yield ""
        yield f"| {title} | {' | '.join(columns)} |"
        yield f"| --- |{' ---: |' * len(columns)}"
        for key, counts in rows:
            yield f"| {_cell(key)} | {' | '.join(map(str, counts))} |"
        if left:
            yield ""
            yield f"{left} more in summary.json."


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;").replace("`", "\\`")
