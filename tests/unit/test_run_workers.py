"""Processes side by side: the same reports in the same order, and whatever one of them dies of stays with its document."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import pytest
import worker_means

from mtcheck.errors import ModelLoadError, TranslatorError
from mtcheck.quotes.bank import load_quotes
from mtcheck.readers.discovery import Source
from mtcheck.readers.plain import document
from mtcheck.records import Document, FileReport, KnownQuote
from mtcheck.run.means import Means
from mtcheck.run.pipeline import Run, plan_run
from mtcheck.run.workers import Workers, shrinking

SEEDS = Path(__file__).parents[2] / "seeds"
ARTICLES = [document(f"{number}.txt", f"Le pont numéro {number} tient bon.") for number in range(21)]


class Steps:
    """Counts what a run tells of its progress."""

    def __init__(self) -> None:
        self.done = 0

    def start(self, stage: str, total: int) -> None:
        self.done = 0

    def advance(self, amount: int = 1) -> None:
        self.done += amount

    def finish(self) -> None: ...


def planned(
    documents: Sequence[Source | Document],
    make: Callable[[], Means],
    *,
    here: Means | None = None,
    workers: int = 2,
    quotes: tuple[KnownQuote, ...] = (),
    progress: Steps | None = None,
) -> Run:
    means = here or worker_means.deadly()
    return plan_run(
        documents, means, quotes=quotes, progress=progress, workers=Workers([make] * workers) if workers else None
    )


def test_two_processes_report_what_one_reports() -> None:
    documents = [document(path.name, path.read_text(encoding="utf-8")) for path in sorted(SEEDS.glob("*.txt"))]
    sources: list[Source | Document] = [documents[0], Source("missing.txt"), *documents[1:]]
    quotes = load_quotes([str(SEEDS / "quotes")])
    here = worker_means.every_check()
    steps = Steps()
    one = planned(sources, worker_means.every_check, here=here, workers=0, quotes=quotes).report()
    two = planned(sources, worker_means.every_check, here=here, quotes=quotes, progress=steps).report()
    assert two == one
    assert one.across
    assert steps.done == len(documents)
    assert [file.error is None for file in two.files].index(False) == 1


def test_a_document_that_kills_its_process_once_is_checked_and_one_that_kills_twice_is_a_failed_file(
    tmp_path: Path,
) -> None:
    killed = tmp_path / "killed"
    alone = planned(ARTICLES, worker_means.deadly, workers=0).report()
    deadly = planned(ARTICLES, partial(worker_means.deadly, "numéro 7 ", "numéro 12 ", str(killed))).report()
    assert killed.exists()
    (failed,) = [file for file in deadly.files if file.error is not None]
    assert str(failed.error) == "12.txt: cannot be checked: the process that checked it ended twice (signal SIGKILL)"
    assert deadly.exit_code == 2
    assert [file for file in deadly.files if file is not failed] == [f for f in alone.files if f.path != "12.txt"]


def test_batches_become_smaller_and_hold_everything_once() -> None:
    items = [FileReport(str(number)) for number in range(200)]
    batches = list(shrinking(items, 200, 16, 2))
    sizes = [len(batch) for batch in batches]
    assert [item for batch in batches for item in batch] == items
    assert sizes == sorted(sizes, reverse=True)
    assert (sizes[0], sizes[-1]) == (16, 1)
    assert len(list(shrinking(items, 2, 16, 2))) == 200  # more than was told


def test_workers_that_cannot_begin_end_the_run() -> None:
    with pytest.raises(TranslatorError, match=r"before they have checked anything \(exit code 3\)"):
        planned(ARTICLES, worker_means.dying).report()


def test_an_error_of_the_engine_is_the_same_as_with_one_process() -> None:
    with pytest.raises(ModelLoadError, match=r"^model\.name: no weights$"):
        planned(ARTICLES, worker_means.failing).report()


@pytest.mark.skipif(os.name != "posix", reason="asks the system for processes by number")
def test_a_run_that_is_left_ends_its_processes(tmp_path: Path) -> None:
    files = planned(ARTICLES, partial(worker_means.deadly, pids=str(tmp_path)), workers=1).files()
    next(files)
    files.close()  # type: ignore[attr-defined]
    pids = [int(path.name) for path in tmp_path.iterdir()]
    assert pids
    time.sleep(0.1)
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
