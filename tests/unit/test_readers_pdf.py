from __future__ import annotations

import io
import sys
import zlib
from pathlib import Path

import pytest
from document_reading import FIXTURES, fault_of, notes_of, place_of, read_all, read_one, write
from pypdf import PdfReader, PdfWriter

from mtcheck.readers.embedded import found_quotes
from mtcheck.readers.pdf import _without_running_heads
from mtcheck.readers.pdf_lines import Line, join_lines
from mtcheck.records import PassageKind

ARTICLE = FIXTURES / "article.pdf"


def rewritten(*, password: str | None = None, blank: int = 0, pages: bool = True) -> bytes:
    writer = PdfWriter()
    if pages:
        for page in PdfReader(ARTICLE).pages:
            writer.add_page(page)
    for _ in range(blank):
        writer.add_blank_page(595, 842)
    if password is not None:
        writer.encrypt(password, algorithm="RC4-128")
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def stream_pdf(content: bytes) -> bytes:
    """Make the smallest PDF file whose one page has this packed content."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(content), content),
    ]
    data, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer << /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % len(data)
    return data + b"xref\n0 5\n0000000000 65535 f \n" + table + end


def test_a_document_of_libreoffice() -> None:
    found = read_one(ARTICLE)
    assert place_of(found, "très rentable") == "page 1"
    assert place_of(found, "La suite des négociations") == "page 2"
    texts = {passage.span.of(found.text): passage for passage in found.passages}
    assert texts["Une trêve surveillée"].kind is PassageKind.HEADING
    sentence = (
        "une conversation très rentable avec nos partenaires », a déclaré la ministre des affaires étrangères, Ana"
    )
    assert sentence in found.text  # over the end of a line
    assert "La mission restera six mois." in texts  # without its bullet
    assert [quote.text for quote in found_quotes(found)] == [
        "We had a fruitful conversation with our partners and we agreed on a ceasefire."
    ]


def lines(*texts: str) -> list[Line]:
    return [Line(text, 50.0, 700.0 - 14 * number, 12.0) for number, text in enumerate(texts)]


@pytest.mark.parametrize(
    ("last", "line", "gap"),
    [
        ("une conver-", "sation avec nos partenaires étrangers.", "-"),
        ("elle est peut-", "être revenue avec nos partenaires.", ""),
        ("le ministre", "a parlé avec nos partenaires étrangers.", " "),
        ("l'axe Paris-", "Berlin avec nos partenaires étrangers.", ""),
    ],
)
def test_words_broken_at_the_line_end(last: str, line: str, gap: str) -> None:
    assert join_lines(lines(last, line), None)[1] == gap


def test_a_paragraph_goes_over_to_the_next_page() -> None:
    before = Line("Les négociateurs ont promis de", 50, 60, 12)
    assert join_lines(lines("revenir avec une proposition."), before) == [" "]
    assert join_lines(lines("Revenir, ils l'ont promis."), before) == ["\n\n"]


def test_running_heads_and_page_numbers_are_left_out() -> None:
    pages = [(n, lines("Le Courrier, 4 juillet", f"Texte de la page {n} seule.", str(n))) for n in range(1, 5)]
    kept = _without_running_heads(pages)
    assert [[line.text for line in found] for _, found in kept] == [
        [f"Texte de la page {n} seule."] for n in range(1, 5)
    ]


def test_pages_without_text_are_told(tmp_path: Path) -> None:
    found = read_one(write(tmp_path, "a.pdf", rewritten(blank=1)))
    assert notes_of(found) == ("pages without a text layer, not read: 3",)


def test_no_text_layer(tmp_path: Path) -> None:
    assert "has no text layer" in str(fault_of(write(tmp_path, "scan.pdf", rewritten(blank=2, pages=False))))


@pytest.mark.parametrize("size", [200, 5000, 20_000])
def test_a_cut_file_gives_an_error_or_what_is_left(tmp_path: Path, size: int) -> None:
    documents, faults = read_all(write(tmp_path, "cut.pdf", ARTICLE.read_bytes()[:size]))
    assert faults or documents
    assert all(str(fault).startswith(str(tmp_path / "cut.pdf")) for fault in faults)


def test_text_that_is_called_pdf(tmp_path: Path) -> None:
    assert "is no PDF file that can be read" in str(fault_of(write(tmp_path, "a.pdf", "Bonjour.")))


def test_an_encrypted_file(tmp_path: Path) -> None:
    fault = fault_of(write(tmp_path, "a.pdf", rewritten(password="secret")))
    assert "is encrypted" in str(fault)


def test_a_page_that_unpacks_without_end_loses_no_other(tmp_path: Path) -> None:
    assert (
        read_one(write(tmp_path, "a.pdf", stream_pdf(zlib.compress(b"BT /F1 9 Tf (Bonjour) Tj ET")))).text == "Bonjour"
    )
    packed = zlib.compress(b"BT /F1 9 Tf (Bonjour) Tj ET\n" * 4_000_000, 9)
    documents, faults = read_all(write(tmp_path, "bomb.pdf", stream_pdf(packed)))
    assert documents == []
    assert "page 1 cannot be read" in str(faults[0])


def test_the_extra_is_named_where_it_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdf", None)
    assert "pip install 'mtcheck[documents]'" in str(fault_of(ARTICLE))
