"""The network, the loss, the optimisers and the schedule, each by itself."""

import math
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file
from torch.nn import functional

from mtcheck.engines.quantisation import dequantised_state, is_quantised, quantised, write_quantised
from mtcheck.errors import ModelLoadError
from mtcheck.training import throughput
from mtcheck.training.batches import Batch
from mtcheck.training.loss import token_loss
from mtcheck.training.muon import Muon, orthogonalized
from mtcheck.training.network import NetworkShape, Places, TranslationNetwork, sinusoids
from mtcheck.training.recipe import TrainRecipe
from mtcheck.training.throughput import peak_rate, step_operations
from mtcheck.training.updates import Updater, learning_share

SHAPE = NetworkShape(
    vocabulary=40, dimension=16, feed_forward=32, heads=2, encoder_layers=1, decoder_layers=2, positions=16
)


def batch_of(sources: list[list[int]], targets: list[list[int]], width: int) -> Batch:
    padding = SHAPE.vocabulary - 1
    rows = [[ids + [padding] * (width - len(ids)) for ids in side] for side in (sources, targets)]
    return Batch(torch.tensor(rows[0]), torch.tensor(rows[1]), sum(map(len, sources)), sum(map(len, targets)))


def loss_of(model: TranslationNetwork, batch: Batch, smoothing: float = 0.0) -> float:
    return token_loss(model, batch, smoothing=smoothing).detach().float().item()


def network() -> TranslationNetwork:
    torch.manual_seed(1)
    return TranslationNetwork(SHAPE).eval()


def test_padding_changes_nothing() -> None:
    model = network()
    narrow, wide = (batch_of([[3, 4, 0]], [[5, 6, 0]], width) for width in (3, 9))
    torch.testing.assert_close(token_loss(model, narrow), token_loss(model, wide))


def test_a_place_sees_the_target_before_it_only() -> None:
    model = network()
    source = torch.tensor([[3, 4, 0]])
    first, second = (model(source, torch.tensor([[5, 6, last, 0]])) for last in (7, 8))
    torch.testing.assert_close(first[:, :3], second[:, :3])
    assert not torch.allclose(first[:, 3], second[:, 3])


def test_the_loss_is_the_mean_over_real_tokens() -> None:
    model = network()
    batch = batch_of([[3, 0], [4, 0]], [[5, 0], [6, 7, 8, 0]], 5)
    with torch.no_grad():
        logits = model.logits(model(batch.source, batch.target)).log_softmax(-1)
    wanted = [logits[0, 0, 5], logits[0, 1, 0], *(logits[1, place, token] for place, token in enumerate([6, 7, 8, 0]))]
    assert loss_of(model, batch) == pytest.approx(-sum(map(float, wanted)) / 6, abs=1e-5)
    assert loss_of(model, batch, 0.1) != pytest.approx(loss_of(model, batch), abs=1e-4)


@pytest.mark.parametrize("smoothing", [0.0, 0.1])
def test_the_loss_and_its_gradients_are_those_of_the_whole_distribution(smoothing: float) -> None:
    """Computed a few hundred tokens at a time, over more than one such piece, the last one short."""
    batch = batch_of([[3, 4, 0]] * 100, [[5 + row % 7, 6, 7, 0] for row in range(100)], 6)
    ours, whole = network().train(), network().train()
    token_loss(ours, batch, smoothing=smoothing).backward()  # type: ignore[no-untyped-call]
    logits = whole.logits(whole(batch.source, batch.target)).flatten(0, 1)
    target = batch.target.flatten()
    functional.cross_entropy(logits, target, ignore_index=whole.padding, label_smoothing=smoothing).backward()  # type: ignore[no-untyped-call]
    for (name, one), other in zip(ours.named_parameters(), whole.parameters(), strict=True):
        torch.testing.assert_close(one.grad, other.grad, msg=name, atol=1e-6, rtol=1e-4)


def test_places_take_real_tokens_out_and_put_them_back() -> None:
    real = torch.tensor([[True, True, False], [True, False, False]])
    places = Places.of(real)
    padded = torch.arange(12.0).view(2, 3, 2) + 1
    assert places.packed(padded).tolist() == [[1, 2], [3, 4], [7, 8]]
    torch.testing.assert_close(places.padded(places.packed(padded)), padded * real[:, :, None])


def test_positions_are_sines_then_cosines() -> None:
    places = sinusoids(6, 8)
    assert places[0].tolist() == [0, 0, 0, 0, 1, 1, 1, 1]
    assert float(places[5, 0]) == pytest.approx(math.sin(5))
    assert float(places[5, 5]) == pytest.approx(math.cos(5 / 10_000 ** (2 / 8)))


@pytest.mark.parametrize(
    ("step", "progress", "share"),
    [(0, 0.0, 0.1), (4, 0.1, 0.5), (9, 0.2, 1.0), (50, 0.5, 1.0), (75, 0.75, 0.5), (100, 1.0, 0.0)],
)
def test_the_rate_rises_stays_and_falls(step: int, progress: float, share: float) -> None:
    assert learning_share(step, progress, warm_up=10, decay_share=0.5) == pytest.approx(share)


def test_without_decay_the_rate_stays() -> None:
    assert learning_share(99, 1.0, warm_up=10, decay_share=0.0) == 1.0


def test_orthogonalised_matrices_have_singular_values_near_one() -> None:
    torch.manual_seed(2)
    values = torch.linalg.svdvals(orthogonalized(torch.randn(3, 8, 24)).float())
    assert float(values.min()) > 0.5
    assert float(values.max()) < 1.4


def test_joined_projections_are_made_orthogonal_one_by_one() -> None:
    torch.manual_seed(3)
    joined, alone = torch.nn.Parameter(torch.zeros(24, 8)), torch.nn.Parameter(torch.zeros(8, 8))
    joined.grad = torch.randn(24, 8)
    alone.grad = joined.grad[8:16].clone()
    Muon([alone], [joined], lr=1.0).step()
    torch.testing.assert_close(joined.detach()[8:16], alone.detach(), atol=0.02, rtol=0.02)


@pytest.mark.parametrize("optimiser", ["adamw", "muon"])
@pytest.mark.parametrize("number_format", [torch.float32, torch.bfloat16])
def test_an_update_lowers_the_loss(optimiser: str, number_format: torch.dtype) -> None:
    model = network().to(number_format)
    updater = Updater(model, TrainRecipe(optimiser=optimiser, learning_rate=0.01, muon_learning_rate=0.02))
    batch = batch_of([[3, 4, 0]], [[5, 6, 0]], 3)
    before = loss_of(model, batch)
    for _ in range(15):
        token_loss(model, batch).backward()  # type: ignore[no-untyped-call]
        updater.update(1.0)
    assert loss_of(model, batch) < before - 1
    assert not model.embedding.weight[-1].any()
    assert all(master.dtype == torch.float32 for master in updater.masters.values())
    assert model.embedding.weight.dtype == number_format


def test_a_share_of_zero_changes_nothing() -> None:
    model = network()
    updater = Updater(model, replace(TrainRecipe(), optimiser="muon"))
    before = {name: weight.detach().clone() for name, weight in model.named_parameters()}
    token_loss(model, batch_of([[3, 0]], [[5, 0]], 2)).backward()  # type: ignore[no-untyped-call]
    updater.update(0.0)
    assert all(torch.equal(weight, before[name]) for name, weight in model.named_parameters())


def test_a_steps_arithmetic_counts_every_weight() -> None:
    batch = batch_of([[3, 0]], [[5, 0]], 2)
    matrices = sum(weight.numel() for name, weight in network().named_parameters() if weight.ndim == 2)
    # Two tokens on either side meet every matrix; the embedding's look-up is free, its use as output layer is not.
    assert step_operations(batch, SHAPE) == 6 * 2 * matrices


def test_the_peak_leaves_the_random_numbers_alone() -> None:
    torch.manual_seed(5)
    first = torch.rand(1)
    torch.manual_seed(5)
    assert peak_rate(torch.device("cpu"), torch.float32, seconds=0.001) > 1e6
    assert torch.equal(torch.rand(1), first)


@pytest.mark.parametrize(("half", "single", "wanted"), [(8.0, 2.0, "bfloat16"), (0.2, 2.0, "float32")])
def test_a_cpu_trains_in_the_format_that_it_multiplies_faster(
    half: float, single: float, wanted: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def rate(_: torch.device, kind: torch.dtype, *, seconds: float) -> float:
        return half if kind == torch.bfloat16 else single

    monkeypatch.setattr(throughput, "peak_rate", rate)
    assert throughput.suited_precision(torch.device("cpu")) == wanted
    assert throughput.suited_precision(torch.device("cuda")) == "autocast"


def test_int8_rows_are_close_and_never_overflow() -> None:
    torch.manual_seed(4)
    matrix = torch.randn(60, 50) * torch.logspace(-4, 2, 60)[:, None]
    matrix[7] = 0
    numbers, scale = quantised(matrix)
    back = numbers.float() * scale.float()[:, None]
    assert numbers.dtype == torch.int8
    assert not back[7].any()
    # Half a step is what rounding may cost; a scale that had overflowed would cost more.
    assert bool(((back - matrix).abs() <= 0.5001 * scale.float()[:, None]).all())
    assert float(torch.cosine_similarity(back[10:], matrix[10:]).min()) > 0.999


def test_int8_weights_come_back_by_name(tmp_path: Path) -> None:
    path = tmp_path / "model.int8.safetensors"
    state = {"a.weight": torch.randn(6, 5), "a.bias": torch.randn(6), "final_logits_bias": torch.zeros(1, 9)}
    write_quantised(state, path)
    assert is_quantised(path)
    back = dequantised_state(path)
    assert back.keys() == state.keys()
    torch.testing.assert_close(back["a.weight"], state["a.weight"], atol=0.02, rtol=0)
    torch.testing.assert_close(back["a.bias"], state["a.bias"], atol=1e-3, rtol=1e-3)
    assert back["final_logits_bias"].shape == (1, 9)


def test_other_files_are_no_int8_weights(tmp_path: Path) -> None:
    plain = tmp_path / "model.safetensors"
    save_file({"a": torch.zeros(2)}, plain)
    (tmp_path / "text.safetensors").write_text("no weights", encoding="utf-8")
    assert not is_quantised(plain)
    assert not is_quantised(tmp_path / "text.safetensors")
    for name in ("model.safetensors", "text.safetensors"):
        with pytest.raises(ModelLoadError, match="no int8 weights"):
            dequantised_state(tmp_path / name)
    with pytest.raises(ModelLoadError, match="no such file"):
        dequantised_state(tmp_path / "none")
