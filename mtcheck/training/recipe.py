"""The recipe of a training run: its keys, what they mean, and their defaults."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

_UNBOUNDED = 1_000_000_000


def _key(default: object, help_text: str, low: float = 0, high: float = 1, choices: tuple[str, ...] = ()) -> Any:
    """Declare one key: its default, a line for the reader, and the range of a number or the names that it may take."""
    return field(default=default, metadata={"help": help_text, "low": low, "high": high, "choices": choices})


@dataclass(frozen=True, slots=True)
class CorpusRecipe:
    """What is read, and how it is cleaned."""

    parts: tuple[str, ...] = _key(
        (),
        "Corpus parts (.tsv, .tsv.bz2, .tsv.xz); patterns such as corpus/*.bz2 are expanded. dictionary: the examples of the "
        "shipped dictionary.",
    )
    shares: Mapping[str, float] = field(
        default_factory=dict,
        metadata={
            "help": "Weight of the pairs by (the start of) the name in the third column: under 1 that share is kept, "
            "above 1 each is used so many times."
        },
    )
    most_words: int = _key(80, "Longest sentence, in words.", 1, 1000)
    most_ratio: float = _key(3.0, "Greatest ratio of the two lengths in words (three words of grace).", 1, 100)
    held_out: int = _key(2000, "Pairs kept out of training, for validation.", 1, 100_000)
    seed: int = _key(1, "Seed of the draws.", 0, _UNBOUNDED)


@dataclass(frozen=True, slots=True)
class NoiseRecipe:
    """Variants that are added beside the sound pairs: the share of pairs that get one, 0 to 1."""

    accents: float = _key(0.0, "French without its accents (French to English only).")
    capitals: float = _key(0.0, "Both sides in capitals, as headlines are.")
    quoted: float = _key(0.0, "Both sides in quotation marks, each language in one of its styles.")
    marks: float = _key(0.0, "Straight marks made curly, or curly ones straight, on the side that is read.")
    spacing: float = _key(0.0, "French punctuation without the (no-break) space before it (French to English only).")
    names: float = _key(0.0, "A name that both sides share, respelled on both.")
    alone: float = _key(
        0.0, "Either side with nothing to read: forced decoding without a source is then a language model."
    )
    news: int = _key(0, "News sentences made from templates, in all.", 0, 10_000_000)


@dataclass(frozen=True, slots=True)
class VocabularyRecipe:
    """The subwords."""

    existing: str = _key("", "Model or encoder folder whose subwords are used; empty learns them from the corpus.")
    size: int = _key(8000, "Rows of the embedding, special tokens included.", 32, 65_000)
    sentences: int = _key(600_000, "Sentences that the subwords are learned from, at most.", 10, 100_000_000)
    coverage: float = _key(0.9998, "Share of the characters that get a piece of their own.", 0.9, 1)
    sampled: int = _key(0, "Random segmentations of each sentence beside the best one (subword regularisation).", 0, 8)
    alpha: float = _key(0.2, "Sharpness of that draw: 0 is uniform, high is the best segmentation.", 0, 10)


@dataclass(frozen=True, slots=True)
class ModelRecipe:
    """The network."""

    kind: str = _key(
        "marian",
        "marian: sinusoidal positions, ReLU; bart: learned positions, a norm behind the embedding, GELU, as a sentence encoder.",
        choices=("marian", "bart"),
    )
    start: str = _key(
        "",
        "Where training goes on from: a model folder, a checkpoint, or a sentence encoder's folder (kind bart); empty starts "
        "from nothing.",
    )
    dimension: int = _key(256, "Width of the hidden states.", 4, 8192)
    feed_forward: int = _key(1536, "Width of the feed-forward layers.", 4, 65_536)
    heads: int = _key(4, "Attention heads; the width is divided among them.", 1, 128)
    encoder_layers: int = _key(6, "Layers that read.", 1, 48)
    decoder_layers: int = _key(2, "Layers that write.", 1, 48)
    positions: int = _key(256, "Longest text that the model can read or write, in tokens.", 8, 4096)
    dropout: float = _key(0.1, "Share of activations dropped in training.", 0, 0.9)


@dataclass(frozen=True, slots=True)
class TrainRecipe:
    """The optimisation."""

    steps: int = _key(100_000, "Updates in all; the schedule is laid over them.", 1, _UNBOUNDED)
    minutes: float = _key(
        0.0, "Time after which training ends all the same; the schedule follows; 0 for none.", 0, 100_000
    )
    batch_tokens: int = _key(6144, "Target tokens in a batch, padding included.", 16, 10_000_000)
    longest: int = _key(128, "Longest sentence, in tokens; longer ones are left out.", 4, 4096)
    optimiser: str = _key("adamw", "For the hidden matrices; all else is AdamW's.", choices=("adamw", "muon"))
    learning_rate: float = _key(8e-4, "AdamW's peak learning rate.", 0, 1)
    muon_learning_rate: float = _key(6e-3, "Muon's peak learning rate.", 0, 1)
    weight_decay: float = _key(0.0, "Decoupled weight decay of matrices.", 0, 1)
    clip: float = _key(1.0, "Greatest norm of the gradient.", 0.001, 1e9)
    warm_up: int = _key(1000, "Updates in which the learning rate rises.", 1, _UNBOUNDED)
    decay_share: float = _key(0.5, "Share of the run, at its end, in which the learning rate falls to 0.")
    label_smoothing: float = _key(0.1, "Share of the probability spread over the vocabulary.", 0, 0.9)
    precision: str = _key(
        "bfloat16",
        "bfloat16: weights in bfloat16 with float32 masters; autocast: float32 weights, bfloat16 arithmetic; auto: autocast "
        "on CUDA, on a CPU whichever of bfloat16 and float32 it multiplies faster.",
        choices=("auto", "bfloat16", "autocast", "float32"),
    )
    device: str = _key("auto", "auto, cpu, cuda or cuda:N.")
    threads: int = _key(0, "CPU threads; 0 leaves PyTorch's choice.", 0, 1024)
    seed: int = _key(1, "Seed of weights, dropout and order.", 0, _UNBOUNDED)
    log_every: int = _key(100, "Updates between two lines of the log.", 1, _UNBOUNDED)
    validate_every: int = _key(1000, "Updates between two validations.", 1, _UNBOUNDED)
    bleu_pairs: int = _key(100, "Held-out pairs that are translated at a validation; 0 for none.", 0, 100_000)
    checkpoint_every: int = _key(1000, "Updates between two checkpoints.", 1, _UNBOUNDED)
    keep: int = _key(4, "Checkpoints kept.", 1, 1000)


@dataclass(frozen=True, slots=True)
class ExportRecipe:
    """The shipped model."""

    average: int = _key(1, "Last checkpoints whose weights are averaged.", 1, 1000)
    int8: bool = _key(False, "Whether to store matrices as int8 with a scale a row, instead of float16.")


@dataclass(frozen=True, slots=True)
class Recipe:
    """A whole recipe.

    Attributes:
        folder: Where everything of the run is kept: subwords, tokens, checkpoints, log, exported model.
        path: The file that it was read from.
    """

    folder: str = _key("training-run", "Folder of the run, relative to the current folder as all paths here are.")
    corpus: CorpusRecipe = field(default_factory=CorpusRecipe)
    noise: NoiseRecipe = field(default_factory=NoiseRecipe)
    vocabulary: VocabularyRecipe = field(default_factory=VocabularyRecipe)
    model: ModelRecipe = field(default_factory=ModelRecipe)
    train: TrainRecipe = field(default_factory=TrainRecipe)
    export: ExportRecipe = field(default_factory=ExportRecipe)
    path: str | None = None
