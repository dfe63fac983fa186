from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from document_reading import FIXTURES, fault_of, place_of, read_one, write

from mtcheck.readers.embedded import found_quotes
from mtcheck.records import PassageKind

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def docx(body: str, **parts: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", f"<w:document {W} {MC}><w:body>{body}</w:body></w:document>")
        for name, text in parts.items():
            package.writestr(f"word/{name}.xml", text)
    return stream.getvalue()


def test_a_document_of_libreoffice() -> None:
    found = read_one(FIXTURES / "article.docx")
    assert place_of(found, "très rentable") == "paragraph 3"
    assert place_of(found, "rédige les rapports") == "table 1, row 2, column 2"
    assert place_of(found, "Elle ne portera") == "paragraph 8"
    kinds = {passage.span.of(found.text): passage.kind for passage in found.passages}
    assert kinds["Les deux camps signent un feu cessé"] is PassageKind.HEADING
    (quote,) = found_quotes(found)
    assert quote.text == "We had a fruitful conversation with our partners and we agreed on a ceasefire."
    assert (quote.source or "").endswith("article.docx, paragraph 6")


def test_tracked_changes_read_as_accepted(tmp_path: Path) -> None:
    body = (
        "<w:p><w:r><w:t>Le ministre </w:t></w:r><w:del><w:r><w:delText>a refusé</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>a accepté</w:t></w:r></w:ins><w:r><w:t> l'accord.</w:t></w:r></w:p>"
    )
    assert read_one(write(tmp_path, "a.docx", docx(body))).text == "Le ministre a accepté l'accord."


def test_footnotes_text_boxes_and_line_breaks(tmp_path: Path) -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>Dans la boîte.</w:t></w:r></w:p></w:txbxContent>"
    body = (
        "<w:p><w:r><w:t>Une ligne,</w:t><w:br/><w:t>une autre.</w:t></w:r><w:r><mc:AlternateContent><mc:Choice>"
        f"<w:drawing>{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent>"
        "</w:r></w:p>"
    )
    notes = (
        f'<w:footnotes {W}><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
        '<w:footnote w:id="2"><w:p><w:r><w:t>Une note en bas.</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    found = read_one(write(tmp_path, "a.docx", docx(body, footnotes=notes)))
    assert found.text == "Une ligne,\nune autre.\n\nDans la boîte.\n\nUne note en bas."
    assert place_of(found, "Dans la") == "paragraph 1, text box"
    assert place_of(found, "Une note") == "footnote 2"


def test_a_document_without_its_suffix_is_recognised(tmp_path: Path) -> None:
    path = write(tmp_path, "article", (FIXTURES / "article.docx").read_bytes())
    assert read_one(path).media_type.endswith("wordprocessingml.document")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ((FIXTURES / "article.docx").read_bytes()[:4000], "is no ZIP file that can be read, or is cut"),
        (b"Bonjour.", "is no ZIP file"),
        (docx("<w:p><w:r><w:t>cassé</w:r></w:p>"), "!/word/document.xml:1: not well-formed XML"),
        (docx("<w:p/>"), "holds no text"),
    ],
    ids=["cut", "text", "malformed", "empty"],
)
def test_broken_twins(tmp_path: Path, data: bytes, message: str) -> None:
    assert message in str(fault_of(write(tmp_path, "b.docx", data)))


def test_bombs(tmp_path: Path) -> None:
    ratio = docx(f"<w:p><w:r><w:t>{'a' * 30_000_000}</w:t></w:r></w:p>")
    assert len(ratio) < 100_000
    assert "unpacks to more than 200 times its size" in str(fault_of(write(tmp_path, "ratio.docx", ratio)))
    deep = docx("<w:p>" * 300 + "</w:p>" * 300)
    assert "200 deep" in str(fault_of(write(tmp_path, "deep.docx", deep)))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        entities = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 10))
        package.writestr("word/document.xml", f'<!DOCTYPE x [<!ENTITY a0 "lol">{entities}]><x>&a9;</x>')
    assert "declares the entity 'a0'" in str(fault_of(write(tmp_path, "laughs.docx", stream.getvalue())))
