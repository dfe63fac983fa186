"""The language server, spoken to by a client in another process, as an editor does."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import unquote, urlsplit

import pytest
from lsprotocol import types
from pygls.lsp.client import LanguageClient

from mtcheck.lsp.positions import Positions
from mtcheck.records import Span

Result = TypeVar("Result")

GARBLED = "« 𝄞 é » : les deux camps ont signé un feu cessé hier soir.\n"
SOUND = "« 𝄞 é » : les deux camps ont signé un cessez-le-feu hier soir.\n"
# The server with the fake engine: what is tested is how it speaks, not what the model says.
SERVER = (
    "from mtcheck.engines.fake import FakeTranslator\n"
    "import mtcheck.config.engines as engines\n"
    "engines.build_translator = lambda *_: FakeTranslator()\n"
    "from mtcheck.cli import main\n"
    "main(['lsp', '--delay', '50'])\n"
)
SECONDS = 300  # a slow machine is no failure


class Editor(LanguageClient):
    """A client that keeps what it is told."""

    def __init__(self) -> None:
        super().__init__("editor", "1")
        self.told: asyncio.Queue[types.PublishDiagnosticsParams] = asyncio.Queue()
        self.messages: asyncio.Queue[str] = asyncio.Queue()

        @self.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)  # type: ignore[untyped-decorator]
        def told(params: types.PublishDiagnosticsParams) -> None:
            self.told.put_nowait(params)

        @self.feature(types.WINDOW_SHOW_MESSAGE)  # type: ignore[untyped-decorator]
        def shown(params: types.ShowMessageParams) -> None:
            self.messages.put_nowait(params.message)

    async def diagnostics(self) -> types.PublishDiagnosticsParams:
        return await asyncio.wait_for(self.told.get(), SECONDS)

    def open(self, path: Path, text: str, version: int = 1) -> str:
        uri = path.as_uri()
        item = types.TextDocumentItem(uri, "markdown", version, text)
        self.text_document_did_open(types.DidOpenTextDocumentParams(item))
        return uri

    def change(self, uri: str, text: str, version: int) -> None:
        changes = [types.TextDocumentContentChangeWholeDocument(text)]
        identifier = types.VersionedTextDocumentIdentifier(version, uri)
        self.text_document_did_change(types.DidChangeTextDocumentParams(identifier, changes))

    async def actions(self, uri: str, wanted: types.Range) -> list[types.CodeAction]:
        context = types.CodeActionContext([])
        params = types.CodeActionParams(types.TextDocumentIdentifier(uri), wanted, context)
        found: Any = await self.text_document_code_action_async(params)
        return list(found or [])


def talk(
    work: Callable[[Editor], Awaitable[Result]], encodings: list[types.PositionEncodingKind] | None = None
) -> Result:
    """Start the server, let an editor talk to it, and end both as the protocol says."""

    async def session() -> Result:
        editor = Editor()
        await editor.start_io(sys.executable, "-c", SERVER)
        general = types.GeneralClientCapabilities(position_encodings=encodings) if encodings else None
        capabilities = types.ClientCapabilities(general=general)
        await asyncio.wait_for(editor.initialize_async(types.InitializeParams(capabilities)), SECONDS)
        editor.initialized(types.InitializedParams())
        try:
            return await work(editor)
        finally:
            await editor.shutdown_async(None)
            editor.exit(None)
            await editor.stop()  # type: ignore[no-untyped-call]

    return asyncio.run(session())


def applied(text: str, edit: types.TextEdit) -> str:
    """Apply an edit as an editor does that counts in UTF-16."""
    lines = text.split("\n")
    assert edit.range.start.line == edit.range.end.line
    units = lines[edit.range.start.line].encode("utf-16-le")
    start, end = 2 * edit.range.start.character, 2 * edit.range.end.character
    lines[edit.range.start.line] = (units[:start] + edit.new_text.encode("utf-16-le") + units[end:]).decode("utf-16-le")
    return "\n".join(lines)


def edit_of(action: types.CodeAction) -> tuple[int | None, types.TextEdit]:
    assert action.edit is not None
    assert action.edit.document_changes is not None
    (change,) = action.edit.document_changes
    assert isinstance(change, types.TextDocumentEdit)
    (edit,) = change.edits
    assert isinstance(edit, types.TextEdit)
    return change.text_document.version, edit


def test_a_session(tmp_path: Path) -> None:
    async def work(editor: Editor) -> None:
        # A text is checked when it is opened.
        uri = editor.open(tmp_path / "a.md", GARBLED)
        told = await editor.diagnostics()
        (found,) = [item for item in told.diagnostics if item.code == "MT201"]
        assert (told.uri, told.version, found.source) == (uri, 1, "mtcheck")
        assert found.severity is types.DiagnosticSeverity.Warning
        assert found.message.endswith("→ cessez-le-feu")
        # The code leads to its explanation.
        assert found.code_description is not None
        page = Path(unquote(urlsplit(found.code_description.href).path))
        assert page.read_text(encoding="utf-8").startswith("# MT201 term.garbled\n")
        # Its place counts UTF-16 units, and the quick fix mends the text there.
        fix, comment = await editor.actions(uri, found.range)
        assert (fix.title, comment.title) == ("mtcheck: put “cessez-le-feu”", "mtcheck: ignore MT201 in this line")
        assert fix.kind == types.CodeActionKind.QuickFix
        version, edit = edit_of(fix)
        assert (version, applied(GARBLED, edit)) == (1, SOUND)
        elsewhere = types.Range(types.Position(1, 0), types.Position(1, 0))
        assert await editor.actions(uri, elsewhere) == []
        # A change is checked after a while, and only the last of several.
        editor.change(uri, GARBLED.replace("soir", "matin"), 2)
        editor.change(uri, SOUND, 3)
        told = await editor.diagnostics()
        assert (told.version, [*told.diagnostics]) == (3, [])
        # A comment leaves the finding out.
        editor.change(uri, applied(GARBLED, edit_of(comment)[1]), 4)
        told = await editor.diagnostics()
        assert (told.version, [*told.diagnostics]) == (4, [])
        # What is closed shows nothing.
        editor.text_document_did_close(types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(uri)))
        assert [*(await editor.diagnostics()).diagnostics] == []
        # A text of another format has its findings at their lines.
        editor.open(
            tmp_path / "a.html", f"<p>Un mot.</p>\n<article>\n<p>{GARBLED.strip()} {SOUND.strip()}</p>\n</article>"
        )
        told = await editor.diagnostics()
        assert {item.range.start.line for item in told.diagnostics if item.code == "MT201"} == {2}
        # A wrong configuration is told, and ends nothing.
        (tmp_path / "mtcheck.toml").write_text("[checks]\nselekt = []\n", encoding="utf-8")
        editor.open(tmp_path / "b.md", GARBLED)
        assert "unknown key; did you mean" in await asyncio.wait_for(editor.messages.get(), SECONDS)
        (tmp_path / "mtcheck.toml").write_text('[documents]\nexclude = ["b.md"]\n', encoding="utf-8")
        editor.change((tmp_path / "b.md").as_uri(), GARBLED, 2)
        assert [*(await editor.diagnostics()).diagnostics] == []

    talk(work)


@pytest.mark.parametrize(
    ("encoding", "character"),
    [
        (types.PositionEncodingKind.Utf8, 13),
        (types.PositionEncodingKind.Utf16, 8),
        (types.PositionEncodingKind.Utf32, 7),
    ],
)
def test_columns(encoding: types.PositionEncodingKind, character: int) -> None:
    text = "a\u2028b\r\n«𝄞 é » x\rfin"
    positions = Positions(text, encoding)
    start = text.index("x")
    assert positions.position(start) == types.Position(1, character)
    assert positions.range(Span(start, len(text))).end == types.Position(2, 3)
    assert positions.line(1) == types.Range(types.Position(0, 0), positions.position(3))
    assert positions.line(99) == positions.line(3)
