"""The readme of a published package: on an index page its links have no files beside them, so they lead into the repository.

Everything else of the package stands in ``pyproject.toml``; the address too, under ``[project.urls]``.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent
# Inline links and pictures, as the readme writes them: no title behind the address, no brackets in the words or the address.
_LINK = re.compile(r"(?P<picture>!?)(?P<text>\[[^\]]*\]\()(?!https?:|#|mailto:)(?P<target>[^)\s]+)\)")
_FENCE = re.compile(r"(^```.*?^```$)", re.M | re.S)


def with_absolute_links(text: str, repository: str) -> str:
    """Let the links of a Markdown text lead into the repository.

    Args:
        text: The text; what stands in fences stays as it is.
        repository: Its address, as ``[project.urls]`` has it.
    """

    def led(match: re.Match[str]) -> str:
        kind = "raw" if match["picture"] else "blob"
        return f"{match['picture']}{match['text']}{repository}/{kind}/main/{match['target']})"

    parts = _FENCE.split(text)
    return "".join(part if number % 2 else _LINK.sub(led, part) for number, part in enumerate(parts))


if __name__ == "__main__":
    from setuptools import setup

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    setup(
        long_description=with_absolute_links(readme, project["urls"]["Repository"]),
        long_description_content_type="text/markdown",
    )
