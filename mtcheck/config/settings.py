"""Configuration: TOML, read into a frozen :class:`Config`; every fault names the file and the dotted key."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from mtcheck.config.keys import KEYS, kind_of
from mtcheck.errors import ConfigError
from mtcheck.language.choosing import AUTO
from mtcheck.language.closest import closest, did_you_mean
from mtcheck.language.messages import Message, Text, gettext
from mtcheck.parsing import MalformedError, parse_toml
from mtcheck.records import Severity

FILE_NAME = "mtcheck.toml"
PROJECT_FILE_NAME = "pyproject.toml"


@dataclass(frozen=True, slots=True)
class ModelConfig:
    """The translation model and what it runs on. See :data:`KEYS` for units and ranges."""

    name: str = "embedded"
    into_french: str | None = None
    revision: str | None = None
    allow_hub: bool = False
    device: str = "auto"
    dtype: str = "auto"
    batch_tokens: int = 4096
    beam: int = 4
    threads: int = 0
    engine: str = "auto"
    repair: str = "auto"


@dataclass(frozen=True, slots=True)
class CacheConfig:
    """Where translations, scores and reports of documents are kept between runs (``path`` None: the user's own cache folder)."""

    enabled: bool = True
    path: str | None = None
    max_mb: int = 256


@dataclass(frozen=True, slots=True)
class ContextConfig:
    """A language model on French, where there is one (``model`` None: the sentence encoder judges alone)."""

    model: str | None = None
    revision: str | None = None
    allow_hub: bool = False
    device: str = "auto"
    dtype: str = "auto"


@dataclass(frozen=True, slots=True)
class ChecksConfig:
    """Which findings are kept."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    min_severity: Severity = Severity.NEUTRAL
    min_confidence: float = 0.0
    confidence: tuple[tuple[str, float], ...] = ()
    across: bool = True
    plugins: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GlossaryConfig:
    """The words of the house: files of them, already resolved, and words that are accepted without a file."""

    files: tuple[str, ...] = ()
    accept: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportConfig:
    """Where the report goes, from which severity a finding makes the run fail (None: never), and what is known."""

    formats: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    fail_on: Severity | None = Severity.MAJOR
    baseline: str | None = None
    ignore_file: str | None = None


@dataclass(frozen=True, slots=True)
class DocumentsConfig:
    """How documents are read (a column None: its usual names are looked for)."""

    exclude: tuple[str, ...] = ()
    gitignore: bool = True
    text_column: str | None = None
    id_column: str | None = None
    language_column: str | None = None
    url_column: str | None = None
    date_column: str | None = None
    max_mb: int = 64
    time_limit: int = 300
    allow_network: bool = False


@dataclass(frozen=True, slots=True)
class CorpusConfig:
    """How ``mtcheck corpus`` spreads its work. See :data:`KEYS` for units and ranges."""

    partition_documents: int = 256
    actors: int | str = AUTO
    num_cpus: float = 1.0
    num_gpus: float = 0.0
    memory_mb: int = 0


@dataclass(frozen=True, slots=True)
class Config:
    """A whole configuration.

    Attributes:
        lang: Language of reports and messages: ``en``, ``fr``, or ``auto``, that of the locale.
        quotes: Files or folders of known quotes, already resolved against the configuration file's folder.
        per_file_ignores: Patterns of files, seen from that folder, with the code prefixes that are left out in them.
        jobs: Processes that check side by side, or ``auto``.
        path: The file that it was read from, None for defaults.
        prefix: What stands before the dotted keys in that file (``tool.mtcheck.`` in ``pyproject.toml``).
        options: Dotted keys that a command-line option replaced, with that option's name.
    """

    model: ModelConfig = field(default_factory=ModelConfig)
    quotes: tuple[str, ...] = ()
    per_file_ignores: tuple[tuple[str, tuple[str, ...]], ...] = ()
    checks: ChecksConfig = field(default_factory=ChecksConfig)
    glossary: GlossaryConfig = field(default_factory=GlossaryConfig)
    report: ReportConfig = field(default_factory=ReportConfig)
    documents: DocumentsConfig = field(default_factory=DocumentsConfig)
    context: ContextConfig = field(default_factory=ContextConfig)
    cache: CacheConfig = field(default_factory=CacheConfig)
    corpus: CorpusConfig = field(default_factory=CorpusConfig)
    lang: str = AUTO
    jobs: int | str = 1
    path: str | None = None
    prefix: str = ""
    options: tuple[tuple[str, str], ...] = ()

    @property
    def folder(self) -> str:
        """The folder that patterns of files are seen from: the configuration file's, or the current one."""
        return os.path.dirname(self.path) or "." if self.path is not None else "."

    def error(self, key: str, message: Text) -> ConfigError:
        """Make the error for a value that proved wrong later on.

        Args:
            key: Dotted key, for instance ``model.device``.
            message: What is wrong, in one sentence.

        Returns:
            An error that names the option, where one gave the value, else the file and the key.
        """
        option = dict(self.options).get(key)
        if option is not None:
            return ConfigError(message, key=option)
        return ConfigError(message, path=self.path, key=self.prefix + key)

    def override(self, values: Mapping[str, tuple[str, object]]) -> Config:
        """Replace values by those of command-line options.

        Args:
            values: Dotted key → (option's name, value as TOML would give it).

        Returns:
            A new configuration; it remembers which options spoke.

        Raises:
            ConfigError: A value is wrong; the error names the option.
        """
        changed: dict[str, dict[str, Any]] = {}
        for key, (option, value) in values.items():
            section, _, name = key.rpartition(".")
            try:
                changed.setdefault(section, {})[name] = KEYS[key].read(value)
            except ValueError as error:
                raise ConfigError(str(error), key=option) from error
        top: dict[str, Any] = changed.pop("", {})
        for section, parts in changed.items():
            top[section] = replace(getattr(self, section), **parts)
        options = dict(self.options) | {key: option for key, (option, _) in values.items()}
        return replace(self, **top, options=tuple(options.items()))


SECTIONS: Mapping[str, Callable[..., object]] = MappingProxyType(
    {
        "model": ModelConfig,
        "checks": ChecksConfig,
        "glossary": GlossaryConfig,
        "report": ReportConfig,
        "documents": DocumentsConfig,
        "context": ContextConfig,
        "cache": CacheConfig,
        "corpus": CorpusConfig,
    }
)


def load_config(path: str | os.PathLike[str] | None = None, *, start: str | os.PathLike[str] = ".") -> Config:
    """Read a configuration.

    Args:
        path: The file; a file called ``pyproject.toml`` is read at ``[tool.mtcheck]``. None looks for ``mtcheck.toml``
            in ``start`` and the folders above it, then for ``[tool.mtcheck]`` in a ``pyproject.toml`` there.
        start: Where the search begins.

    Returns:
        The configuration; the defaults where no file was found.

    Raises:
        ConfigError: The file is missing, not UTF-8, not TOML, or holds a wrong key or value.
    """
    if path is not None:
        return _read_file(Path(path))
    folder = Path(start).resolve()
    for candidate in (place / FILE_NAME for place in (folder, *folder.parents)):
        if candidate.is_file():
            return _read_file(candidate)
    for candidate in (place / PROJECT_FILE_NAME for place in (folder, *folder.parents)):
        # A project file is other tools' too: only one that speaks of this tool is parsed, or its faults reported.
        if _mentions_tool(candidate):
            config = _read_file(candidate, optional=True)
            if config.path is not None:
                return config
    return Config()


def parse_config(table: Mapping[str, object], *, path: str | None = None, prefix: str = "") -> Config:
    """Turn a TOML table into a configuration.

    Args:
        table: The parsed table.
        path: The file that it comes from; relative paths inside are taken from its folder.
        prefix: What stands before the dotted keys in that file.

    Raises:
        ConfigError: A key is unknown, or a value has the wrong type or lies out of range.
    """
    values: dict[str, Any] = {}
    for name, value in table.items():
        if name in SECTIONS:
            if not isinstance(value, dict):
                raise ConfigError(
                    gettext(
                        "expected a table [{prefix}{name}], got {value}", prefix=prefix, name=name, value=kind_of(value)
                    ),
                    path=path,
                    key=prefix + name,
                )
            parts = {key: _read_key(f"{name}.{key}", part, path, prefix) for key, part in value.items()}
            values[name] = SECTIONS[name](**parts)
        else:
            values[name.replace("-", "_")] = _read_key(name, value, path, prefix)
    config = Config(**values, path=path, prefix=prefix)
    base = Path(path).parent if path is not None else Path()
    model = config.model
    if model.name != "embedded" and (base / Path(model.name).expanduser()).is_dir():
        model = replace(model, name=str(base / Path(model.name).expanduser()))
    if model.into_french is not None:
        model = replace(model, into_french=_below(base, model.into_french))
    context = config.context
    if context.model is not None and (base / Path(context.model).expanduser()).exists():
        context = replace(context, model=str(base / Path(context.model).expanduser()))
    cache = config.cache
    if cache.path is not None:
        cache = replace(cache, path=str(base / Path(cache.path).expanduser()))
    checks = replace(
        config.checks, plugins=tuple(str(base / Path(file).expanduser()) for file in config.checks.plugins)
    )
    glossary = replace(
        config.glossary, files=tuple(str(base / Path(file).expanduser()) for file in config.glossary.files)
    )
    report = replace(
        config.report,
        baseline=_below(base, config.report.baseline),
        ignore_file=_below(base, config.report.ignore_file),
    )
    return replace(
        config,
        model=model,
        checks=checks,
        glossary=glossary,
        report=report,
        cache=cache,
        context=context,
        quotes=tuple(str(base / Path(quote).expanduser()) for quote in config.quotes),
    )


def _below(base: Path, path: str | None) -> str | None:
    return None if path is None else str(base / Path(path).expanduser())


def default_value(key: str) -> object:
    """Return the default of a dotted key."""
    section, _, name = key.rpartition(".")
    return getattr(getattr(Config(), section) if section else Config(), name.replace("-", "_"))


def _read_key(key: str, value: object, path: str | None, prefix: str) -> object:
    if key not in KEYS:
        raise ConfigError(Message("unknown key{hint}", hint=_suggest(key)), path=path, key=prefix + key)
    try:
        return KEYS[key].read(value)
    except ValueError as error:
        raise ConfigError(str(error), path=path, key=prefix + key) from error


def _suggest(key: str) -> Text:
    section, _, name = key.rpartition(".")
    siblings = [known for known in KEYS if known.rpartition(".")[0] == section]
    siblings += [] if section else list(SECTIONS)
    namesakes = [known for known in KEYS if known.rpartition(".")[2] == name]
    close = closest(key, siblings) or next(iter(namesakes), None) or closest(key, KEYS)
    known = Message("; known: {known}", known=tuple(siblings)) if siblings else ""
    return did_you_mean(close) or known


def _mentions_tool(path: Path) -> bool:
    try:
        return b"tool.mtcheck" in path.read_bytes()
    except OSError:
        return False


def _read_file(path: Path, *, optional: bool = False) -> Config:
    name = str(path)
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise ConfigError(gettext("no such file"), path=name) from error
    except OSError as error:
        raise ConfigError(gettext("cannot be read: {error}", error=str(error.strerror or error)), path=name) from error
    text = _decode(data, name)
    try:
        table = parse_toml(text)
    except MalformedError as error:
        raise ConfigError(
            gettext("not valid TOML: {message}", message=error.message), path=f"{name}:{error.place}"
        ) from error
    if path.name != PROJECT_FILE_NAME:
        return parse_config(table, path=name)
    tool = table.get("tool")
    own = tool.get("mtcheck") if isinstance(tool, dict) else None
    if own is None and optional:
        return Config()
    if not isinstance(own, dict):
        raise ConfigError(gettext("no table [tool.mtcheck]"), path=name)
    return parse_config(own, path=name, prefix="tool.mtcheck.")


def _decode(data: bytes, path: str) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ConfigError(gettext("encoded as UTF-16; TOML is UTF-8: save the file anew"), path=path)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = Message(
            "not UTF-8: byte 0x{data:02x} at offset {start}; save the file as UTF-8",
            data=data[error.start],
            start=error.start,
        )
        raise ConfigError(message, path=f"{path}:{line}") from error
