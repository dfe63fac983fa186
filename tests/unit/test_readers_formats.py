"""ODT, RTF, RSS and Atom, EPUB, EML."""

from __future__ import annotations

import io
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest
from document_reading import fault_of, notes_of, read_all, read_one, write

from mtcheck.readers.analysed import analysed
from mtcheck.readers.discovery import discover


def odt() -> bytes:
    from odf.opendocument import OpenDocumentText
    from odf.text import H, List, ListItem, P, Span

    document = OpenDocumentText()
    document.text.addElement(H(outlinelevel=1, text="Un titre"))
    paragraph = P(text="Les deux armées ont signé un ")
    paragraph.addElement(Span(text="feu cessé"))
    paragraph.addText(" hier.")
    document.text.addElement(paragraph)
    items = List()
    item = ListItem()
    item.addElement(P(text="Un point."))
    items.addElement(item)
    document.text.addElement(items)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def test_open_document(tmp_path: Path) -> None:
    found = read_one(write(tmp_path, "a.odt", odt()))
    assert found.text == "# Un titre\n\nLes deux armées ont signé un feu cessé hier.\n\n- Un point."
    assert str(found.place_at(20)) == "paragraph 2"
    assert read_one(write(tmp_path, "sans-suffixe", odt())).media_type == found.media_type


RTF = (
    rb"{\rtf1\ansi\ansicpg1252{\fonttbl\f0 Arial;}\f0 Les deux arm\'e9es ont sign\'e9 un {\b feu} cess\'e9.\par "
    rb"\u171?\~Oui\~\u187?, a dit la ministre.\par}"
)


def test_rich_text(tmp_path: Path) -> None:
    for name in ("a.rtf", "a.unknown"):
        found = read_one(write(tmp_path, name, RTF))
        assert found.text == "Les deux armées ont signé un feu cessé.\n\n«\u00a0Oui\u00a0», a dit la ministre."
    assert "no RTF" in str(fault_of(write(tmp_path, "b.rtf", b"Bonjour.")))


RSS = """<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Fil</title>
<item><title>Un accord</title><guid>a1</guid><link>https://example.org/a1</link>
<description>&lt;p&gt;Les deux arm&amp;eacute;es ont sign&amp;eacute; un &lt;b&gt;feu&lt;/b&gt;
cess&amp;eacute;.&lt;/p&gt;</description></item>
<item><title>Sans texte</title><guid>a2</guid></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Fil</title><entry><id>b1</id><title>Un accord</title>
<updated>2025-07-04T10:00:00Z</updated>
<content type="html">&lt;p&gt;Un &lt;i&gt;feu&lt;/i&gt; a cessé.&lt;/p&gt;</content></entry></feed>"""


def test_feeds(tmp_path: Path) -> None:
    documents, faults = read_all(write(tmp_path, "a.rss", RSS.encode()))
    assert not faults
    assert [document.path.rpartition("#")[2] for document in documents] == ["a1", "a2"]
    assert documents[0].url == "https://example.org/a1"
    assert "un feu\ncessé." in analysed(documents[0]).document.text
    found = read_one(write(tmp_path, "flux.xml", ATOM.encode()))
    assert found.date == "2025-07-04T10:00:00Z"
    assert "Un feu a cessé." in analysed(found).document.text
    assert "not well-formed" in str(fault_of(write(tmp_path, "b.rss", b"<rss><channel>")))


def test_books(tmp_path: Path) -> None:
    stream = io.BytesIO()
    page = "<html><body><h1>Un</h1><p>{}</p></body></html>"
    with zipfile.ZipFile(stream, "w") as book:
        book.writestr("mimetype", "application/epub+zip")
        book.writestr("META-INF/container.xml", '<c><rootfiles><rootfile full-path="OPS/b.opf"/></rootfiles></c>')
        book.writestr(
            "OPS/b.opf",
            '<package><manifest><item id="x" href="1.xhtml"/><item id="y" href="2.xhtml"/></manifest>'
            '<spine><itemref idref="y"/><itemref idref="x"/></spine></package>',
        )
        for number in (1, 2):
            words = f"Chapitre {number} : les deux armées ont signé un accord dans la ville de Genève. " * 6
            book.writestr(f"OPS/{number}.xhtml", page.format(words))
    for name in ("a.epub", "livre"):
        documents, faults = read_all(write(tmp_path, name, stream.getvalue()))
        assert not faults
        assert [document.path.rpartition("!/")[2] for document in documents] == ["OPS/2.xhtml", "OPS/1.xhtml"]
        assert "Chapitre 2" in documents[0].text


def test_mail(tmp_path: Path) -> None:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@example.org", "b@example.org", "Un accord à Genève"
    message.set_content("Les deux armées ont signé un feu cessé.\n", charset="iso-8859-1")
    message.add_alternative("<p>autre chose</p>", subtype="html")
    message.add_attachment(b"x", maintype="image", subtype="png")
    for name in ("a.eml", "message"):
        found = read_one(write(tmp_path, name, bytes(message)))
        assert found.text == "# Un accord à Genève\n\nLes deux armées ont signé un feu cessé.\n"
        assert "1 attachment not read" in notes_of(found)
    assert "without a text" in str(fault_of(write(tmp_path, "b.eml", b"Subject: x\nContent-Type: image/png\n\nabc")))


@pytest.mark.parametrize("name", ["a.odt", "a.epub"])
def test_a_damaged_package_is_an_error(tmp_path: Path, name: str) -> None:
    assert "no ZIP file" in str(fault_of(write(tmp_path, name, b"PK\x03\x04 rien")))


def test_files_of_other_formats_are_named_once_with_their_count(tmp_path: Path) -> None:
    for name in ("a.txt", "b.png", "c.png", "d"):
        (tmp_path / name).write_text("Bonjour.", encoding="utf-8")
    told: list[str] = []
    assert len(discover((str(tmp_path),), skipped=lambda line: told.append(str(line)))) == 1
    assert told == [f"{tmp_path}: files of other formats are not read: 2 .png, 1 without a suffix"]
