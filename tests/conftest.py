"""What the tests share: a run with the fake engine, the real lexicon, and the ratchet that holds figures."""

from __future__ import annotations

import mtcheck.engines  # isort: skip  # sets OpenMP's wait policy, which must happen before torch is imported

import json
import os
import re
import tempfile
from collections.abc import Callable, Generator, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from mtcheck.checks.glossary import with_glossary
from mtcheck.checks.registry import all_checks
from mtcheck.config.resources import Resources
from mtcheck.config.settings import Config
from mtcheck.engines.base import Translator
from mtcheck.engines.fake import FakeTranslator
from mtcheck.evidence.analysis import GlossedWord
from mtcheck.evidence.gloss import Glosser
from mtcheck.glossary.entries import Glossary
from mtcheck.glossary.tables import read_table
from mtcheck.lexicon.frequency import shipped_frequencies
from mtcheck.lexicon.table import shipped_table
from mtcheck.patterns.loading import shipped_terms
from mtcheck.readers.plain import document
from mtcheck.records import FileReport, KnownQuote, Report
from mtcheck.run.means import Means
from mtcheck.run.pipeline import PipelineOptions, plan_run

os.environ["LC_ALL"] = "C.UTF-8"  # English, whoever runs them
os.environ["XDG_CACHE_HOME"] = tempfile.mkdtemp(prefix="mtcheck-tests-")  # never the user's own answers

# The same examples in every run, so that a gate that was green stays green; a slow machine is no failure.
settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile("repeatable")

assert mtcheck.engines.__name__  # the import above is for its effect

KNOWN_ERRORS = Path(__file__).parent / "known_errors"
RATCHET = KNOWN_ERRORS / "ratchet.json"
TITLED = re.compile(r"\b(?P<title>M\.|Mme)\s(?P<surname>\w+)")


def run_report(
    texts: Sequence[tuple[str, str]],
    quotes: tuple[KnownQuote, ...] = (),
    translator: Translator | None = None,
    options: PipelineOptions | None = None,
    glossary: str = "",
) -> Report:
    """Check (name, text) pairs with every check, the shipped lexicon and the fake engine; a glossary as a CSV table."""
    house = Glossary(tuple(read_table("house.csv", glossary))) if glossary else Glossary()
    documents = [document(name, text) for name, text in texts]
    means = Means(with_glossary(all_checks(), house), translator or FakeTranslator())
    return plan_run(documents, means, options, quotes=quotes).report()


def run_texts(
    texts: Sequence[tuple[str, str]],
    quotes: tuple[KnownQuote, ...] = (),
    translator: Translator | None = None,
) -> tuple[FileReport, ...]:
    """Check texts as :func:`run_report`, and give the reports of the files."""
    return run_report(texts, quotes, translator).files


def quote_by(text: str, english: str) -> KnownQuote:
    """Make a known quote of the speaker whom the French names with a title ("M. Durand" is Paul Durand)."""
    found = TITLED.search(text)
    assert found is not None, f"no titled speaker in {text!r}"
    first = "Paul" if found["title"] == "M." else "Ana"
    return KnownQuote("known", f"{first} {found['surname']}", english, aliases=(found.group(),))


@pytest.hookimpl(wrapper=True)
def pytest_report_to_serializable() -> Generator[None, dict[str, Any] | None, dict[str, Any] | None]:
    """Escape lone surrogates: one in the message of a failing test would end a parallel run, with no word of the test."""
    data = yield
    return data if data is None else _escaped(data)


def _escaped(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode(errors="backslashreplace").decode()
    if isinstance(value, dict):
        return {_escaped(key): _escaped(one) for key, one in value.items()}
    return type(value)(map(_escaped, value)) if type(value) in {list, tuple} else value


@pytest.fixture(scope="session")
def check_texts() -> Callable[..., tuple[FileReport, ...]]:
    """Give :func:`run_texts`."""
    return run_texts


@pytest.fixture(scope="session")
def check_run() -> Callable[..., Report]:
    """Give :func:`run_report`."""
    return run_report


@pytest.fixture(scope="session")
def check_among() -> Callable[..., Report]:
    """Check a text among others of the same run; ``quote`` as in :func:`check_text`, ``options`` of the pipeline."""

    def run(text: str, others: Sequence[str], quote: str, **options: Any) -> Report:
        texts = [("text.txt", text), *((f"other-{number}.txt", other) for number, other in enumerate(others, 1))]
        return run_report(texts, (quote_by(text, quote),), options=PipelineOptions(**options))

    return run


@pytest.fixture(scope="session")
def embedded() -> Translator:
    """Give the engine that ships with the package, for what forced decoding has a part in."""
    return Resources().translator(Config())


@pytest.fixture(scope="session")
def check_text() -> Callable[..., FileReport]:
    """Check one text; ``quote`` is English by the titled speaker whom the text names."""

    def run(
        text: str, quote: str | None = None, translator: FakeTranslator | None = None, glossary: str = ""
    ) -> FileReport:
        quotes = (quote_by(text, quote),) if quote is not None else ()
        return run_report([("text.txt", text)], quotes, translator, glossary=glossary).files[0]

    return run


@pytest.fixture(scope="session")
def glosser() -> Glosser:
    """Give the glosser over the shipped lexicon."""
    return Glosser(shipped_table(), shipped_frequencies(), shipped_terms())


@pytest.fixture(scope="session")
def gloss(glosser: Glosser) -> Callable[[str], tuple[GlossedWord, ...]]:
    """Gloss one sentence with the shipped lexicon."""
    return glosser.gloss


class Ratchet:
    """Figures that may get better and never worse.

    ``MTCHECK_UPDATE_RATCHET=1`` writes a figure that is new or better than the one held; a worse one fails all the same.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.update = os.environ.get("MTCHECK_UPDATE_RATCHET") == "1"

    def at_least(self, key: str, value: float, told: object = "") -> None:
        """Hold a figure where more is better; ``told`` stands in the message of a failure."""
        self._hold("at_least", key, value, told, better=1)

    def at_most(self, key: str, value: float, told: object = "") -> None:
        """Hold a figure where less is better; ``told`` stands in the message of a failure."""
        self._hold("at_most", key, value, told, better=-1)

    def _hold(self, kind: str, key: str, value: float, told: object, *, better: int) -> None:
        held = json.loads(self.path.read_text(encoding="utf-8")) if self.path.exists() else {}
        limit = held.setdefault(kind, {}).get(key)
        if self.update and (limit is None or better * value > better * limit):
            held[kind][key] = limit = value
            self.path.write_text(json.dumps(held, indent=2, sort_keys=True) + "\n", encoding="utf-8")
        assert limit is not None, f"{key} is not in {self.path.name}: run with MTCHECK_UPDATE_RATCHET=1"
        assert better * value >= better * limit, f"{key} is {value}, was {limit} ({kind.replace('_', ' ')}): {told}"


@pytest.fixture(scope="session")
def ratchet() -> Ratchet:
    """Give the ratchet over ``known_errors/ratchet.json``."""
    return Ratchet(RATCHET)
