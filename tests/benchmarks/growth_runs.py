"""How time and memory of runs, and of the bank, grow with what they are given.

``python tests/benchmarks/growth_runs.py runs TEXTS`` makes articles of some 400 words from the lines of a file of French (or of
``.bz2``), and prints for 1, 4 and 16 times ``--documents`` the seconds and the largest memory of ``check``, ``check -j 2`` and
``corpus``. Memory is that of the largest process, and of all together (shared pages counted in each). Seconds of processor time
say more than those of the clock where other work runs beside.

``python tests/benchmarks/growth_runs.py jobs ARTICLE… --quotes QUOTES`` makes ``--copies`` of each article, other numbers and
names in each so that no copy is answered by another (``--alike`` leaves them as they are), and prints what ``check`` takes with
one process and with ``-j 2``, by turns.

``python tests/benchmarks/growth_runs.py bank ENGLISH`` makes statements from the lines of a file of English, and prints what
import, opening and search cost at 1, 4 and 16 times ``--statements``.
"""

from __future__ import annotations

import argparse
import bz2
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

TIMES = (1, 4, 16)
WORDS = 400  # of an article
SPEAKERS = 500
QUESTIONS = 50
MEGABYTE = 1024 * 1024
OTHERS = ("Durand", "Martin", "Lefèvre", "Moreau", "Petit", "Oslo", "Lima", "Tunis", "Dakar", "Hanoï", "Lyon", "Quito")
_NAMES = re.compile(r"\b(?:Trump|Poutine|Putin|Washington|Moscou|Kiev|Biden|Musk|Bruxelles|Berlin)\b")
_TICKS = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")


class Cost(NamedTuple):
    """What a command cost: seconds by the clock and of processors, megabytes of its largest process and of all."""

    clock: float
    processor: float
    largest: float
    together: float


def say(line: str) -> None:
    """Print a line as soon as it is known."""
    print(line, flush=True)  # noqa: T201


def measured(command: Sequence[str], allowed: Sequence[int] = (0, 1, 2)) -> Cost:
    """Run a command, and look at it and all that it starts five times a second."""
    begun = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    used: dict[int, float] = {}
    largest = together = 0.0
    while process.poll() is None:
        sizes = []
        for pid in _family(process.pid):
            try:
                fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
            except OSError:
                continue
            used[pid] = (int(fields[11]) + int(fields[12])) / _TICKS
            sizes.append(int(fields[21]) * _PAGE / MEGABYTE)
        largest, together = max([largest, *sizes]), max(together, sum(sizes))
        time.sleep(0.2)
    assert process.stderr is not None
    said = process.stderr.read()
    if process.returncode not in allowed:
        raise SystemExit(f"{' '.join(command)}: exit code {process.returncode}\n{said}")
    return Cost(time.monotonic() - begun, sum(used.values()), largest, together)


def _family(pid: int) -> Iterator[int]:
    yield pid
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
    except OSError:
        return
    for task in tasks:
        try:
            children = (task / "children").read_text(encoding="utf-8").split()
        except OSError:
            continue
        for child in children:
            yield from _family(int(child))


def lines_of(path: str, count: int) -> list[str]:
    """Read lines of some length."""
    with (bz2.open if path.endswith(".bz2") else open)(path, "rt", encoding="utf-8") as stream:
        found: list[str] = []
        for line in stream:
            if len(line) > 40:
                found.append(line.strip())
            if len(found) == count:
                break
    return found


def articles(lines: Sequence[str], count: int) -> Iterator[dict[str, str]]:
    """Give articles of :data:`WORDS` words, each of lines of its own choice."""
    chance = random.Random(0)
    for number in range(count):
        text: list[str] = []
        words = 0
        while words < WORDS:
            text.append(chance.choice(lines))
            words += len(text[-1].split())
        yield {"id": str(number), "text": "\n\n".join(text), "date": f"2025-{number % 12 + 1:02d}-01"}


def runs(options: argparse.Namespace) -> None:
    """Measure runs."""
    lines = lines_of(options.lines, 200_000)
    quotes = ["--quotes", options.quotes] if options.quotes else []
    say(f"{'documents':>10} {'command':<12} {'clock s':>9} {'CPU s':>9} {'largest MB':>11} {'all MB':>8}")
    for times in options.times:
        count = options.documents * times
        with tempfile.TemporaryDirectory(prefix="mtcheck-growth-") as folder:
            path = Path(folder, "articles.jsonl")
            with open(path, "w", encoding="utf-8") as stream:
                stream.writelines(json.dumps(row) + "\n" for row in articles(lines, count))
            tool = [sys.executable, "-m", "mtcheck"]
            common = [str(path), *quotes]
            report = ["--format", "json", "--output", str(Path(folder, "report.json")), "--no-cache", "-q"]
            commands = {
                "check": [*tool, "check", *common, *report],
                "check -j 2": [*tool, "check", *common, *report, "-j", "2"],
                "corpus": [*tool, "corpus", *common, "-o", str(Path(folder, "out")), "--config", options.config]
                if options.config
                else [*tool, "corpus", *common, "-o", str(Path(folder, "out"))],
            }
            for name, command in commands.items():
                if name in options.only:
                    cost = measured(command)
                    say(
                        f"{count:>10} {name:<12} {cost.clock:>9.1f} {cost.processor:>9.1f} "
                        f"{cost.largest:>11.0f} {cost.together:>8.0f}",
                    )


def varied(text: str, chance: random.Random) -> str:
    """Return a text with other numbers and names."""
    text = re.sub(r"\d", lambda _: str(chance.randrange(10)), text)
    return _NAMES.sub(lambda _: chance.choice(OTHERS), text)


def jobs(options: argparse.Namespace) -> None:
    """Measure one process and two, by turns."""
    texts = [Path(file).read_text(encoding="utf-8") for file in options.lines]
    chance = random.Random(3)
    tool = [sys.executable, "-m", "mtcheck", "check"]
    quotes = ["--quotes", options.quotes] if options.quotes else []
    say(f"{'articles':>9} {'command':<12} {'clock s':>9} {'CPU s':>9} {'largest MB':>11} {'all MB':>8}")
    with tempfile.TemporaryDirectory(prefix="mtcheck-jobs-") as folder:
        path = Path(folder, "articles.jsonl")
        with open(path, "w", encoding="utf-8") as stream:
            for number in range(options.copies):
                for place, text in enumerate(texts):
                    own = text if options.alike else varied(text, chance)
                    stream.write(json.dumps({"id": f"{number}-{place}", "text": own}) + "\n")
        for turn in range(options.turns):
            for count in options.jobs:
                report = str(Path(folder, f"report-{count}.json"))
                os.environ["XDG_CACHE_HOME"] = str(
                    Path(folder, f"cache-{turn}-{count}")
                )  # each begins with an empty one
                cache = "--cache" if options.alike else "--no-cache"
                cost = measured([*tool, str(path), *quotes, "--format", "json", "-o", report, "-q", cache, "-j", count])
                say(
                    f"{options.copies * len(texts):>9} {f'check -j {count}':<12} {cost.clock:>9.1f} "
                    f"{cost.processor:>9.1f} {cost.largest:>11.0f} {cost.together:>8.0f}"
                )
        if len({Path(folder, f"report-{count}.json").read_bytes() for count in options.jobs}) > 1:
            raise SystemExit("the reports differ")


def bank(options: argparse.Namespace) -> None:
    """Measure the bank."""
    lines = lines_of(options.lines, 200_000)
    say(f"{'statements':>10} {'import s':>9} {'file MB':>8} {'index s':>8} {'index MB':>9} {'opened s':>9} {'again s':>8} "
          f"{'search ms':>10} {'match ms':>9} {'private MB':>11}")  # fmt: skip
    for times in options.times:
        count = options.statements * times
        folder = tempfile.mkdtemp(prefix="mtcheck-bank-")
        try:
            path = Path(folder, "quotes.jsonl")
            chance = random.Random(1)
            with open(path, "w", encoding="utf-8") as stream:
                for number in range(count):
                    words = " ".join(chance.choice(lines).split()[:12] + chance.choice(lines).split()[-12:])
                    row = {"id": f"s{number}", "speaker": f"Speaker {number % SPEAKERS}", "text": f"{words} {number}."}
                    stream.write(json.dumps(row) + "\n")
            file = str(Path(folder, "bank.sqlite"))
            put = measured([sys.executable, "-m", "mtcheck", "quotes", "import", str(path), "--bank", file])
            size = os.path.getsize(file) / MEGABYTE
            told = [
                json.loads(
                    subprocess.run(
                        [sys.executable, __file__, "_open", file, folder], check=True, capture_output=True, text=True
                    ).stdout
                )
                for _ in range(2)
            ]
            say(
                f"{count:>10} {put.clock:>9.1f} {size:>8.0f} {told[0]['index']:>8.1f} {told[0]['memory']:>9.0f} "
                f"{told[1]['opened']:>9.2f} {told[1]['index']:>8.2f} {told[1]['search'] * 1000:>10.1f} "
                f"{told[1]['match'] * 1000:>9.1f} {told[1]['memory']:>11.0f}",
            )
        finally:
            shutil.rmtree(folder)


def opened(file: str, folder: str) -> None:
    """Open a bank and its index, ask both, and print what that cost; a process of its own, so that memory can be told."""
    from mtcheck.lexicon.frequency import shipped_frequencies
    from mtcheck.lexicon.table import shipped_table
    from mtcheck.match.index_folder import open_index
    from mtcheck.match.retrieval import Retriever
    from mtcheck.quotes.store import QuoteStore

    frequencies, table = shipped_frequencies(), shipped_table()
    before = _private()
    clock = time.monotonic()
    store = QuoteStore(file)
    length = len(store)
    opened_after = time.monotonic() - clock
    clock = time.monotonic()
    index = open_index(store, frequencies, Path(folder))
    index_after = time.monotonic() - clock
    chance = random.Random(2)
    asked = [store[chance.randrange(length)].text.split() for _ in range(QUESTIONS)]
    clock = time.monotonic()
    for words in asked:
        store.search(" ".join(words[3:6]))
    search = (time.monotonic() - clock) / QUESTIONS
    from mtcheck.evidence.gloss import Glosser
    from mtcheck.patterns.loading import shipped_terms

    glosser = Glosser(table, frequencies, shipped_terms())
    retriever = Retriever(index, table, frequencies)
    glossed = [
        glosser.gloss("Le président a déclaré que la réunion avec les ministres aura lieu " + words[-1])
        for words in asked
    ]
    clock = time.monotonic()
    for sentence in glossed:
        retriever.find(sentence, 30)
    match = (time.monotonic() - clock) / QUESTIONS
    say(
        json.dumps(
            {
                "opened": opened_after,
                "index": index_after,
                "search": search,
                "match": match,
                "memory": _private() - before,
            }
        )
    )


def _private() -> float:
    """Return the megabytes that are this process's own, mapped files left out."""
    for line in Path("/proc/self/status").read_text(encoding="utf-8").splitlines():
        if line.startswith("RssAnon:"):
            return int(line.split()[1]) / 1024
    return 0.0


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    kinds = parser.add_subparsers(dest="kind", required=True)
    for name, what in (("runs", runs), ("bank", bank)):
        kind = kinds.add_parser(name)
        kind.add_argument("lines", help="texts, one a line")
        kind.add_argument("--times", type=int, nargs="+", default=TIMES)
        kind.set_defaults(work=what)
    kinds.choices["runs"].add_argument("--documents", type=int, default=50)
    kinds.choices["runs"].add_argument("--quotes")
    kinds.choices["runs"].add_argument("--config")
    kinds.choices["runs"].add_argument("--only", nargs="+", default=("check", "check -j 2", "corpus"))
    copied = kinds.add_parser("jobs")
    copied.add_argument("lines", nargs="+", help="articles, one a file")
    copied.add_argument("--quotes")
    copied.add_argument("--copies", type=int, default=40)
    copied.add_argument("--alike", action="store_true", help="copies as they are, and a cache")
    copied.add_argument("--turns", type=int, default=1)
    copied.add_argument("--jobs", nargs="+", default=("1", "2"))
    copied.set_defaults(work=jobs)
    kinds.choices["bank"].add_argument("--statements", type=int, default=62_500)
    options = parser.parse_args()
    options.work(options)


if __name__ == "__main__":
    if sys.argv[1:2] == ["_open"]:
        opened(*sys.argv[2:])
    else:
        main()
