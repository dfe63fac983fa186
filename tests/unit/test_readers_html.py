from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest
from document_reading import FIXTURES, fault_of, notes_of, place_of, read_one, write

from mtcheck.readers.content import Content
from mtcheck.readers.embedded import found_quotes
from mtcheck.readers.web import HtmlReader
from mtcheck.records import Document, PassageKind
from mtcheck.speech.quotations import find_quotations

FILLER = (
    "Une mission d'observation doit arriver dans la capitale avant la fin de la semaine. Elle comptera une centaine de "
    "personnes, venues de douze pays, et rendra compte chaque jour de ce qu'elle aura vu."
)


def page(tmp_path: Path, body: str, head: str = '<meta charset="utf-8">', encoding: str = "utf-8") -> Document:
    html = f'<!DOCTYPE html><html lang="fr"><head>{head}</head><body><article>{body}</article></body></html>'
    return read_one(write(tmp_path, "a.html", html.encode(encoding)))


def test_a_news_page() -> None:
    found = read_one(FIXTURES / "page.html")
    for unwanted in ("Accueil", "cookies", "Un autre article", "Mentions légales"):
        assert unwanted not in found.text
    assert place_of(found, "Une mission d'observation") == "paragraph 8, line 13"
    kinds = {passage.span.of(found.text): passage.kind for passage in found.passages}
    assert kinds["Une trêve surveillée"] is PassageKind.HEADING
    assert kinds["La mission restera six mois."] is PassageKind.BODY
    assert "rédige les rapports" in found.text


def test_an_embedded_post_becomes_a_known_quote() -> None:
    (quote,) = found_quotes(read_one(FIXTURES / "page.html"))
    assert quote.text == "We had a fruitful conversation with our partners and we agreed on a ceasefire."
    assert (quote.speaker, quote.date) == ("Ana Durand", "2025-07-04")
    assert (quote.source or "").endswith("page.html, paragraph 4, line 10")


def test_inline_quotations_have_the_marks_that_a_browser_shows() -> None:
    found = read_one(FIXTURES / "page.html")
    assert "d'« une conversation très rentable » devant" in found.text.replace("\u00a0", " ")
    assert "une conversation très rentable" in [quotation.text.strip() for quotation in find_quotations(found)]


def test_a_block_quotation_is_marked_as_one() -> None:
    text = read_one(FIXTURES / "page.html").text
    assert "> Nous avons obtenu ce que nous voulions" in text
    assert "> Nous attendons maintenant la réponse" in text


def test_a_page_of_libreoffice() -> None:
    found = read_one(FIXTURES / "article.html")
    assert place_of(found, "très rentable") == "paragraph 3, line 45"
    assert found_quotes(found)[0].text.startswith("We had a fruitful conversation")


def test_the_order_is_the_pages(tmp_path: Path) -> None:
    post = (
        '<div class="embed"><div class="inner"><blockquote class="bluesky-embed"><p lang="en">We will never give up on '
        "this plan, and we thank you all.</p></blockquote></div></div>"
    )
    found = page(tmp_path, f"<h1>Un titre</h1><p>{FILLER}</p>{post}<p>La suite viendra demain. {FILLER}</p>")
    assert found.text.index("Une mission") < found.text.index("We will never") < found.text.index("La suite viendra")


@pytest.mark.parametrize(
    ("head", "encoding", "note"),
    [
        ('<meta charset="utf-8">', "utf-8", ()),
        ('<meta charset="iso-8859-1">', "cp1252", ("read as iso-8859-1, as declared",)),
        (
            '<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">',
            "cp1252",
            ("read as windows-1252, as declared",),
        ),
        ("", "utf-16", ("read as UTF-16, by its byte-order mark",)),
    ],
)
def test_encodings(tmp_path: Path, head: str, encoding: str, note: tuple[str, ...]) -> None:
    found = page(tmp_path, f"<p>« Été » : {FILLER}</p><p>{FILLER}</p>", head, encoding)
    assert "« Été »" in found.text
    assert notes_of(found) == note


def test_the_address_is_kept(tmp_path: Path) -> None:
    found = page(tmp_path, f"<p>{FILLER}</p>", '<link rel="canonical" href="https://example.org/a">')
    assert found.url == "https://example.org/a"


def test_a_short_page_is_read_all_the_same(tmp_path: Path) -> None:
    assert "Les deux camps ont signé" in page(tmp_path, "<p>Les deux camps ont signé hier.</p>").text


def test_scripts_are_no_text(tmp_path: Path) -> None:
    assert "alert" not in page(tmp_path, f"<script>alert('Bonjour à tous')</script><p>{FILLER}</p>").text


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "is empty"),
        (b"<html><body></body></html>", "holds no article"),
        (b"<html>\0\0\0</html>", "is a binary file"),
        ("<p>été là".encode("latin-1"), "a.html:1: byte 0xE9 at offset 3 is not UTF-8"),
        (b"<div>" * 10_000 + b"Bonjour", "more than 250 deep"),
        (b"<p>a</p>" * 250_000, "more than 200000 elements"),
        (b"a" * (17 * 1024 * 1024), "is larger than"),
    ],
    ids=["empty", "no text", "binary", "encoding", "deep", "many", "large"],
)
def test_broken_twins_and_bombs(tmp_path: Path, data: bytes, message: str) -> None:
    assert message in str(fault_of(write(tmp_path, "a.html", data)))


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    entities = '<!DOCTYPE html [<!ENTITY a "bonjour"><!ENTITY b "&a;&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]>'
    path = write(tmp_path, "a.html", f"{entities}<html><body><p>&b; &x; {FILLER}</p></body></html>")
    text = read_one(path).text
    assert "bonjourbonjour" not in text
    assert "root:" not in text


def test_the_extra_is_named_where_it_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    assert "pip install 'mtcheck[documents]'" in str(fault_of(FIXTURES / "page.html"))


def test_a_tangled_page_is_read_without_second_opinions(tmp_path: Path) -> None:
    body = ("<div>" * 150 + f"<p>{FILLER}</p>" + "</div>" * 150) * 100
    start = time.perf_counter()
    assert "Une mission d'observation" in page(tmp_path, body).text
    assert time.perf_counter() - start < 60  # minutes, with all of the library's methods


@pytest.mark.parametrize("count", [1000, 1001])
def test_a_paragraph_of_too_many_elements_is_noted(count: int) -> None:
    page = f"<html><body><article><h1>Budget</h1><p>{'<b>Le maire parle.</b> ' * count}</p></article></body></html>"
    (item,) = HtmlReader().read(Content("a.html", page.encode(), "a.html"))
    assert isinstance(item, Document)
    assert "Le maire parle." in item.text
    assert any("more than 1000 elements" in note for note in notes_of(item)) is (count > 1000)
