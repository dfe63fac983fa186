"""Recipes: what is read, what is refused, and that each key is explained where it is used."""

import re
import tomllib
from pathlib import Path

import pytest

from mtcheck.errors import ConfigError
from mtcheck.training.cleaning import weight_of
from mtcheck.training.recipe_file import key_help, parse_recipe, read_recipe
from mtcheck.training.stages import train

RECIPES = Path(__file__).parents[2] / "configs" / "training"


@pytest.mark.parametrize("path", sorted(RECIPES.glob("*.toml")), ids=lambda path: path.name)
def test_the_shipped_recipes_are_sound(path: Path) -> None:
    assert read_recipe(path).corpus.parts


@pytest.mark.parametrize("name", ["cpu-small.toml", "gpu-base.toml", "gpu-teacher.toml", "encoder-start.toml"])
def test_recipes_at_full_size_weigh_the_collections_alike(name: str) -> None:
    """The weights hold by the beginning of a collection's name: these are the names in the corpus."""
    corpus = read_recipe(RECIPES / name).corpus
    wanted = dict.fromkeys(("wmt_news-test2008", "wmt_newstest2010", "wmt_newsdiscussdev2015", "dictionary"), 5.0)
    wanted |= {"multi30k": 0.333, "europarl_concodisco": 0.5, "hansard_csc401_reaccented": 0.5, "pawsx": 1.0}
    assert {source: weight_of(source, corpus) for source in wanted} == wanted
    assert "dictionary" in corpus.parts


def test_the_recipe_that_begins_as_the_encoder_has_its_shape() -> None:
    from mtcheck.encoder.encoder import shipped_folder
    from mtcheck.training.encoder_network import read_encoder

    model, encoder = read_recipe(RECIPES / "encoder-start.toml").model, read_encoder(shipped_folder())
    assert (model.kind, model.encoder_layers, model.heads) == ("bart", len(encoder.layers), encoder.heads)
    assert (model.positions, model.dimension) == tuple(encoder.pos.shape)
    assert model.feed_forward == encoder.state_dict()["layers.0.fi.weight"].shape[0]


def test_the_full_recipe_holds_and_explains_every_key() -> None:
    text = (RECIPES / "cpu-small.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    held = {f"{section}.{key}" for section, keys in table.items() if isinstance(keys, dict) for key in keys} | {
        "folder"
    }
    assert held == set(key_help())
    for line in text.splitlines():
        assert "=" not in line.partition("#")[0] or re.search(r"#\s*\S", line), line


def test_every_key_has_a_line_of_help() -> None:
    assert all(help_text.endswith(".") for help_text in key_help().values())


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({"trian": {}}, r"trian: unknown key; did you mean 'train'\?"),
        ({"train": {"step": 1}}, r"train\.step: unknown key; did you mean 'steps'\?"),
        ({"path": "x"}, "path: unknown key"),
        ({"train": 3}, "train: expected a table, got an integer"),
        ({"train": {"steps": True}}, r"train\.steps: expected an integer, got a boolean"),
        ({"train": {"steps": 0}}, r"train\.steps: 0 is out of range"),
        ({"train": {"learning_rate": "high"}}, r"train\.learning_rate: expected a number"),
        ({"train": {"optimiser": "sgd"}}, r"'sgd' is none of adamw, muon"),
        ({"export": {"int8": 1}}, r"export\.int8: expected true or false"),
        ({"corpus": {"parts": "one.tsv"}}, r"corpus\.parts: expected a list of strings"),
        ({"corpus": {"shares": {"laws": 200}}}, r"corpus\.shares: 200 is out of range"),
        ({"model": {"start": 1}}, r"model\.start: expected a string"),
        ({"model": {"dimension": 100, "heads": 8}}, r"model\.dimension: the width"),
        ({"model": {"positions": 64}}, r"train\.longest: longer than model\.positions"),
    ],
)
def test_a_wrong_recipe_names_the_key(table: dict[str, object], message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        parse_recipe(table)


def test_an_option_is_stronger_than_the_file(tmp_path: Path) -> None:
    path = tmp_path / "recipe.toml"
    path.write_text("[train]\nsteps = 5\nseed = 2\n", encoding="utf-8")
    recipe = read_recipe(path, ["train.steps = 7", 'corpus.parts = ["a.tsv"]'])
    assert (recipe.train.steps, recipe.train.seed, recipe.corpus.parts) == (7, 2, ("a.tsv",))
    with pytest.raises(ConfigError, match=r"--set: train\.stpes"):
        read_recipe(path, ["train.stpes = 7"])
    with pytest.raises(ConfigError, match="as in TOML"):
        read_recipe(path, ["train.device = cpu"])


def test_a_device_that_is_none_names_the_recipe_and_its_key() -> None:
    with pytest.raises(ConfigError, match=r"^my\.toml: train\.device: unknown device 'tpu': one of auto, cpu, cuda"):
        train(parse_recipe({"train": {"device": "tpu"}}, path="my.toml"))


def test_a_missing_or_malformed_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"none\.toml: cannot be read"):
        read_recipe(tmp_path / "none.toml")
    (tmp_path / "bad.toml").write_text("[train\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="not valid TOML"):
        read_recipe(tmp_path / "bad.toml")
