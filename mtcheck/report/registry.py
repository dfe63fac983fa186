"""Report formats by name, found as plug-ins: the built-in ones register the same way as anybody's."""

from __future__ import annotations

from importlib.metadata import EntryPoint, entry_points

from mtcheck.errors import ConfigError
from mtcheck.language.messages import Message
from mtcheck.report.base import Reporter

GROUP = "mtcheck.reporters"


def reporter_names() -> tuple[str, ...]:
    """Return the names of all installed report formats, sorted."""
    return tuple(sorted({entry.name for entry in entry_points(group=GROUP)}))


def reporter(name: str) -> Reporter:
    """Make the reporter of that name.

    Args:
        name: For instance ``text``, ``json`` or ``html``.

    Returns:
        A new reporter with its default options.

    Raises:
        ConfigError: No installed package registers the name, two register it differently, or the plug-in is broken.
    """
    entries: dict[str, EntryPoint] = {entry.value: entry for entry in entry_points(group=GROUP) if entry.name == name}
    if not entries:
        known = ", ".join(reporter_names()) or "none is installed"
        raise ConfigError(Message("unknown report format {name!r}; known formats: {known}", name=name, known=known))
    if len(entries) > 1:
        raise ConfigError(
            Message("report format {name!r} is registered twice: {known}", name=name, known=", ".join(sorted(entries)))
        )
    (entry,) = entries.values()
    try:
        made = entry.load()()
    except Exception as error:  # a plug-in may fail in any way; the user must learn which one
        raise ConfigError(
            Message(
                "report format {name!r} ({value}) cannot be loaded: {error}",
                name=name,
                value=entry.value,
                error=str(error),
            )
        ) from error
    if not isinstance(made, Reporter):
        raise ConfigError(
            Message("report format {name!r} ({value}) has no render method", name=name, value=entry.value)
        )
    return made
