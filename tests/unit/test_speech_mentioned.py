from __future__ import annotations

import pytest

from mtcheck.readers.plain import document
from mtcheck.speech.mentioned import mentioned_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("L'expression « feu cessé » est une traduction fautive.", ["feu cessé"]),
        ("Il faut écrire « cessez-le-feu » et non « feu cessé ».", ["cessez-le-feu", "feu cessé"]),
        ("Le mot anglais « whip » désigne un chef de file.", ["whip"]),
        ("Rectificatif : nous avons parlé d'un « feu cessé » dans notre édition de lundi.", ["feu cessé"]),
        ("« Feu amical » est un calque de l'anglais.", ["Feu amical"]),
        ("Une version précédente de cet article évoquait un « feu cessé ».", ["feu cessé"]),
        ("Le film « Un feu cessé » sort mercredi.", ["Un feu cessé"]),
        ("La dépêche a été corrigée : lire « trêve » au lieu de « feu cessé ».", ["trêve", "feu cessé"]),
    ],
)
def test_words_that_a_text_speaks_of(text: str, words: list[str]) -> None:
    found = document("a.txt", text)
    assert [span.of(text) for span in mentioned_words(text, found.passages)] == words


@pytest.mark.parametrize(
    "text",
    [
        "Les deux armées ont signé un « feu cessé » hier soir.",
        "« Nous voulons un feu cessé », a déclaré le ministre.",
        "Le ministre a écrit : « Nous voulons un feu cessé. »",
        "Il réclame un « feu cessé » depuis des mois et dit « oui » à la paix.",
        "Le film raconte un « feu cessé » entre deux familles.",
    ],
)
def test_words_that_a_text_uses(text: str) -> None:
    assert mentioned_words(text, document("a.txt", text).passages) == ()
