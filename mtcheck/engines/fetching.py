"""Fetching a model from the Hugging Face hub at one commit, every file checked against the digest that the hub states."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from fnmatch import fnmatch
from pathlib import Path
from typing import Any, NamedTuple

from mtcheck.engines.loading import silence
from mtcheck.errors import ModelLoadError
from mtcheck.language.messages import Message

RECORD = "mtcheck-model.json"
"""Beside a fetched model: where it came from, its commit, and the SHA-256 of every file."""

_FILES = ("config.json", "generation_config.json", "*tokenizer*.json", "*vocab.json", "*.spm", "*.model", "README.md")
_WEIGHTS = (("model.safetensors", "model-*.safetensors", "model.safetensors.index.json"), ("pytorch_model*.bin*",))
_BLOCK = 1 << 20


class HubFile(NamedTuple):
    """A file of a model on the hub.

    Attributes:
        size: Bytes.
        sha256: Of its content, where the hub states it (large files); hexadecimal.
        blob: Git's SHA-1 of its content, where the hub states it; hexadecimal.
    """

    name: str
    size: int
    sha256: str | None
    blob: str | None


class FetchedModel(NamedTuple):
    """A model that was fetched, or was there already.

    Attributes:
        folder: Where it is.
        commit: 40 hexadecimal digits.
        size: Bytes of all files.
        fresh: Whether it was fetched now.
    """

    folder: Path
    commit: str
    size: int
    fresh: bool


def fetch(
    name: str,
    *,
    revision: str | None,
    models: Path,
    report: Callable[[str], None] = lambda _: None,
) -> FetchedModel:
    """Fetch a model, whole or not at all.

    Args:
        name: On the hub, ``owner/model``.
        revision: Commit, tag or branch; None for what the hub holds now.
        models: Where it is kept, in a folder named after the model and its commit.
        report: Told what is done, a line at a time.

    Raises:
        ModelLoadError: The hub cannot be reached, knows no such model, holds no weights that are known here, or a file
            differs from what the hub states; or the folder cannot be written.
    """
    with _mapped(name, revision):
        commit, files = _listed(name, revision)
    folder = models / f"{name.rpartition('/')[2]}-{commit[:12]}"
    size = sum(file.size for file in files)
    if _is_whole(folder, commit):
        return FetchedModel(folder, commit, size, fresh=False)
    report(f"fetching {name} at {commit}: {len(files)} files, {size / 1e6:.1f} MB")
    try:
        models.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".fetching-", dir=models) as draft:
            digests = {}
            for file in files:
                with _mapped(name, commit):
                    _download(name, file, commit, Path(draft))
                digests[file.name] = _check(Path(draft) / file.name, file, name)
            shutil.rmtree(Path(draft) / ".cache", ignore_errors=True)
            record = {"model": name, "commit": commit, "sha256": digests}
            (Path(draft) / RECORD).write_text(json.dumps(record, indent=2, sort_keys=True) + "\n", encoding="utf-8")
            Path(draft).chmod(0o755)
            if folder.exists():  # what stands there is no whole model: an earlier draft, or a file that was changed
                shutil.rmtree(folder)
            shutil.copytree(draft, folder.with_name(f"{folder.name}.part"), dirs_exist_ok=True)
            folder.with_name(f"{folder.name}.part").rename(folder)
    except OSError as error:
        raise ModelLoadError(
            Message("{folder}: cannot be written: {error}", folder=str(folder), error=str(error.strerror or error))
        ) from error
    return FetchedModel(folder, commit, size, fresh=True)


def _listed(name: str, revision: str | None) -> tuple[str, list[HubFile]]:
    from huggingface_hub import HfApi

    with silence():
        info = HfApi(endpoint=_endpoint()).model_info(name, revision=revision, files_metadata=True)
    if info.sha is None:
        raise ModelLoadError(Message("{name}: the hub names no commit", name=name))
    every = [_hub_file(sibling) for sibling in info.siblings or ()]
    return info.sha, _needed(name, every)


def _hub_file(sibling: Any) -> HubFile:
    large = sibling.lfs
    digest = (large.get("sha256") if isinstance(large, dict) else large.sha256) if large else None
    return HubFile(sibling.rfilename, int(sibling.size or 0), digest, None if large else sibling.blob_id)


def _needed(name: str, files: Sequence[HubFile]) -> list[HubFile]:
    """Leave out what is not read: other frameworks' weights, and PyTorch's own where there are safe ones."""
    for patterns in _WEIGHTS:
        weights = [file for file in files if any(fnmatch(file.name, pattern) for pattern in patterns)]
        if weights:
            side = [file for file in files if any(fnmatch(file.name, pattern) for pattern in _FILES)]
            return sorted({*side, *weights})
    raise ModelLoadError(
        Message("{name}: no weights that are known here (model.safetensors or pytorch_model.bin)", name=name)
    )


def _download(name: str, file: HubFile, commit: str, draft: Path) -> None:
    from huggingface_hub import hf_hub_download

    with silence():
        hf_hub_download(name, file.name, revision=commit, local_dir=draft, endpoint=_endpoint())


def _check(path: Path, file: HubFile, name: str) -> str:
    """Return the SHA-256 of a file that is what the hub states."""
    content, blob = hashlib.sha256(), hashlib.sha1(f"blob {path.stat().st_size}\0".encode(), usedforsecurity=False)
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK):
            content.update(block)
            blob.update(block)
    for stated, found in ((file.sha256, content.hexdigest()), (file.blob, blob.hexdigest())):
        if stated is not None and stated != found:
            raise ModelLoadError(
                Message(
                    "{name}: {file} is not what the hub states ({found}…, not {stated}…)",
                    name=name,
                    file=file.name,
                    found=found[:12],
                    stated=stated[:12],
                )
            )
    return content.hexdigest()


def _is_whole(folder: Path, commit: str) -> bool:
    """Say whether a model that was fetched before is still what it was."""
    try:
        record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
        digests: dict[str, str] = record["sha256"]
        return record["commit"] == commit and all(
            hashlib.sha256((folder / file).read_bytes()).hexdigest() == digest for file, digest in digests.items()
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return False


def _endpoint() -> str | None:
    """Return another hub's address, where the environment names one (as huggingface_hub reads it, but at once)."""
    return os.environ.get("HF_ENDPOINT") or None


@contextmanager
def _mapped(name: str, revision: str | None) -> Iterator[None]:
    """Turn what the hub or the network does into one line that says what to do."""
    try:
        yield
    except ModelLoadError:
        raise
    except Exception as error:  # the library's tree is wide and changes
        what = f"{name} at {revision}" if revision else name
        raise ModelLoadError(Message("{what}: {error}", what=what, error=_reason(error))) from error


def _reason(error: Exception) -> Message:
    from huggingface_hub.errors import GatedRepoError, HfHubHTTPError, RepositoryNotFoundError, RevisionNotFoundError

    if isinstance(error, GatedRepoError):
        return Message("the hub gives it only to those who accepted its terms there")
    if isinstance(error, RevisionNotFoundError):
        return Message("the model has no such revision")
    if isinstance(error, RepositoryNotFoundError):
        return Message("the hub knows no such model")
    if isinstance(error, HfHubHTTPError):
        return Message("the hub refused: {error}", error=" ".join(str(error).split()))
    return Message(
        "the hub cannot be reached from here; fetch the model where there is a network, copy its folder, and name it "
        "in model.name ({kind})",
        kind=type(error).__name__,
    )
