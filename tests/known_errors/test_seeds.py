"""The real embedded model over the five seed articles: what is found may grow, what is wrongly said may shrink."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Protocol

import pytest

import mtcheck
from mtcheck.records import Alignment, FileReport, Report, Severity, Span

pytestmark = pytest.mark.slow

SEEDS = Path(__file__).parents[2] / "seeds"
GARBLED_ARTICLES = ("000", "003")
SOUND_ARTICLES = ("001", "002", "004")
KNOWN: list[dict[str, Any]] = [
    json.loads(line) for line in (Path(__file__).parent / "known-errors.jsonl").read_text(encoding="utf-8").splitlines()
]
OBLIGATORY = ("patriotes", "feu cessé", "rentable", "politicien", "Mosca", "US Outlet", "équilibre")

# Start of a French quotation, and the start of each English sentence run that it renders.
RENDERED = {
    "000": (
        ("Nous avons accepté travailler ensemble", ("We spoke about opportunities in air defense",)),
        ("Ce fut une conversation très rentable", ("I had a very important and fruitful",)),
        ("un accord de paix noble", ("A noble agreement for peace",)),
        (
            "Aujourd'hui, nous avons discuté du Situation",
            ("Today we discussed the current situation", "President Trump is very well informed"),
        ),
        ("il avait eu une conversation en profondeur", ("We had a detailed conversation about defense industry",)),
        ("Nous sommes prêts pour des projets directs", ("We are ready for direct projects",)),
    ),
    "001": (
        (
            "Nous avons évoqué les possibilités en matière de défense antiaérienne",
            ("We spoke about opportunities in air defense",),
        ),
    ),
    "002": (
        ("très important et fructueux", ("I had a very important and fruitful",)),
        (
            "Nous, en Ukraine, sommes reconnaissants",
            ("We – in Ukraine – are grateful", "It helps us protect lives"),
        ),
        (
            "Nous soutenons tous les efforts",
            ("We have achieved a lot together with America and we support", "A noble agreement for peace"),
        ),
        ("Le président Trump est très bien informé", ("President Trump is very well informed",)),
        ("Nous sommes prêts pour des projets directs", ("We are ready for direct projects",)),
        ("cruciales pour la sécurité", ("We are ready for direct projects",)),
    ),
}
# Words of others than the post's author: no known quote says them.
UNKNOWN = {
    "000": ("Même aujourd'hui, j'ai entendu le président Trump", "J'espère que dans les développements positifs"),
    "004": (
        "Nous ne fournirons aucune information sur les quantités",
        "mesure pragmatique et de bon sens",
        "Biden a vidé tout notre pays",
        "à court terme, l’Ukraine ne pouvait se passer",
        "Parfois, il vaut mieux les laisser se battre",
        "jouait avec le feu",
    ),
}


class Ratchet(Protocol):
    """The fixture of the same name."""

    def at_least(self, key: str, value: float, told: object = "") -> None: ...
    def at_most(self, key: str, value: float, told: object = "") -> None: ...


@pytest.fixture(scope="module")
def report() -> Report:
    return mtcheck.check(SEEDS, quotes=SEEDS / "quotes")


def article(report: Report, number: str) -> FileReport:
    return next(file for file in report.files if Path(file.path).name.startswith(number))


def aligned(file: FileReport, start: str) -> list[Alignment]:
    """Alignments of the quotation that begins with ``start``."""
    found = [item for item in file.quotations if plain(item.quotation.text).startswith(plain(start))]
    assert found, f"no quotation {start!r} in {file.path}"
    return [alignment for item in found for alignment in item.alignments]


def plain(text: str) -> str:
    return " ".join(text.replace("’", "'").split())


def covered(report: Report) -> list[dict[str, Any]]:
    """The known errors that a finding overlaps."""
    findings = {Path(file.path).name: file.findings for file in report.files}
    return [
        error
        for error in KNOWN
        if any(finding.span.overlaps(Span(error["start"], error["end"])) for finding in findings[error["file"]])
    ]


def test_known_errors_stand_where_they_say() -> None:
    for error in KNOWN:
        text = (SEEDS / error["file"]).read_bytes().decode("utf-8-sig")
        assert text[error["start"] : error["end"]] == error["text"]


def test_every_article_is_checked(report: Report) -> None:
    assert len(report.files) == len(GARBLED_ARTICLES) + len(SOUND_ARTICLES)
    assert [file.error for file in report.files if file.error] == []
    assert report.exit_code == 1


def test_recall_on_known_errors(report: Report, ratchet: Ratchet) -> None:
    found = covered(report)
    assert len(found) >= 20
    missed = [error["text"] for error in KNOWN if error not in found]
    ratchet.at_least("seeds.known-errors", len(found), f"missed {missed}")


@pytest.mark.parametrize("words", OBLIGATORY)
def test_obligatory_errors_are_found(words: str, report: Report) -> None:
    wanted = [error for error in KNOWN if words in error["text"]]
    assert wanted
    found = covered(report)
    assert [error["text"] for error in wanted if error not in found] == []


def test_sound_articles_stay_quiet(report: Report, ratchet: Ratchet) -> None:
    findings = [finding for number in SOUND_ARTICLES for finding in article(report, number).findings]
    grave = [(finding.code, finding.text) for finding in findings if finding.severity >= Severity.MAJOR]
    assert len(grave) <= 3, grave
    minor = [(finding.code, finding.text) for finding in findings if finding.severity == Severity.MINOR]
    ratchet.at_most("seeds.sound.major", len(grave), grave)
    ratchet.at_most("seeds.sound.minor", len(minor), minor)


def test_findings_beside_the_known_errors(report: Report, ratchet: Ratchet) -> None:
    """The known errors are not all the errors there are, so this figure holds noise down without forbidding findings."""
    known = [(error["file"], Span(error["start"], error["end"])) for error in KNOWN]
    beside = [
        (finding.code, finding.text)
        for number in GARBLED_ARTICLES
        for file in (article(report, number),)
        for finding in file.findings
        if finding.severity >= Severity.MAJOR
        and not any(name == Path(file.path).name and finding.span.overlaps(span) for name, span in known)
    ]
    ratchet.at_most("seeds.garbled.major-beside", len(beside), beside)


@pytest.mark.parametrize(
    ("number", "start", "sentences"),
    [(number, start, sentences) for number, table in RENDERED.items() for start, sentences in table],
)
def test_quotation_is_aligned(number: str, start: str, sentences: tuple[str, ...], report: Report) -> None:
    alignments = aligned(article(report, number), start)
    assert {alignment.quote_id for alignment in alignments} == {"zelensky-x-2025-07-04"}
    texts = [alignment.text for alignment in alignments]
    for sentence in sentences:
        assert any(sentence in text for text in texts), texts
    for text in texts:
        assert any(sentence in text for sentence in sentences), f"aligned with {text!r} too"


@pytest.mark.parametrize(
    ("number", "start"), [(number, start) for number, starts in UNKNOWN.items() for start in starts]
)
def test_others_words_are_left_unmatched(number: str, start: str, report: Report) -> None:
    assert aligned(article(report, number), start) == []


def test_embedded_post_is_a_found_quote() -> None:
    path = next(SEEDS.glob("001_*.txt"))
    alone = mtcheck.check(path)
    assert len(alone.quotes) == 1
    post = alone.quotes[0]
    assert post.found
    assert post.speaker == "Volodymyr Zelenskyy"
    assert post.date == "2025-07-04"
    assert post.text.startswith("I had a very important and fruitful conversation with")
    assert post.id.startswith("found:")


def test_text_is_the_slice_of_every_span(report: Report) -> None:
    for file in report.files:
        assert file.document is not None
        text = file.document.text
        assert text == Path(file.path).read_bytes().decode("utf-8-sig")
        for finding in file.findings:
            assert finding.text == text[finding.span.start : finding.span.end] != ""
        for item in file.quotations:
            assert item.quotation.text == text[item.quotation.span.start : item.quotation.span.end] != ""
            assert all(item.quotation.span.contains(alignment.span) for alignment in item.alignments)


def test_engine_faults_are_never_the_articles(report: Report) -> None:
    for finding in report.findings:
        engine = finding.code.startswith("MT9")
        noted = finding.code in {"MT210", "MT303"}  # what may be told as a note only
        assert noted or engine == (finding.severity is Severity.NEUTRAL), finding
        assert engine == finding.category.value.startswith("Engine"), finding


def test_only_the_article_that_stands_alone_is_named_across_files(report: Report) -> None:
    found = [(Path(item.path).name[:3], item.finding.code, item.finding.text) for item in report.across]
    assert found == [("000", "MT501", "rentable")]
    assert "write «\u00a0fructueux\u00a0»" in str(report.across[0].finding.evidence[0].detail)


def test_the_run_can_be_repeated(report: Report) -> None:
    path = next(SEEDS.glob("003_*.txt"))
    again = mtcheck.check(path, quotes=SEEDS / "quotes")
    assert again.files[0].findings == article(report, "003").findings
