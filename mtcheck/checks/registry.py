"""The checks of a run: built in, plugged in through the entry-point group ``mtcheck.checks``, or in a file of one's own."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from functools import cache
from hashlib import blake2b
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

from mtcheck.checks.base import Check, Rule
from mtcheck.errors import ConfigError
from mtcheck.language.messages import Message
from mtcheck.plugins import made_of, plugged_in, unfit

GROUP = "mtcheck.checks"


def all_checks(files: Sequence[str | Path] = ()) -> tuple[Check, ...]:
    """Return every check, by entry-point name; then those of files, in the order of the files.

    Args:
        files: Python files that define checks: every class in them that has ``rules`` and ``check()``.

    Raises:
        ConfigError: A plug-in cannot be loaded, is no check, or repeats a code.
    """
    return _all_checks(tuple(str(Path(file).absolute()) for file in files))


def all_rules(files: Sequence[str | Path] = ()) -> tuple[Rule, ...]:
    """Return the rules of every check, by code.

    Args:
        files: As for :func:`all_checks`.
    """
    return tuple(sorted((rule for check in all_checks(files) for rule in check.rules), key=lambda rule: rule.code))


@cache
def _all_checks(files: tuple[str, ...]) -> tuple[Check, ...]:
    checks: list[Check] = []
    codes: dict[str, str] = {}
    for name, check in (*_installed(), *(found for file in files for found in _defined(file))):
        for rule in check.rules:
            if codes.setdefault(rule.code, name) != name:
                raise ConfigError(
                    Message(
                        "the plug-ins {codes} and {name} both define {code}",
                        codes=codes[rule.code],
                        name=name,
                        code=rule.code,
                    )
                )
        checks.append(check)
    return tuple(checks)


def _installed() -> Iterator[tuple[str, Check]]:
    for point in plugged_in(GROUP):
        check = made_of(point)
        if not isinstance(check, Check):
            raise unfit(point, "rules, check()")
        yield point.name, check


def _defined(file: str) -> Iterator[tuple[str, Check]]:
    """Run a file of checks, and give an instance of each class in it that is one."""
    if not Path(file).is_file():
        raise ConfigError(Message("the check plug-in {file}: no such file", file=str(file)))
    name = f"mtcheck_plugin_{Path(file).stem}_{blake2b(file.encode(), digest_size=4).hexdigest()}"
    spec = spec_from_file_location(name, file)
    if spec is None or spec.loader is None:
        raise ConfigError(Message("the check plug-in {file}: no Python file", file=str(file)))
    module = module_from_spec(spec)
    sys.modules[name] = module  # dataclasses look their module up
    try:
        spec.loader.exec_module(module)
        own = [item for item in vars(module).values() if isinstance(item, type) and item.__module__ == name]
        checks = [made for item in own if hasattr(item, "check") and isinstance(made := item(), Check)]
    except Exception as error:
        raise ConfigError(
            Message("the check plug-in {file} cannot be loaded: {error}", file=str(file), error=str(error))
        ) from error
    if not checks:
        raise ConfigError(
            Message("the check plug-in {file} defines no check: a class with rules and check()", file=str(file))
        )
    yield from ((f"{file}:{type(check).__name__}", check) for check in checks)
