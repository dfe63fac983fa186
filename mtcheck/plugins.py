"""Plug-ins of other packages, by entry point: found, made, and refused in one way for checks, readers and reports."""

from __future__ import annotations

from importlib.metadata import EntryPoint, entry_points

from mtcheck.errors import ConfigError
from mtcheck.language.messages import Message


def plugged_in(group: str) -> tuple[EntryPoint, ...]:
    """Return the entry points of a group by name; what is installed twice counts once.

    Args:
        group: For instance ``mtcheck.checks``.
    """
    points = {(point.name, point.value): point for point in entry_points(group=group)}
    return tuple(points[key] for key in sorted(points))


def made_of(point: EntryPoint) -> object:
    """Load what an entry point names, and call it.

    Raises:
        ConfigError: That fails, in whatever way; the error names the plug-in.
    """
    try:
        return point.load()()
    except Exception as error:
        raise ConfigError(
            Message(
                "the plug-in {name} of {group} ({target}) cannot be loaded: {error}",
                name=point.name,
                group=point.group,
                target=point.value,
                error=str(error),
            )
        ) from error


def unfit(point: EntryPoint, parts: str) -> ConfigError:
    """Return the error for a plug-in that is not what its group holds.

    Args:
        point: The plug-in.
        parts: What it lacks, in names of Python, for instance ``rules, check()``.
    """
    return ConfigError(
        Message(
            "the plug-in {name} of {group} ({target}) lacks some of {parts}",
            name=point.name,
            group=point.group,
            target=point.value,
            parts=parts,
        )
    )
