"""Language models on French: how much likelier a sentence is with something else in the place of what it prints."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import torch

from mtcheck.context.language_model import TransformersContextModel, signature_of
from mtcheck.context.model import STEPS, CachedContextModel, Contested, in_place_of
from mtcheck.engines.cache import AnswerCache
from mtcheck.engines.loading import silence
from mtcheck.errors import ModelLoadError
from mtcheck.records import Span

TEXT = "les députés du shérif ont trouvé la voiture"
PLACE = Contested(TEXT, Span(4, 11), ("adjoints", "agents", "vieux adjoints du maire"))
OTHERS = (
    Contested("la facture a été adoptée par le sénat", Span(3, 10), ("loi",)),
    Contested("le chat dort", Span(3, 7), ("maire", "tapis du salon de la voisine")),
)


def write_model(folder: Path, kind: str) -> Path:
    """Write a tiny model with random weights and a vocabulary of words."""
    from tokenizers import Tokenizer, models, pre_tokenizers, processors
    from transformers import BertConfig, BertForMaskedLM, GPT2Config, GPT2LMHeadModel, PreTrainedTokenizerFast

    words = sorted({w for p in (PLACE, *OTHERS) for t in (p.text, *p.competitors) for w in t.split()})
    vocabulary = {word: number for number, word in enumerate(["<unk>", "<s>", "</s>", "<mask>", *words])}
    raw = Tokenizer(models.WordLevel(vocabulary, unk_token="<unk>"))
    raw.pre_tokenizer = pre_tokenizers.Whitespace()
    raw.post_processor = processors.TemplateProcessing(single="<s> $A </s>", special_tokens=[("<s>", 1), ("</s>", 2)])
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_object=raw,
        unk_token="<unk>",
        bos_token="<s>",
        eos_token="</s>",
        mask_token="<mask>",
        pad_token="<unk>",
    )
    torch.manual_seed(5)
    size: dict[str, Any] = {"vocab_size": len(vocabulary), "initializer_range": 0.7}
    with silence():
        network = (
            BertForMaskedLM(
                BertConfig(**size, hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=32)
            )
            if kind == "masked"
            else GPT2LMHeadModel(GPT2Config(**size, n_embd=16, n_layer=1, n_head=2, n_positions=64, bos_token_id=1))
        )
        network.save_pretrained(folder)
        tokenizer.save_pretrained(folder)
    return folder


@pytest.fixture(scope="module", params=["causal", "masked"])
def model(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> TransformersContextModel:
    folder = write_model(tmp_path_factory.mktemp(request.param), request.param)
    return TransformersContextModel.load(folder, device="cpu", dtype="float32")


def test_gains_are_in_steps_one_a_competitor(model: TransformersContextModel) -> None:
    (gains,) = model.gain([PLACE])
    assert len(gains) == 3
    assert any(gains)
    assert all(gain * STEPS == round(gain * STEPS) for gain in gains)


def test_what_is_printed_gains_nothing_over_itself(model: TransformersContextModel) -> None:
    ((gain,),) = model.gain([PLACE._replace(competitors=("députés",))])
    assert gain == 0.0


def test_a_place_s_gains_do_not_depend_on_the_others(model: TransformersContextModel) -> None:
    assert model.gain([*OTHERS, PLACE, *OTHERS])[2] == model.gain([PLACE])[0]
    assert model.gain([]) == ()


def test_a_causal_gain_is_the_difference_of_two_sentences(tmp_path: Path) -> None:
    model = TransformersContextModel.load(write_model(tmp_path, "causal"), device="cpu", dtype="float32")

    def log_prob(text: str) -> float:
        ids = model._tokenizer(text)["input_ids"]
        with torch.inference_mode():
            rows = torch.log_softmax(model._network(input_ids=torch.tensor([ids])).logits[0].double(), dim=-1)
        return sum(float(rows[place - 1, ids[place]]) for place in range(1, len(ids)))

    (gains,) = model.gain([PLACE])
    assert gains[0] == pytest.approx(log_prob(TEXT.replace("députés", "adjoints")) - log_prob(TEXT), abs=1 / STEPS)


def test_the_sentence_with_a_competitor() -> None:
    assert in_place_of(PLACE, "adjoints") == ("les adjoints du shérif ont trouvé la voiture", Span(4, 12))


class Counting:
    """Answers with the lengths of competitors, and counts what it is asked."""

    signature = "counting"

    def __init__(self) -> None:
        self.asked = 0

    def gain(self, places: Sequence[Contested]) -> tuple[tuple[float, ...], ...]:
        self.asked += len(places)
        return tuple(tuple(float(len(one)) for one in place.competitors) for place in places)


def test_gains_are_kept_between_runs(tmp_path: Path) -> None:
    asked: list[Counting] = []

    def load() -> Counting:
        asked.append(Counting())
        return asked[-1]

    first = CachedContextModel("counting", load, AnswerCache(tmp_path, max_bytes=1_000_000))
    assert first.gain([PLACE, PLACE, OTHERS[0]]) == ((8.0, 6.0, 23.0), (8.0, 6.0, 23.0), (3.0,))
    assert asked[0].asked == 2
    again = CachedContextModel("counting", load, AnswerCache(tmp_path, max_bytes=1_000_000))
    assert again.gain([PLACE, OTHERS[1]]) == ((8.0, 6.0, 23.0), (5.0, 28.0))
    assert [one.asked for one in asked] == [2, 1]
    other = CachedContextModel("another", load, AnswerCache(tmp_path, max_bytes=1_000_000))
    assert other.gain([PLACE])[0][0] == 8.0
    assert len(asked) == 3


def test_a_model_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelLoadError, match="nowhere: no such language model"):
        signature_of(tmp_path / "nowhere")


def test_a_translation_model_is_refused(tmp_path: Path) -> None:
    write_model(tmp_path, "causal")
    (tmp_path / "config.json").write_text(
        '{"architectures": ["MarianMTModel"], "model_type": "marian"}', encoding="utf-8"
    )
    with pytest.raises(ModelLoadError, match="neither a causal nor a masked language model"):
        TransformersContextModel.load(tmp_path, device="cpu")
