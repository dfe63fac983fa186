"""The checks of a run: built in, and plugged in through the entry-point group ``mtcheck.checks``."""

from __future__ import annotations

from functools import cache
from importlib.metadata import entry_points

from mtcheck.checks.base import Check, Rule
from mtcheck.errors import ConfigError

GROUP = "mtcheck.checks"


@cache
def all_checks() -> tuple[Check, ...]:
    """Return every check, by entry-point name.

    Raises:
        ConfigError: A plug-in cannot be loaded, is no check, or repeats a code.
    """
    checks: list[Check] = []
    codes: dict[str, str] = {}
    for point in sorted(entry_points(group=GROUP), key=lambda point: point.name):
        try:
            check = point.load()()
        except Exception as error:
            raise ConfigError(f"the check plug-in {point.name} ({point.value}) cannot be loaded: {error}") from error
        if not isinstance(check, Check):
            raise ConfigError(f"the check plug-in {point.name} ({point.value}) is no check: it lacks rules or check()")
        for rule in check.rules:
            if codes.setdefault(rule.code, point.name) != point.name:
                raise ConfigError(f"the plug-ins {codes[rule.code]} and {point.name} both define {rule.code}")
        checks.append(check)
    return tuple(checks)


def all_rules() -> tuple[Rule, ...]:
    """Return the rules of every check, by code."""
    return tuple(sorted((rule for check in all_checks() for rule in check.rules), key=lambda rule: rule.code))
