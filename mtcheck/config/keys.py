"""The keys of the configuration: how each value is read, and what it means."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from mtcheck.engines.devices import DEVICES
from mtcheck.language.choosing import AUTO, CHOICES
from mtcheck.language.closest import closest, did_you_mean
from mtcheck.language.messages import gettext
from mtcheck.records import Severity

DTYPES = ("auto", "float32", "bfloat16", "float16", "int8")
FLOATS = ("auto", "float32", "bfloat16", "float16")
ENGINES = ("auto", "ctranslate2", "transformers")
REPAIRS = ("auto", "on", "off")

_CODE_PREFIX = re.compile(r"MT\d{0,4}")
_CUDA_DEVICE = re.compile(r"cuda:\d{1,3}")


class Key(NamedTuple):
    """One key of the configuration: how its value is read, and a line for the reader of the file."""

    read: Callable[[object], object]
    help: str


def kind_of(value: object) -> str:
    """Name the TOML type of a value, with its article."""
    names = {
        bool: gettext("a boolean"),
        int: gettext("an integer"),
        float: gettext("a number"),
        str: gettext("a string"),
        list: gettext("a list"),
        dict: gettext("a table"),
    }
    return names.get(type(value), gettext("a date or time"))


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(gettext("expected a string, got {value}", value=kind_of(value)))
    if not value.strip():
        raise ValueError(gettext("expected a string that is not empty"))
    return value


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise ValueError(gettext("expected a list of strings, got {value}", value=kind_of(value)))
    return tuple(_text(item) for item in value)


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError(gettext("expected true or false, got {value}", value=kind_of(value)))
    return value


def _integer(low: int, high: int) -> Callable[[object], int]:
    def read(value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int):
            raise ValueError(gettext("expected an integer, got {value}", value=kind_of(value)))
        if not low <= value <= high:
            raise ValueError(gettext("{value} is out of range: {low} to {high}", value=value, low=low, high=high))
        return value

    return read


def _jobs(value: object) -> int | str:
    if value == AUTO:
        return AUTO
    if isinstance(value, str):
        raise ValueError(gettext("expected a number or {auto!r}, got {value!r}", auto=AUTO, value=value))
    return _integer(1, 1024)(value)


def _number(low: float, high: float) -> Callable[[object], float]:
    def read(value: object) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise ValueError(gettext("expected a number, got {value}", value=kind_of(value)))
        if not low <= value <= high:
            raise ValueError(gettext("{value} is out of range: {low:g} to {high:g}", value=value, low=low, high=high))
        return float(value)

    return read


def _ratio(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(gettext("expected a number from 0 to 1, got {value}", value=kind_of(value)))
    if not 0 <= value <= 1:
        raise ValueError(gettext("{value} is out of range: 0 to 1", value=value))
    return float(value)


def _device(value: object) -> str:
    device = _text(value)
    if device not in DEVICES and not _CUDA_DEVICE.fullmatch(device):
        raise ValueError(
            gettext("unknown device {device!r}: one of {words}, cuda:N", device=device, words=", ".join(DEVICES))
        )
    return device


def _one_of(kind: str, allowed: tuple[str, ...]) -> Callable[[object], str]:
    def read(value: object) -> str:
        text = _text(value)
        if text not in allowed:
            raise ValueError(
                gettext(
                    "unknown {kind} {name!r}: one of {known}{hint}",
                    kind=kind,
                    name=text,
                    known=", ".join(allowed),
                    hint=did_you_mean(closest(text, allowed)),
                )
            )
        return text

    return read


def _severity(value: object) -> Severity:
    return Severity.parse(_text(value))


def _fail_on(value: object) -> Severity | None:
    if _text(value) == "never":
        return None
    try:
        return _severity(value)
    except ValueError as error:
        raise ValueError(f"{error}, never") from error


def _prefixes(value: object) -> tuple[str, ...]:
    for prefix in (prefixes := _texts(value)):
        if not _CODE_PREFIX.fullmatch(prefix):
            raise ValueError(
                gettext(
                    "{prefix!r} is no code prefix: expected MT and up to four digits, for instance MT2", prefix=prefix
                )
            )
    return prefixes


def _confidences(value: object) -> tuple[tuple[str, float], ...]:
    if not isinstance(value, dict):
        raise ValueError(gettext("expected a table of code prefixes and numbers, got {value}", value=kind_of(value)))
    found = []
    for prefix, least in value.items():
        (code,) = _prefixes([prefix])
        try:
            found.append((code, _ratio(least)))
        except ValueError as error:
            raise ValueError(f"{prefix}: {error}") from error
    return tuple(sorted(found))


def _per_file(value: object) -> tuple[tuple[str, tuple[str, ...]], ...]:
    if not isinstance(value, dict):
        raise ValueError(gettext("expected a table of patterns and code prefixes, got {value}", value=kind_of(value)))
    found = []
    for pattern, codes in value.items():
        try:
            found.append((_text(pattern), _prefixes(codes)))
        except ValueError as error:
            raise ValueError(f"{pattern}: {error}") from error
    return tuple(found)


KEYS: Mapping[str, Key] = MappingProxyType(
    {
        "lang": Key(
            _one_of("language", CHOICES),
            f'Language of reports and messages: "en", "fr", or "{AUTO}", that of the locale.',
        ),
        "quotes": Key(_texts, "Files or folders of known English quotes, relative to this file."),
        "per-file-ignores": Key(
            _per_file,
            'Code prefixes to leave out in files by pattern: { "sport/*" = ["MT4"] }; a table of its own as well.',
        ),
        "jobs": Key(_jobs, 'Processes that check side by side: a number, or "auto" for the cores (of GPUs: one each).'),
        "model.name": Key(_text, '"embedded", a folder in Hugging Face format (relative to this file), or a hub name.'),
        "model.into_french": Key(
            _text, "Folder of a second model, English to French, where model.name knows French to English alone."
        ),
        "model.revision": Key(_text, "Commit of a hub model, 40 hexadecimal digits; a hub name needs it."),
        "model.allow_hub": Key(_flag, "Whether a hub model may be downloaded."),
        "model.device": Key(_device, '"auto", "cpu", "cuda" or "cuda:N".'),
        "model.dtype": Key(
            _one_of("dtype", DTYPES), '"auto", "int8" (ctranslate2), "float32", "bfloat16" or "float16".'
        ),
        "model.batch_tokens": Key(_integer(1, 1_000_000), "Tokens in one batch; changes speed and memory, no result."),
        "model.beam": Key(_integer(1, 64), "Beam width of the back-translation; 1 is greedy and fastest."),
        "model.threads": Key(_integer(0, 1024), "CPU threads; 0 leaves the choice to the library."),
        "model.engine": Key(
            _one_of("engine", ENGINES), '"auto" (the fastest for the device), "ctranslate2" or "transformers".'
        ),
        "model.repair": Key(
            _one_of("repair", REPAIRS),
            'Whether words that the model made up or misread are mended: "on", "off", "auto" (embedded alone).',
        ),
        "checks.select": Key(_prefixes, 'Code prefixes to report, for instance ["MT1", "MT2"]; empty for all.'),
        "checks.ignore": Key(_prefixes, "Code prefixes to leave out; stronger than select."),
        "checks.min_severity": Key(_severity, '"neutral", "minor", "major" or "critical".'),
        "checks.min_confidence": Key(_ratio, "Findings below this confidence are left out, 0 to 1."),
        "checks.confidence": Key(
            _confidences, "The same for codes that begin so, instead of min_confidence: { MT201 = 0.7 }."
        ),
        "checks.across": Key(_flag, "Whether files that quote one statement are compared with one another (MT5)."),
        "checks.plugins": Key(_texts, "Python files with checks of your own, relative to this file; they are run."),
        "glossary.files": Key(
            _texts, "Glossaries of the house (CSV, TSV, TBX, TMX), or folders of them, relative to this file."
        ),
        "glossary.accept": Key(_texts, "Names and words of the house: what mtcheck finds in them is left out."),
        "report.formats": Key(_texts, 'Report formats, for instance ["text", "html"]; one for each output.'),
        "report.outputs": Key(_texts, 'Where each goes: a file, relative to the current folder, or "-" for stdout.'),
        "report.fail_on": Key(_fail_on, 'Severity from which a finding makes the exit code 1, or "never".'),
        "report.baseline": Key(_text, "File of findings that are known and do not count, relative to this file."),
        "report.ignore_file": Key(_text, "Ignore list, relative to this file; else mtcheck-ignore.toml beside it."),
        "documents.exclude": Key(
            _texts, 'Files and folders that are not read, as in .gitignore: ["drafts/", "*.en.md"].'
        ),
        "documents.gitignore": Key(_flag, "Whether what git ignores is left alone in folders and patterns."),
        "documents.text_column": Key(_text, "Column or key that holds the text of a CSV or JSON Lines row."),
        "documents.id_column": Key(_text, "Column or key that names a row in reports; else the row's number does."),
        "documents.language_column": Key(_text, "Column or key with the language of a row's text, for instance fr."),
        "documents.url_column": Key(_text, "Column or key with the address at which a row's text was published."),
        "documents.date_column": Key(_text, "Column or key with the date of a row's text."),
        "documents.max_mb": Key(_integer(1, 4096), "Megabytes of the largest file or archive member that is read."),
        "documents.time_limit": Key(
            _integer(1, 86_400), "Seconds after which the work on one document is given up; it is then a failed file."
        ),
        "documents.allow_network": Key(_flag, "Whether addresses (https://…) may be fetched."),
        "context.model": Key(
            _text,
            'Language model that weighs words out of place: a folder, a GGUF file, a hub name, "gemma"; else none.',
        ),
        "context.revision": Key(_text, "Commit of a hub model, 40 hexadecimal digits; a hub name needs it."),
        "context.allow_hub": Key(_flag, "Whether a hub model may be downloaded."),
        "context.device": Key(_device, '"auto", "cpu", "cuda" or "cuda:N".'),
        "context.dtype": Key(_one_of("dtype", FLOATS), '"auto", "float32", "bfloat16" or "float16".'),
        "cache.enabled": Key(
            _flag, "Whether translations, scores and reports are kept, so that a second run needs no model."
        ),
        "cache.path": Key(
            _text, "Folder for them and for converted models, relative to this file; else the user's own."
        ),
        "cache.max_mb": Key(_integer(1, 1_000_000), "Megabytes of kept answers from which the oldest are dropped."),
        "corpus.partition_documents": Key(
            _integer(1, 100_000), "Documents of a partition: what is written, marked as done and resumed as one."
        ),
        "corpus.actors": Key(_jobs, 'Processes that hold a model at most, on the whole cluster; "auto" for its cores.'),
        "corpus.num_cpus": Key(_number(0.1, 1024), "Cores that each of them takes."),
        "corpus.num_gpus": Key(_number(0, 64), "GPUs that each of them takes; a part of one where several share it."),
        "corpus.memory_mb": Key(
            _integer(0, 10_000_000), "Megabytes that each of them reserves on its node; 0 reserves none."
        ),
    }
)


def keys_of(section: str) -> tuple[str, ...]:
    """Return the dotted keys of a section, in order; of the top level for the empty name."""
    return tuple(key for key in KEYS if key.rpartition(".")[0] == section)
