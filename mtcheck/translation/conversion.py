"""From a model's folder to CTranslate2's format, without PyTorch, transformers or a network.

CTranslate2's own converter imports both and needs tokenizer files that Marian folders lack; this one writes the weights
as they were read, with token ids for a vocabulary.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from mtcheck.errors import ModelLoadError
from mtcheck.translation.architecture import Affine, Architecture, Attention, Layer, Stack, read_architecture
from mtcheck.translation.families import Family, read_family

COMPUTE_TYPES = ("int8", "int8_float16", "float16", "bfloat16", "float32")
_VERSION = 1  # of what is written; raised when it changes, so that no stale folder is read


def convert(folder: Path, output: Path, *, compute: str) -> None:
    """Convert a model.

    Args:
        folder: A model in Hugging Face format.
        output: The folder to write; it must not exist.
        compute: One of :data:`COMPUTE_TYPES`; what the weights are stored in.

    Raises:
        ModelLoadError: The model is malformed or of a shape that cannot be converted, or the output cannot be written.
    """
    try:
        with _draft(output) as draft:
            specification = _specify(folder, read_family(folder), read_architecture(folder))
            specification.validate()
            specification.optimize(quantization=compute)
            specification.save(str(draft))
    except (OSError, ValueError, RuntimeError, NotImplementedError) as error:
        raise ModelLoadError(f"{folder}: cannot be converted: {error}") from error


@contextmanager
def converted(folder: Path, digest: str, *, compute: str, cache: Path | None) -> Iterator[Path]:
    """Give the converted model, converting it where that was not yet done.

    Args:
        folder: A model in Hugging Face format.
        digest: Of the model's files.
        compute: One of :data:`COMPUTE_TYPES`.
        cache: Where converted models are kept; None, or a folder that cannot be written, for a temporary one.

    Raises:
        ModelLoadError: The model is malformed or of a shape that cannot be converted.
    """
    if cache is not None:
        kept = cache / f"{digest}-{compute}-{_VERSION}"
        if _is_whole(kept) or _try_convert(folder, kept, compute):
            yield kept
            return
    with tempfile.TemporaryDirectory(prefix="mtcheck-") as name:
        output = Path(name) / "model"
        convert(folder, output, compute=compute)
        yield output


def _is_whole(folder: Path) -> bool:
    # Folders come to their name by renaming, so that one that is there is whole.
    return (folder / "model.bin").is_file()


def _try_convert(folder: Path, output: Path, compute: str) -> bool:
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        convert(folder, output, compute=compute)
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


def _specify(folder: Path, family: Family, model: Architecture) -> Any:
    from ctranslate2.specs import common_spec, transformer_spec

    activations = {
        "relu": common_spec.Activation.RELU,
        "gelu": common_spec.Activation.GELU,
        "swish": common_spec.Activation.SWISH,
        "silu": common_spec.Activation.SWISH,
    }
    if model.activation not in activations:
        raise ModelLoadError(f"{folder}: activation {model.activation!r} is none of {', '.join(activations)}")
    specification = transformer_spec.TransformerSpec.from_config(
        (len(model.encoder.layers), len(model.decoder.layers)),
        model.heads,
        pre_norm=model.pre_norm,
        activation=activations[model.activation],
        layernorm_embedding=model.encoder.embedding_norm is not None,
    )
    encoder, decoder = specification.encoder, specification.decoder
    encoder.embeddings[0].weight = model.encoder.embeddings
    decoder.embeddings.weight = model.decoder.embeddings
    _fill(encoder, model.encoder, model.scale)
    _fill(decoder, model.decoder, model.scale)
    decoder.projection.weight = model.projection.weight
    if model.projection.bias.any():
        decoder.projection.bias = model.projection.bias
    specification.register_source_vocabulary([str(number) for number in range(len(model.encoder.embeddings))])
    specification.register_target_vocabulary([str(number) for number in range(len(model.projection.weight))])
    specification.config.add_source_eos = specification.config.add_source_bos = False  # ids come with theirs
    specification.config.eos_token = str(family.end)
    specification.config.bos_token = str(family.end)
    specification.config.unk_token = str(family.unknown)
    specification.config.decoder_start_token = str(family.start)
    return specification


def _fill(target: Any, stack: Stack, scale: float) -> None:
    import numpy as np

    target.scale_embeddings = np.dtype("float32").type(scale)
    target.position_encodings.encodings = stack.positions
    if stack.embedding_norm is not None:
        _set_norm(target.layernorm_embedding, stack.embedding_norm)
    if stack.final_norm is not None:
        _set_norm(target.layer_norm, stack.final_norm)
    for place, layer in zip(target.layer, stack.layers, strict=True):
        _fill_layer(place, layer)


def _fill_layer(target: Any, layer: Layer) -> None:
    own, cross = layer.attention, layer.cross
    _set_attention(target.self_attention, own, ((own.query, own.key, own.value), (own.output,)))
    if cross is not None:
        _set_attention(target.attention, cross, ((cross.query,), (cross.key, cross.value), (cross.output,)))
    _set_linear(target.ffn.linear_0, (layer.inner,))
    _set_linear(target.ffn.linear_1, (layer.outer,))
    _set_norm(target.ffn.layer_norm, layer.norm)


def _set_attention(target: Any, attention: Attention, groups: tuple[tuple[Affine, ...], ...]) -> None:
    for place, parts in zip(target.linear, groups, strict=True):
        _set_linear(place, parts)
    _set_norm(target.layer_norm, attention.norm)


def _set_linear(target: Any, parts: tuple[Affine, ...]) -> None:
    import numpy as np

    target.weight = np.concatenate([part.weight for part in parts])
    target.bias = np.concatenate([part.bias for part in parts])


def _set_norm(target: Any, norm: Affine) -> None:
    target.gamma, target.beta = norm.weight, norm.bias
