"""Recipes compared at equal time: each is trained for the same minutes, exported, and translates the same test."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from sacrebleu.metrics.bleu import BLEU

from mtcheck.engines.options import EngineOptions
from mtcheck.errors import ConfigError, InputError
from mtcheck.files import replacing_text
from mtcheck.training import stages
from mtcheck.training.checkpoints import list_checkpoints, load_checkpoint
from mtcheck.training.log import read_log
from mtcheck.training.recipe import Recipe
from mtcheck.training.recipe_file import read_recipe
from mtcheck.training.validation import bleu_of, read_held_out

_BEAM = 4


@dataclass(frozen=True, slots=True)
class RecipeFigures:
    """What a recipe reached.

    Attributes:
        recipe: Its file's name.
        minutes: Time trained, validations left out.
        updates: Updates done.
        tokens: Target tokens seen.
        bleu_fr_en: BLEU of the test from French, 0–100, by CTranslate2 in float32, beam 4.
        bleu_en_fr: The same into French.
        curve: The validations: ``step``, ``minutes``, ``validation`` (nats a token of the recipe's own subwords),
            ``bleu_fr_en`` and ``bleu_en_fr`` of held-out pairs.
    """

    recipe: str
    minutes: float
    updates: int
    tokens: int
    bleu_fr_en: float
    bleu_en_fr: float
    curve: tuple[dict[str, float], ...]

    @property
    def mean(self) -> float:
        """Mean BLEU of both directions."""
        return (self.bleu_fr_en + self.bleu_en_fr) / 2


@dataclass(frozen=True, slots=True)
class RecipeComparison:
    """All recipes on one test.

    Attributes:
        test: Its file's name.
        sentences: Pairs of it.
        signature: sacreBLEU's.
        figures: In the order in which the recipes were named.
    """

    test: str
    sentences: int
    signature: str
    figures: tuple[RecipeFigures, ...]

    @property
    def better(self) -> RecipeFigures:
        """The recipe with the highest mean BLEU; of equals the first."""
        return max(self.figures, key=lambda one: one.mean)


def compare(
    paths: Sequence[Path],
    overrides: Sequence[str],
    output: Path,
    *,
    minutes: float,
    test: Path,
    most: int | None = None,
) -> RecipeComparison:
    """Prepare, train and export each recipe, and translate the test with it.

    A run that was broken off goes on: one that has had its minutes is only translated with.

    Args:
        paths: Recipes, each with a folder of its own.
        overrides: ``section.key=value`` for all of them.
        output: JSON, written anew after every recipe.
        minutes: Training time of each; preparing and validating do not count.
        test: ``English TAB French`` a line.
        most: Lines of the test that are read, None for all.

    Raises:
        ConfigError: A recipe is wrong, or two have the same folder.
        InputError: The test or a corpus cannot be read, or the output has no folder.
    """
    recipes = [_timed(read_recipe(path, overrides), minutes) for path in paths]
    for number, recipe in enumerate(recipes):
        if any(Path(other.folder).resolve() == Path(recipe.folder).resolve() for other in recipes[:number]):
            raise ConfigError("two recipes of a comparison have the same", path=recipe.path, key="folder")
    if not output.parent.is_dir():  # told before hours of training, not after
        raise InputError(str(output), "no such folder")
    try:
        pairs = read_held_out(test, most)
    except (OSError, ValueError) as error:
        raise InputError(str(test), f"cannot be read as English TAB French ({error})") from error
    signature = BLEU()
    signature.corpus_score(["a"], [["a"]])  # it knows its references only then
    found = RecipeComparison(test.name, len(pairs), str(signature.get_signature()), ())
    for path, recipe in zip(paths, recipes, strict=True):
        stages.prepare(recipe)
        stages.train(recipe)
        found = replace(found, figures=(*found.figures, _figures(path, recipe, pairs)))
        with replacing_text(output) as stream:
            stream.write(json.dumps(asdict(found), indent=2) + "\n")
    return found


def lines(found: RecipeComparison) -> Iterator[str]:
    """Yield the comparison for a reader."""
    yield f"{found.test}, {found.sentences} sentences, beam {_BEAM}, {found.signature}"
    for one in found.figures:
        yield (
            f"  {one.recipe}  {one.minutes:.1f} minutes, {one.updates} updates, {one.tokens / 1e6:.2f} M target tokens: "
            f"BLEU fr-en {one.bleu_fr_en:.2f}  en-fr {one.bleu_en_fr:.2f}"
        )
    if len(found.figures) > 1:
        yield f"  better by the mean of both directions: {found.better.recipe}"


def _timed(recipe: Recipe, minutes: float) -> Recipe:
    if not 0 < minutes <= 100_000:
        raise ConfigError(f"{minutes} is out of range: above 0", key="--minutes")
    return replace(recipe, train=replace(recipe.train, minutes=minutes))


def _figures(path: Path, recipe: Recipe, pairs: Sequence[tuple[str, str]]) -> RecipeFigures:
    from mtcheck.engines.ctranslate2_engine import CTranslate2Translator

    folder = Path(recipe.folder)
    model = stages.export(recipe).parent
    engine = CTranslate2Translator.load(EngineOptions(model, device="cpu", dtype="float32", beam=_BEAM))
    last = load_checkpoint(list_checkpoints(folder / "checkpoints")[-1])
    curve = tuple(
        {name: float(value) for name, value in entry.items()}
        for entry in read_log(folder / "log.jsonl")
        if "validation" in entry
    )
    return RecipeFigures(
        recipe=path.name,
        minutes=round(last["minutes"], 2),
        updates=last["step"],
        tokens=last["tokens"],
        curve=curve,
        **{name: round(value, 2) for name, value in bleu_of(engine, pairs).items()},
    )
