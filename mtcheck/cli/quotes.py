"""``mtcheck quotes``: the bank of known English quotes."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mtcheck.cli.failure import FAILED, complain, guarded, remark
from mtcheck.cli.options import DebugOption
from mtcheck.config.settings import load_config
from mtcheck.errors import ConfigError, InputError, QuoteBankError
from mtcheck.language.messages import gettext, ngettext
from mtcheck.text.controls import for_people, harmless, in_json

if TYPE_CHECKING:
    from mtcheck.quotes.adding import Added
    from mtcheck.quotes.importing import Imported
    from mtcheck.quotes.store import QuoteStore
    from mtcheck.records import KnownQuote

EPILOG = """\b
The bank is --bank FILE, else the variable MTCHECK_BANK, else the first SQLite file
among the configuration's quotes, else one in your data folder.

\b
Examples:
  mtcheck quotes add "We will not raise rates." --speaker "Ingrid Solheim"
  mtcheck quotes import statements.jsonl memory.tmx
  mtcheck quotes search ceasefire --speaker Guterres
  mtcheck check articles/ --quotes bank.sqlite
"""
_IMPORT_EPILOG = """\b
Examples:
  mtcheck quotes import statements.jsonl
  mtcheck quotes import speeches.csv --column text=quote --column speaker=who
  mtcheck quotes import memory.tmx --licence "CC BY 4.0"
  mtcheck quotes import --found articles/
  mtcheck quotes import --from-report report.json

\b
Each paragraph of a text file is a quote. A row that is wrong is told with its file
and line, the others are kept, and the exit code is 2. An import that was interrupted
can be started again: what is in the bank already is not added twice.
"""
_FORMATS = ("jsonl", "csv", "tsv", "tmx", "txt", "json", "toml", "yaml", "sqlite")
_EXPORTS = ("jsonl", "csv", "tsv")

quotes_app = typer.Typer(
    help="Keep a bank of known English quotes.", no_args_is_help=True, rich_markup_mode=None, epilog=EPILOG
)


def _complete_format(typed: str) -> list[str]:
    return [name for name in _FORMATS if name.startswith(typed)]


def _complete_export(typed: str) -> list[str]:
    return [name for name in _EXPORTS if name.startswith(typed)]


def _complete_id(typed: str) -> list[str]:
    from mtcheck.quotes.store import QuoteStore, default_bank_path

    try:
        with QuoteStore(default_bank_path()) as store:
            return [quote.id for quote in store.search(limit=-1) if quote.id.startswith(typed)][:50]
    except QuoteBankError:
        return []


BankOption = Annotated[str | None, typer.Option("--bank", metavar="FILE", help="The bank's SQLite file.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]
LimitOption = Annotated[int, typer.Option(metavar="N", min=0, help="Quotes at most; 0 for all.")]
SpeakerOption = Annotated[str | None, typer.Option(metavar="NAME", help="Part of the speaker's name or of an alias.")]
IdArguments = Annotated[list[str], typer.Argument(metavar="ID", autocompletion=_complete_id)]


@quotes_app.command(epilog='\b\nExample:\n  mtcheck quotes add "We agreed." --speaker "Jane Doe" --date 2025-07-04\n')
def add(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="The English words; - reads standard input.")],
    *,
    speaker: Annotated[str, typer.Option(metavar="NAME", help="Who said it.")] = "",
    alias: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Another name of the speaker. Repeatable.")
    ] = None,
    date: Annotated[str | None, typer.Option(metavar="DATE", help="YYYY, YYYY-MM or YYYY-MM-DD.")] = None,
    medium: Annotated[str | None, typer.Option(metavar="TEXT", help="Where it was said.")] = None,
    source: Annotated[str | None, typer.Option(metavar="URL", help="Where it can be read.")] = None,
    licence: Annotated[str | None, typer.Option(metavar="TEXT", help="A note on how it may be used.")] = None,
    identifier: Annotated[str | None, typer.Option("--id", metavar="ID", help="Its id; made of the text else.")] = None,
    bank: BankOption = None,
    as_json: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    """Add one quote; a text that the bank has already is merged with it."""
    with guarded(debug=debug):
        from mtcheck.quotes.entries import Entry, parse_entry
        from mtcheck.quotes.normal import text_id

        words = (sys.stdin.read() if text == "-" else text).strip()
        given = {
            "id": identifier, "text": words, "speaker": speaker or None, "aliases": alias or None, "date": date,
            "medium": medium, "source": source, "licence": licence,
        }  # fmt: skip
        data = {key: value for key, value in given.items() if value is not None}
        quote = parse_entry(Entry("<quote>", data, 1, None, plain=not speaker), text_id(words))
        with _store(bank, create=True) as store:
            added = store.add([quote])
            if added.refused:
                raise QuoteBankError(store.path, added.refused[0][1])
            _tell(added, store, [], as_json=as_json)


@quotes_app.command("import", epilog=_IMPORT_EPILOG)
def import_(
    files: Annotated[list[str] | None, typer.Argument(metavar="FILE", help="Files of quotes.")] = None,
    *,
    format_name: Annotated[
        str | None,
        typer.Option(
            "--format", metavar="NAME", autocompletion=_complete_format, help=f"One of {', '.join(_FORMATS)}."
        ),
    ] = None,
    column: Annotated[
        list[str] | None, typer.Option(metavar="FIELD=NAME", help="Column of a table that holds a field. Repeatable.")
    ] = None,
    found: Annotated[
        list[str] | None, typer.Option(metavar="PATH", help="Take the English found in these documents. Repeatable.")
    ] = None,
    report: Annotated[
        list[str] | None,
        typer.Option("--from-report", metavar="FILE", help="Take the English found in the documents of a JSON report."),
    ] = None,
    speaker: Annotated[str, typer.Option(metavar="NAME", help="Speaker of rows that name none.")] = "",
    date: Annotated[str | None, typer.Option(metavar="DATE", help="Date of rows that have none.")] = None,
    medium: Annotated[str | None, typer.Option(metavar="TEXT", help="Medium of rows that name none.")] = None,
    source: Annotated[str | None, typer.Option(metavar="URL", help="Source of rows that name none.")] = None,
    licence: Annotated[str | None, typer.Option(metavar="TEXT", help="Licence note of rows that have none.")] = None,
    bank: BankOption = None,
    as_json: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    """Add the quotes of files, or those found in documents."""
    with guarded(debug=debug):
        from mtcheck.quotes.importing import Defaults, import_quotes

        if not files and not found and not report:
            raise ConfigError(gettext("name a file, --found PATH or --from-report FILE"), key="import")
        defaults = Defaults(speaker, date, medium, source, licence, tuple(_columns(column or [])))
        with _store(bank, create=True) as store:
            faults: list[str] = []
            streams = [_readable(import_quotes(file, format_name, defaults), faults) for file in files or []]
            streams += [_readable(_found(path), faults) for path in found or []]
            streams += [_readable(_found_of(path), faults) for path in report or []]
            total = _total([store.add(stream) for stream in streams])
            faults += [f"{store.path}: {reason}" for _, reason in total.refused]
            _tell(total, store, faults, as_json=as_json)
        if faults:
            raise SystemExit(FAILED)


@quotes_app.command("list", epilog="\b\nExample:\n  mtcheck quotes list --speaker Zelensky --since 2025-07\n")
def list_(
    *,
    speaker: SpeakerOption = None,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="First date.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="Last date.")] = None,
    limit: LimitOption = 20,
    offset: Annotated[int, typer.Option(metavar="N", min=0, help="Quotes passed over.")] = 0,
    bank: BankOption = None,
    as_json: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    """List quotes in the order in which they were added."""
    with guarded(debug=debug), _store(bank) as store:
        _print(
            store.search(speaker=speaker, since=since, until=until, limit=limit or -1, offset=offset), as_json=as_json
        )
        if not as_json:
            remark(gettext("{quotes} in {path}", quotes=_counted(store.count()), path=store.path))


@quotes_app.command(epilog="\b\nExample:\n  mtcheck quotes search air defense --speaker Zelensky\n")
def search(
    words: Annotated[list[str], typer.Argument(metavar="WORD", help="Words that the quote holds, all of them.")],
    *,
    speaker: SpeakerOption = None,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="First date.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="Last date.")] = None,
    limit: LimitOption = 20,
    bank: BankOption = None,
    as_json: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    """Find quotes by their words, the best match first."""
    with guarded(debug=debug), _store(bank) as store:
        _print(
            store.search(" ".join(words), speaker=speaker, since=since, until=until, limit=limit or -1), as_json=as_json
        )


@quotes_app.command(epilog="\b\nExample:\n  mtcheck quotes show zelensky-x-2025-07-04\n")
def show(ids: IdArguments, *, bank: BankOption = None, as_json: JsonOption = False, debug: DebugOption = False) -> None:
    """Print quotes with all that is known of them."""
    with guarded(debug=debug), _store(bank) as store:
        from mtcheck.quotes.importing import as_object

        quotes = []
        for identifier in ids:
            quote = store.get(identifier)
            if quote is None:
                raise QuoteBankError(store.path, gettext("no quote has the id {identifier!r}", identifier=identifier))
            quotes.append(quote)
        if as_json:
            _print(quotes, as_json=True)
            return
        for quote in quotes:
            for key, value in as_object(quote).items():
                shown = ", ".join(map(str, value)) if isinstance(value, list) else value
                told = "\n".join(map(harmless, str(shown).split("\n")))
                sys.stdout.write(f"{key:<8} {told}\n")
            sys.stdout.write("\n" if len(quotes) > 1 else "")


@quotes_app.command(epilog="\b\nExample:\n  mtcheck quotes remove q-0f1e2d3c4b5a\n")
def remove(
    ids: IdArguments, *, bank: BankOption = None, as_json: JsonOption = False, debug: DebugOption = False
) -> None:
    """Take quotes out of the bank."""
    with guarded(debug=debug), _store(bank) as store:
        gone = store.remove(ids)
        missing = [identifier for identifier in dict.fromkeys(ids) if identifier not in gone]
        if as_json:
            sys.stdout.write(json.dumps({"removed": list(gone), "unknown": missing}) + "\n")
        else:
            remark(
                gettext(
                    "removed {number}; {quotes} in {path}",
                    number=len(gone),
                    quotes=_counted(store.count()),
                    path=store.path,
                )
            )
        if missing:
            raise QuoteBankError(
                store.path, gettext("no quote has the id {words}", words=", ".join(map(repr, missing)))
            )


@quotes_app.command(epilog="\b\nExample:\n  mtcheck quotes export -o bank.jsonl\n")
def export(
    *,
    format_name: Annotated[
        str,
        typer.Option(
            "--format", metavar="NAME", autocompletion=_complete_export, help=f"One of {', '.join(_EXPORTS)}."
        ),
    ] = "jsonl",
    output: Annotated[str, typer.Option("--output", "-o", metavar="FILE", help="Where to; - is stdout.")] = "-",
    bank: BankOption = None,
    debug: DebugOption = False,
) -> None:
    """Write the whole bank, so that it can be imported again."""
    with guarded(debug=debug):
        if format_name not in _EXPORTS:
            raise ConfigError(
                gettext(
                    "unknown format {format_name!r}: one of {words}", format_name=format_name, words=", ".join(_EXPORTS)
                ),
                key="--format",
            )
        from mtcheck.files import overwritten, replacing_text
        from mtcheck.quotes.importing import export_quotes

        with _store(bank) as store:
            if output == "-":
                export_quotes(iter(store), for_people(sys.stdout), format_name)
                return
            if overwritten(output, (store.path,)):
                raise ConfigError(gettext("is the bank itself, and would be overwritten"), path=output, key="--output")
            try:
                with replacing_text(output) as stream:
                    count = export_quotes(iter(store), stream, format_name)
            except OSError as error:
                raise InputError(
                    output, gettext("cannot be written: {error}", error=str(error.strerror or error))
                ) from error
            remark(gettext("wrote {quotes} to {output}", quotes=_counted(count), output=output))


def _store(bank: str | None, *, create: bool = False) -> QuoteStore:
    import os

    from mtcheck.quotes.store import SUFFIXES, QuoteStore, default_bank_path

    if bank is None and not os.environ.get("MTCHECK_BANK"):
        bank = next((path for path in load_config().quotes if Path(path).suffix.lower() in SUFFIXES), None)
    return QuoteStore(bank if bank is not None else default_bank_path(), create=create)


def _columns(given: Iterable[str]) -> Iterator[tuple[str, str]]:
    from mtcheck.quotes.entries import FIELDS

    for item in given:
        field, equals, name = item.partition("=")
        if not equals or not name or field not in FIELDS:
            raise ConfigError(
                gettext("{item!r} is not FIELD=NAME with one of {words}", item=item, words=", ".join(FIELDS)),
                key="--column",
            )
        yield field, name


def _readable(items: Iterator[Imported], faults: list[str]) -> Iterator[KnownQuote]:
    """Give what can be read, and tell the rest: one malformed file must not lose the others."""
    try:
        for item in items:
            if isinstance(item, QuoteBankError):
                faults.append(str(item))
            else:
                yield item
    except InputError as error:
        faults.append(str(error))


def _found(path: str) -> Iterator[Imported]:
    from dataclasses import replace

    from mtcheck.quotes.normal import text_id
    from mtcheck.readers.discovery import discover
    from mtcheck.readers.embedded import found_quotes
    from mtcheck.readers.reading import read_documents

    for source in discover([path]):
        for item in read_documents(source):
            if isinstance(item, InputError):
                yield QuoteBankError(item.path, item.message, line=item.line)
                continue
            for quote in found_quotes(item):
                yield replace(quote, id=text_id(quote.text), found=False)


def _found_of(report: str) -> Iterator[Imported]:
    try:
        files = [file["path"] for file in json.loads(Path(report).read_text(encoding="utf-8"))["files"]]
    except OSError as error:
        raise QuoteBankError(report, gettext("cannot be read: {error}", error=str(error.strerror or error))) from error
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise QuoteBankError(report, gettext("is no JSON report of mtcheck")) from error
    # A part of a file is named after it: the whole file is read once.
    for path in dict.fromkeys(str(file).partition("!/")[0].partition("#")[0] for file in files):
        yield from _found(path)


def _total(parts: Iterable[Added]) -> Added:
    from mtcheck.quotes.adding import Added

    total = Added()
    for part in parts:
        total = total.plus(part)
    return total


def _tell(added: Added, store: QuoteStore, faults: list[str], *, as_json: bool) -> None:
    for fault in faults:
        complain(fault)
    counts = {"new": added.new, "merged": added.merged, "known": added.known, "faults": len(faults)}
    if as_json:
        told_all = counts | {"bank": store.path, "quotes": store.count()}
        sys.stdout.write(in_json(json.dumps(told_all, ensure_ascii=False)) + "\n")
        return
    told = [ngettext("{n} new", "{n} new", added.new)]
    told += [ngettext("{n} merged", "{n} merged", added.merged)] if added.merged else []
    told += [ngettext("{n} known", "{n} known", added.known)] if added.known else []
    told += [ngettext("{n} fault", "{n} faults", len(faults))] if faults else []
    quotes = _counted(store.count())
    remark(gettext("{counts}; {quotes} in {path}", counts=tuple(told), quotes=quotes, path=store.path))


def _print(quotes: list[KnownQuote], *, as_json: bool) -> None:
    from mtcheck.quotes.importing import as_object

    if as_json:
        told = json.dumps([as_object(quote) for quote in quotes], ensure_ascii=False, indent=2)
        sys.stdout.write(in_json(told) + "\n")
        return
    for quote in quotes:
        place = ", ".join(part for part in (quote.speaker, quote.date) if part)
        text = " ".join(quote.text.split())
        shown = f"{quote.id}{f' ({place})' if place else ''}: {text if len(text) <= 160 else text[:159] + '…'}"
        sys.stdout.write(harmless(shown) + "\n")


def _counted(n: int) -> str:
    return ngettext("{n} quote", "{n} quotes", n)
