import ast
import inspect
import os
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import mtcheck
from mtcheck.config.resources import Resources
from mtcheck.config.settings import CacheConfig, ChecksConfig
from mtcheck.engines.fake import FakeTranslator
from mtcheck.quotes.collection import collect
from mtcheck.readers.discovery import Source
from mtcheck.run.means import Means
from mtcheck.run.pipeline import PipelineOptions, Run
from mtcheck.run.reading import DocumentReading
from mtcheck.triage.baseline import Baseline, Renewal

ROOT = Path(__file__).parents[2]

PUBLIC = [
    "Alignment",
    "Category",
    "CheckError",
    "Config",
    "ConfigError",
    "DeviceError",
    "Document",
    "ErrorSpan",
    "Evidence",
    "FileReport",
    "Finding",
    "InputError",
    "KnownQuote",
    "LanguagePairError",
    "MatchedQuotation",
    "ModelLoadError",
    "MtcheckError",
    "OmittedSpan",
    "PairScore",
    "Quotation",
    "QuoteBankError",
    "Report",
    "Severity",
    "Span",
    "Text",
    "TranslatorError",
    "__version__",
    "check",
    "load_config",
    "score",
]


def test_the_public_names_are_pinned() -> None:
    assert mtcheck.__all__ == PUBLIC
    assert dir(mtcheck) == PUBLIC


@pytest.mark.parametrize("name", PUBLIC)
def test_every_public_name_resolves(name: str) -> None:
    value = getattr(mtcheck, name)
    if name != "__version__":
        assert value.__name__ == name
        assert inspect.getdoc(value)


def test_the_check_signature_is_pinned() -> None:
    parameters = inspect.signature(mtcheck.check).parameters
    named = ["quotes", "config", "baseline", "ignore_file", "translator"]
    assert list(parameters) == ["paths_or_texts", *named]
    assert [name for name, it in parameters.items() if it.kind is it.KEYWORD_ONLY] == named


def test_type_checkers_see_what_runs() -> None:
    tree = ast.parse((ROOT / "mtcheck" / "__init__.py").read_text(encoding="utf-8"))
    block = next(node for node in tree.body if isinstance(node, ast.If))
    seen = {alias.name for node in block.body if isinstance(node, ast.ImportFrom) for alias in node.names}
    assert seen | {"__version__"} == set(PUBLIC)
    assert (ROOT / "mtcheck" / "py.typed").is_file()


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        _ = mtcheck.nothing


def test_the_version_is_the_project_s() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == mtcheck.__version__


def test_importing_the_package_imports_nothing_else_of_it() -> None:
    program = "import sys, mtcheck; print(sorted(name for name in sys.modules if name.startswith('mtcheck.')))"
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)
    assert result.stdout.strip() == "[]"


class Calls:
    """Stands in for the pipeline and remembers what it was given."""

    def __init__(self) -> None:
        self.sources: Sequence[Source | mtcheck.Document] = ()
        self.given: dict[str, Any] = {}
        self.means: Any = None
        self.options = PipelineOptions()

    def plan_run(
        self, sources: Sequence[Source | mtcheck.Document], means: Means, options: PipelineOptions, **arguments: Any
    ) -> Run:
        self.sources, self.means, self.options, self.given = sources, means, options, arguments
        reading = DocumentReading((), None)  # nothing is read: these tests are about what is handed on
        return Run(collect(arguments["quotes"]), "sig", options, reading, 0, Means((), FakeTranslator()))


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Calls:
    fake = Calls()
    monkeypatch.setattr("mtcheck.run.pipeline.plan_run", fake.plan_run)
    monkeypatch.setattr("mtcheck.config.engines.build_translator", lambda config, _: f"model {config.model.name}")
    monkeypatch.setattr("mtcheck.api.shared_resources", Resources)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("Un.", encoding="utf-8")
    (tmp_path / "b.txt").write_text("Deux.", encoding="utf-8")
    return fake


@pytest.mark.parametrize("given", ["a.txt", Path("a.txt"), ["a.txt"], (Path("a.txt"),), iter(["a.txt"])])
def test_paths_of_any_kind_are_taken(calls: Calls, given: Any) -> None:
    assert mtcheck.check(given).exit_code == 0
    assert calls.sources == [Source("a.txt")]
    assert calls.means.translator == "model embedded"


def test_texts_documents_and_paths_keep_their_order(calls: Calls) -> None:
    document = mtcheck.Document("d", "Trois.")
    mtcheck.check(["b.txt", mtcheck.Text("Un texte.", name="one"), document, "a.txt"])
    first, text, third, last = calls.sources
    assert (first, third, last) == (Source("b.txt"), document, Source("a.txt"))
    assert isinstance(text, mtcheck.Document)
    assert (text.path, text.text) == ("one", "Un texte.")


def test_a_bare_string_is_a_path_never_a_text(calls: Calls) -> None:
    mtcheck.check("Un feu cessé a été annoncé.")
    (source,) = calls.sources
    assert isinstance(source, Source)
    assert isinstance(source.error, mtcheck.InputError)


def test_quotes_join_those_of_the_configuration(calls: Calls, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def load_quotes(paths: Sequence[str | Path]) -> tuple[mtcheck.KnownQuote, ...]:
        return tuple(mtcheck.KnownQuote(Path(path).stem, "X", "Words.") for path in paths)

    monkeypatch.setattr("mtcheck.quotes.bank.load_quotes", load_quotes)
    (tmp_path / "x.toml").write_text("quotes = ['own.json']\n[report]\nfail_on = 'minor'\n", encoding="utf-8")
    quote = mtcheck.KnownQuote("mine", "Y", "More words.")
    report = mtcheck.check("a.txt", quotes=["given.json", quote], config=tmp_path / "x.toml")
    assert [known.id for known in report.quotes] == ["own", "given", "mine"]
    assert report.fail_on is mtcheck.Severity.MINOR
    assert mtcheck.check("a.txt", quotes=quote).quotes == (quote,)


def test_a_configuration_object_and_a_translator_are_used(calls: Calls) -> None:
    fake = FakeTranslator()
    mtcheck.check("a.txt", config=mtcheck.Config(checks=ChecksConfig(min_confidence=0.5)), translator=fake)
    assert calls.means.translator is fake
    assert calls.options.min_confidence == 0.5


def test_a_library_call_looks_for_no_configuration(calls: Calls, tmp_path: Path) -> None:
    (tmp_path / "mtcheck.toml").write_text("[report]\nfail_on = 'never'\n", encoding="utf-8")
    assert mtcheck.check("a.txt").fail_on is mtcheck.Severity.MAJOR


GARBLED = "Les deux camps ont signé un feu cessé hier soir."


def test_what_is_known_is_set_apart_as_on_the_command_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    config, engine = mtcheck.Config(cache=CacheConfig(enabled=False)), FakeTranslator()
    (tmp_path / "ignored.toml").write_text('[[ignore]]\ntext = "feu cessé"\nreason = "a title"\n', encoding="utf-8")
    open_report = mtcheck.check(mtcheck.Text(GARBLED), config=config, translator=engine)
    assert (open_report.exit_code, [finding.text for finding in open_report.findings]) == (1, ["feu cessé"])
    report = mtcheck.check(mtcheck.Text(GARBLED), config=config, ignore_file="ignored.toml", translator=engine)
    assert (report.exit_code, report.findings) == (0, ())
    assert [item.reason for item in report.files[0].suppressed] == ["a title"]
    report = mtcheck.check(mtcheck.Text(GARBLED.replace("cessé", "cessé [sic]")), config=config, translator=engine)
    assert report.findings == ()

    (tmp_path / "a.txt").write_text(GARBLED, encoding="utf-8")
    renewal = Renewal(Baseline("base.json"))
    renewal.add(mtcheck.check("a.txt", config=config, translator=engine).files[0])
    (tmp_path / "base.json").write_text(renewal.baseline().dump(), encoding="utf-8")
    report = mtcheck.check("a.txt", config=config, baseline=tmp_path / "base.json", translator=engine)
    assert (report.exit_code, report.findings, report.warnings) == (0, (), ())
    named = replace(config, report=replace(config.report, baseline="base.json"))
    assert mtcheck.check("a.txt", config=named, translator=engine).findings == ()
    with pytest.raises(mtcheck.ConfigError):
        mtcheck.check("a.txt", config=config, baseline="none.json", translator=engine)


@pytest.mark.skipif(not os.path.isdir("/proc/self/fd"), reason="only Linux says which files are open")
def test_calls_with_an_engine_of_one_s_own_share_what_is_loaded(tmp_path: Path) -> None:
    config = mtcheck.Config(cache=CacheConfig(path=str(tmp_path)))
    opened = set()
    for number in range(4):
        mtcheck.check(mtcheck.Text(f"{GARBLED} Il y en a {number + 2}."), config=config, translator=FakeTranslator())
        opened.add(len(os.listdir("/proc/self/fd")))
    assert (tmp_path / "answers.sqlite3").is_file(), "the encoder keeps its vectors there: without it nothing was open"
    assert len(opened) == 1
