"""A Hugging Face hub on loopback that holds the models of one folder: what huggingface_hub asks for, and no more."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import unquote, urlsplit

COMMIT = "0123456789abcdef0123456789abcdef01234567"


class Hub(ThreadingHTTPServer):
    """Serves ``models / owner / name`` at :data:`COMMIT`; ``damaged`` names a file that is served changed."""

    daemon_threads = True

    def __init__(self, models: Path) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.models = models
        self.damaged: str | None = None
        self.asked: list[str] = []


class _Handler(BaseHTTPRequestHandler):
    server: Hub

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def do_HEAD(self) -> None:
        self._answer()

    def do_GET(self) -> None:
        self._answer()

    def _answer(self) -> None:
        path = unquote(urlsplit(self.path).path)
        self.server.asked.append(f"{self.command} {path}")
        parts = path.strip("/").split("/")
        if parts[:2] == ["api", "models"]:
            self._metadata("/".join(parts[2:4]), parts[5] if len(parts) > 5 else "main")
        elif len(parts) > 4 and parts[2] == "resolve":
            self._file(self.server.models / parts[0] / parts[1] / parts[4], parts[4])
        else:
            self._send(404, b"{}")

    def _metadata(self, name: str, revision: str) -> None:
        folder = self.server.models / name
        if not folder.is_dir():
            self._send(404, b'{"error": "Repository not found"}', {"X-Error-Code": "RepoNotFound"})
        elif revision not in ("main", COMMIT):
            self._send(404, b'{"error": "Invalid rev id"}', {"X-Error-Code": "RevisionNotFound"})
        else:
            siblings = [_sibling(file) for file in sorted(folder.iterdir())]
            content = {"id": name, "modelId": name, "sha": COMMIT, "siblings": siblings, "tags": [], "private": False}
            self._send(200, json.dumps(content).encode(), {"Content-Type": "application/json"})

    def _file(self, file: Path, name: str) -> None:
        if not file.is_file():
            self._send(404, b"", {"X-Error-Code": "EntryNotFound"})
            return
        content = file.read_bytes()
        digest = hashlib.sha256(content).hexdigest()
        if name == self.server.damaged:
            content = bytes([content[0] ^ 1]) + content[1:]
        self._send(200, content, {"ETag": f'"{digest}"', "X-Repo-Commit": COMMIT, "X-Linked-Size": str(len(content))})

    def _send(self, status: int, content: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for key, value in (headers or {}).items():
            self.send_header(key, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(content)


def _sibling(file: Path) -> dict[str, object]:
    content = file.read_bytes()
    found: dict[str, object] = {"rfilename": file.name, "size": len(content)}
    if file.suffix == ".safetensors":
        return found | {
            "lfs": {"sha256": hashlib.sha256(content).hexdigest(), "size": len(content), "pointerSize": 130}
        }
    blob = hashlib.sha1(f"blob {len(content)}\0".encode() + content, usedforsecurity=False).hexdigest()
    return found | {"blobId": blob}


@contextmanager
def serve_hub(models: Path) -> Iterator[Hub]:
    """Serve the models of a folder on a free port of loopback."""
    hub = Hub(models)
    thread = Thread(target=hub.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield hub
    finally:
        hub.shutdown()
        hub.server_close()
        thread.join()
