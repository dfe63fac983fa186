"""Report formats by name, found as plug-ins: the built-in ones register the same way as anybody's."""

from __future__ import annotations

from mtcheck.errors import ConfigError
from mtcheck.language.messages import Message
from mtcheck.plugins import made_of, plugged_in, unfit
from mtcheck.report.base import Reporter

GROUP = "mtcheck.reporters"


def reporter_names() -> tuple[str, ...]:
    """Return the names of all installed report formats, sorted."""
    return tuple(sorted({point.name for point in plugged_in(GROUP)}))


def reporter(name: str) -> Reporter:
    """Make the reporter of that name.

    Args:
        name: For instance ``text``, ``json`` or ``html``.

    Returns:
        A new reporter with its default options.

    Raises:
        ConfigError: No installed package registers the name, two register it differently, or the plug-in is broken.
    """
    points = [point for point in plugged_in(GROUP) if point.name == name]
    if not points:
        known = ", ".join(reporter_names()) or "none is installed"
        raise ConfigError(Message("unknown report format {name!r}; known formats: {known}", name=name, known=known))
    if len(points) > 1:
        known = ", ".join(point.value for point in points)
        raise ConfigError(Message("report format {name!r} is registered twice: {known}", name=name, known=known))
    made = made_of(points[0])
    if not isinstance(made, Reporter):
        raise unfit(points[0], "render()")
    return made
