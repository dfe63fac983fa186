"""The verdict on a document: how far it reads like unedited machine translation."""

import json
from pathlib import Path

import numpy as np
import pytest

from mtcheck.context.measures import NAMES, MeasuredSentence
from mtcheck.context.style import habits
from mtcheck.context.verdict import LEAST_WORDS, shipped_document_judge, shipped_measurer
from mtcheck.errors import InputError
from mtcheck.evidence.gloss import shipped_glosser
from mtcheck.records import FileReport
from mtcheck.report.wording import origin_in_words
from mtcheck.text.sentences import split_sentences
from mtcheck.training.document import read_texts

GARBLED = (
    "Le joueur de milieu a été vendu pour un frais de transfert non divulgué, ont dit les clubs mardi.",
    "Il a tiré le papier de la table et a couru hors de la bâtiment avant que les pompiers arrivé sur la scène.",
    "Les résidents a été dit de rester à l'intérieur comme le feu a balayé à travers la basse colline.",
    "Le chef de feu a appelé la réponse un changeur de jeu pour la ville et ses gens, qui ont été travaillant dur.",
    "Aucun blessures ont été rapportés, mais le dommage à la propriété est dit être dans les millions.",
)
SOUND = (
    "Le conseil municipal a adopté mardi soir le budget de la ville, après plus de trois heures de débats.",
    "Les élus de l'opposition reprochaient au maire de n'avoir pas tenu compte de la hausse du prix de l'énergie.",
    "La dette, qui s'élève à douze millions d'euros, devrait toutefois diminuer dès l'an prochain.",
)
SEEDS = Path(__file__).parents[2] / "seeds"


def sentences(texts: tuple[str, ...]) -> list[MeasuredSentence]:
    return [MeasuredSentence(text, shipped_glosser().gloss(text)) for text in texts]


def article(name: str) -> list[MeasuredSentence]:
    text = (SEEDS / name).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.strip()]
    return sentences(tuple(span.of(line) for line in lines for span in split_sentences(line, 0)))


def test_broken_french_reads_like_a_machines() -> None:
    probability = shipped_document_judge().probability(sentences(GARBLED))
    assert probability is not None
    assert probability > 0.7


@pytest.mark.parametrize("name", ["002_c2c85c01e871707d.txt", "004_f20b75c96bb59876.txt"])
def test_news_by_people_does_not(name: str) -> None:
    probability = shipped_document_judge().probability(article(name))
    assert probability is not None
    assert probability < 0.4


def test_short_texts_get_no_verdict() -> None:
    found = sentences(SOUND)
    assert sum(len(sentence.words) for sentence in found) < LEAST_WORDS
    assert shipped_document_judge().probability(found) is None


def test_the_verdict_does_not_hang_on_quotation_marks() -> None:
    quoted = "Le maire a déclaré : « Nous avons tenu nos promesses et nous continuerons à le faire. »"
    straight = quoted.replace("« ", '"').replace(" »", '"')
    assert habits([quoted]) == habits([straight])


def test_measures_count_what_they_name() -> None:
    measured = dict(
        zip(
            NAMES, shipped_measurer().measure(sentences(("Il a dit que le workshop est financépar eux.",))), strict=True
        )
    )
    words = 9
    assert measured["forms left in English"] == pytest.approx(100 / words)
    assert measured["forms glued together"] == pytest.approx(100 / words)
    assert measured["function words: that"] == pytest.approx(100 / words)
    assert np.isfinite(list(measured.values())).all()


def test_reports_say_it_in_words() -> None:
    told = [origin_in_words(FileReport("a.txt", machine_translated=share)) for share in (0.934, 0.05)]
    assert [(found[0], str(found[1])) for found in told if found is not None] == [
        ("document.machine-translated", "reads like unedited machine translation (machine translation: 93%)"),
        ("document.human", "reads like French by people (machine translation: 5%)"),
    ]
    assert origin_in_words(FileReport("a.txt")) is None


def test_training_names_the_line_of_a_malformed_text(tmp_path: Path) -> None:
    file = tmp_path / "texts.jsonl"
    good = {"source": "a", "kind": "people", "machine": False, "sentences": list(SOUND)}
    file.write_text(f"{json.dumps(good)}\n{{}}\n", encoding="utf-8")
    with pytest.raises(InputError) as told:
        list(read_texts(str(file), shipped_glosser()))
    assert told.value.line == 2
