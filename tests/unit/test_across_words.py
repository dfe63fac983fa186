"""Words and numbers of a known sentence that one file of a run renders otherwise than all the others (MT501, MT502)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from across_sample import FOUND, GUIDED, PILOTS, QUOTES, run, told

from mtcheck.records import KnownQuote, Severity


@pytest.mark.parametrize(
    "texts",
    [
        pytest.param(
            (
                "« Nous avons parlé des frappes aériennes russes et de la situation sur le front », a déclaré M. Durand.",
                "« Nous avons parlé des attaques aériennes russes et de la situation sur le front », a dit hier M. Durand.",
                "M. Durand : « Nous avons discuté des frappes aériennes russes et de la situation au front. »",
                "« Nous avons évoqué les raids aériens russes et la situation au front », a dit M. Durand aux députés.",
            ),
            id="synonyms",
        ),
        pytest.param(
            (
                "« Nous discuterons des frappes aériennes russes et de la situation sur le front », a déclaré M. Durand.",
                "« Nous avions discuté des frappes aériennes russes et de la situation sur le front », a dit hier M. Durand.",
                "M. Durand : « Nous avons discuté des frappes aériennes russes et de la situation au front. »",
            ),
            id="tenses",
        ),
        pytest.param(
            (
                "« Nous avons discuté des frappes aériennes russes », a déclaré M. Durand.",
                "« Nous avons discuté de la situation sur le front », a dit hier M. Durand.",
                "M. Durand : « Nous avons discuté des frappes aériennes russes et de la situation au front. »",
            ),
            id="parts",
        ),
        pytest.param(
            (
                "M. Durand a dit avoir passé en revue les bombardements de la semaine et ce qui se passe sur le terrain.",
                "« Nous avons discuté des frappes aériennes russes et de la situation sur le front », a dit hier M. Durand.",
                "M. Durand : « Nous avons discuté des frappes aériennes russes et de la situation au front. »",
            ),
            id="reported",
        ),
    ],
)
def test_renderings_may_differ(texts: tuple[str, ...]) -> None:
    quote = KnownQuote(
        "q", "Paul Durand", "We discussed Russian airstrikes and the situation on the front.", aliases=("M. Durand",)
    )
    assert run([(f"{n}.txt", text) for n, text in enumerate(texts)], (quote,)).across == ()


@pytest.mark.parametrize(
    ("english", "numbers", "severity"),
    [
        ("13", ("30", "13", "13"), Severity.MAJOR),
        ("thirteen", ("30", "treize", "13"), Severity.MAJOR),
        ("1,300", ("3 100", "1 300", "1\u202f300"), Severity.MAJOR),
        ("the", ("30", "13", "13"), Severity.MINOR),
        ("13", ("treize", "13", "13"), None),
        ("13", ("des", "13", "13"), None),
        ("13", ("30", "31", "13"), None),
        ("30", ("30", "13", "13"), None),  # the majority is wrong: it is not for one file to answer for that
    ],
)
def test_numbers(english: str, numbers: tuple[str, ...], severity: Severity | None) -> None:
    quote = KnownQuote("q", "Paul Durand", PILOTS.format(english), aliases=("M. Durand",))
    texts = [(f"{n}.txt", text.format(number)) for n, (text, number) in enumerate(zip(GUIDED, numbers, strict=True))]
    found = [item for item in run(texts, (quote,)).across if item.finding.code == "MT502"]
    assert [(item.path, item.finding.text, item.finding.severity) for item in found] == (
        [("0.txt", numbers[0], severity)] if severity is not None else []
    )


def test_another_unit_is_no_other_number() -> None:
    quote = KnownQuote("q", "Paul Durand", "The pipeline is 30 miles long and very safe.", aliases=("M. Durand",))
    texts = (
        "« L'oléoduc fait 48 kilomètres de long et il est très sûr », a dit M. Durand.",
        "« L'oléoduc fait 30 miles de long et il est très sûr », a répété hier soir M. Durand.",
        "M. Durand : « Très sûr, l'oléoduc fait 30 miles de long. »",
    )
    assert run([(f"{n}.txt", text) for n, text in enumerate(texts)], (quote,)).across == ()


def test_a_statement_in_another_quote_is_the_same_english() -> None:
    again = replace(QUOTES[0], id="again", text="It was a very fruitful conversation with the Prime Minister.")
    assert told(run(quotes=(*QUOTES, again)).across) == FOUND


WAYS = (
    "« {} », a dit M. Durand.",
    "M. Durand l'a dit jeudi devant les élus de la région : « {} »",
    "« {} », selon M. Durand, qui parlait à Genève hier soir en marge d'un sommet.",
    "Interrogé à Lyon, M. Durand a répondu ceci à la presse : « {} »",
)


@pytest.mark.parametrize(
    ("english", "french", "right", "wrong"),
    [
        (
            "This is a long and difficult road for our country.",
            "C'est une route longue et {} pour notre pays.",
            "difficile",
            "facile",
        ),
        (
            "The negotiations were constructive and the agreement is close.",
            "Les négociations ont été {} et l'accord est proche.",
            "constructives",
            "bâtiments",
        ),
        (
            "We will open a new school in the spring.",
            "Nous ouvrirons une nouvelle école au {}.",
            "printemps",
            "ressort",
        ),
        (
            "The storm destroyed hundreds of houses on the coast.",
            "La tempête a détruit des centaines de maisons sur la {}.",
            "côte",
            "veste",
        ),
        (
            "Our economy needs foreign investment and a stable currency.",
            "Notre économie a besoin d'investissements étrangers et d'une {} stable.",
            "monnaie",
            "courant",
        ),
    ],
)
def test_wrong_words_stand_alone(english: str, french: str, right: str, wrong: str) -> None:
    quote = KnownQuote("q", "Paul Durand", english, aliases=("M. Durand",))

    def found(first: str) -> list[tuple[str, str, str]]:
        texts = [way.format(french.format(first if number == 0 else right)) for number, way in enumerate(WAYS)]
        return told(run([(f"{number}.txt", text) for number, text in enumerate(texts)], (quote,)).across)

    assert found(wrong) == [("0.txt", "MT501", wrong)]
    assert found(right) == []
