"""The language server itself: when texts are checked, and what the editor is told."""

from __future__ import annotations

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

from mtcheck import __version__
from mtcheck.errors import MtcheckError
from mtcheck.faults import contained
from mtcheck.language.messages import Message
from mtcheck.lsp.checking import EditorChecker
from mtcheck.lsp.diagnostics import Shown, actions, is_checked, shown_findings
from mtcheck.lsp.positions import Positions
from mtcheck.records import FileReport

DELAY = 0.6  # seconds without typing after which a text is checked

_log = logging.getLogger("mtcheck")


@dataclass(slots=True)
class _Open:
    """What is known of a document that is open in the editor."""

    version: int | None = None
    shown: tuple[Shown, ...] = ()
    waiting: asyncio.Task[None] | None = None


class MtcheckServer(LanguageServer):
    """Checks what is opened, changed and saved; one text at a time, the newest version of each.

    Args:
        checker: What checks a text.
        delay: Seconds without typing after which a changed text is checked.
    """

    def __init__(self, checker: EditorChecker, delay: float = DELAY) -> None:
        super().__init__("mtcheck", __version__, text_document_sync_kind=types.TextDocumentSyncKind.Full)
        self.checker, self.delay = checker, delay
        self.documents: dict[str, _Open] = {}
        # The model and the tables are not made for several threads, and one uses all cores.
        self.worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="mtcheck")
        self.complained: set[str] = set()
        self.loop_of_editor: asyncio.AbstractEventLoop | None = None

    def schedule(self, uri: str, delay: float) -> None:
        """Check a document when nothing changes for a while; what was waiting for it is forgotten."""
        self.loop_of_editor = asyncio.get_running_loop()
        state = self.documents.setdefault(uri, _Open())
        if state.waiting is not None:
            state.waiting.cancel()
        state.waiting = self.loop_of_editor.create_task(self._check_later(uri, delay))

    def forget(self, uri: str) -> None:
        """Take a document's findings off the editor."""
        state = self.documents.pop(uri, None)
        if state is not None and state.waiting is not None:
            state.waiting.cancel()
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri=uri, diagnostics=[]))

    async def _check_later(self, uri: str, delay: float) -> None:
        await asyncio.sleep(delay)
        document = self.workspace.get_text_document(uri)
        version, text = document.version, document.source
        path = to_fs_path(uri)
        if not is_checked(uri, path):
            return
        name = path if path and not uri.startswith("untitled:") else "untitled.md"
        loop = asyncio.get_running_loop()
        shown = await loop.run_in_executor(self.worker, self._findings, name, text)
        state = self.documents.get(uri)
        if shown is None or state is None or self.workspace.get_text_document(uri).version != version:
            return  # closed or changed meanwhile: what was found is of another text
        state.version, state.shown = version, shown
        diagnostics = [item.diagnostic for item in shown]
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, diagnostics, version))

    def _findings(self, path: str, text: str) -> tuple[Shown, ...] | None:
        """Check a text, in the worker's thread; None where that failed, and the editor keeps what it shows."""
        try:
            report = self.checker.check(path, text)
        except MtcheckError as error:
            self._complain(str(error))
            return None
        except Exception as error:
            self._complain(f"{path}: {contained(error, Message('cannot be checked'), path)}")
            return None
        if report is None:
            return ()
        return self._findings_of(report, text)

    def _findings_of(self, report: FileReport, text: str) -> tuple[Shown, ...] | None:
        if report.error is not None:
            self._complain(str(report.error))
            return None
        self.complained.clear()
        return shown_findings(report, text, Positions(text, self.encoding))

    def _complain(self, message: str) -> None:
        """Tell the user what is wrong, once until something else happens."""
        _log.info(message)
        if message not in self.complained:
            self.complained.add(message)
            told = types.ShowMessageParams(types.MessageType.Error, f"mtcheck: {message}")
            if self.loop_of_editor is not None:
                self.loop_of_editor.call_soon_threadsafe(self.window_show_message, told)

    @property
    def encoding(self) -> types.PositionEncodingKind | str:
        """What columns count, as the editor and the server agreed."""
        return self.server_capabilities.position_encoding or types.PositionEncodingKind.Utf16


def make_server(checker: EditorChecker, delay: float = DELAY) -> MtcheckServer:
    """Make a language server that is ready to be started.

    Args:
        checker: What checks a text.
        delay: Seconds without typing after which a changed text is checked.
    """
    server = MtcheckServer(checker, delay)

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    async def opened(params: types.DidOpenTextDocumentParams) -> None:
        server.schedule(params.text_document.uri, 0)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    async def changed(params: types.DidChangeTextDocumentParams) -> None:
        server.schedule(params.text_document.uri, server.delay)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    async def saved(params: types.DidSaveTextDocumentParams) -> None:
        server.schedule(params.text_document.uri, 0)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    async def closed(params: types.DidCloseTextDocumentParams) -> None:
        server.forget(params.text_document.uri)

    @server.feature(
        types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix])
    )
    async def asked(params: types.CodeActionParams) -> list[types.CodeAction]:
        state = server.documents.get(params.text_document.uri)
        only = params.context.only
        if state is None or (only and not any("quickfix".startswith(kind) for kind in only)):
            return []
        return actions(state.shown, params.range, params.text_document.uri, state.version)

    @server.feature(types.SHUTDOWN)
    async def ended(params: None) -> None:
        server.worker.shutdown(wait=False, cancel_futures=True)

    return server
