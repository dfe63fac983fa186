"""What the French may say the other way round, and the English that a model is asked about."""

from __future__ import annotations

import pytest

from mtcheck.facts.contrasts import Suspected, suspicions


@pytest.mark.parametrize(
    ("english", "french", "kind", "instead"),
    [
        ("Prices have risen.", "Les prix ont baissé.", Suspected.OPPOSITE, "Prices have fallen."),
        ("Our side won.", "Notre camp a perdu.", Suspected.OPPOSITE, "Our side lost."),
        ("The bank accepts it.", "La banque le refuse.", Suspected.OPPOSITE, "The bank rejects it."),
        ("France lent Greece money.", "La Grèce a prêté à la France.", Suspected.ROLES, "Greece lent France money."),
        ("The team failed to score.", "L'équipe a marqué.", Suspected.DONE, "The team managed to score."),
        ("They are unable to work.", "Ils travaillent.", Suspected.DONE, "They are able to work."),
        ("It can hardly move.", "Il bouge.", Suspected.DENIAL, "It can fully move."),
        ("The team scored.", "L'équipe a échoué à marquer.", Suspected.UNDONE, "The team failed to score."),
        ("Rain kept us from sleeping.", "La pluie nous a fait dormir.", Suspected.DONE, "Rain allowed us to sleep."),
    ],
)
def test_the_contrary_is_written_in_english(english: str, french: str, kind: Suspected, instead: str) -> None:
    assert (kind, instead) in [(item.kind, item.instead) for item in suspicions(english, french)]


@pytest.mark.parametrize(
    ("english", "french"),
    [
        ("Turkey and Greece talked.", "La Grèce et la Turquie se sont parlé."),
        ("The UN Security Council met.", "Le Conseil de sécurité de l'ONU s'est réuni."),
        ("The team failed to score.", "L'équipe n'a pas marqué."),
        ("The team failed to score.", "L'équipe a échoué à marquer."),
        ("Prices have not fallen.", "Les prix ont augmenté."),
        ("France lent Greece money.", "La France a prêté à la Grèce."),
    ],
)
def test_nothing_is_suspected_of_sound_french(english: str, french: str) -> None:
    assert suspicions(english, french) == ()


def test_spans_count_in_the_texts() -> None:
    english, french = "Sales of bicycles fell in the spring.", "Les ventes de vélos ont augmenté au printemps."
    (found,) = suspicions(english, french)
    assert (found.english.of(english), found.french.of(french)) == ("fell", "augmenté")
