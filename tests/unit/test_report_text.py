from __future__ import annotations

import io
import re
from dataclasses import replace
from itertools import pairwise

import pytest
from report_golden import assert_golden
from report_sample import PATH, finding, sample
from rich.cells import cell_len

from mtcheck.records import (
    Category,
    Document,
    FileReport,
    Finding,
    KnownQuote,
    Report,
    Severity,
    Span,
    Suppressed,
    SuppressionKind,
)
from mtcheck.report.text import TextReporter, TextStyle


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


VERBOSE = TextStyle(verbose=True)


def rendered(report: Report, width: int | None = 100, style: TextStyle | None = None) -> str:
    stream = io.StringIO()
    TextReporter(width, style).render(report, stream)
    return stream.getvalue()


def report_on(text: str, span: Span, path: str = "a.txt", message: str = "why so") -> Report:
    made = Finding(
        "MT201", "term.garbled", Category.WRONG_TERM, Severity.MAJOR, 0.9, span, span.of(text), message, 1, 1
    )
    return Report((FileReport(path, None, 90.0, (made,), document=Document(path, text)),), "test")


def underlined(output: str) -> str:
    """Read back from the output what stands above carets, a space between rows."""
    lines, found = output.split("\n"), ""
    for above, line in pairwise(lines):
        match = re.fullmatch(r" *(\^+)", line)
        if match:
            found += " " if found else ""
            cell = 0
            for char in above:
                if match.start(1) <= cell < match.end(1):
                    found += char
                cell += cell_len(char)
    return found


def test_golden() -> None:
    assert_golden("sample.txt", rendered(sample()))
    assert_golden("sample-verbose.txt", rendered(sample(), style=TextStyle(verbose=True, quotations=True)))


def test_a_finding_is_three_lines_and_the_gravest_stands_first() -> None:
    lines = rendered(sample()).split("\n")
    places = [number for number, line in enumerate(lines) if re.match(r"\S+:\d+:\d+ MT", line)]
    assert [after - before for before, after in pairwise(places)] == [3] * (len(places) - 1)
    severities = [re.findall(r"MT\d+ (\w+)", lines[place])[0] for place in places]
    order = ["critical", "major", "minor", "neutral"]
    assert severities == sorted(severities, key=order.index)
    assert lines[places[0]].endswith(" L'équilibre est au… → Le bilan est d'au moins un mort")
    assert lines[places[0] + 1].startswith("    [L'équilibre est au moins un mort] et 26 blessés")
    assert lines[places[0] + 2] == "    A toll (“bilan”) has become a balance (“équilibre”)."


def test_findings_stand_by_place_where_asked() -> None:
    output = rendered(sample(), style=TextStyle(by_place=True))
    places = [tuple(map(int, found)) for found in re.findall(r"^\S+:(\d+):(\d+) MT", output, re.MULTILINE)]
    assert len(places) == len(sample().findings)
    assert places == sorted(places)


def test_what_is_said_twice_of_the_same_words_is_shown_once() -> None:
    text = "Hier, le feu cessé. Puis le feu cessé."
    made = tuple(
        Finding("MT201", "x.y", Category.WRONG_TERM, Severity.MAJOR, 0.9, span, span.of(text), "why", 1, span.start + 1)
        for span in (Span(9, 18), Span(28, 37))
    )
    report = Report((FileReport("a.txt", None, 90.0, made, document=Document("a.txt", text)),), "test")
    assert "a.txt:1:10 MT201 major  feu cessé; also 1:29\n" in rendered(report)
    assert "a.txt:1:29 MT201" in rendered(report, style=VERBOSE)


def test_a_back_translation_stands_once_a_sentence() -> None:
    assert rendered(sample()).count("It was a very profitable conversation.") == 0
    assert rendered(sample(), style=VERBOSE).count("back-translation  It was a very profitable conversation.") == 1


def test_quotations_are_counted_and_the_table_stands_last_in_60_columns() -> None:
    output = rendered(sample(), 60)
    assert "Quotations matched: 2 of 3 (--quotations lists them).\n" in output
    assert "no match" not in output
    table = output[output.index("Exit code 2.") :].split("\n")[2:]
    assert table[-2].endswith("3 files")
    assert all(cell_len(line) <= 60 for line in table)


def test_what_is_sound_or_known_is_in_the_table_alone() -> None:
    report = sample()
    made = Report((*report.files[1:2], replace(report.files[0], findings=(), suppressed=known(report))), "s")
    output = rendered(made, style=VERBOSE)
    assert "1 known finding not shown: 1 in the baseline." in output
    for words in ("MT201", "les systèmes patriotes", "seeds/sound.txt  "):
        assert words not in output
    assert output.count(PATH) == 1


def known(report: Report) -> tuple[Suppressed, ...]:
    return (Suppressed(report.files[0].findings[0], SuppressionKind.BASELINE),)


@pytest.mark.parametrize("width", [60, 80, 100, 120])
def test_rows_fit_the_width(width: int) -> None:
    style = TextStyle(verbose=True, quotations=True)
    for line in (rendered(sample(), width) + rendered(sample(), width, style)).split("\n"):
        if not line.startswith((PATH, "Quotations in")):  # headings hold path:line:column, which is never broken
            assert cell_len(line) <= width


@pytest.mark.parametrize("width", [40, 80, 120])
def test_place_code_severity_confidence_and_name_share_one_line(width: int) -> None:
    assert f"{PATH}:5:300 MT201 major 0.93 term.garbled\n" in rendered(sample(), width, VERBOSE)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Kiev demande les systèmes patriotes.", "patriotes"),
        ("«\u00a0Voilà\u202f!\u00a0» dit-il du feu cessé.", "feu cessé"),
        ("Le 東京サミット est une 会議 rentable.", "会議 rentable"),
        ("Un mot\tcollé ici.", "collé"),
        ("mot " * 200 + "fautif " + "mot " * 200, "fautif"),
    ],
)
def test_carets_stand_under_the_span(text: str, words: str) -> None:
    span = Span(text.index(words), text.index(words) + len(words))
    assert underlined(rendered(report_on(text, span), 80, VERBOSE)) == words


def test_a_span_over_two_rows_is_underlined_on_both() -> None:
    text = "x" * 60 + " " + "fautif " * 8 + "fin."
    span = Span(61, 61 + len("fautif " * 8) - 1)
    assert underlined(rendered(report_on(text, span), 80, VERBOSE)).split() == ["fautif"] * 8


def test_long_lines_are_cut_around_the_span() -> None:
    text = "mot " * 5000 + "fautif" + " mot" * 5000
    output = rendered(report_on(text, Span(20000, 20006)), 80)
    assert "…" in output
    assert len(output) < 2000


def test_an_omission_without_words_has_one_caret() -> None:
    assert re.search(r"\n    Il part ici\.\n {11}\^\n", rendered(report_on("Il part ici.", Span(7, 7)), style=VERBOSE))


def test_markup_and_control_characters_are_text() -> None:
    text = "[bold red]feu[/] cessé \x1b[31mrouge\x07 \u202eetrevni [link=x]y[/link]"
    output = rendered(report_on(text, Span(0, 10), "a[b]\x1b.txt", "see [i]this[/i] :smile:"))
    assert "[[bold red]]feu[/] cessé \ufffd[31mrouge\ufffd \ufffdetrevni [link=x]y[/link]" in output
    assert "see [i]this[/i] :smile:" in output
    assert "\x1b" not in output
    assert "\u202e" not in output


def test_failed_files_show_their_error_and_win_the_verdict() -> None:
    output = rendered(sample())
    assert "seeds/latin-1.txt  not checked\n    line 3: not UTF-8 text" in output
    assert "Exit code 2." in output


def test_quotations_name_their_quote_or_no_match() -> None:
    output = rendered(sample(), 120, TextStyle(quotations=True))
    assert re.search(r"« Nous avons accepté .*… » → zelensky-x-2025-07-04 0\.71\n", output)
    assert re.search(r"« Même aujourd'hui, .* » → no match\n", output)


def test_only_labels_with_something_to_say_are_printed() -> None:
    plain = finding("feu cessé", "MT201", "x.y", Category.WRONG_TERM, Severity.MINOR, 0.5, "why so")
    output = rendered(Report((FileReport("a", findings=(plain,)),), "s"), style=VERBOSE)
    assert "why so" in output
    for label in ("back-translation", "English", "suggestion"):
        assert label not in output


@pytest.mark.parametrize(
    ("fail_on", "expected"),
    [
        (Severity.MAJOR, "Fails: 1 finding major or above. Exit code 1."),
        (Severity.CRITICAL, "Passes: no finding critical. Exit code 0."),
        (None, "1 finding; none fails this run. Exit code 0."),
    ],
)
def test_verdict(fail_on: Severity | None, expected: str) -> None:
    files = report_on("feu cessé", Span(0, 3)).files
    assert expected in rendered(Report(files, "s", (KnownQuote("q", "A", "b"),), fail_on))


def test_colour_only_on_terminals_and_without_no_color(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    for name in ("NO_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("FORCE_COLOR", "1")  # speaks of the process's own streams, not of a file
    terminal = Terminal()
    TextReporter(100).render(sample(), terminal)
    assert "\x1b[" in terminal.getvalue()
    plain = rendered(sample())
    assert re.sub(r"\x1b\[[0-9;]*m", "", terminal.getvalue()).split() == plain.split()
    assert "\x1b" not in plain
    monkeypatch.setenv("NO_COLOR", "1")
    terminal = Terminal()
    TextReporter(100).render(sample(), terminal)
    assert terminal.getvalue() == plain


def test_width_comes_from_columns_else_100(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    assert rendered(sample(), None) == rendered(sample(), 100)
    monkeypatch.setenv("COLUMNS", "80")
    assert rendered(sample(), None) == rendered(sample(), 80)
    monkeypatch.setenv("COLUMNS", "4000")
    assert rendered(sample(), None) == rendered(sample(), 120)


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "latin-1"])
def test_no_stream_encoding_loses_the_report(encoding: str) -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding=encoding)
    TextReporter(100).render(sample(), stream)
    stream.flush()
    assert b"5:300 MT201 major  les syst" in raw.getvalue()
    assert b"signature: mtcheck" in raw.getvalue()
