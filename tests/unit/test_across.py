"""Agreement across the files of a run: who stands alone, and who only says it otherwise."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from across_sample import ARTICLES, ODD, QUOTES, SOUND, run, told

from mtcheck.across.majority import stands_alone
from mtcheck.across.majority import told as told_of
from mtcheck.across.names import is_slip, sound
from mtcheck.across.sightings import sightings
from mtcheck.across.sketches import sketch, texts_of
from mtcheck.engines.cache import AnswerCache
from mtcheck.readers.plain import document
from mtcheck.records import KnownQuote, Report, Severity
from mtcheck.report.json import JsonReporter
from mtcheck.run.pipeline import FILES_AT_ONCE

FOUND = [("odd.txt", "MT501", "rentable")]
PEACE = KnownQuote("peace", "Paul Durand", "The meeting is very important for peace.", aliases=("M. Durand",))


def quoting(*additions: str) -> list[tuple[str, str]]:
    """Make articles that quote one statement, each in its own words, with a sentence of its own."""
    ways = (
        "« La réunion est très importante pour la paix », a dit M. Durand. {}",
        "Jeudi, M. Durand l'a répété devant les élus : « La réunion est très importante pour la paix. » {}",
        "« La réunion, très importante pour la paix, aura lieu », selon M. Durand, qui parlait à Genève hier soir. {}",
        "M. Durand a insisté : « La réunion est importante pour la paix. » Il parlait en marge du sommet. {}",
    )
    return [
        (f"{number}.txt", way.format(added)) for number, (way, added) in enumerate(zip(ways, additions, strict=False))
    ]


def names(*additions: str) -> list[tuple[str, str, str]]:
    report = run(quoting(*additions), (PEACE,))
    assert all(any(q.alignments for q in file.quotations) for file in report.files)
    return told(report.across)


def test_the_file_that_stands_alone_is_named_with_its_place_and_the_others() -> None:
    (item,) = run().across
    finding = item.finding
    assert (item.number, item.path, finding.line, finding.column) == (0, "odd.txt", 1, 32)
    assert finding.span.of(ODD) == finding.text == "rentable"
    assert finding.severity is Severity.MINOR
    assert 0.0 < finding.confidence < 1.0
    assert finding.quote_id == "durand"
    assert "fruitful" in (finding.reference or "")
    reason = finding.evidence[0]
    assert (reason.kind, reason.value) == ("agreement", 3.0)
    assert str(reason.detail) == (
        "3 other files that quote this sentence write «\u00a0fructueux\u00a0»: "
        "sound-1.txt line 1, sound-2.txt line 1, sound-3.txt line 1."
    )
    assert item.local.span.of(item.excerpt) == "rentable"


@pytest.mark.parametrize("order", list(itertools.permutations(range(4)))[::5])
def test_the_order_of_the_files_changes_no_finding(order: tuple[int, ...]) -> None:
    def plain(report: Report) -> list[object]:
        return [replace(item, number=0) for item in report.across]

    assert plain(run([ARTICLES[place] for place in order])) == plain(run())


def test_batches_change_nothing() -> None:
    fillers = [(f"filler-{n}.txt", f"Le pont numéro {n} tient encore.") for n in range(2 * FILES_AT_ONCE)]
    mixed = [ARTICLES[0], *fillers[:20], *ARTICLES[1:3], *fillers[20:], ARTICLES[3]]
    report = run(mixed)
    assert told(report.across) == FOUND
    assert [replace(item, number=0) for item in report.across] == list(run().across)


def test_two_files_are_no_majority() -> None:
    assert run(ARTICLES[:2]).across == ()
    assert told(run(ARTICLES[:3]).across) == FOUND


def test_a_text_that_is_republished_counts_once() -> None:
    copies = [(f"copy-{n}.txt", SOUND[0]) for n in range(5)]
    assert run([ARTICLES[0], *copies]).across == ()
    assert told(run([*ARTICLES, ("again.txt", ODD)]).across) == [*FOUND, ("again.txt", "MT501", "rentable")]


def test_a_file_that_says_both_does_not_stand_alone() -> None:
    both = f"{ODD}\n\n{SOUND[0]}"
    assert run([("odd.txt", both), *ARTICLES[1:]]).across == ()


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


PILOTS = "Our pilots have guided {} ships through the ice this season."
GUIDED = (
    "« Nos pilotes ont guidé {} navires à travers la glace cette saison », a déclaré M. Durand.",
    "M. Durand l'a rappelé mardi devant la chambre de commerce : « Cette saison, nos pilotes ont guidé {} navires. »",
    "« Nos pilotes ont guidé {} navires dans la glace », a dit M. Durand, qui présentait jeudi le bilan de la saison.",
)


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


def test_a_name_that_one_file_alone_spells_so() -> None:
    found = names("Friedrich Merz attend.", "Friedrich Merz aussi.", "Friedrich Mertz est là.")
    assert found == [("2.txt", "MT503", "Friedrich Mertz")]


def test_a_surname_that_stands_alone() -> None:
    right = "Volodymyr Zelensky attend."
    assert names(right, right, "Le président Zelnesky est là.") == [("2.txt", "MT503", "Zelnesky")]


@pytest.mark.parametrize(
    "additions",
    [
        pytest.param(
            ("Volodymyr Zelensky est là.", "Volodymyr Zelensky est là.", "Volodymyr Zelenskyy est là."), id="exonyms"
        ),
        pytest.param(
            ("Dmitri Peskov est là.", "Dmitri Peskov est là.", "Dmitry Peskov est là."), id="transliterations"
        ),
        pytest.param(
            ("Volodymyr Zelensky est là.", "Volodymyr Zelensky parle.", "Olena Zelenska est là."), id="a woman"
        ),
        pytest.param(("Donald Trump est là.", "Donald Trump parle.", "Donald Tusk est là."), id="another"),
        pytest.param(("Friedrich Merz est là.", "Friedrich Merz parle.", "Il vient de Metz."), id="a town"),
        pytest.param(("Les Durand sont là.", "M. Durand parle.", "Les Durands sont là."), id="plural"),
        pytest.param(("Friedrich Merz est là.", "Friedrich Mertz est là."), id="one to one"),
    ],
)
def test_names_that_are_no_slips(additions: tuple[str, ...]) -> None:
    assert names(*additions) == []


def test_accepted_spellings_are_a_fault_inside_one_file() -> None:
    found = names("Volodymyr Zelensky est là. M. Zelensky parle. Zelenskyy attend.", "Rien de plus.")
    assert found == [("0.txt", "MT503", "Zelenskyy")]


def test_handles_and_signatures_of_posts_are_not_the_authors_spelling() -> None:
    text = "Volodymyr Zelensky parle.\n\nVolodymyr Zelenskyy (@ZelenskyyUa) a publié un message ce matin sur le réseau."
    seen = sightings(document("a.txt", text))
    assert [(name.given, name.surname) for name in seen] == [("Volodymyr", "Zelensky")]


def test_names_in_compounds_and_with_particles() -> None:
    seen = sightings(
        document("a.txt", "Hier, l'axe Trump-Zelensky a tenu. Puis Ursula von der Leyen est venue à Berlin.")
    )
    assert [name.text for name in seen] == ["Hier", "Trump", "Zelensky", "Puis Ursula", "Ursula Leyen", "Berlin"]


@pytest.mark.parametrize(
    ("one", "other", "slip"),
    [
        ("Zelnesky", "Zelensky", True),
        ("Mertz", "Merz", True),
        ("Zelenskyy", "Zelensky", False),
        ("Zelenska", "Zelensky", False),
        ("Macron", "Marcon", False),  # a slip of which the corpus knows better
        ("Poutine", "Putin", False),
        ("Merkel", "Merz", False),
    ],
)
def test_slips(one: str, other: str, slip: bool) -> None:
    assert is_slip(one, other, 4) is slip


def test_transliterations_sound_alike() -> None:
    assert len({sound(name) for name in ("Zelensky", "Zelenskyy", "Zelenskiy", "Zelenski", "Zélensky")}) == 1
    assert sound("Loukachenko") == sound("Lukashenko")
    assert sound("Peskov") != sound("Petrov")


def test_counting() -> None:
    assert stands_alone({1}, {2, 3})
    assert not stands_alone({1}, {2})
    assert not stands_alone({1, 2}, {3, 4, 5})
    assert stands_alone({1, 2}, {3, 4, 5, 6, 7, 8})


def test_many_files_are_counted_and_some_named() -> None:
    places = [(f"{n}.txt", f"{n}.txt line {n}") for n in range(1, 10)]
    assert str(told_of(places, "oui")) == (
        "9 other files that quote this sentence write «\u00a0oui\u00a0»: "
        "1.txt line 1, 2.txt line 2, 3.txt line 3, 4.txt line 4, and 5 more."
    )
    assert str(told_of(places[:1] * 2, "oui")).startswith("1 other file that quotes this sentence writes")


def test_copies_are_told_from_articles_on_the_same_matter() -> None:
    words = [f"mot{n}" for n in range(400)]
    whole = " ".join(words)
    texts = {
        0: whole,
        1: "Un autre titre. " + whole,
        2: " ".join(words[:300]),  # shortened
        3: " ".join(words[:60]) + " ".join(f"autre{n}" for n in range(340)),
        4: " ".join(reversed(words)),
    }
    sketches = {number: sketch(document(f"{number}.txt", text))[1] for number, text in texts.items()}
    assert texts_of(sketches) == {0: 0, 1: 0, 2: 0, 3: 3, 4: 4}


@pytest.mark.parametrize(
    ("options", "count"),
    [
        ({}, 1),
        ({"select": ("MT5",)}, 1),
        ({"select": ("MT1",)}, 0),
        ({"ignore": ("MT501",)}, 0),
        ({"ignore": ("MT502",)}, 1),
        ({"min_confidence": 0.9}, 0),
        ({"confidence": (("MT5", 0.9),)}, 0),
        ({"min_severity": Severity.MAJOR}, 0),
        ({"across": False}, 0),
    ],
)
def test_options_choose_findings(options: dict[str, Any], count: int) -> None:
    assert len(run(**options).across) == count


def test_findings_across_files_count() -> None:
    with_them, without = run(fail_on=Severity.MINOR, select=("MT5",)), run(fail_on=Severity.MINOR, select=("MT503",))
    assert (with_them.exit_code, without.exit_code) == (1, 0)
    assert with_them.counts == without.counts | {"minor": 1}
    assert [finding.code for finding in with_them.findings] == ["MT501"]
    assert [file.score for file in with_them.files] == [file.score for file in without.files], "a score is of one file"


def test_a_run_of_one_file_is_what_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    text = f"{ODD}\n\nVolodymyr Zelensky et M. Zelenskyy étaient là."
    one = run([("a.txt", text)])
    assert one == run([("a.txt", text)], across=False)
    assert one.across == ()


def test_files_of_the_cache_take_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import io

    answers = AnswerCache(tmp_path, max_bytes=10_000_000)

    def rendered(report: Report) -> str:
        stream = io.StringIO()
        JsonReporter().render(report, stream)
        return stream.getvalue()

    fresh = rendered(run())
    assert rendered(run(answers=answers)) == fresh
    assert rendered(run(answers=answers)) == fresh
    # one article is new, the others are known
    assert told(run([*ARTICLES, ("more.txt", "Rien de neuf au port.")], answers=answers).across) == FOUND
    changed = [("odd.txt", ODD.replace("rentable", "fructueuse")), *ARTICLES[1:]]
    assert run(changed, answers=answers).across == ()
    monkeypatch.setattr("mtcheck.across.comparing.Agreement.findings", lambda self: pytest.fail("asked again"))
    assert rendered(run(answers=answers)) == fresh
    assert run(answers=answers, across=False).across == ()


def test_a_file_that_failed_takes_no_part() -> None:
    report = run([*ARTICLES[:3], ("empty.txt", "")])
    assert told(report.across) == FOUND


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


@pytest.mark.parametrize(
    ("write", "which"),
    [
        pytest.param(lambda text: unicodedata.normalize("NFD", text), "all", id="decomposed"),
        pytest.param(lambda text: text.replace("nt", "n\u00adt").replace("el", "e\u00adl"), "odd", id="soft hyphens"),
        pytest.param(lambda text: text.replace("t", "t\u200b"), "others", id="zero-width spaces"),
        pytest.param(lambda text: "\u202a" + text.replace("fi", "\ufb01").replace("e", "e\u2060"), "odd", id="joiners"),
    ],
)
def test_how_letters_are_stored_changes_no_finding(write: Callable[[str], str], which: str) -> None:
    """The same words, numbers and names stand alone, and their places are those of the text as it is stored."""
    right = "Le président Zelensky est là."
    numbers = zip(GUIDED, ("30", "13", "13"), strict=True)
    given: list[tuple[Sequence[tuple[str, str]], tuple[KnownQuote, ...]]] = [
        (ARTICLES, QUOTES),
        (
            [(f"{n}.txt", text.format(number)) for n, (text, number) in enumerate(numbers)],
            (KnownQuote("q", "Paul Durand", PILOTS.format("13"), aliases=("M. Durand",)),),
        ),
        (quoting("Le président Zelnesky est là.", right, right), (PEACE,)),
    ]
    for number, (articles, quotes) in enumerate(given):
        odd = articles[0][0]
        stored = [
            (name, write(text) if which == "all" or (name == odd) == (which == "odd") else text)
            for name, text in articles
        ]
        plain, other = run(articles, quotes).across, run(stored, quotes).across
        assert [item.finding.code for item in plain] == ["MT501", "MT502", "MT503"][number : number + 1]
        assert [(i.path, i.finding.code, i.finding.suggestion, i.finding.line) for i in other] == [
            (i.path, i.finding.code, i.finding.suggestion, i.finding.line) for i in plain
        ]
        for item, meant in zip(other, plain, strict=True):
            text = dict(stored)[item.path]
            assert item.finding.span.of(text) == item.finding.text
            assert (
                unicodedata.normalize("NFKC", re.sub("[\u00ad\u200b\u2060]", "", item.finding.text))
                == meant.finding.text
            )
            assert item.local.span.of(item.excerpt) == item.local.text
