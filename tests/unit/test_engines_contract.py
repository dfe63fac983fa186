"""One contract, held by every engine."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from tiny_models import make_m2m100, make_marian, make_mbart50, make_nllb

from mtcheck.engines.base import Translator
from mtcheck.engines.cache import AnswerCache
from mtcheck.engines.cached import CachedTranslator
from mtcheck.engines.ctranslate2_engine import CTranslate2Translator
from mtcheck.engines.embedded import embedded_folder
from mtcheck.engines.fake import FakeTranslator
from mtcheck.engines.likelihoods import LikelihoodTranslator, log_probs, without_alternatives
from mtcheck.engines.options import EngineOptions
from mtcheck.engines.transformers_engine import TransformersTranslator
from mtcheck.errors import LanguagePairError
from mtcheck.records import Hypothesis, TokenScores

FRENCH = (
    "Le maire de la ville a répondu.",
    "",
    "Un accord a été trouvé lundi, selon plusieurs témoins de la réunion.",
    "Non !",
    "« Personne n’a été blessé », ont dit les pompiers à 18 h 30.",
    "   ",
    "Pourquoi ?",
    "Le chat dort, et le vieux tapis du salon de la voisine aussi\u00a0; c’est ainsi depuis la nuit.",
    "Non !",
)
PAIRS = (
    *((french, f"{french[:9]}\u202fe\u0301té ''{french[::-1]} ﬁn 日本\u200b") for french in FRENCH),
    ("", "Le chat"),
    ("x", ""),
)

BUILDERS: dict[str, Callable[[Path], Path]] = {
    "marian-tagged": lambda folder: make_marian(folder, tags=(">>eng<<", ">>fra<<")),
    "marian-pair": make_marian,
    "m2m100": make_m2m100,
    "nllb": make_nllb,
    "nllb-json": lambda folder: make_nllb(folder, as_json=True),
    "nllb-legacy": lambda folder: make_nllb(folder, legacy=True),
    "mbart50": make_mbart50,
}
MODELS = ("embedded", *BUILDERS, "ct2-embedded", *(f"ct2-{name}" for name in BUILDERS), "cached")
ENGINES = ("fake", *MODELS)


@pytest.fixture(scope="module")
def loader(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Translator]:
    """Load an engine by name; models are written once."""
    folders: dict[str, Path] = {}
    cache_folders: dict[str, Path] = {}
    loaded: dict[tuple[object, ...], Translator] = {}

    def load(name: str, batch_tokens: int = 4096, beam: int = 1) -> Translator:
        key = (name, batch_tokens, beam)
        if key not in loaded:
            if name == "fake":
                loaded[key] = FakeTranslator({"Non !": "No!"}, rule=str.upper)
            elif name == "embedded":
                loaded[key] = TransformersTranslator.load(
                    EngineOptions(embedded_folder(), device="cpu", batch_tokens=batch_tokens, beam=beam, threads=1)
                )
            elif name == "cached":
                inner = load("ct2-embedded", batch_tokens, beam)
                cache = AnswerCache(tmp_path_factory.mktemp("cache"), max_bytes=10_000_000)
                loaded[key] = CachedTranslator(inner.signature, lambda: inner, cache)
            else:
                kind = name.removeprefix("ct2-")
                if kind not in folders:
                    is_embedded = kind == "embedded"
                    made = tmp_path_factory.mktemp("models") / kind
                    folders[kind] = embedded_folder() if is_embedded else BUILDERS[kind](made)
                    cache_folders[kind] = tmp_path_factory.mktemp("converted")
                if name == kind:
                    loaded[key] = TransformersTranslator.load(
                        EngineOptions(folders[kind], device="cpu", batch_tokens=batch_tokens, beam=beam, threads=1)
                    )
                else:
                    loaded[key] = CTranslate2Translator.load(
                        EngineOptions(
                            folders[kind],
                            device="cpu",
                            batch_tokens=batch_tokens,
                            beam=beam,
                            threads=2,
                            models=cache_folders[kind],
                        )
                    )
        return loaded[key]

    return load


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, loader: Callable[..., Translator]) -> Translator:
    return loader(request.param)


def translate(engine: Translator, texts: tuple[str, ...]) -> tuple[Hypothesis, ...]:
    return engine.translate(texts, source_lang="fr", target_lang="en")


def score(engine: Translator, pairs: tuple[tuple[str, str], ...]) -> tuple[TokenScores, ...]:
    return engine.score(pairs, source_lang="fr", target_lang="en")


def test_is_a_translator(engine: Translator) -> None:
    assert isinstance(engine, Translator)
    assert engine.signature
    assert not any(character.isspace() for character in engine.signature)


def test_hypotheses_keep_number_and_order(engine: Translator) -> None:
    hypotheses = translate(engine, FRENCH)
    assert [hypothesis.source for hypothesis in hypotheses] == list(FRENCH)
    assert all(hypothesis.engine == engine.signature for hypothesis in hypotheses)
    assert hypotheses[3] == hypotheses[8]
    assert translate(engine, ()) == ()


def test_empty_text_gives_empty_hypothesis(engine: Translator) -> None:
    for hypothesis in translate(engine, ("", "  \u00a0\n")):
        assert hypothesis.text == ""
        assert hypothesis.log_prob is None
        assert not hypothesis.looped


def test_log_probabilities_are_at_most_zero(engine: Translator) -> None:
    for hypothesis in translate(engine, FRENCH):
        assert hypothesis.log_prob is None or hypothesis.log_prob <= 0
    for scores in score(engine, PAIRS):
        assert all(token.log_prob <= token.best_log_prob <= 0 for token in scores.tokens)


def test_translation_is_the_same_in_any_order_and_company(engine: Translator) -> None:
    together = translate(engine, FRENCH)
    alone = tuple(translate(engine, (text,))[0] for text in FRENCH)
    assert [hypothesis.text for hypothesis in together] == [hypothesis.text for hypothesis in alone]
    order = random.Random(3).sample(range(len(FRENCH)), len(FRENCH))
    shuffled = translate(engine, tuple(FRENCH[place] for place in order))
    assert [hypothesis.text for hypothesis in shuffled] == [together[place].text for place in order]


@pytest.mark.parametrize("beam", [1, 3])
@pytest.mark.parametrize("name", MODELS)
def test_translation_is_the_same_at_any_batch_size(loader: Callable[..., Translator], name: str, beam: int) -> None:
    large = translate(loader(name, beam=beam), FRENCH)
    small = translate(loader(name, batch_tokens=1, beam=beam), FRENCH)
    assert [hypothesis.text for hypothesis in large] == [hypothesis.text for hypothesis in small]
    for one, other in zip(large, small, strict=True):
        assert one.log_prob == pytest.approx(other.log_prob, abs=1e-4)


@pytest.mark.parametrize("name", MODELS)
def test_scores_are_the_same_at_any_batch_size(loader: Callable[..., Translator], name: str) -> None:
    large, small = score(loader(name), PAIRS), score(loader(name, batch_tokens=1), PAIRS)
    for one, other in zip(large, small, strict=True):
        assert [token.span for token in one.tokens] == [token.span for token in other.tokens]
        assert [token.log_prob for token in one.tokens] == pytest.approx(
            [token.log_prob for token in other.tokens], abs=1e-4
        )


def test_likelihoods_are_those_of_the_scores(engine: Translator) -> None:
    pairs = (
        (FRENCH[1], "The mayor of the town answered."),
        ("", "Non!"),
        ("Non !", ""),
        ("Non !", "No, no; not at all."),
    )
    expected = [without_alternatives(one) for one in score(engine, pairs)]
    found = log_probs(engine, pairs, source_lang="fr", target_lang="en")
    assert [one.spans for one in found] == [one.spans for one in expected]
    for one, other in zip(found, expected, strict=True):
        # seven bits are coarser than thirty-two
        assert one.values == pytest.approx(other.values, abs=0.75)
        assert all(value <= 0 for value in one.values)
    assert isinstance(engine, LikelihoodTranslator) == (not isinstance(engine, FakeTranslator))


@pytest.mark.parametrize("name", ["embedded", "cached", "ct2-embedded"])
def test_likelihoods_are_the_same_in_any_company(loader: Callable[..., Translator], name: str) -> None:
    pairs = [(FRENCH[1][:length], "The mayor of the town answered."[: length // 2]) for length in range(10, 60, 7)]
    engine = loader(name, 64)
    together = log_probs(engine, pairs, source_lang="fr", target_lang="en")
    for pair, found in zip(pairs, together, strict=True):
        (alone,) = log_probs(engine, [pair], source_lang="fr", target_lang="en")
        assert alone.values == (found.values if name != "embedded" else pytest.approx(found.values, abs=1e-4))


def test_ranks_and_entropies_agree_with_the_likeliest(engine: Translator) -> None:
    for scores in score(engine, ((FRENCH[1], "The mayor of the town answered."), ("", "Non!"))):
        for token in scores.tokens:
            assert token.rank is not None
            assert token.entropy is not None
            assert (token.rank == 1) == (token.best_log_prob == token.log_prob)
            assert token.entropy >= 0


def test_token_spans_tile_the_target(engine: Translator) -> None:
    for (_, target), scores in zip(PAIRS, score(engine, PAIRS), strict=True):
        assert_tiles(target, scores)


def assert_tiles(target: str, scores: TokenScores) -> None:
    cursor, covered = 0, ""
    for token in scores.tokens:
        assert cursor <= token.span.start <= token.span.end <= len(target)
        covered += token.span.of(target)
        cursor = token.span.end
    if scores.tokens or target.strip("\u200b \u00a0\u202f"):
        assert "".join(covered.split()) == "".join(target.split())


def test_scores_depend_on_the_source(engine: Translator) -> None:
    target = "La réunion de lundi a été annulée."
    same, other, none = score(engine, ((target, target), ("Le chat dort.", target), ("", target)))
    assert len(same.tokens) == len(other.tokens) == len(none.tokens) > 0
    assert same.mean != other.mean
    assert same.mean != none.mean


def test_scores_depend_on_earlier_tokens_only(engine: Translator) -> None:
    source = "Le maire de la ville a répondu."
    short, long = score(engine, ((source, "Le maire"), (source, "Le maire de la ville a dormi")))
    assert long.tokens[0].log_prob == pytest.approx(short.tokens[0].log_prob, abs=1e-4)


def test_unknown_language_pair_is_refused(engine: Translator) -> None:
    with pytest.raises(LanguagePairError, match="xx"):
        engine.translate(["Bonjour."], source_lang="fr", target_lang="xx")
    with pytest.raises(LanguagePairError, match="xx"):
        engine.score([("Bonjour.", "Bonjour.")], source_lang="fr", target_lang="xx")
    with pytest.raises(LanguagePairError):
        engine.translate([""], source_lang="fr", target_lang="fr")


@pytest.mark.parametrize("name", ["embedded", "marian-tagged", "m2m100", "nllb", "mbart50", "ct2-embedded", "ct2-nllb"])
def test_target_language_changes_the_translation(loader: Callable[..., Translator], name: str) -> None:
    engine = loader(name)
    texts = [text for text in FRENCH if text.strip()]
    english = engine.translate(texts, source_lang="fr", target_lang="en")
    french = engine.translate(texts, source_lang="en", target_lang="fr")
    assert [hypothesis.text for hypothesis in english] != [hypothesis.text for hypothesis in french]


@pytest.mark.parametrize("name", ["marian-pair", "ct2-marian-pair"])
def test_single_pair_model_knows_one_direction(loader: Callable[..., Translator], name: str) -> None:
    engine = loader(name)
    assert engine.translate(["Non !"], source_lang="fr", target_lang="en")
    with pytest.raises(LanguagePairError, match="fr to en, not en to fr"):
        engine.translate(["No!"], source_lang="en", target_lang="fr")


@pytest.mark.parametrize("name", MODELS)
def test_wider_beam_is_another_engine(loader: Callable[..., Translator], name: str) -> None:
    greedy, wide = loader(name), loader(name, beam=3)
    assert greedy.signature != wide.signature
    assert translate(greedy, FRENCH) != translate(wide, FRENCH)


@pytest.mark.parametrize("name", MODELS)
def test_long_input_is_never_truncated(loader: Callable[..., Translator], name: str) -> None:
    engine = loader(name)
    sentence = "Le maire de la ville a répondu, selon plusieurs témoins de la réunion. "
    long, changed = sentence * 5 + "Le chat dort.", sentence * 5 + "Personne n'a été blessé."
    first, second = engine.translate([long, changed], source_lang="fr", target_lang="en")
    assert first.log_prob != second.log_prob  # the very end of the text counts
    scores = engine.score([(long, long), (changed, long)], source_lang="fr", target_lang="en")
    for one in scores:
        assert_tiles(long, one)
    assert scores[0].tokens[-1].log_prob != pytest.approx(scores[1].tokens[-1].log_prob, abs=1e-6)
