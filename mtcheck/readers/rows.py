"""What the readers of tables share: which columns hold what, and the document of a row."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from mtcheck.errors import InputError
from mtcheck.language.messages import Message, Text
from mtcheck.readers.analysed import passages_of
from mtcheck.readers.content import Content, ReadingOptions
from mtcheck.readers.markup import AS_MARKUP, holds_markup, markup_edits
from mtcheck.readers.passages import cut_passages, notes_on
from mtcheck.readers.reader import Readable
from mtcheck.readers.translation_units import is_language
from mtcheck.records import Document, Edit, Passage, PassageKind, Place
from mtcheck.text.language import UNDECIDED

MOST_FAULTS = 100  # then the file is no table
_USUAL = {
    "text": ("text", "texte", "body", "content", "contenu", "article", "corps"),
    "id": ("id", "guid", "uid", "identifiant"),
    "language": ("language", "lang", "langue"),
    "url": ("url", "link", "lien"),
    "date": ("date", "published", "published_at", "pubdate"),
}


@dataclass(frozen=True, slots=True)
class Columns:
    """The names of the columns, None for those that the table does not have."""

    text: str
    id: str | None
    language: str | None
    url: str | None
    date: str | None

    @classmethod
    def choose(cls, options: ReadingOptions, names: Collection[str], path: str, line: int) -> Columns:
        """Choose the columns of a table: those that the options name, else those with a usual name.

        Args:
            options: Name columns.
            names: The table's own columns.
            path: How errors name the table.
            line: Where its columns are named.

        Raises:
            InputError: A column that the options name is not there, or none has the name of a text.
        """
        wanted = {
            "text": options.text_column,
            "id": options.id_column,
            "language": options.language_column,
            "url": options.url_column,
            "date": options.date_column,
        }
        # Of "article.body" the last part is what the key is called; the outermost key of a name counts, then the first.
        ordered = sorted(names, key=lambda name: name.count("."))
        folded = {name.strip().lower().rpartition(".")[2]: name for name in reversed(ordered)}
        chosen = {
            kind: name if name is not None else next((folded[usual] for usual in _USUAL[kind] if usual in folded), None)
            for kind, name in wanted.items()
        }
        listed = ", ".join(list(names)[:12]) or Message("none")
        if options.text_column is not None and options.text_column not in names:
            raise InputError(
                path,
                Message(
                    "has no column {text_column!r}; columns: {listed}", text_column=options.text_column, listed=listed
                ),
                line=line,
            )
        text = chosen["text"]
        if text is None:
            hint = Message("name it with documents.text_column or --text-column")
            raise InputError(
                path,
                Message(
                    "no column with a usual name holds the text: {hint}; columns: {listed}", hint=hint, listed=listed
                ),
                line=line,
            )
        return cls(text, chosen["id"], chosen["language"], chosen["url"], chosen["date"])


@dataclass
class RowDocuments:
    """Makes the documents of a table's rows, each with a path of its own.

    Args:
        content: The file.
        columns: Which column holds what.
        media_type: Of the file.
        note: What a reader of the report should know of the whole file.
    """

    content: Content
    columns: Columns
    media_type: str
    note: Text | None = None
    _paths: set[str] = field(default_factory=set, init=False)
    _marked: bool = field(default=False, init=False)

    def read(self, row: int, values: Mapping[str, str], line: int, *, lines_in_cell: bool) -> Readable:
        """Return the document of a row, or why there is none; see :meth:`document`."""
        try:
            return self.document(row, values, line, lines_in_cell=lines_in_cell)
        except InputError as error:
            return error

    def document(self, row: int, values: Mapping[str, str], line: int, *, lines_in_cell: bool) -> Document:
        """Make the document of a row.

        Args:
            row: 1-based, the line of column names not counted.
            values: By column; empty where the row has none.
            line: 1-based line of the file on which the text begins.
            lines_in_cell: Whether a line break in the text is one in the file.

        Returns:
            The document; a row without text has a note that says so.
        """
        columns = self.columns
        text = values.get(columns.text, "")
        name = Message("row {row}, column {column}", row=row, column=columns.text)
        path = self._path(row, values.get(columns.id, "") if columns.id else "")
        if not text.strip():
            return Document(
                path,
                text,
                (),
                self.media_type,
                notes=(Message("{place} holds no text: there is nothing to check", place=name),),
            )
        # A column is markup from the first of its rows that is plainly so.
        self._marked = self._marked or holds_markup((text,))
        markup = markup_edits(text) if self._marked else ()
        told = Message("column {column} is {markup}", column=columns.text, markup=AS_MARKUP) if self._marked else None
        places = [Place(0, Message("{place}, line {line}", place=name, line=line))]
        if lines_in_cell:
            position = text.find("\n")
            while position >= 0:
                line += 1
                places.append(Place(position + 1, Message("{place}, line {line}", place=name, line=line)))
                position = text.find("\n", position + 1)
        language = values.get(columns.language, "") if columns.language else ""
        passages = _passages(text, markup, language)
        return Document(
            path,
            text,
            passages,
            self.media_type,
            tuple(places),
            tuple(note for note in (self.note, told, *notes_on(text, passages)) if note),
            url=values.get(columns.url) or None if columns.url else None,
            date=values.get(columns.date) or None if columns.date else None,
            markup=markup,
        )

    def _path(self, row: int, identity: str) -> str:
        name = " ".join(identity.split())[:80] or str(row)
        path = f"{self.content.path}#{name}"
        if path in self._paths:
            path = f"{path}@{row}"
        self._paths.add(path)
        return path


def _passages(text: str, markup: tuple[Edit, ...], language: str) -> tuple[Passage, ...]:
    """Cut a row's text; where its language is named and is not French, all of it is in that language."""
    passages = passages_of(text, markup, cut_passages)
    code = language.strip().replace("_", "-").lower().partition("-")[0]
    if not (len(code) == 2 and code.isalpha()) or is_language(code, "fr") or code == UNDECIDED:
        return passages
    return tuple(Passage(passage.span, PassageKind.EMBEDDED, code) for passage in passages)
