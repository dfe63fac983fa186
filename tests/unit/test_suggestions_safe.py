"""Which suggestions are applied without asking, and how they fit their sentence."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from mtcheck.french.elision import elides
from mtcheck.french.nouns import gender_of, marked_gender, pluralised
from mtcheck.records import Category, FileReport, Finding, Severity, Span
from mtcheck.suggestions.edits import SafeEdit, apply, without_conflicts
from mtcheck.suggestions.safe import safe_edits


def corrected(report: FileReport) -> str:
    assert report.document is not None
    return apply(report.document.text, safe_edits(report.document.text, report.findings))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Kiev demande les systèmes patriotes.", "Kiev demande les systèmes Patriot."),
        ("Un système patriote a été livré.", "Un système Patriot a été livré."),
        ("Trois missiles patriotes ont été tirés.", "Trois missiles Patriot ont été tirés."),
        ("Plusieurs fonds de haie ont parié sur le yen.", "Plusieurs fonds spéculatifs ont parié sur le yen."),
        ("Ils ont signé le feu cessé hier soir.", "Ils ont signé le cessez-le-feu hier soir."),
        ("Il réclame de le feu cessé.", "Il réclame du cessez-le-feu."),
        ("Il réclame une zone d’aucun vol.", "Il réclame une zone d’exclusion aérienne."),
        (
            "Il a passé vingt ans dans la rangée de mort avant sa grâce.",
            "Il a passé vingt ans dans le couloir de la mort avant sa grâce.",
        ),
        ("L'index des prix du consommateur a augmenté.", "L'indice des prix à la consommation a augmenté."),
        ("Le sommet aura lieu à Londra en mai.", "Le sommet aura lieu à Londres en mai."),
        ("Il vient d'Aquisgrana par le train.", "Il vient d'Aix-la-Chapelle par le train."),
        (
            "Les contacts sur l'axe de Washington-Mosca ont repris.",
            "Les contacts sur l'axe de Washington-Moscou ont repris.",
        ),
        (
            "La décision du administration américaine a surpris.",
            "La décision de l'administration américaine a surpris.",
        ),
        ("Les pays ont accepté augmenter leur production.", "Les pays ont accepté d'augmenter leur production."),
        (
            "« Ce sont des civils qui rentraient chez eux », a déclaré que le président ukrainien.",
            "« Ce sont des civils qui rentraient chez eux », a déclaré le président ukrainien.",
        ),
        ("Le juge a ordonné la libération de le suspect.", "Le juge a ordonné la libération du suspect."),
        ("Le maire a dit que il part.", "Le maire a dit qu'il part."),
        ("Le maire a reçu les élus et Je pense que oui.", "Le maire a reçu les élus et je pense que oui."),
    ],
)
def test_safe_suggestions_are_applied(before: str, after: str, check_text: Callable[[str], FileReport]) -> None:
    assert corrected(check_text(before)) == after


@pytest.mark.parametrize(
    "text",
    [
        "LES SYSTÈMES PATRIOTES SONT LÀ.",  # a shouted headline would need its own capitals
        "Washington veut aider Kiev à défendre aérien son territoire.",  # a verb is no noun
        "Une interview téléphonique avec le président a eu lieu.",  # several renderings, and sound French besides
        "Les grèves de masse de drones ont repris.",  # the drones would be lost
        "L'hôtel Londra a fermé ses portes.",  # a name of something else
        "« Nous avons fini », a déclaré qu'il attendait la suite.",  # a clause does follow
        "Un missile a suivi les grèves contre la raffinerie.",  # the sense of a word is for a person
        "Selon le gardien, citant deux sources anonymes, l'accord est proche.",
        "Le ministre a reçu le maire Hier à Paris.",
        "L'information a été révélée par les Temps financiers, qui citent deux sources.",
    ],
)
def test_the_rest_is_left_to_a_person(text: str, check_text: Callable[[str], FileReport]) -> None:
    assert corrected(check_text(text)) == text


def test_an_adjective_on_the_determiners_side_stops_the_agreement(check_text: Callable[[str], FileReport]) -> None:
    assert corrected(check_text("Ils ont préparé un réunion important avec soin.")).startswith(
        "Ils ont préparé un réunion"
    )
    assert corrected(check_text("Ils ont préparé un réunion importante.")) == "Ils ont préparé une réunion importante."


def test_sound_text_stays_as_it_is(check_text: Callable[[str], FileReport]) -> None:
    text = "Le cessez-le-feu tient. Les systèmes Patriot sont arrivés à Londres, et la réunion a été utile."
    assert corrected(check_text(text)) == text


def test_correcting_twice_changes_nothing_more(check_text: Callable[[str], FileReport]) -> None:
    once = corrected(check_text("Les systèmes patriotes et le feu cessé : un réunion à Londra."))
    assert once == "Les systèmes Patriot et le cessez-le-feu : une réunion à Londres."
    assert corrected(check_text(once)) == once


def finding(span: Span, text: str, suggestion: str, *, code: str = "MT402", confidence: float = 0.8) -> Finding:
    words = span.of(text)
    return Finding(code, "x", Category.GRAMMAR, Severity.MINOR, confidence, span, words, "", suggestion=suggestion)


def test_a_finding_of_a_less_sure_branch_is_left() -> None:
    text = "Il a refusé signer."
    sure = finding(Span(5, 18), text, "refusé de signer")
    assert safe_edits(text, [sure])
    assert not safe_edits(text, [replace(sure, branch="another")])


def test_words_on_which_two_findings_differ_are_left() -> None:
    text = "Il a refusé signer."
    other = finding(Span(5, 11), text, "accepté", code="MT101", confidence=0.6)
    assert not safe_edits(text, [finding(Span(5, 18), text, "refusé de signer"), other])


def test_a_finding_whose_words_do_not_stand_there_is_left() -> None:
    text = "Il a refusé signer."
    assert not safe_edits("Il a promis signer.", [finding(Span(5, 18), text, "refusé de signer")])


def test_of_edits_that_touch_the_surer_is_kept() -> None:
    text = "abc def ghi"
    edits = [
        SafeEdit(span, "x", finding(span, text, "x", confidence=confidence))
        for span, confidence in ((Span(0, 3), 0.8), (Span(3, 7), 0.9), (Span(9, 11), 0.7))
    ]
    kept = without_conflicts(edits)
    assert [edit.span for edit in kept] == [Span(3, 7), Span(9, 11)]
    assert apply(text, kept) == "abcx gx"


@pytest.mark.parametrize(
    ("singular", "plural"),
    [
        ("système Patriot", "systèmes Patriot"),
        ("livraison d'armes", "livraisons d'armes"),
        ("capital national", "capitaux nationaux"),
        ("bateau de guerre", "bateaux de guerre"),
        ("porte-avions", "porte-avions"),
        ("fonds spéculatif", "fonds spéculatifs"),
        ("accord-cadre", None),
        ("attaque éclair", None),
    ],
)
def test_plurals(singular: str, plural: str | None) -> None:
    assert pluralised(singular) == plural


@pytest.mark.parametrize(
    ("word", "answer"),
    [
        ("arme", True),
        ("Élysée", True),
        ("homme", True),
        ("héros", False),
        ("hausse", False),
        ("yen", False),
        ("pays", False),
    ],
)
def test_elision(word: str, answer: bool | None) -> None:
    assert elides(word) is answer


@pytest.mark.parametrize(
    ("noun", "gender"), [("réunion", "f"), ("cessez-le-feu", "m"), ("porte-avions", "m"), ("qzx", None)]
)
def test_gender(noun: str, gender: str | None) -> None:
    assert gender_of(noun) == gender


@pytest.mark.parametrize(
    ("adjective", "gender"),
    [("importante", "f"), ("important", "m"), ("massive", "f"), ("grave", None), ("dans", None)],
)
def test_gender_that_an_adjective_shows(adjective: str, gender: str | None) -> None:
    assert marked_gender(adjective) == gender
