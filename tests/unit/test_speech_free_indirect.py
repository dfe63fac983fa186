"""Free indirect speech: what goes on reporting in the conditional, and the conditionals that report nothing."""

from __future__ import annotations

import pytest

from mtcheck.readers.plain import document
from mtcheck.speech.conditional import hearsay_verb, is_conditional
from mtcheck.speech.quotations import find_quotations

LEAD = "Le président Karim Benali s'est félicité de l'appel. "


def free(text: str) -> list[tuple[str, str | None]]:
    """The reported sentences whose cue is their own verb, and their speakers."""
    found = find_quotations(document("a.txt", text))
    return [
        (item.text, item.speaker) for item in found if not item.marked and item.cue and item.span.contains(item.cue)
    ]


def test_a_chain_of_hearsay_keeps_its_speaker() -> None:
    text = LEAD + "La paix serait proche. Moscou aurait accepté trois conditions."
    assert free(text) == [
        ("La paix serait proche", "Karim Benali"),
        ("Moscou aurait accepté trois conditions", "Karim Benali"),
    ]


def test_the_cue_is_the_verb() -> None:
    text = LEAD + "Les deux camps se seraient, la nuit dernière, parlé à Genève."
    (quotation,) = find_quotations(document("a.txt", text))
    assert quotation.cue is not None
    assert quotation.cue.of(text) == "seraient, la nuit dernière, parlé"


@pytest.mark.parametrize(
    ("lead", "speaker"),
    [
        ("« Nous sommes prêts », a déclaré Karim Benali.", "Karim Benali"),
        ("Selon un témoin, trois hommes ont forcé la porte.", "un témoin"),
        ("La ville dort. Le maire affirme que le pont est sûr.", "le maire"),
        ("D'après nos informations, le pont fermera en mai.", "nos informations"),
    ],
)
def test_it_follows_any_attributed_sentence(lead: str, speaker: str) -> None:
    assert free(f"{lead} Les travaux auraient commencé lundi.") == [("Les travaux auraient commencé lundi", speaker)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Il voudrait un parking devant la gare.",
        "On pourrait dire que la ville a changé.",
        "Si les armes se taisaient, il ferait bon vivre.",
        "La route serait rouverte si le pont tenait.",
        "Il serait temps de conclure cette affaire.",
        "Nous aurions aimé entendre la ministre.",
        "On aurait entendu une mouche voler.",
        "Qui aurait imaginé un tel succès ?",
        "Sans digue, le village aurait disparu.",
        "Elle aurait pu dire la vérité.",
        "Un départ laisserait un grand vide devant.",
        "Une prime serait la bienvenue ici.",
        "Le portrait montrait la reine en bleu.",
        "La ville ouvrait ses portes au public.",
        "L'homme qui aurait tiré est en fuite.",
        "Serait-il parti sans un mot hier ?",
        "En cas de besoin, la commune emprunterait.",
        "Mieux vaudrait attendre le mois de septembre.",
        "Elles aimeraient entendre leurs voix ce soir.",
    ],
)
def test_plain_conditionals_report_nothing(sentence: str) -> None:
    assert free(LEAD + sentence) == []


@pytest.mark.parametrize(
    "text",
    [
        "La nouvelle école a ouvert lundi. Le bâtiment serait le plus grand du canton.",
        LEAD + "\n\nMoscou aurait accepté trois conditions.",
        LEAD + "Il pleut depuis dimanche. Moscou aurait accepté trois conditions.",
        LEAD + "Moscou aurait accepté trois conditions, selon la presse.",
    ],
)
def test_it_needs_a_speaker_just_before_and_none_of_its_own(text: str) -> None:
    assert free(text) == []


@pytest.mark.parametrize(
    ("sentence", "verb"),
    [
        ("La capitale voisine aurait accepté", "aurait accepté"),
        ("Les stocks n'auraient jamais été aussi bas", "auraient jamais été"),
        ("Le dirigeant, qui avait nié, serait parti hier", "serait parti"),
        ("La transaction vaudrait deux milliards", "vaudrait"),
        ("Le texte dit que la ville serait prise", None),
    ],
)
def test_hearsay_verbs(sentence: str, verb: str | None) -> None:
    found = hearsay_verb(sentence, 0, len(sentence))
    assert (found.of(sentence) if found else None) == verb


def test_imperfects_and_nouns_in_rait_are_no_conditionals() -> None:
    assert not [
        word for word in ("montrait", "espérait", "ouvraient", "portrait", "paraît", "durait") if is_conditional(word)
    ]
    assert all(is_conditional(word) for word in ("serait", "montrerait", "préférerait", "prendraient", "viendrait"))
