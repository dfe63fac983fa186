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
from across_sample import ARTICLES, FOUND, GUIDED, ODD, PEACE, PILOTS, QUOTES, SOUND, quoting, run, told

from mtcheck.across.majority import stands_alone
from mtcheck.across.majority import told as told_of
from mtcheck.across.sketches import sketch, texts_of
from mtcheck.engines.cache import AnswerCache
from mtcheck.readers.plain import document
from mtcheck.records import KnownQuote, Report, Severity
from mtcheck.report.json import JsonReporter
from mtcheck.run.pipeline import FILES_AT_ONCE


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
