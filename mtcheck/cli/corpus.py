"""``mtcheck corpus``: more articles than one machine checks."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from typing import Annotated

import typer

from mtcheck.cli.failure import guarded, remark
from mtcheck.cli.options import ConfigOption, DebugOption, QuotesOption
from mtcheck.config.settings import load_config
from mtcheck.errors import ConfigError
from mtcheck.language.messages import Message, gettext

EPILOG = """\b
Examples:
  mtcheck corpus archive.parquet -o checked --quotes bank.sqlite
  mtcheck corpus "s3://news/2025/*.jsonl.zst" -o s3://news/checked
  mtcheck corpus crawl.warc.gz -o checked --address auto

\b
Exit codes: 0 clean, 1 findings at or above report.fail_on,
2 some document could not be read or checked.
"""
_NEEDED = ("ray", "pyarrow", "fsspec", "warcio", "zstandard")


def corpus(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT",
            help="Parquet, JSON Lines (.gz, .zst), WARC, other articles, folders or patterns: paths, or addresses of fsspec.",
        ),
    ],
    *,
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="FOLDER", help="Where the data set goes: a folder or an address.")
    ],
    quotes: QuotesOption = None,
    config: ConfigOption = None,
    address: Annotated[
        str | None,
        typer.Option(metavar="ADDRESS", help="Of a Ray cluster (auto: the one that runs here); else Ray starts here."),
    ] = None,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Begin anew; else the run goes on where it was stopped.")
    ] = False,
    progress: Annotated[bool, typer.Option("--progress/--no-progress", help="Progress on a terminal.")] = True,
    debug: DebugOption = False,
) -> None:
    """Check a corpus on Ray, and write documents, quotations and findings as Parquet."""
    code = 2
    with guarded(debug=debug):
        missing = [name for name in _NEEDED if find_spec(name) is None]
        if missing:
            raise ConfigError(
                Message(
                    "needs {known}: pip install 'mtcheck[cluster]' (a clone: '.[cluster]')", known=", ".join(missing)
                ),
                key="mtcheck corpus",
            )
        from mtcheck.cli.progress import StderrProgress
        from mtcheck.corpus.run import CorpusRequest, run_corpus

        request = CorpusRequest(
            tuple(inputs), output, load_config(config), tuple(quotes or ()), address, overwrite=overwrite
        )
        if progress and sys.stderr.isatty():
            with StderrProgress() as bars:
                summary = run_corpus(request, bars)
        else:
            summary = run_corpus(request)
        remark(gettext("{line}; written to {output}", line=summary.line, output=output))
        code = summary.exit_code
    raise typer.Exit(code)
