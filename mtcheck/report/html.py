"""The report as one HTML file that needs no network: articles with marks, evidence cards, quotations side by side."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, TextIO

from mtcheck.records import Report, Severity
from mtcheck.report.output import write

if TYPE_CHECKING:
    from jinja2 import Template
    from markupsafe import Markup


class HtmlReporter:
    """Renders a report as a self-contained HTML page.

    Everything that comes from an article or a quote is escaped, and the page's own policy forbids it to load or to run
    anything but the style and the script whose digests it names.
    """

    def render(self, report: Report, stream: TextIO) -> None:
        """Write ``report`` to ``stream``, which should be UTF-8."""
        from markupsafe import Markup

        from mtcheck.report import page, wording

        style, script = _asset("report.css"), _asset("report.js")
        text = _template().render(
            report=report,
            pages=page.pages(report),
            severities=[severity.label for severity in reversed(Severity)],
            codes=sorted(Counter((finding.code, finding.name) for finding in report.findings).items()),
            speakers={quote.id: quote.speaker for quote in report.quotes},
            verdict=wording.verdict(report),
            style=Markup(style),
            script=Markup(script),
            policy=f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
            "base-uri 'none'; form-action 'none'",
        )
        write(stream, text if text.endswith("\n") else text + "\n", errors="xmlcharrefreplace")


@cache
def _template() -> Template:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    from mtcheck.report import wording

    environment = Environment(
        loader=PackageLoader("mtcheck.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["exact"] = _exact
    environment.globals["counted"] = wording.counted
    return environment.get_template("report.html.jinja")


def _asset(name: str) -> str:
    return files("mtcheck.report").joinpath("templates", name).read_text(encoding="utf-8")


def _digest(source: str) -> str:
    """Return the Content-Security-Policy hash of an inlined style or script."""
    return "sha256-" + base64.b64encode(hashlib.sha256(source.encode("utf-8")).digest()).decode("ascii")


def _exact(text: str) -> Markup:
    """Escape ``text`` so that a browser gives back the very same characters: it would turn a bare CR into LF."""
    from markupsafe import Markup, escape

    return Markup(str(escape(text)).replace("\r", "&#13;"))
