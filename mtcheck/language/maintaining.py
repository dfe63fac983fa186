"""Keeping the catalogues: what is new gets an empty entry, what is no longer said goes, and what is wrong is told."""

from __future__ import annotations

import string
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from mtcheck.language.catalogue import DOMAIN
from mtcheck.language.extraction import Said, said

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog, Message

HEADER = "# What mtcheck says, in {language}. `python -m mtcheck.language` adds what is new; CONTRIBUTING.md says how."


def path_of(code: str) -> Path:
    """Return where a language's catalogue stands."""
    return Path(__file__).parent / "locale" / code / "LC_MESSAGES" / f"{DOMAIN}.po"


def read(code: str) -> Catalog:
    """Read a language's catalogue; an empty one where there is none."""
    from babel.messages.catalog import Catalog
    from babel.messages.pofile import read_po

    if not path_of(code).is_file():
        return Catalog(locale=code, domain=DOMAIN)
    with path_of(code).open("rb") as source:
        return read_po(source, locale=code, domain=DOMAIN)


def update(code: str, texts: Iterable[Said] | None = None) -> int:
    """Bring a catalogue up to date.

    Args:
        code: The language.
        texts: All that is said; None looks into the package.

    Returns:
        How many texts still want their counterpart.
    """
    old, new = read(code), _catalogue(code, said() if texts is None else texts)
    for entry in new:
        known = old.get(entry.id if isinstance(entry.id, str) else entry.id[0], entry.context)
        if entry.id and known is not None and isinstance(known.string, tuple) == isinstance(entry.id, tuple):
            entry.string = known.string
    path_of(code).parent.mkdir(parents=True, exist_ok=True)
    path_of(code).write_bytes(_written(new))
    return sum(bool(entry.id) and not _is_complete(entry) for entry in new)


def faults(code: str, texts: Iterable[Said] | None = None) -> Iterator[str]:
    """Give what is wrong with a catalogue: texts that it lacks or has for nothing, and parameters that differ."""
    have, want = read(code), _catalogue(code, said() if texts is None else texts)
    places = {(entry.id, entry.context): entry.user_comments[0] for entry in want if entry.id}
    for key, place in places.items():
        text, context = key
        known = have.get(text if isinstance(text, str) else text[0], context)
        if known is None or known.id != text:
            yield f"{place}: {text!r} is not in the catalogue"
        elif known.fuzzy or not _is_complete(known):
            yield f"{place}: {text!r} has no counterpart in {code}"
        else:
            yield from _differing(known)
    for entry in have:
        if entry.id and (entry.id, entry.context) not in places:
            yield f"{entry.id!r} is said nowhere"


def _differing(entry: Message) -> Iterator[str]:
    said_there, texts = _all(entry.string), _all(entry.id)
    wanted = {name for text in texts for name in _fields(text)}
    for text in said_there:
        try:
            strange = set(_fields(text)) - wanted
        except ValueError as error:
            yield f"{text!r}: {error}"
            continue
        lost = wanted - set(_fields(text)) if len(said_there) == 1 else set()
        if strange or lost:
            yield f"{text!r}: parameters differ from {entry.id!r}: {', '.join(sorted(strange | lost))}"


def _all(texts: str | Sequence[str] | None) -> tuple[str, ...]:
    """Return a text, or singular and plural, as a tuple."""
    return (texts,) if isinstance(texts, str) else tuple(texts or ())


def _fields(text: str) -> list[str]:
    return [name for _, name, _, _ in string.Formatter().parse(text) if name is not None] if "{" in text else []


def _is_complete(entry: Message) -> bool:
    return all(entry.string) if isinstance(entry.string, tuple) else bool(entry.string)


def _catalogue(code: str, texts: Iterable[Said]) -> Catalog:
    from babel.messages.catalog import Catalog

    made = Catalog(locale=code, domain=DOMAIN, header_comment=HEADER.format(language=code), fuzzy=False)
    for one in texts:
        known = made.get(one.text, one.context)
        counted = one.plural is not None or (known is not None and known.pluralizable)
        if known is not None and (known.pluralizable or one.plural is None):
            continue
        made.add((one.text, one.plural or "") if counted else one.text, context=one.context, user_comments=[one.place])
    return made


def _written(made: Catalog) -> bytes:
    """Write a catalogue without places and dates, which would change with every line of code."""
    from babel.messages.pofile import write_po

    for entry in made:
        entry.user_comments, entry.flags = [], set()
    target = BytesIO()
    write_po(target, made, width=0, no_location=True, sort_output=True, omit_header=True)
    head = [
        made.header_comment,
        'msgid ""',
        'msgstr ""',
        f'"Language: {made.locale}\\n"',
        '"MIME-Version: 1.0\\n"',
        '"Content-Type: text/plain; charset=utf-8\\n"',
        '"Content-Transfer-Encoding: 8bit\\n"',
        f'"Plural-Forms: {made.plural_forms}\\n"',
    ]
    return ("\n".join(head) + "\n\n").encode() + target.getvalue()
