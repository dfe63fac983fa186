"""Pages of the documentation site that are made of other things: README, rules, docstrings; and links that lead out of docs/."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

ROOT = Path(__file__).parents[1]
COPIED = {"index.md": "README.md", "contributing.md": "CONTRIBUTING.md", "changelog.md": "CHANGELOG.md"}
API = (
    ("mtcheck.api", "One call from files or texts to a report."),
    ("mtcheck.records.reports", "What a call returns."),
    ("mtcheck.records.findings", "What reports are made of."),
    ("mtcheck.records.statements", "What is said, and which known quote it renders."),
    ("mtcheck.records.documents", "What is checked."),
    ("mtcheck.records.spans", "Where it stands."),
    ("mtcheck.records.translations", "What engines answer."),
    ("mtcheck.config.settings", "The configuration."),
    ("mtcheck.errors", "What may be raised."),
    ("mtcheck.checks.base", "For checks of your own."),
    ("mtcheck.report.base", "For report formats of your own."),
    ("mtcheck.readers.reader", "For input formats of your own."),
    ("mtcheck.engines.base", "For engines of your own."),
)
_LINK = re.compile(r"(?P<lead>\]\()(?!https?:|#|mailto:)(?P<target>[^)\s#]*)(?P<rest>#[^)\s]*)?\)")
_FENCE = re.compile(r"(^```.*?^```$|`[^`\n]+`)", re.M | re.S)
_ROLE = re.compile(r":(?:class|func|meth|data|attr|mod):<code>~?(?:[\w.]*\.)?(\w+)</code>")


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Take the addresses from ``[project.urls]``, so that they stand in one place."""
    project: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    config.repo_name = config.site_name
    config.site_url, config.repo_url = project["urls"]["Documentation"], project["urls"]["Repository"]
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that no file in docs/ holds."""
    for name, text in _pages():
        files.append(File.generated(config, name, content=text))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Let links lead to pages of the site, or into the repository where they lead out of it."""
    here = Path(COPIED.get(page.file.src_uri, f"docs/{page.file.src_uri}")).parent

    def led(match: re.Match[str]) -> str:
        target, rest = match["target"], match["rest"] or ""
        if not target:
            return match[0]
        place = (ROOT / here / target).resolve()
        if not place.is_relative_to(ROOT) or not place.exists():
            return match[0]  # a link between generated pages; mkdocs tells what is wrong with it
        name = place.relative_to(ROOT).as_posix()
        page_of = {source: made for made, source in COPIED.items()}
        if name in page_of:
            return f"{match['lead']}{page_of[name]}{rest})"
        if name.startswith("docs/") and files.get_file_from_path(name.removeprefix("docs/")) is not None:
            return f"{match['lead']}{name.removeprefix('docs/')}{rest})"
        kind = "tree" if place.is_dir() else "blob"
        return f"{match['lead']}{config.repo_url}/{kind}/main/{name}{rest})"

    parts = _FENCE.split(markdown)
    return "".join(part if number % 2 else _LINK.sub(led, part) for number, part in enumerate(parts))


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Show what docstrings name as code, without the mark-up of another documentation tool."""
    return _ROLE.sub(r"<code>\1</code>", html)


def _pages() -> Iterator[tuple[str, str]]:
    from mtcheck.checks.registry import all_rules
    from mtcheck.report.rules import rule_markdown

    for name, source in COPIED.items():
        yield name, (ROOT / source).read_text(encoding="utf-8")
    rules = all_rules()
    yield "rules/index.md", _index(rules)
    for rule in rules:
        yield f"rules/{rule.code}.md", rule_markdown(rule)
    parts = (
        f"## `{name}`\n\n{told}\n\n::: {name}\n    options:\n      heading_level: 3\n      show_root_heading: false\n"
        for name, told in API
    )
    yield (
        "api.md",
        "\n".join(("# Python\n\n`import mtcheck` gives all that the [first page](index.md) uses.\n", *parts)),
    )


def _index(rules: Any) -> str:
    rows = [
        f"| [{rule.code}]({rule.code}.md) | {rule.name} | {rule.severity.label} | {rule.summary} |" for rule in rules
    ]
    head = (
        "# Rules",
        "",
        "`mtcheck explain CODE` says the same in the terminal.",
        "",
        "| code | name | severity | what it reports |",
        "| --- | --- | --- | --- |",
    )
    return "\n".join((*head, *rows, ""))
