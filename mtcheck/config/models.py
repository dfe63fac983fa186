"""Where the models that a configuration names lie on this machine."""

from __future__ import annotations

import os

from mtcheck.config.settings import Config


def model_folders(config: Config) -> tuple[str, ...]:
    """Return the folders and files of models that the configuration names; those of a hub or of mtcheck itself left out."""
    named = (config.model.name, config.model.into_french, config.context.model)
    return tuple(name for name in named if name is not None and os.path.exists(name))
