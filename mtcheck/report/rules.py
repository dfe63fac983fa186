"""A rule as a page of Markdown: for the documentation site, code scanning, and editors."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.checks.base import Example, Rule
from mtcheck.language.messages import gettext


def rule_markdown(rule: Rule, *, heading: bool = True) -> str:
    """Describe a rule.

    Args:
        rule: With its examples.
        heading: Whether it begins with a heading, as a page of its own does.
    """
    about = gettext("severity {severity} · MQM {category}", severity=rule.severity.label, category=rule.category.value)
    lines = [f"# {rule.code} {rule.name}", "", about, ""] if heading else []
    lines += [f"**{gettext(rule.summary)}**", "", gettext(rule.rationale), ""]
    for title, flagged in ((gettext("Flagged:"), True), (gettext("Not flagged:"), False)):
        examples = [example for example in rule.examples if (example.flagged is not None) is flagged]
        if examples:
            lines += [title, "", *(line for example in examples for line in _example(example)), ""]
    return "\n".join([*lines, authority(rule), ""])


def authority(rule: Rule) -> str:
    """Say what a rule rests on."""
    return gettext("Authority: {authority}", authority=rule.authority)


def _example(example: Example) -> Iterator[str]:
    text = " ".join(example.text.split())
    if example.flagged is not None:
        flagged = " ".join(example.flagged.split())
        text = text.replace(flagged, f"**{flagged}**", 1)
    yield f"- {text}"
    if example.quote is not None:
        yield "  " + gettext("(known statement: {text})", text=" ".join(example.quote.split()))
    if example.glossary:
        yield "  " + gettext("(glossary: {text})", text=" / ".join(example.glossary.splitlines()))
    for other in example.others:
        yield "  " + gettext("(another file of the run: {text})", text=" ".join(other.split()))
