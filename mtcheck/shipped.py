"""Tables and weights of numbers as the package holds them: read whole, or one line that names the file and what is wrong."""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib
from importlib import resources
from typing import TYPE_CHECKING, Any

from mtcheck.errors import ModelLoadError
from mtcheck.language.messages import Message

if TYPE_CHECKING:
    from numpy.typing import NDArray


def shipped_bytes(package: str, name: str) -> bytes:
    """Read a file that ships with the package.

    Args:
        package: For instance ``mtcheck.lexicon``.
        name: Of the file, below the package.

    Raises:
        ModelLoadError: It is missing.
    """
    try:
        return resources.files(package).joinpath(name).read_bytes()
    except OSError as error:
        raise ModelLoadError(
            Message("{package}/{name}: is not in this installation", package=package.replace(".", "/"), name=name)
        ) from error


def shipped_unpacked(package: str, name: str) -> bytes:
    """Read and unpack a file that ships with the package, compressed with xz.

    Raises:
        ModelLoadError: It is missing or damaged.
    """
    return unpacked(shipped_bytes(package, name), f"{package.replace('.', '/')}/{name}")


def unpacked(packed: bytes, name: str) -> bytes:
    """Unpack what was compressed with xz.

    Args:
        packed: The bytes of the file.
        name: How an error calls it.

    Raises:
        ModelLoadError: It is damaged.
    """
    try:
        return lzma.decompress(packed)
    except (lzma.LZMAError, EOFError) as error:
        raise ModelLoadError(_damaged(name, error)) from error


def arrays_of(packed: bytes, name: str) -> dict[str, NDArray[Any]]:
    """Read NumPy's arrays by name.

    Args:
        packed: The bytes of the file, as ``numpy.savez`` writes it.
        name: How an error calls it.

    Raises:
        ModelLoadError: It is damaged, or holds values that are no finite numbers: with them a model answers, and its answers
            mean nothing.
    """
    import numpy as np

    try:
        with np.load(io.BytesIO(packed), allow_pickle=False) as arrays:
            found = {key: arrays[key] for key in arrays.files}
    except (
        OSError,
        ValueError,
        KeyError,
        AttributeError,
        TypeError,
        EOFError,
        zipfile.BadZipFile,
        zlib.error,
    ) as error:
        raise ModelLoadError(_damaged(name, error)) from error
    for key, values in found.items():
        if values.dtype.kind == "f" and not np.isfinite(values).all():
            raise ModelLoadError(
                Message(
                    "{folder}: the weights are damaged: {name} holds values that are no finite numbers",
                    folder=name,
                    name=key,
                )
            )
    return found


def _damaged(name: str, error: Exception) -> Message:
    return Message("{name}: the file is damaged ({error})", name=name, error=str(error) or type(error).__name__)
