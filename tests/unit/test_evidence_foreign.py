"""A few words of another language inside a French sentence are found; names, titles, loans and French are not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from mtcheck.evidence.analysis import GlossedWord
from mtcheck.evidence.foreign import ForeignRun, borrowed_spans, foreign_runs
from mtcheck.records import FileReport, Finding

Gloss = Callable[[str], tuple[GlossedWord, ...]]
CheckText = Callable[..., FileReport]
SENTENCES = Path(__file__).parent.parent / "languages"
# The sentence before makes the passage French, whatever the next one holds.
LEAD = "Le ministre est arrivé hier à Paris avec sa délégation pour une visite de deux jours. "


def runs(gloss: Gloss, text: str) -> list[tuple[str, str]]:
    return [(run.language, place(run, text)) for run in foreign_runs(gloss(text), text)]


def place(run: ForeignRun, text: str) -> str:
    return text[run.words[0].span.start : run.words[-1].span.end]


def untranslated(report: FileReport) -> list[Finding]:
    return [finding for finding in report.findings if finding.code == "MT301"]


def lines(name: str) -> list[str]:
    return [line for line in (SENTENCES / name).read_text(encoding="utf-8").splitlines() if not line.startswith("#")]


@pytest.mark.parametrize(
    ("text", "language", "run"),
    [
        ("Le ministre a parlé della situazione economica pendant une heure.", "it", "della situazione economica"),
        ("Le maire a salué los trabajadores de la ville voisine.", "es", "los trabajadores"),
        ("La chancelière a évoqué die wirtschaftliche Lage mardi.", "de", "die wirtschaftliche"),
        ("Le chef de l'État a dit que we had a great call hier soir.", "en", "we had a great call"),
        ("Le texte sera voté na próxima semana au Parlement.", "pt", "próxima semana"),
        ("La route a été fermée na het ongeluk pendant deux heures.", "nl", "het ongeluk"),
    ],
)
def test_a_foreign_run_is_found(gloss: Gloss, text: str, language: str, run: str) -> None:
    found = runs(gloss, text)
    assert [one for one, _ in found] == [language]
    assert run in found[0][1]


def test_most_of_the_written_sentences_are_flagged(check_text: CheckText) -> None:
    rows = [line.split("\t") for line in lines("foreign.tsv")]
    assert len(rows) >= 150
    missed = []
    for language, words, sentence in rows:
        text = LEAD + sentence
        start = text.rindex(words)
        if not any(f.span.start < start + len(words) and f.span.end > start for f in untranslated(check_text(text))):
            missed.append((language, words))
    assert len(missed) <= 0.08 * len(rows), missed


def test_names_titles_and_loans_are_left_alone(check_text: CheckText) -> None:
    sentences = lines("french.txt")
    assert len(sentences) >= 100
    found = {text: [f.text for f in untranslated(check_text(LEAD + text))] for text in sentences}
    assert {text: spans for text, spans in found.items() if spans} == {}


@pytest.mark.parametrize(
    "text",
    [
        "Il vit à Los Angeles et lit Der Spiegel.",
        "La pression monte sur le gouvernement, et con brio le chef a dirigé l'orchestre.",
        "Le port de la ville reste ouvert pendant tout l'hiver.",
        "Andy Coulson dirigeait News of the World et Gloria von Thurn und Taxis l'a lu.",
        "Les grévistes de la macronie vapotent en télétravail.",
        "",
    ],
)
def test_names_and_french_make_no_run(gloss: Gloss, text: str) -> None:
    assert runs(gloss, text) == []


def test_punctuation_ends_a_run(gloss: Gloss) -> None:
    found = runs(gloss, "Il a parlé della situazione; anche economica, selon lui.")
    assert found == [("it", "della situazione"), ("it", "anche economica")]


def test_a_borrowed_expression_ends_a_run(gloss: Gloss) -> None:
    words = gloss("Ils jouent wait and see avec nous.")
    assert [word.text for word in words if word.span in borrowed_spans(words)] == ["wait", "and", "see"]


@pytest.mark.parametrize(
    "text",
    [
        "Angela Merkel avait dit « Wir schaffen es auch dieses Mal » (« nous y arriverons »).",
        "Elle a répondu « I really do not know what they want » (« je ne sais pas »).",
        "Le roman « El amor en los tiempos del cólera » est réédité.",
        "Le film La stanza del figlio a reçu la Palme d'or.",
    ],
)
def test_a_title_and_words_beside_their_french_are_left_alone(check_text: CheckText, text: str) -> None:
    assert untranslated(check_text(LEAD + text)) == []


def test_speech_is_flagged_as_a_whole(check_text: CheckText) -> None:
    text = LEAD + "« La riunione con i nostri alleati è andata bene », a déclaré la ministre."
    (finding,) = untranslated(check_text(text))
    assert finding.text == "La riunione con i nostri alleati è andata bene"
    assert str(finding.message).endswith("is Italian")


def test_english_that_a_known_statement_says_is_told(check_text: CheckText) -> None:
    text = LEAD + "M. Durand a déclaré : « We had a very productive call with our partners », avant de partir."
    quote = "We had a very productive call with our partners. We will meet again in May."
    (finding,) = untranslated(check_text(text, quote))
    assert finding.quote_id is not None
    assert "own words, left untranslated" in str(finding.message)
    assert finding.branch == "statement"
