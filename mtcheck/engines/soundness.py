"""Whether a model's folder can be loaded, told from sizes and heads of its files: a run need not meet a text to find out."""

from __future__ import annotations

import zipfile
from pathlib import Path

from mtcheck.engines.families import read_sizes
from mtcheck.engines.weights import weight_files
from mtcheck.errors import ModelLoadError
from mtcheck.language.messages import Message

_OLD_PICKLE = b"\x80\x02"  # PyTorch before 1.6
# Names of which a folder must have one, each with what files of that kind begin and end with.
_TABLE_AND_PIECES = ((("vocab.json",), b"{", b"}"), (("source.spm",), b"\n", b""))
_ONE_FILE = ((("sentencepiece.bpe.model", "tokenizer.json"), b"", b""),)
_VOCABULARIES = {"marian": _TABLE_AND_PIECES, "bart": _TABLE_AND_PIECES}


def require_sound(folder: Path) -> None:
    """Hold a model's files to what can be told without reading them whole; takes milliseconds.

    A cut download, a pointer in place of a large file, an empty file or a page of a server in place of the model is found;
    a wrong number among the weights is not, before they are loaded.

    Raises:
        ModelLoadError: A file is missing, cut, or of another kind; the error names it.
    """
    family = read_sizes(folder)
    for file in weight_files(folder):
        _require_safe(folder, file) if file.suffix == ".safetensors" else _require_pickled(folder, file)
    for names, begin, end in _VOCABULARIES.get(family, _ONE_FILE):
        found = next((folder / name for name in names if (folder / name).is_file()), None)
        if found is None:
            raise ModelLoadError(Message("{folder}: missing {known}", folder=str(folder), known=" / ".join(names)))
        _require_ends(folder, found, begin, end)


def _require_safe(folder: Path, file: Path) -> None:
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(str(file), "np"):  # reads the head, and holds the file's size to it
            return
    except (SafetensorError, OSError) as error:
        message = Message(
            "{folder}: {name} is no safetensors file, or is cut or damaged: {error}",
            folder=str(folder),
            name=file.name,
            error=str(error),
        )
        raise ModelLoadError(message) from error


def _require_pickled(folder: Path, file: Path) -> None:
    with file.open("rb") as stream:
        old = stream.read(len(_OLD_PICKLE)) == _OLD_PICKLE
    if not old and not zipfile.is_zipfile(file):
        message = Message("{folder}: {name} holds no weights of PyTorch, or is cut", folder=str(folder), name=file.name)
        raise ModelLoadError(message)


def _require_ends(folder: Path, file: Path, begin: bytes, end: bytes) -> None:
    """Look at the first bytes of a file and at its last, white space left aside."""
    with file.open("rb") as stream:
        first = stream.read(64)
        stream.seek(max(0, file.stat().st_size - 64))
        last = stream.read()
    if not first or not first.startswith(begin) or not last.rstrip().endswith(end):
        message = Message("{folder}: {name} is empty, cut, or of another kind", folder=str(folder), name=file.name)
        raise ModelLoadError(message)
