"""The network that is trained: an encoder–decoder of MarianMT's or of BART's shape, in plain PyTorch.

Post-norm layers and one embedding for source, target and output, as ``MarianMTModel`` has them with ReLU and sinusoidal
positions, and ``BartForConditionalGeneration`` with GELU, learned positions and a norm behind the embedding; query, key and
value are one matrix, which trains faster and is taken apart at export.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional

_HIDDEN = -1e4  # added to the attention of places that must not be seen; within reach of half precision


@dataclass(frozen=True, slots=True)
class NetworkShape:
    """All that decides the network's tensors, and which numbers the special tokens have.

    Attributes:
        bart: Whether it has BART's shape, and the numbers of a sentence encoder's special tokens; else MarianMT's.
    """

    vocabulary: int
    dimension: int
    feed_forward: int
    heads: int
    encoder_layers: int
    decoder_layers: int
    positions: int = 256
    bart: bool = False

    def as_dict(self) -> dict[str, Any]:
        """Return the fields by name."""
        return asdict(self)

    @property
    def padding(self) -> int:
        """Id of the padding token."""
        return 1 if self.bart else self.vocabulary - 1

    @property
    def end(self) -> int:
        """Id of the end token."""
        return 2 if self.bart else 0

    @property
    def start(self) -> int:
        """Id of the token that the decoder begins with."""
        return self.end if self.bart else self.padding


class Places(NamedTuple):
    """Where the real tokens of a padded batch stand.

    Only attention needs sentences side by side; all else is computed on real tokens alone, a fifth to a quarter fewer.

    Attributes:
        kept: Indices of the real tokens in the batch laid out flat, (tokens).
        sentences: Rows of the batch.
        length: Columns of the batch.
    """

    kept: Tensor
    sentences: int
    length: int

    @classmethod
    def of(cls, real: Tensor) -> Places:
        """Return the places that are true, given (sentences, length)."""
        return cls(real.flatten().nonzero()[:, 0], *real.shape)

    def packed(self, padded: Tensor) -> Tensor:
        """Return the real tokens' rows: (sentences, length, width) to (tokens, width)."""
        return padded.flatten(0, 1).index_select(0, self.kept)

    def padded(self, packed: Tensor) -> Tensor:
        """Return the rows at their places, zero elsewhere: (tokens, width) to (sentences, length, width)."""
        rows = packed.new_zeros(self.sentences * self.length, packed.shape[1])
        return rows.index_copy(0, self.kept, packed).view(self.sentences, self.length, -1)


def attend(query: Tensor, key: Tensor, value: Tensor, bias: Tensor, heads: int) -> Tensor:
    """Scaled dot-product attention.

    Args:
        query: (sentences, T, width).
        key: (sentences, S, width).
        value: (sentences, S, width).
        bias: Added to the scores, broadcast to (sentences, heads, T, S).
        heads: Heads that the width is divided among.

    Returns:
        (sentences, T, width).
    """
    query, key, value = (
        part.reshape(*part.shape[:2], heads, part.shape[2] // heads).transpose(1, 2) for part in (query, key, value)
    )
    if query.is_cuda:
        mixed = functional.scaled_dot_product_attention(query, key, value, attn_mask=bias.to(query.dtype))
    else:
        # For sentences the plain product is faster on a CPU than the fused kernel.
        scores = (query @ key.transpose(-1, -2)) * query.shape[-1] ** -0.5 + bias
        mixed = scores.float().softmax(-1).to(value.dtype) @ value
    return mixed.transpose(1, 2).flatten(2)


class SelfAttention(nn.Module):
    """A sentence looks at itself."""

    def __init__(self, dimension: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.query_key_value = nn.Linear(dimension, 3 * dimension)
        self.output = nn.Linear(dimension, dimension)

    def forward(self, states: Tensor, places: Places, bias: Tensor) -> Tensor:
        """Mix the states of each sentence."""
        query, key, value = places.padded(self.query_key_value(states)).chunk(3, -1)
        mixed: Tensor = self.output(places.packed(attend(query, key, value, bias, self.heads)))
        return mixed


class CrossAttention(nn.Module):
    """The target looks at the source."""

    def __init__(self, dimension: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.query = nn.Linear(dimension, dimension)
        self.key_value = nn.Linear(dimension, 2 * dimension)
        self.output = nn.Linear(dimension, dimension)

    def forward(self, states: Tensor, places: Places, read: Tensor, read_places: Places, bias: Tensor) -> Tensor:
        """Mix the source's states ``read`` for each place of the target."""
        key, value = read_places.padded(self.key_value(read)).chunk(2, -1)
        query = places.padded(self.query(states))
        mixed: Tensor = self.output(places.packed(attend(query, key, value, bias, self.heads)))
        return mixed


class Layer(nn.Module):
    """What both kinds of layers share: self-attention and a feed-forward layer, each with its residual and norm.

    States are those of the real tokens, (tokens, width).
    """

    def __init__(self, shape: NetworkShape, dropout: float) -> None:
        super().__init__()
        self.dropout = dropout
        self.activate = functional.gelu if shape.bart else functional.relu
        self.attention = SelfAttention(shape.dimension, shape.heads)
        self.attention_norm = nn.LayerNorm(shape.dimension)
        self.widen = nn.Linear(shape.dimension, shape.feed_forward)
        self.narrow = nn.Linear(shape.feed_forward, shape.dimension)
        self.final_norm = nn.LayerNorm(shape.dimension)

    def look(self, states: Tensor, places: Places, bias: Tensor) -> Tensor:
        """Apply the self-attention."""
        looked: Tensor = self.attention_norm(states + self.drop(self.attention(states, places, bias)))
        return looked

    def feed(self, states: Tensor) -> Tensor:
        """Apply the feed-forward layer."""
        widened = self.activate(self.widen(states))
        fed: Tensor = self.final_norm(states + self.drop(self.narrow(widened)))
        return fed

    def drop(self, states: Tensor) -> Tensor:
        """Drop activations while training."""
        return functional.dropout(states, self.dropout, self.training)


class EncoderLayer(Layer):
    """A layer that reads."""

    def forward(self, states: Tensor, places: Places, bias: Tensor) -> Tensor:
        """Apply the layer."""
        return self.feed(self.look(states, places, bias))


class DecoderLayer(Layer):
    """A layer that writes: it looks at the source between its halves."""

    def __init__(self, shape: NetworkShape, dropout: float) -> None:
        super().__init__(shape, dropout)
        self.cross_attention = CrossAttention(shape.dimension, shape.heads)
        self.cross_norm = nn.LayerNorm(shape.dimension)

    def forward(
        self, states: Tensor, places: Places, bias: Tensor, read: Tensor, read_places: Places, read_bias: Tensor
    ) -> Tensor:
        """Apply the layer, given the source's states ``read``."""
        states = self.look(states, places, bias)
        looked = self.cross_attention(states, places, read, read_places, read_bias)
        states = self.cross_norm(states + self.drop(looked))
        return self.feed(states)


def sinusoids(positions: int, dimension: int) -> Tensor:
    """Return MarianMT's position vectors, (positions, dimension): sines in the first half, cosines in the second."""
    rates = 10_000.0 ** -(torch.arange(0, dimension, 2, dtype=torch.float64) / dimension)
    angles = torch.arange(positions, dtype=torch.float64)[:, None] * rates
    return torch.cat([angles.sin(), angles.cos()], dim=1).float()


class Lead(nn.Module):
    """What stands between the embedding and the first layer in BART: learned positions and a norm."""

    def __init__(self, shape: NetworkShape) -> None:
        super().__init__()
        self.positions = nn.Parameter(torch.zeros(shape.positions, shape.dimension))
        self.norm = nn.LayerNorm(shape.dimension)
        nn.init.normal_(self.positions, std=0.02)

    def forward(self, embedded: Tensor, places: Tensor) -> Tensor:
        """Return what the first layer gets, given embeddings (tokens, width) and their places in their sentences."""
        led: Tensor = self.norm(embedded + self.positions.index_select(0, places).to(embedded.dtype))
        return led


class TranslationNetwork(nn.Module):
    """The whole network."""

    places: Tensor

    def __init__(self, shape: NetworkShape, dropout: float = 0.0) -> None:
        super().__init__()
        self.shape, self.dropout = shape, dropout
        self.padding = shape.padding
        self.embedding = nn.Embedding(shape.vocabulary, shape.dimension, padding_idx=self.padding)
        self.register_buffer("places", sinusoids(shape.positions, shape.dimension), persistent=False)
        self.encoder_lead = Lead(shape) if shape.bart else None
        self.decoder_lead = Lead(shape) if shape.bart else None
        self.encoder = nn.ModuleList(EncoderLayer(shape, dropout) for _ in range(shape.encoder_layers))
        self.decoder = nn.ModuleList(DecoderLayer(shape, dropout) for _ in range(shape.decoder_layers))
        for module in self.modules():
            if isinstance(module, nn.Linear):
                nn.init.xavier_uniform_(module.weight)
                nn.init.zeros_(module.bias)
        nn.init.normal_(self.embedding.weight, std=shape.dimension**-0.5)
        self.clear_padding()

    @torch.no_grad()
    def clear_padding(self) -> None:
        """Set the padding row to zero. The softmax moves it, and decoding starts from it as from a zero vector."""
        self.embedding.weight[self.padding].zero_()

    def forward(self, source: Tensor, target: Tensor) -> Tensor:
        """Run the network with the target given.

        Args:
            source: Ids, (sentences, S).
            target: Ids with their end token, (sentences, T).

        Returns:
            The decoder's last states, (sentences, T, width): place t has seen the target before t. Zero at padding.
        """
        return Places.of(target != self.padding).padded(self.written(source, target))

    def written(self, source: Tensor, target: Tensor) -> Tensor:
        """Return the states of ``forward`` at the target's real tokens alone, (tokens, width), in reading order."""
        number_format = self.embedding.weight.dtype
        states, read_places, read_bias = self.read(source)
        places = Places.of(target != self.padding)
        length = target.shape[1]
        causal = torch.full((length, length), _HIDDEN, device=source.device).triu(1).to(number_format)
        start = torch.full_like(target[:, :1], self.shape.start)
        written = self._embedded(torch.cat([start, target[:, :-1]], dim=1), places, self.decoder_lead)
        for layer in self.decoder:
            written = layer(written, places, causal, states, read_places, read_bias)
        return written

    def read(self, source: Tensor) -> tuple[Tensor, Places, Tensor]:
        """Run the half that reads.

        Args:
            source: Ids, (sentences, S).

        Returns:
            The last states of the real tokens, (tokens, width); where these stand; and what hides padding from attention.
        """
        real = source != self.padding
        places = Places.of(real)
        hidden = torch.zeros((), device=source.device, dtype=self.embedding.weight.dtype)
        bias = hidden.masked_fill(~real[:, None, None, :], _HIDDEN)
        states = self._embedded(source, places, self.encoder_lead)
        for layer in self.encoder:
            states = layer(states, places, bias)
        return states, places, bias

    def logits(self, states: Tensor) -> Tensor:
        """Return the scores of every token of the vocabulary, (..., vocabulary)."""
        return functional.linear(states, self.embedding.weight.to(states.dtype))

    def _embedded(self, ids: Tensor, places: Places, lead: Lead | None) -> Tensor:
        chosen = ids.flatten().index_select(0, places.kept)
        if lead is not None:
            led = lead(self.embedding(chosen), places.kept % places.length)
            return functional.dropout(led, self.dropout, self.training)
        embedded = self.embedding(chosen).float() * self.shape.dimension**0.5
        embedded = (embedded + self.places[places.kept % places.length].float()).to(self.embedding.weight.dtype)
        return functional.dropout(embedded, self.dropout, self.training)
