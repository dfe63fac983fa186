"""Where an editor finds what a code means: the documentation site, or a page written on this machine."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from mtcheck.checks.registry import all_rules
from mtcheck.engines.cache import default_cache_folder
from mtcheck.files import replacing_text
from mtcheck.links import rule_page
from mtcheck.report.rules import rule_markdown


@cache
def explanation_of(code: str) -> str | None:
    """Return the address of a page that explains a code; None where there is none and none can be written."""
    page = rule_page(code)
    if page is not None:
        return page
    rule = next((rule for rule in all_rules() if rule.code == code), None)
    if rule is None:
        return None
    place: Path = default_cache_folder() / "rules" / f"{code}.md"
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with replacing_text(place) as stream:
            stream.write(rule_markdown(rule))
    except OSError:
        return None
    return place.resolve().as_uri()
