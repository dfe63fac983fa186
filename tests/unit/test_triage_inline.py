"""Comments in Markdown and HTML sources, and [sic]."""

from __future__ import annotations

from dataclasses import replace

import pytest
from test_triage_baseline import reported

from mtcheck.readers.plain import document
from mtcheck.records import Document, FileReport, Span, SuppressionKind
from mtcheck.scoring import quality_score
from mtcheck.triage.inline import has_comments, read_directives
from mtcheck.triage.triage import Triage

COMMENT = "<!-- mtcheck: ignore[MT201] cité tel quel -->"


def parted(text: str, path: str = "a.md", words: str = "feu cessé") -> tuple[list[int], list[str], tuple[str, ...]]:
    """Return the lines of what counts, the reasons of what does not, and the warnings."""
    triage = Triage()
    file = triage.part(reported(path, text, words))
    assert all(item.kind in (SuppressionKind.INLINE, SuppressionKind.SIC) for item in file.suppressed)
    return (
        [finding.line for finding in file.findings],
        [item.reason for item in file.suppressed],
        tuple(map(str, triage.warnings())),
    )


@pytest.mark.parametrize(
    ("text", "lines", "reasons"),
    [
        (f"Un feu cessé. {COMMENT}\nUn feu cessé.\n", [2], ["cité tel quel"]),
        (f"{COMMENT}\nUn feu cessé,\net un feu cessé.\n\nUn feu cessé.\n", [5], ["cité tel quel"] * 2),
        (f"{COMMENT}\n\n\nUn feu cessé.\n\nUn feu cessé.\n", [6], ["cité tel quel"]),
        (f"{COMMENT}\r\n\r\nUn feu cessé.\r\n\r\nUn feu cessé.", [5], ["cité tel quel"]),
        (f"{COMMENT}\n<!-- autre -->\nUn feu cessé.\n", [], ["cité tel quel"]),
        (
            "Un feu cessé.\n\n<!-- mtcheck: ignore-file[MT2] traduit ainsi -->\n\nUn feu cessé.",
            [],
            ["traduit ainsi"] * 2,
        ),
        ("<!--mtcheck:ignore[MT3, MT2]: pour\ndeux raisons-->\nUn feu cessé.", [], ["pour deux raisons"]),
        ("<!-- mtcheck: ignore[MT201] -->\nUn feu cessé.", [], [""]),
        ("<!-- mtcheck: ignore[MT6] autre code -->\nUn feu cessé.", [2], []),
        ("<!-- mtcheck: ignore[MT201] le feu cessé -->\n\nPas de faute.", [], []),
        (f"Un feu cessé. {COMMENT}", [], ["cité tel quel"]),
    ],
)
def test_a_comment_speaks_of_its_line_or_of_the_next_block(text: str, lines: list[int], reasons: list[str]) -> None:
    assert parted(text)[:2] == (lines, reasons)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"a\n\n{COMMENT}\nPas de faute.", "a.md:3: unused mtcheck comment: nothing to ignore for MT201"),
        ("<!-- mtcheck: ignore[MT201,MT6] x -->\nUn feu cessé.", "a.md:1: unused mtcheck comment: nothing to ignore for MT6"),
        ("<!-- mtcheck: ignore x -->", "a.md:1: mtcheck comment without a code: expected, for instance, ignore[MT201]"),
        ("<!-- mtcheck: ignore[term] -->", "a.md:1: mtcheck comment: 'term' is no code: expected MT and up to four digits"),
        ("<!-- mtcheck: off -->", "a.md:1: mtcheck comment with the unknown word 'off'"),
    ],
)  # fmt: skip
def test_what_does_nothing_is_told(text: str, expected: str) -> None:
    (warning,) = parted(text)[2]
    assert warning.startswith(expected)


def test_a_malformed_comment_ignores_nothing() -> None:
    assert parted("<!-- mtcheck: ignore[*] tout -->\nUn feu cessé.")[0] == [2]


def test_only_formats_with_comments_have_them() -> None:
    assert parted(f"{COMMENT}\nUn feu cessé.", path="a.txt")[0] == [2]
    assert has_comments(document("a.HTML", ""))
    assert has_comments(Document("x", "", media_type="text/html"))
    assert not has_comments(document("a.txt", ""))


def test_a_text_made_of_a_file_counts_the_file_s_lines() -> None:
    file = reported("a.html", f"{COMMENT}\nUn feu cessé.")
    away = tuple(replace(finding, place="line 40") for finding in file.findings)
    assert len(Triage().part(replace(file, findings=away)).findings) == 1
    near = tuple(replace(finding, place="body, line 2", line=1) for finding in file.findings)
    assert Triage().part(replace(file, findings=near)).findings == ()


@pytest.mark.parametrize("mark", ["[sic]", "(sic)", "[*sic*]", "[SIC]", "(sic !)"])
@pytest.mark.parametrize("gap", [" ", "", " »\u00a0", "\u202f"])
def test_sic_speaks_of_what_stands_before_it(mark: str, gap: str) -> None:
    assert parted(f"Un feu cessé{gap}{mark} hier, puis un feu cessé.", "a.txt") == ([1], [""], ())


@pytest.mark.parametrize(
    ("text", "words", "count"),
    [
        ("Un feu cessé [sic] hier.", "Un feu cessé [sic] hier", 0),
        ("Un feu cessé [sic] hier.", "hier", 1),
        ("Un feu cessé [sic] hier.", "feu", 1),
        ("[sic] Un feu cessé.", "feu cessé", 1),
        ("Musique classique", "classique", 1),
    ],
)
def test_sic_speaks_of_nothing_else(text: str, words: str, count: int) -> None:
    assert len(parted(text, "a.txt", words)[0]) == count


def test_what_is_no_fault_does_not_lower_the_score() -> None:
    file = reported("a.txt", "Un feu cessé [sic] hier, puis un feu cessé.")
    assert Triage().part(file).score == pytest.approx(75)
    assert Triage().part(replace(file, score=0.0)).score == 0
    counted = Triage().part(replace(file, score=0.0, words=50))  # a score of 0 says little, the words all
    assert counted.score == quality_score(counted.findings, 50)
    assert counted.score is not None
    assert counted.score > 0
    whole = Triage().part(reported("a.txt", "Un feu cessé [sic]."))
    assert (whole.score, whole.findings) == (100, ())


def test_a_failed_file_is_left_as_it_is() -> None:
    failed = FileReport("a.md", "cannot be read")
    assert Triage().part(failed) is failed


def test_a_long_text_without_comments_is_not_searched_for_long() -> None:
    assert read_directives("<!-- " * 50_000) == ()
    assert len(read_directives("<!-- mtcheck: " * 3_000)) == 0


def test_the_span_of_a_comment() -> None:
    (directive,) = read_directives(f"abc {COMMENT} def")
    assert directive.span == Span(4, 4 + len(COMMENT))
