"""Where the documentation stands on the web: what ``[project.urls]`` in ``pyproject.toml`` says, and nothing else."""

from __future__ import annotations

from functools import cache
from importlib.metadata import PackageNotFoundError, metadata
from urllib.parse import urlsplit

_NOWHERE = ("example.org", "example.com", "example.net")  # reserved names (RFC 2606): they stand for an address to come


@cache
def documentation() -> str | None:
    """Return the address of the documentation site, with a slash at its end; None where it has none yet."""
    try:
        urls: list[str] = metadata("mtcheck").get_all("Project-URL") or []
    except PackageNotFoundError:
        return None
    named = {label.strip().lower(): address.strip() for label, _, address in (url.partition(",") for url in urls)}
    address = named.get("documentation", "")
    if not address or (urlsplit(address).hostname or "").endswith(_NOWHERE):
        return None
    return address.rstrip("/") + "/"


def rule_page(code: str) -> str | None:
    """Return the address of a rule's page on the documentation site, None where there is no site yet."""
    site = documentation()
    return None if site is None else f"{site}rules/{code}/"
