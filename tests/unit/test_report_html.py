from __future__ import annotations

import base64
import gzip
import hashlib
import io
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from importlib.resources import files

import pytest
from large_report import large_report
from report_sample import QUOTE, TEXT, finding, sample

from mtcheck.language.messages import speaking
from mtcheck.records import (
    Category,
    Document,
    Evidence,
    FileReport,
    Finding,
    KnownQuote,
    Passage,
    PassageKind,
    Report,
    Severity,
    Span,
)
from mtcheck.report.html import LABELS, STYLES, HtmlReporter
from mtcheck.report.marks import pieces

VOID = {"meta", "rect", "input", "link", "br"}


class Reading(HTMLParser):
    """What a browser would make of the page: articles' text, elements, ids; fails on tags that do not nest."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.articles: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.raw: dict[str, str] = {}
        self._open: list[str] = []
        self._data: str | None = None
        self.feed(html)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._data = dict(attrs).get("id") if dict(attrs).get("type") == "application/json" else None
        if tag not in VOID:
            self._open.append(tag)
        if tag == "article":
            self.articles.append("")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "article" in self._open:
            self.articles[-1] += data
        if self._open and self._open[-1] in ("style", "script"):
            kind = self._data or self._open[-1]
            self.raw[kind] = self.raw.get(kind, "") + data

    def having(self, **attributes: str) -> list[dict[str, str | None]]:
        return [found for _, found in self.elements if attributes.items() <= found.items()]


def rendered(report: Report) -> str:
    stream = io.StringIO()
    HtmlReporter().render(report, stream)
    return stream.getvalue()


def hostile(words: str) -> Report:
    """Return a report in which every text field holds ``words``."""
    span = Span(0, len(words))
    item = Finding(
        "MT201", words, Category.WRONG_TERM, Severity.MAJOR, 0.5, span, words, words, 1, 1, words, words, words, words,
        (Evidence(words, words, 0.5, span),),
    )  # fmt: skip
    file = FileReport(words, findings=(item,), document=Document(words, words))
    return Report((file, FileReport(words, words)), words, (KnownQuote(words, words, words, words),), errors=(words,))


def test_article_text_is_the_original() -> None:
    reading = Reading(rendered(sample()))
    assert reading.articles[0] == TEXT
    assert len(reading.articles) == 2


@pytest.mark.parametrize(
    "words",
    [
        "<script>alert(1)</script>",
        "</script></style></article></details>",
        "{{ 7 * 7 }} {% raw %} {# x #}",
        "\"><img src=x onerror='alert(1)'>",
        "<!-- &amp; &lt; &#60; ]]> -->",
    ],
)
def test_everything_is_escaped(words: str) -> None:
    html = rendered(hostile(words))
    reading = Reading(html)
    assert reading.articles == [words]
    assert [tag for tag, _ in reading.elements].count("script") == 3  # the page's own, what it says, and the facts
    assert words in json.loads(reading.raw["facts"])[0][6]
    assert not {"img"} & {tag for tag, _ in reading.elements}
    assert not [name for _, attributes in reading.elements for name in attributes if name.startswith("on")]
    if "<" in words:
        assert words not in html
    else:
        assert words in html
    for source in (reading.raw["script"], reading.raw["facts"]):
        assert "</" not in source
        assert "<!--" not in source


def test_the_page_loads_nothing_and_says_so() -> None:
    reading = Reading(rendered(sample()))
    names = [name for _, attributes in reading.elements for name in attributes]
    assert not {"src", "srcset", "style", "action", "data"} & set(names)
    assert not {"link", "img", "iframe", "object", "base"} & {tag for tag, _ in reading.elements}
    targets = [attributes["href"] for _, attributes in reading.elements if "href" in attributes]
    assert all(target is not None and target.startswith("#") for target in targets)
    (policy,) = reading.having(**{"http-equiv": "Content-Security-Policy"})
    content = policy["content"] or ""
    assert content.startswith("default-src 'none';")
    assert "unsafe" not in content
    for kind in ("style", "script"):
        digest = base64.b64encode(hashlib.sha256(reading.raw[kind].encode("utf-8")).digest()).decode("ascii")
        assert f"{kind}-src 'sha256-{digest}'" in content
    assert not re.search(r"@import|url\(|fetch\(|XMLHttpRequest|innerHTML|eval\(", "".join(reading.raw.values()))
    assert "".join(reading.raw.values()).isascii()  # the digest must not depend on the stream's encoding


def test_links_ids_and_descriptions_hold_together() -> None:
    reading = Reading(rendered(sample()))
    ids = [attributes["id"] for _, attributes in reading.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    for _, attributes in reading.elements:
        for name in ("href", "aria-describedby", "aria-labelledby"):
            if name in attributes:
                assert (attributes[name] or "").lstrip("#") in ids
        for name in (attributes.get("data-findings") or "").split():
            assert name in ids


def test_every_finding_has_an_open_card_and_a_keyboard_stop() -> None:
    html = rendered(sample())
    reading = Reading(html)
    cards = [attributes for tag, attributes in reading.elements if (attributes.get("class") or "") == "card"]
    assert len(cards) == 11
    assert all("open" in card for card in cards)  # readable without the script
    stops = [
        attributes
        for tag, attributes in reading.elements
        if (attributes.get("class") or "").startswith("mark") and "id" in attributes and "tabindex" not in attributes
    ]
    reached = {name for stop in stops for name in (stop["data-findings"] or "").split()}
    assert reached == {card["id"] for card in cards}
    for words in ("It was a very profitable conversation.", "très fructueuse", "Accuracy / Mistranslation",
                  "very likely, 0.88", "the model expected “fructueuse” here", "rentable = profitable"):  # fmt: skip
        assert words in html


def test_overlapping_findings_share_a_mark_coloured_by_the_gravest() -> None:
    html = rendered(sample())
    pattern = r'<a class="mark several" href="#(\S+)" data-severity="(\w+)" data-findings="([^"]+)"[^>]*>(?:très rentable)</a>'
    match = re.search(pattern, html)
    assert match is not None
    assert match[2] == "critical"
    assert len(match[3].split()) == 2
    assert match[3].split()[0] == match[1]


def asset(name: str) -> str:
    return files("mtcheck.report").joinpath("templates", name).read_text(encoding="utf-8")


def test_what_the_styles_say_is_in_the_language_of_the_page() -> None:
    said = {label for name in STYLES for label in re.findall(r'content: "([^"]*[a-z]{2}[^"]*)"', asset(name))}
    assert said == set(LABELS)
    with speaking("fr"):
        page = rendered(Report((), "s"))
    assert 'content: "citations reconnues\u00a0: "' in page
    assert not [label for label in LABELS if f'content: "{label}"' in page]
    assert 'content: "score "' in rendered(Report((), "s"))


def test_furniture_headings_and_other_languages_are_told_apart() -> None:
    text = "Partager\n\nTitre\n\nCorps.\n\nA post in English."
    kinds = (PassageKind.FURNITURE, PassageKind.HEADING, PassageKind.BODY, PassageKind.EMBEDDED)
    passages, start = [], 0
    for line, kind in zip(text.split("\n\n"), kinds, strict=True):
        passages.append(Passage(Span(start, start + len(line)), kind, "en" if kind is PassageKind.EMBEDDED else "fr"))
        start += len(line) + 2
    html = rendered(Report((FileReport("a", document=Document("a", text, tuple(passages))),), "s"))
    assert (
        '<p class="furniture">Partager</p>\n\n<h3>Titre</h3>\n\n<p class="body">Corps.</p>\n\n'
        '<p class="embedded" lang="en">A post in English.</p>'
    ) in html


def test_quotations_stand_beside_the_english_or_are_listed_as_unmatched() -> None:
    html = rendered(sample())
    assert html.count('<td class="english"') == 3
    assert "President Trump is very well informed, and I thank him for his attention to Ukraine." in html
    assert html.count('<span class="none">no match</span>') == 1
    assert f'href="#quote-{QUOTE.id}"' in html


def test_carriage_returns_survive() -> None:
    text = "Un.\r\n\r\nDeux.\rTrois."
    html = rendered(Report((FileReport("a", document=Document("a", text)),), "s"))
    assert "\r" not in html
    assert Reading(html).articles == [text]


def test_an_omission_without_words_is_marked() -> None:
    item = finding("feu", "MT102", "quote.omitted", Category.OMISSION, Severity.MAJOR, 0.6, "missing")
    empty = Finding(item.code, item.name, item.category, item.severity, 0.6, Span(7, 7), "", "missing", 1, 8)
    html = rendered(Report((FileReport("a", findings=(empty,), document=Document("a", "Il part ici.")),), "s"))
    assert 'class="mark empty"' in html
    assert Reading(html).articles == ["Il part ici."]


def test_a_long_report_is_packed_file_by_file() -> None:
    html = rendered(large_report(60, 10))
    assert Reading(html).articles == []
    packed = re.findall(r'<script type="application/gzip" class="packed">([A-Za-z0-9+/=]+)</script>', html)
    assert len(packed) == 60
    readings = [Reading(gzip.decompress(base64.b64decode(one)).decode("utf-8")) for one in packed]
    article = next(one for one in readings if one.articles == [f"{TEXT}\n\nArticle numéro 42."])
    assert len([1 for _, attributes in article.elements if attributes.get("class") == "card"]) == 10
    assert html == rendered(large_report(60, 10))


def test_characters_that_turn_the_reading_direction_stand_alone() -> None:
    html = rendered(Report((FileReport("a", document=Document("a", "un \u202edeux")),), "s"))
    assert 'un <bdi class="steering" title="U+202E">\u202e</bdi>deux' in html
    assert Reading(html).articles == ["un \u202edeux"]


def test_aligned_words_share_a_number() -> None:
    html = rendered(sample())
    french = re.search(r'<span class="word" data-link="(\d+)">renforcer</span>', html)
    english = re.search(r'<span class="word" data-link="(\d+)">strengthen</span>', html)
    assert french is not None
    assert english is not None
    assert french[1] == english[1]


def test_output_is_deterministic_and_fits_any_encoding() -> None:
    assert rendered(sample()) == rendered(sample())
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="ascii", newline="")
    HtmlReporter().render(sample(), stream)
    stream.flush()
    assert Reading(raw.getvalue().decode("ascii")).articles[0] == TEXT
    assert "a\ufffd" not in rendered(Report((FileReport("a\udce9", "x"),), "s"))


def test_pieces_join_to_the_text() -> None:
    cut = pieces("abcdef", Span(1, 6), (Span(0, 3), Span(2, 5), Span(4, 4), Span(9, 12)))
    assert [(piece.text, piece.findings, piece.opens) for piece in cut] == [
        ("b", (0,), False), ("c", (0, 1), True), ("d", (1,), False), ("", (2,), True), ("e", (1,), False),
        ("f", (), False),
    ]  # fmt: skip


def test_findings_that_fail_nothing_are_not_headed_as_a_success() -> None:
    def heading(report: Report) -> str:
        match = re.search(r'<h1 class="verdict ([\w-]+)">', rendered(report))
        return match[1] if match else ""

    assert heading(sample()) == f"exit-{sample().exit_code}"
    assert heading(replace(sample(), fail_on=None, errors=(), files=sample().files[:1])) == "unjudged"
    assert heading(Report((), "s", (), None)) == "exit-0"
