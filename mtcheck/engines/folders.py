"""Where a model's folder is: here, or on the Hugging Face hub where the configuration lets it be fetched."""

from __future__ import annotations

from itertools import product
from pathlib import Path

from mtcheck.engines.weights import PICKLED, SAFE
from mtcheck.errors import ModelLoadError
from mtcheck.language.messages import Message

_HUB_PATTERNS = ("*.json", "*.safetensors", "*.spm", "*.model")


def find_folder(model: str | Path, *, revision: str | None, allow_hub: bool) -> Path:
    """Return the folder that holds a model, downloading it only where that is allowed.

    Args:
        model: A folder, or a name on the Hugging Face hub.
        revision: Commit, tag or branch of a model on the hub.
        allow_hub: Whether the network may be used.

    Raises:
        ModelLoadError: No such folder; or a name on the hub that may not, or cannot, be fetched.
    """
    folder = Path(model).expanduser()
    if folder.is_dir():
        return folder
    name = str(model)
    if not allow_hub:
        raise ModelLoadError(
            Message("{name}: no such model folder (names on the hub need model.allow_hub = true)", name=name)
        )
    if revision is None:
        raise ModelLoadError(
            Message("{name}: a model on the hub needs model.revision, so that results stay the same", name=name)
        )
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import LocalEntryNotFoundError

    from mtcheck.engines.loading import silence

    try:
        with silence():
            # The cache first, so that a model once fetched needs no network; PyTorch's own weights only where there
            # are no others.
            for patterns, cached in product((_HUB_PATTERNS, (*_HUB_PATTERNS, "pytorch_model*.bin")), (True, False)):
                try:
                    found = Path(
                        snapshot_download(
                            name, revision=revision, allow_patterns=list(patterns), local_files_only=cached
                        )
                    )
                except LocalEntryNotFoundError:
                    if not cached:
                        raise
                    continue
                if _has_weights(found):
                    return found
    except Exception as error:  # network, name, permission: the library's tree is wide and changes
        raise ModelLoadError(
            Message(
                "{name}: cannot be fetched at revision {revision}: {error}",
                name=name,
                revision=revision,
                error=str(error),
            )
        ) from error
    raise ModelLoadError(
        Message("{name}: revision {revision} has no weights that are known here", name=name, revision=revision)
    )


def _has_weights(folder: Path) -> bool:
    return any((folder / file).is_file() for file in (*SAFE, *PICKLED))
