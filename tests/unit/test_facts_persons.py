"""Who did it to whom where one of the two is the speaker."""

from __future__ import annotations

import pytest

from mtcheck.facts.persons import swapped_persons


@pytest.mark.parametrize(
    ("english", "french", "printed", "instead"),
    [
        (
            "I lent my brother the money.",
            "Mon frère m'a prêté l'argent.",
            "m'a prêté",
            "my brother lent me the money.",
        ),
        (
            "The deputy who told me left.",
            "L'adjoint à qui j'avais dit cela est parti.",
            "j'avais dit",
            "The deputy I told him left.",
        ),
        (
            "They owe us three days' pay.",
            "Nous leur devons trois jours de salaire.",
            "Nous leur devons",
            "we owe him three days' pay.",
        ),
        (
            "We warned the council twice.",
            "La mairie nous a avertis deux fois.",
            "nous a avertis",
            "the council warned us twice.",
        ),
    ],
)
def test_the_speaker_in_anothers_place_is_suspected(english: str, french: str, printed: str, instead: str) -> None:
    assert [(one.french.of(french), one.instead) for one in swapped_persons(english, french)] == [(printed, instead)]


@pytest.mark.parametrize(
    ("english", "french"),
    [
        ("I lent my brother the money.", "J'ai prêté l'argent à mon frère."),
        ("The deputy who told me left.", "L'adjoint qui m'avait dit cela est parti."),
        ("I saw him when he saw me.", "Je l'ai vu quand il m'a vu."),
        ("They owe us three days' pay.", "Ils nous doivent trois jours de salaire."),
        ("They owe us three days' pay.", "Nous devons encore toucher trois jours de salaire, ils nous les doivent."),
        ("I could not stop.", "Impossible de m'arrêter."),
        ("I'd like us to reach a third.", "J'aimerais que nous atteignions un tiers."),
    ],
)
def test_the_speaker_in_their_own_place_is_left_alone(english: str, french: str) -> None:
    assert list(swapped_persons(english, french)) == []
