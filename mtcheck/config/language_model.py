"""The language model on French that the configuration names, where it names one."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from mtcheck.config.engines import COMMIT, HUB_NAME, cache_folder, named_errors
from mtcheck.config.settings import Config
from mtcheck.language.messages import Message

if TYPE_CHECKING:
    from mtcheck.context.model import ContextModel
    from mtcheck.engines.cache import AnswerCache

GEMMA = "gemma"


def build_context_model(config: Config, answers: AnswerCache | None = None) -> ContextModel | None:
    """Make the language model on French that the configuration names; it is loaded when the first place comes that is not kept.

    Args:
        config: ``context`` and ``cache`` are read.
        answers: What is kept between runs.

    Raises:
        ConfigError: There is no such model, or its name, commit or device is wrong; the error names the file and the key.
    """
    context = config.context
    if context.model is None:
        return None
    from mtcheck.context.language_model import TransformersContextModel, signature_of
    from mtcheck.context.model import CachedContextModel

    with named_errors(config, "context.model"):
        model = _folder(config, context.model)
        signature = signature_of(model)

    def load() -> ContextModel:
        with named_errors(config, "context.model"):
            return TransformersContextModel.load(model, device=context.device, dtype=context.dtype)

    return CachedContextModel(signature, load, answers)


def _folder(config: Config, name: str) -> Path:
    """Return where the language model is: a folder or a GGUF file."""
    context = config.context
    if Path(name).exists():
        return Path(name)
    if name == GEMMA:
        from mtcheck.context.gemma import assembled

        return assembled(cache_folder(config) / "models", lambda line: sys.stderr.write(f"{line}\n"))
    if not HUB_NAME.fullmatch(name) or "/" not in name:
        raise config.error("context.model", Message("no such folder or GGUF file: {name}", name=name))
    if context.revision is None or not COMMIT.fullmatch(context.revision):
        raise config.error(
            "context.revision", Message("{name!r} is a hub model: give its commit (40 hexadecimal digits)", name=name)
        )
    if not context.allow_hub:
        raise config.error(
            "context.allow_hub",
            Message("{name!r} is a hub model: set `allow_hub = true` to let it be downloaded", name=name),
        )
    from mtcheck.engines.folders import find_folder

    return find_folder(name, revision=context.revision, allow_hub=True)
