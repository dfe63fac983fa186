"""From a model's folder to CTranslate2's format, without PyTorch, transformers or a network.

CTranslate2's own converter imports both, for seconds, and takes the vocabulary from a tokenizer's files; this one writes
the weights as they were read, with token ids for a vocabulary.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mtcheck.engines.architecture import read_architecture
from mtcheck.engines.ctranslate2_file import write_encoder, write_model
from mtcheck.engines.families import read_family
from mtcheck.engines.target_pieces import read_target_pieces, written_ids
from mtcheck.errors import ModelLoadError
from mtcheck.language.messages import Message

# What is computed in, and what the weights are stored in for it; CTranslate2 turns the one into the other.
_STORED = {
    "int8": "int8",
    "int8_float16": "int8",
    "float16": "float16",
    "bfloat16": "float32",
    "float32": "float32",
}
COMPUTE_TYPES = tuple(_STORED)
ENCODER = "encoder"
"""The part of a model that reads; its other parts are named by the language that they write."""
_VERSION = 2  # of what is written; raised when it changes, so that no stale folder is read


def parts(folder: Path) -> tuple[str, ...]:
    """Return the parts of a model that an engine on a CPU asks for: the whole, the half that reads, and those that write.

    Raises:
        ModelLoadError: What tells the pieces of each language is malformed.
    """
    return ("", ENCODER, *read_target_pieces(folder))


def convert(folder: Path, output: Path, *, compute: str, part: str = "") -> None:
    """Convert a model.

    Args:
        folder: A model in Hugging Face format.
        output: The folder to write; it must not exist.
        compute: One of :data:`COMPUTE_TYPES`; what will be computed in.
        part: Empty for the whole model; :data:`ENCODER` for the half that reads; or the ISO 639-1 code of a language of
            the model's ``target_pieces.json``, for a model that writes these pieces alone.

    Raises:
        ModelLoadError: The model is malformed or of a shape that cannot be converted, or the output cannot be written.
    """
    try:
        with _draft(output) as draft:
            family, model, stored = read_family(folder), read_architecture(folder), _STORED[compute]
            if part == ENCODER:
                write_encoder(model, draft, stored=stored, end=family.end, unknown=family.unknown)
            else:
                written = written_ids(folder, family, part) if part else None
                special = {"start": family.start, "end": family.end, "unknown": family.unknown}
                write_model(model, draft, stored=stored, written=written, **special)
    except (OSError, ValueError) as error:
        raise ModelLoadError(
            Message("{folder}: cannot be converted: {error}", folder=str(folder), error=str(error))
        ) from error


@contextmanager
def converted(folder: Path, digest: str, *, compute: str, cache: Path | None, part: str = "") -> Iterator[Path]:
    """Give the converted model, converting it where that was not yet done.

    Args:
        folder: A model in Hugging Face format.
        digest: Of the model's files.
        compute: One of :data:`COMPUTE_TYPES`.
        cache: Where converted models are kept; None, or a folder that cannot be written, for a temporary one.
        part: As :func:`convert` has it.

    Raises:
        ModelLoadError: The model is malformed or of a shape that cannot be converted.
    """
    if cache is not None:
        kept = cache / f"{digest}-{compute}{f'-{part}' if part else ''}-{_VERSION}"
        if _is_whole(kept) or _try_convert(folder, kept, compute, part=part):
            yield kept
            return
    with tempfile.TemporaryDirectory(prefix="mtcheck-") as name:
        output = Path(name) / "model"
        convert(folder, output, compute=compute, part=part)
        yield output


def _is_whole(folder: Path) -> bool:
    # Folders come to their name by renaming, so that one that is there is whole.
    return (folder / "model.bin").is_file()


def _try_convert(folder: Path, output: Path, compute: str, *, part: str) -> bool:
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        convert(folder, output, compute=compute, part=part)
    except OSError:
        return False
    except ModelLoadError as error:
        if not isinstance(error.__cause__, OSError):
            raise
        return _is_whole(output)  # another process may have been faster
    return True


@contextmanager
def _draft(output: Path) -> Iterator[Path]:
    """Give a new folder beside ``output`` that takes its name once it is whole."""
    if output.exists():
        raise FileExistsError(f"{output} exists already")
    draft = Path(tempfile.mkdtemp(prefix=f".{output.name}-", dir=output.parent))
    try:
        yield draft
        draft.chmod(0o755)
        draft.rename(output)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
