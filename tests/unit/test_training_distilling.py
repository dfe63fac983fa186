"""A teacher's translations as a corpus part: one way each, nothing broken among them."""

import bz2
from pathlib import Path

import pytest

from mtcheck.engines.fake import FakeTranslator
from mtcheck.errors import InputError
from mtcheck.records import Hypothesis
from mtcheck.training.__main__ import main
from mtcheck.training.corpus import Directions, read_pairs
from mtcheck.training.distilling import back_translate, distil
from mtcheck.training.noise import Noise, NoisyExample
from mtcheck.training.recipe import NoiseRecipe

TEACHER = FakeTranslator(
    {
        "The cat sleeps.": "Le  chat dort.",
        "Le chat sommeille.": "The cat sleeps.",
        "Yes.": "Oui.",
        "Oui.": "",
        "No.": "No.",
    }
)


def part(folder: Path, *lines: str) -> str:
    path = folder / "part.tsv"
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return str(path)


def test_each_translation_is_used_in_the_direction_that_it_was_made_in(tmp_path: Path) -> None:
    corpus = part(tmp_path, "The cat sleeps.\tLe chat sommeille.\tbooks", "Yes.\tOui.\tbooks")
    counts: list[int] = []
    assert distil([corpus], tmp_path / "new" / "taught.tsv", TEACHER, report=counts.append) == 3
    assert counts == [2]
    noise = Noise(NoiseRecipe(capitals=1.0, alone=1.0), seed=1)
    found = [example for pair in read_pairs([str(tmp_path / "new" / "taught.tsv")]) for example in noise.examples(pair)]
    assert found == [
        NoisyExample("The cat sleeps.", "Le chat dort.", Directions.TO_FRENCH),
        NoisyExample("Yes.", "Oui.", Directions.TO_FRENCH),
        NoisyExample("The cat sleeps.", "Le chat sommeille.", Directions.TO_ENGLISH),
    ]


class Looping(FakeTranslator):
    """Repeats itself."""

    def translate(self, texts: object, *, source_lang: str, target_lang: str) -> tuple[Hypothesis, ...]:
        return tuple(Hypothesis(text, "encore encore", looped=True) for text in list(texts))  # type: ignore[call-overload]


def test_copies_and_loops_teach_nothing(tmp_path: Path) -> None:
    corpus = part(tmp_path, "No.\tOui.")
    assert distil([corpus], tmp_path / "taught.tsv", TEACHER) == 0
    assert distil([corpus], tmp_path / "taught.tsv", Looping()) == 0


def test_no_more_pairs_are_read_than_asked_for(tmp_path: Path) -> None:
    corpus = part(tmp_path, *["Yes.\tOui."] * 5)
    assert distil([corpus], tmp_path / "taught.tsv", TEACHER, most=2) == 2


def test_what_fails_leaves_no_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="without a tab"):
        distil([part(tmp_path, "Yes.\tOui.", "broken")], tmp_path / "taught.tsv", TEACHER)
    assert [path.name for path in tmp_path.iterdir()] == ["part.tsv"]


def test_the_command_says_what_it_did(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    corpus = part(tmp_path, "Yes.\tOui.")
    output = tmp_path / "taught.tsv"
    assert (
        main(["distil", corpus, "--model", "embedded", "--beam", "1", "--device", "cpu", "--output", str(output)]) == 0
    )
    lines = output.read_text(encoding="utf-8").splitlines()
    assert capsys.readouterr().err == f"1 pairs\n{output}: {len(lines)} translations\n"
    assert all(line.split("\t")[2].startswith("distilled ") for line in lines)
    assert main(["distil", str(tmp_path / "none.tsv"), "--model", "embedded", "--output", str(output)]) == 2
    assert "none.tsv" in capsys.readouterr().err


def test_french_by_people_is_written_and_an_engine_s_english_read(tmp_path: Path) -> None:
    news = tmp_path / "news.txt.bz2"
    news.write_bytes(bz2.compress(b"Le chat sommeille.\tpress\n\nOui.\tpress\nNon.\n"))
    teacher = FakeTranslator({"Le chat sommeille.": "The  cat sleeps.", "Oui.": "", "Non.": "Non."})
    output = tmp_path / "back.tsv"
    assert back_translate([str(news)], output, teacher) == 1
    noise = Noise(NoiseRecipe(capitals=1.0, alone=1.0), seed=1)
    found = [example for pair in read_pairs([str(output)]) for example in noise.examples(pair)]
    assert found == [NoisyExample("The cat sleeps.", "Le chat sommeille.", Directions.TO_FRENCH)]
    with pytest.raises(InputError, match="cannot be read"):
        back_translate([str(tmp_path / "none.txt")], output, teacher)
