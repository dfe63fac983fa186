"""How far a back-translation is trusted, and what it lost."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from report_sample import PATH, sample

from mtcheck.evaluation.back_translation import as_toml, bounds_of
from mtcheck.records import FileReport, Report
from mtcheck.report.back_translation import GOOD, POOR, ROUGH, lost_words, shipped_bounds, trust_in_words
from mtcheck.report.html import HtmlReporter
from mtcheck.report.text import TextReporter, TextStyle


def test_trust_follows_the_bounds() -> None:
    bounds = shipped_bounds()
    assert bounds.poor < bounds.good < 0
    assert trust_in_words(bounds.good) == GOOD
    assert trust_in_words(bounds.poor) == trust_in_words(None) == ROUGH
    assert trust_in_words(bounds.poor - 0.01) == POOR


@pytest.mark.parametrize(
    ("french", "english", "lost"),
    [
        ("Le président Zelensky a reçu 40 drones.", "The president received the drones.", ("Zelensky", "40")),
        ("Le président Zelensky a reçu 40 drones.", "President Zelensky received 40 drones.", ()),
        ("Il a quitté Londres pour Moscou.", "He left London for Moscow.", ()),
        ("Le coût est de 2 500 euros.", "The cost is 2,500 euros.", ()),
        ("Le coût est de 2 500 euros.", "The cost is 25 euros.", ("2 500",)),
        ("Il arrive à 15 h 30 avec 3 amis.", "He arrives at 3.30 p.m. with three friends.", ()),
        ("Il a reçu M. Orbán à Kiev.", "He received Mr Orb in Kyiv.", ("Orbán",)),
        ("Le FMI, l'OTAN et l'EPFL suivent.", "The IMF, NATO and the schools follow.", ("EPFL",)),
        ("Le canton de Saint-Gall vote.", "The canton of St. Gall votes.", ()),
        ("Il a vu « La Haine » à Paris.", "He saw 'La Haine' in Paris.", ()),
        ("Il a vu « La Haine » à Paris.", "He saw hatred in Paris.", ()),
        ("L'opération « Toile d'araignée » commence.", "The operation begins.", ("Toile d'araignée",)),
        ("Le groupe « Wagner » part.", "The group leaves.", ("Wagner",)),
        ("« Nous avons tous voté pour lui hier », dit-il.", "He says so.", ()),
        ("Selon lui, c'est fini. Demain sera mieux.", "For him it is over. It will be better.", ()),
    ],
)
def test_names_and_numbers_that_are_lost(french: str, english: str, lost: tuple[str, ...]) -> None:
    assert lost_words(french, english) == lost


def with_trust(log_prob: float) -> Report:
    report = sample()
    file = report.files[0]
    finding = next(item for item in file.findings if item.text == "feu cessé")
    changed = replace(finding, back_translation_log_prob=log_prob, back_translation="The movements of the fires.")
    return replace(report, files=(replace(file, findings=(changed,)),))


def shown(report: Report) -> tuple[str, str]:
    page, text = io.StringIO(), io.StringIO()
    HtmlReporter().render(report, page)
    TextReporter(100, TextStyle(verbose=True)).render(report, text)
    return page.getvalue(), text.getvalue()


def test_a_poor_back_translation_stands_behind_the_words_one_by_one() -> None:
    page, text = shown(with_trust(-3.0))
    assert page.index("Word for word</dt>") < page.index(f"Back-translation by machine: {POOR}")
    assert 'Lost in the back-translation</dt><dd lang="fr">Moscou</dd>' in page
    assert text.index("word for word ") < text.index("back-translation  The movements")
    assert f"- {POOR}; lost in it: Moscou\n" in text


def test_a_good_one_is_called_so() -> None:
    page, text = shown(with_trust(-0.1))
    assert f"Back-translation by machine: {GOOD}" in page
    assert f"- {GOOD}; lost in it: Moscou\n" in text
    assert "\n    word for word " not in text


def test_bounds_part_what_people_would_understand() -> None:
    values = (80.0, 60.0, 45.0, 45.0, 45.0, 45.0, 38.0, 38.0)
    scored = [(-0.1 * number, value) for number, value in enumerate(values, 1)]
    figures = bounds_of(scored)
    assert figures.poor < figures.good
    assert figures.chrf[0] >= 55
    assert figures.chrf[2] <= 40
    assert figures.pairs == (5, 1, 2)
    assert f"poor = {figures.poor}\n" in as_toml(figures)


def test_files_without_text_lose_nothing() -> None:
    finding = sample().files[0].findings[0]
    report = Report((FileReport(PATH, findings=(finding,)),), "s")
    assert "lost in it" not in shown(report)[1]
