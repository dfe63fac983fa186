"""``mtcheck ignore``: add an entry to the ignore list."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Annotated

import typer

from mtcheck.cli.failure import guarded, remark
from mtcheck.cli.options import DebugOption
from mtcheck.errors import ConfigError
from mtcheck.language.messages import gettext

EPILOG = """\b
Example:
  mtcheck ignore --code MT201 --text "feu cessé" --file articles/one.txt --reason "title of a book"
  mtcheck ignore --verdicts verdicts.jsonl
"""


def ignore(
    *,
    reason: Annotated[
        str | None, typer.Option("--reason", metavar="WORDS", help="Why the finding is no fault.")
    ] = None,
    verdicts: Annotated[
        str | None,
        typer.Option(
            "--verdicts", metavar="FILE", help="Add what review or the report's page ignored, with its reasons."
        ),
    ] = None,
    code: Annotated[
        str | None, typer.Option("--code", metavar="CODE", help="Code of the finding, or its beginning.")
    ] = None,
    text: Annotated[
        str | None, typer.Option("--text", metavar="FRENCH", help="The words at fault; * and ? are wildcards.")
    ] = None,
    speaker: Annotated[
        str | None, typer.Option("--speaker", metavar="NAME", help="Who says them, or part of the name.")
    ] = None,
    file: Annotated[
        str | None, typer.Option("--file", metavar="PATTERN", help="File or pattern, as from the list's folder.")
    ] = None,
    ignore_file: Annotated[
        str | None,
        typer.Option(
            "--ignore-file",
            metavar="FILE",
            help="The list; otherwise mtcheck-ignore.toml beside the configuration or here.",
        ),
    ] = None,
    debug: DebugOption = False,
) -> None:
    """Add an entry to the ignore list: findings that fit it no longer count."""
    with guarded(debug=debug):
        from mtcheck.cli.known import ignore_path
        from mtcheck.config.settings import load_config
        from mtcheck.language.messages import ngettext
        from mtcheck.triage.ignores import FILE_NAME

        path = ignore_file or ignore_path(load_config()) or FILE_NAME
        given = {"code": code, "text": text, "speaker": speaker, "file": file, "reason": reason}
        if verdicts is not None:
            if any(value is not None for value in given.values()):
                raise ConfigError(
                    gettext("stands alone: reasons and conditions are those of the verdicts"), key="--verdicts"
                )
            number = add_verdicts(path, verdicts)
            remark(ngettext("added {n} entry to {path}", "added {n} entries to {path}", number, path=path))
            return
        if reason is None:
            raise ConfigError(gettext("a reason is needed"), key="--reason")
        add_entry(path, {key: value for key, value in given.items() if value is not None})
        remark(gettext("added an entry to {path}", path=path))


def add_verdicts(path: str, verdicts: str) -> int:
    """Add an entry for every finding that a person ignored; those that stand there already are left out.

    Args:
        path: The list; made where there is none.
        verdicts: What ``review`` or the report's page wrote.

    Returns:
        How many were added.

    Raises:
        InputError: The verdicts cannot be read.
        ConfigError: The list is malformed, or cannot be written.
    """
    from mtcheck.review.verdicts import ReviewJudgement, load_verdicts
    from mtcheck.triage.ignores import load_ignores

    folder = os.path.dirname(path) or "."
    have = {(e.code, e.text, e.file) for e in load_ignores(path).entries} if Path(path).exists() else set()
    added = 0
    for verdict in load_verdicts(verdicts).values():
        if verdict.judgement is not ReviewJudgement.IGNORED:
            continue
        entry = {"code": verdict.code}
        if verdict.text:
            entry["text"] = " ".join(verdict.text.split()).replace("*", "?")
        if verdict.path:
            entry["file"] = os.path.relpath(verdict.path, folder).replace(os.sep, "/")
        key = (entry["code"], entry.get("text"), entry.get("file"))
        if key not in have:
            have.add(key)
            add_entry(path, entry | {"reason": verdict.reason or "ignored in review"})
            added += 1
    return added


def add_entry(path: str, values: dict[str, str]) -> None:
    """Add an entry at the end of an ignore list; what stands there stays as it is.

    Args:
        path: The list; made where there is none.
        values: The entry's keys.

    Raises:
        ConfigError: A value is wrong, the list is malformed, or it cannot be written.
    """
    from mtcheck.files import replacing_text
    from mtcheck.triage.ignores import load_ignores, parse_ignores

    place = Path(path)
    if place.exists():
        load_ignores(path)  # nothing is added to a list that is malformed
    for key, value in values.items():
        if not value.isprintable():
            raise ConfigError(gettext("expected text on one line"), key=f"--{key}")
    entry = "".join(f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in values.items())
    try:
        parse_ignores(f"[[ignore]]\n{entry}", "")
    except ConfigError as error:
        raise ConfigError(error.message, key=f"--{error.key}" if error.key else "--reason") from error
    try:
        old = place.read_text(encoding="utf-8-sig") if place.exists() else ""
        gap = "" if not old else "\n" if old.endswith("\n") else "\n\n"
        with replacing_text(path) as stream:
            stream.write(f"{old}{gap}[[ignore]]\n{entry}")
    except OSError as error:
        raise ConfigError(
            gettext("cannot be written: {error}", error=str(error.strerror or error)), path=path
        ) from error
