"""``mtcheck explain``: the rules, a page on each, and what the dictionary says of an English word."""

from __future__ import annotations

import shutil
import sys
import textwrap
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from mtcheck.cli.failure import guarded
from mtcheck.cli.options import DebugOption, FoundConfigOption
from mtcheck.errors import ConfigError
from mtcheck.language.catalogue import SOURCE
from mtcheck.language.closest import closest
from mtcheck.language.messages import gettext, language, titled
from mtcheck.report.wording import severity_in_words

if TYPE_CHECKING:
    from mtcheck.checks.base import Example, Rule

EPILOG = """\b
Examples:
  mtcheck explain
  mtcheck explain MT2
  mtcheck explain term.garbled
  mtcheck explain bill
  mtcheck explain "power plant"
"""
WIDEST = 100
WHOLE = 5  # characters of a code of three digits; rules that were split from one have a fourth


def explain(
    rule: Annotated[
        str | None,
        typer.Argument(
            metavar="CODE|NAME|WORD", help="A rule's code or name, the beginning of codes, or an English word."
        ),
    ] = None,
    config: FoundConfigOption = None,
    debug: DebugOption = False,
) -> None:
    """List the rules, explain one of them, or show an English word's senses."""
    with guarded(debug=debug):
        from mtcheck.checks.registry import all_rules
        from mtcheck.config.settings import load_config
        from mtcheck.report.output import write

        width = min(shutil.get_terminal_size().columns, WIDEST)
        rules = all_rules(load_config(config).checks.plugins)
        page = None if rule is None or _is_rule(rules, rule) else _describe_word(rule, width)
        write(sys.stdout, page or describe_rules(rules, rule, width), "replace")


def _is_rule(rules: Sequence[Rule], wanted: str) -> bool:
    return any(wanted.lower() == r.name.lower() or r.code.startswith(wanted.upper()) for r in rules)


def _describe_word(word: str, width: int) -> str | None:
    """Describe the entries of an English word or term; None where the dictionary has none."""
    from mtcheck.cli.entries import describe_entries
    from mtcheck.lexicon.dictionary import shipped_dictionary

    headword = " ".join(word.split())
    if headword not in shipped_dictionary():
        return None
    return describe_entries(shipped_dictionary(examples=True).look_up(headword), width)


def describe_rules(rules: Sequence[Rule], wanted: str | None, width: int) -> str:
    """Describe rules: a page where ``wanted`` means one rule, a line each where it means several or is None.

    Args:
        rules: Every rule there is.
        wanted: A code, a name, or the beginning of codes; case does not matter.
        width: Characters in a line.

    Raises:
        ConfigError: No rule is meant.
    """
    rules = sorted(rules, key=lambda rule: rule.code)
    if wanted is None:
        return _list(rules, width)
    for rule in rules:
        if wanted.lower() in (rule.code.lower(), rule.name.lower()):
            return "\n".join(_page(rule, width)) + "\n"
    family = [rule for rule in rules if rule.code.startswith(wanted.upper())] if wanted else []
    if family:
        parts = len(wanted or "") == WHOLE
        head = gettext(
            "{code} was split into these rules; selecting or ignoring it selects or ignores them all:",
            code=(wanted or "").upper(),
        )
        return f"{head}\n\n" * parts + _list(family, width)
    labels = {label.lower(): label for rule in rules for label in (rule.code, rule.name)}
    close = closest(wanted.lower(), labels)
    hint = gettext("did you mean {name}?", name=labels[close]) if close else gettext("`mtcheck explain` lists them")
    raise ConfigError(
        gettext("there is no rule {name!r}, and no such word in the dictionary; {hint}", name=wanted, hint=hint)
    )


def _list(rules: Sequence[Rule], width: int) -> str:
    name_width = max((len(rule.name) for rule in rules), default=0)
    lines = []
    for rule in rules:
        head = f"{rule.code}  {rule.name:{name_width}}  {severity_in_words(rule.severity):8}  "
        lines.append(
            textwrap.fill(gettext(rule.summary), max(width, 60), initial_indent=head, subsequent_indent=" " * len(head))
        )
    return "\n".join(lines) + "\n"


def _page(rule: Rule, width: int) -> Iterator[str]:
    yield f"{rule.code}  {rule.name}" + ("" if language() == SOURCE else f"  ({gettext(titled(rule.name))})")
    yield gettext(
        "severity {severity} · MQM {category}",
        severity=severity_in_words(rule.severity),
        category=rule.category.value,
    )
    yield ""
    yield textwrap.fill(gettext(rule.summary), width)
    for title, text in ((gettext("Why"), gettext(rule.rationale)), (gettext("Authority"), rule.authority)):
        yield ""
        yield title
        yield _indent(text, width)
    flagged = [example for example in rule.examples if example.flagged is not None]
    sound = [example for example in rule.examples if example.flagged is None]
    for title, examples in ((gettext("Flagged"), flagged), (gettext("Not flagged"), sound)):
        if examples:
            yield ""
            yield title
        for example in examples:
            yield from _example(example, width)


def _example(example: Example, width: int) -> Iterator[str]:
    yield _indent(example.text, width, "  • ")
    if example.flagged is not None:
        yield _indent(gettext("fault: {words}", words=example.flagged), width, "    ")
    if example.quote is not None:
        yield _indent(gettext("known quote: {words}", words=example.quote), width, "    ")
    if example.back_translation is not None:
        shown = textwrap.shorten(example.back_translation, 60, placeholder=" …")
        yield _indent(gettext("back-translation: {words}", words=shown), width, "    ")
    if example.glossary:
        yield _indent(gettext("glossary: {words}", words=" / ".join(example.glossary.splitlines())), width, "    ")
    for other in example.others:
        yield _indent(gettext("another file of the run: {words}", words=other), width, "    ")


def _indent(text: str, width: int, first: str = "  ") -> str:
    return textwrap.fill(text, width, initial_indent=first, subsequent_indent=" " * len(first))
