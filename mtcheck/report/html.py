"""The report as one HTML file that needs no network: articles with marks, evidence cards, quotations side by side."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, TextIO

from markupsafe import Markup, escape

from mtcheck.language.catalogue import script_texts
from mtcheck.language.messages import Message, gettext_noop, language, titled
from mtcheck.records import FileReport, Report, Severity, count_by_severity
from mtcheck.report.output import write
from mtcheck.report.tally import Tally

if TYPE_CHECKING:
    from jinja2 import Template

    from mtcheck.report.page import Page

STYLES = ("page.css", "article.css", "print.css")
SCRIPTS = (
    "theme.js",
    "files.js",
    "cards.js",
    "words.js",
    "filters.js",
    "judging.js",
    "stepping.js",
    "start.js",
)  # one scope, in this order
# What the styles say before or behind an element, as they have it.
LABELS = (
    gettext_noop("Note: "),
    gettext_noop("page furniture, not checked"),
    gettext_noop("quotations matched: "),
    gettext_noop("score "),
    gettext_noop("similarity: "),
)
MOST_EAGER = 400  # findings up to which every article is laid out at once; beyond, each is packed until it is opened
MOST_OPEN = 10  # files up to which their articles stand open
# HTML has no controls but white space; a terminal that shows the page obeys them.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]")
# Characters that turn the reading direction: each gets an element of its own, so that it steers nothing but itself.
_STEERING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


class HtmlReporter:
    """Renders a report as a self-contained HTML page.

    Everything that comes from an article or a quote is escaped, and the page's own policy forbids it to load or to run
    anything but the style and the script whose digests it names.
    """

    def render(self, report: Report, stream: TextIO) -> None:
        """Write ``report`` to ``stream``, which should be UTF-8."""
        from mtcheck.report import overview, wording

        quotes = {quote.id: quote for quote in report.quotes}
        style, script = _style(language()), _script()
        chunks = _template().generate(
            report=report,
            ordered=(ordered := overview.by_gravity(report)),
            worth=overview.worth_reading(ordered),
            pages=_pages(report, ordered),
            lazy=len(report.findings) > MOST_EAGER,
            unfolded=len(report.files) <= MOST_OPEN,
            gravest=overview.gravest(report),
            severities=overview.severities(report),
            kinds=(kinds := overview.kinds(report)),
            summaries={kind.code: kind.summary for kind in kinds},
            known=Tally.of(report.files, report.across).known_in_words(report),
            across=overview.across_cards(report, quotes),
            statuses=overview.statuses(report),
            speakers=overview.speakers(report, quotes),
            facts=Markup(overview.facts(report, quotes)),
            verdict=wording.verdict(report),
            language=language(),
            texts=Markup(_script_texts()),
            style=Markup(style),
            script=Markup(script),
            policy=f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
            "base-uri 'none'; form-action 'none'",
        )
        for chunk in chunks:
            write(stream, _CONTROLS.sub("\ufffd", chunk), errors="xmlcharrefreplace")


def _pages(report: Report, ordered: Sequence[tuple[int, FileReport]]) -> Iterator[Page]:
    """Lay out one file after another, so that a long report is never held twice."""
    from mtcheck.report.page import page

    quotes = {quote.id: quote for quote in report.quotes}
    for number, file in ordered:
        yield page(number, file, report, quotes)


@cache
def _template() -> Template:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    from mtcheck.language.markup import spoken
    from mtcheck.report import grading, overview, wording
    from mtcheck.report.page import file_id
    from mtcheck.scoring import PENALTY

    environment = Environment(
        loader=PackageLoader("mtcheck.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {"exact": _exact, "packed": _packed, "titled": titled}
    environment.globals |= {
        **spoken(),
        "severity_in_words": wording.severity_in_words,
        "severity_of": Severity.parse,
        "counted_severity": wording.counted_severity,
        "counts_of": count_by_severity,
        "matched_count": wording.matched_count,
        "grade_of": grading.grade_of,
        "verdict_on": grading.verdict_on,
        "failure_of": wording.failure_of,
        "file_id": file_id,
        "confidences": wording.CONFIDENCE,
        "meanings": overview.MEANINGS,
        "penalties": {severity.label: f"{penalty:g}" for severity, penalty in PENALTY.items()},
    }
    return environment.get_template("report.html.jinja")


@cache
def _style(code: str) -> str:
    """Return the styles with their labels in a language, ``en`` or ``fr``."""
    style = "".join(_asset(name) for name in STYLES)
    for label in LABELS:
        style = style.replace(f'content: "{label}"', f'content: "{Message(label).words(code)}"')
    return style


@cache
def _script() -> str:
    return f'(() => {{\n"use strict";\n{"".join(_asset(f"js/{name}") for name in SCRIPTS)}}})();\n'


def _script_texts() -> str:
    """Return what the scripts say, as JSON that may stand inside a ``script`` element; empty where that is English."""
    return json.dumps(script_texts(language()), separators=(",", ":")).replace("<", "\\u003c")


def _asset(name: str) -> str:
    return files("mtcheck.report").joinpath("templates", name).read_text(encoding="utf-8")


def _digest(source: str) -> str:
    """Return the Content-Security-Policy hash of an inlined style or script."""
    return "sha256-" + base64.b64encode(hashlib.sha256(source.encode("utf-8")).digest()).decode("ascii")


def _exact(text: str) -> Markup:
    """Escape ``text`` so that a browser gives back the very same characters: it would turn a bare CR into LF."""
    escaped = str(escape(text)).replace("\r", "&#13;")
    if _STEERING.search(escaped):
        escaped = _STEERING.sub(lambda m: f'<bdi class="steering" title="U+{ord(m[0]):04X}">{m[0]}</bdi>', escaped)
    return Markup(escaped)


def _packed(html: str) -> str:
    """Compress a file's part of the page into letters that may stand in a ``script`` element."""
    return base64.b64encode(gzip.compress(str(html).encode("utf-8", "xmlcharrefreplace"), 6, mtime=0)).decode("ascii")
