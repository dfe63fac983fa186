"""Reported speech without marks, dialogue, and whom a pronoun or an office means."""

from __future__ import annotations

import pytest

from mtcheck.readers.plain import document
from mtcheck.speech.cues import CueKind, find_cues
from mtcheck.speech.quotations import find_quotations, read_quotations
from mtcheck.speech.reporting import reporting


def find(text: str) -> list[tuple[str, str | None, str | None]]:
    return [
        (item.text, item.speaker, item.cue.of(text) if item.cue else None)
        for item in find_quotations(document("a.txt", text))
    ]


def test_there_are_several_hundred_verbs() -> None:
    lemmas = {form.lemma for forms in reporting().forms.values() for form in forms}
    assert len(lemmas) >= 300
    assert {"espère", "espérait", "espérant", "espéré", "rappelle", "avertissait", "maintient"} <= set(
        reporting().forms
    )


@pytest.mark.parametrize(
    ("text", "cue", "kind"),
    [
        ("Le maire a, de son côté, averti la presse.", "a, de son côté, averti", CueKind.FINITE),
        ("Le maire a également fait savoir.", "a également fait savoir", CueKind.FINITE),
        ("Et d'ajouter ceci.", "ajouter", CueKind.INFINITIVE),
        ("De l'avis de tous, oui.", "De l'avis de", CueKind.ACCORDING),
    ],
)
def test_cues(text: str, cue: str, kind: CueKind) -> None:
    (found,) = find_cues(text, 0, len(text))
    assert (text[found.start : found.end].strip(), found.kind) == (cue, kind)


@pytest.mark.parametrize(
    "text", ["L'annonce du maire plaît.", "Il n'y a pas de demande.", "L'offensive se poursuit.", "selon les règles"]
)
def test_no_cues(text: str) -> None:
    assert find_cues(text, 0, len(text)) == ()


@pytest.mark.parametrize(
    ("text", "cues"),
    [
        ("D’APRÈS  lui, selon Paul, à l'en croire : oui", ["D’APRÈS  ", "selon ", "à l'en croire"]),
        ("de l'avis de l'avis de Paul", ["de l'avis de "]),
        ("peut-être-selon Paul", ["selon "]),
        ("İl İl, selon Paul, a déclaré", ["selon ", "a déclaré"]),
    ],
)
def test_cues_stand_where_the_text_has_them(text: str, cues: list[str]) -> None:
    assert [text[cue.start : cue.end] for cue in find_cues(text, 0, len(text))] == cues


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        ("Jeanne Martin a dit à la presse que le pont fermera.", "le pont fermera", "Jeanne Martin"),
        ("Le pont fermera en mai, a annoncé Jeanne Martin.", "Le pont fermera en mai", "Jeanne Martin"),
        ("Le pont fermera, selon une source proche.", "Le pont fermera", "une source proche"),
        ("Selon Jeanne Martin, chez Durand, le pont fermera.", "le pont fermera", "Jeanne Martin"),
        ("Jeanne Martin dit avoir signé le décret.", "avoir signé le décret", "Jeanne Martin"),
        ("Jeanne Martin a promis de rouvrir le pont.", "rouvrir le pont", "Jeanne Martin"),
        ("Pour la ministre Jeanne Martin, le pont est sûr.", "le pont est sûr", "Jeanne Martin"),
        (
            "Le pont, dit Jeanne Martin, fermera en mai.",
            "Le pont, dit Jeanne Martin, fermera en mai",
            "Jeanne Martin",
        ),
        ("Jeanne Martin a demandé si le pont fermerait.", "si le pont fermerait", "Jeanne Martin"),
        ("Jeanne Martin a dit le pont est trop vieux.", "le pont est trop vieux", "Jeanne Martin"),
    ],
)
def test_a_reported_clause(text: str, words: str, speaker: str) -> None:
    ((found, who, _),) = find(text)
    assert (found, who) == (words, speaker)
    assert not find_quotations(document("a.txt", text))[0].marked


def test_what_is_added_is_reported_apart() -> None:
    text = "Jeanne Martin a dit que le pont fermera, ajoutant que la route resterait ouverte."
    assert [(words, speaker) for words, speaker, _ in find(text)] == [
        ("le pont fermera", "Jeanne Martin"),
        ("la route resterait ouverte", "Jeanne Martin"),
    ]


def test_marked_words_stand_for_their_clause() -> None:
    assert [
        words for words, _, _ in find("Jeanne Martin a dit que le pont était « trop vieux » et que la route suffirait.")
    ] == [
        "trop vieux",
        "la route suffirait",
    ]


def test_pronouns_and_offices_mean_the_person_of_their_gender() -> None:
    text = (
        "La biologiste Jeanne Martin a rencontré Paul Durand.\n\n"
        "« Nous avons tout compté », a-t-elle dit. La chercheuse a précisé que les essais dureraient un an. « C'est long, "
        "dit-il », a raillé Paul Durand."
    )
    assert [speaker for _, speaker, _ in find(text)] == ["Jeanne Martin", "Jeanne Martin", "Paul Durand"]


def test_dialogue_and_block_quotes() -> None:
    text = (
        "Jeanne Martin écrit :\n\n> Vous aviez promis une parole simple.\n\nUn silence passe.\n\n"
        "— Je n'y crois plus, soupire Paul Durand.\n\n- Point de presse mardi à la mairie du village."
    )
    assert [(words, speaker) for words, speaker, _ in find(text)] == [
        ("Vous aviez promis une parole simple.", "Jeanne Martin"),
        ("Je n'y crois plus", "Paul Durand"),
    ]


def test_words_set_apart_are_known_but_are_no_quotations() -> None:
    text = "Le film « La Dernière Marée » plaît. « Il est très beau », a dit Jeanne Martin."
    assert [(item.text, speech) for item, speech in read_quotations(document("a.txt", text))] == [
        ("La Dernière Marée", False),
        ("Il est très beau", True),
    ]
