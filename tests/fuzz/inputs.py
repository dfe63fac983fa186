"""Inputs: sound ones and ones that once failed, changed in the ways in which files are damaged or forged."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

LARGE_OF = 40
"""Of so many inputs one may be large."""

CORPUS = Path(__file__).parent / "corpus"
_TOKENS = (
    b"<b>", b"</p>", b"<blockquote>", b"<q>", b"&#1;", b"&#xFFFE;", b"<!--", b"-->", b"mtcheck: ignore[MT201]", b"<![CDATA[",
    b"\xff", b"\x00", b"\xe9", b"\xef\xbf\xbe", b"\x1b[2J", b"\xed\xa0\x80", b"\xef\xbb\xbf", b"\r", b"\n\n", b"\n> ", b"\t",
    b"[[", b"]", b"{", b"}", b"\"", b"'", b"= ", b": ", b"- ", b"9" * 50, b"2025-02-30", b"1e999", b"NaN", b"null", b"true",
    "« ".encode(), " »".encode(), "“".encode(), "”".encode(), "— ".encode(), "’".encode(), b" a dit ", b" selon ", b"We agreed. ",
    b"feu cess\xc3\xa9 ", b"WEBVTT\n", b"00:00:01,000 --> 00:00:02,000\n", b"msgid \"", b"encoding=\"x\"", b"charset=undefined",
    "\u2028".encode(), "\u202e".encode(), "e\u0301".encode(), "\U0001f600".encode(), b"!!python/object:", b"&a [*a]", b"\\ud800",
)  # fmt: skip
PAGE = "<html><body><article><h1>Titre</h1><p>Le maire a présenté le budget de la ville.</p></article></body></html>"
WORDS_OF_WORD = (
    '<w:document xmlns:w="x"><w:body><w:p><w:pPr><w:pStyle w:val="s"/><w:numPr/></w:pPr><w:r><w:t>Le maire parle.</w:t><w:tab/>'
    "</w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>mot</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>"
)
OPEN_TYPE = "application/vnd.oasis.opendocument.text"
OPEN_MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry '
    f'manifest:full-path="/" manifest:media-type="{OPEN_TYPE}"/><manifest:file-entry manifest:full-path="content.xml" '
    'manifest:media-type="text/xml"/></manifest:manifest>'
)
_OPEN = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text='
    '"urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2"><office:body><office:text><text:h>Titre</text:h>'
    "<text:p>Le maire<text:s/>parle.</text:p></office:text></office:body></office:document-content>"
)
BOOK_CONTAINER = '<container><rootfiles><rootfile full-path="book.opf"/></rootfiles></container>'
_BOOK = '<package><manifest><item id="a" href="a.html"/></manifest><spine><itemref idref="a"/></spine></package>'
_PDF = (
    "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    "3 0 obj<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj\n4 0 obj<</Length 45>>stream\n"
    "BT /F 12 Tf 50 700 Td (Le maire parle.) Tj ET\nendstream endobj\n"
    "5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\ntrailer<</Root 1 0 R/Size 6>>\nstartxref\n0\n%%EOF\n"
)
_SOUND = (
    PAGE, WORDS_OF_WORD, _OPEN, _BOOK, _PDF,
    '<w:styles xmlns:w="x"><w:style w:styleId="s"><w:name w:val="heading 1"/></w:style></w:styles>',
    "# Titre\n\nLe *maire* a [présenté](x) le `budget`.\n\n> We agreed.\n\n* un\n\n| a | b |\n|---|---|\n| mot | mot |\n",
    "{\\rtf1\\ansi {\\b Le maire} a pr\\'e9sent\\u233? le budget.\\par Fin.}",
    "From: a@example.org\nSubject: =?utf-8?q?Le_maire?=\nMIME-Version: 1.0\n"
    'Content-Type: multipart/alternative; boundary="x"\n\n--x\nContent-Type: text/plain; charset=utf-8\n'
    "Content-Transfer-Encoding: quoted-printable\n\nLe maire a pr=C3=A9sent=C3=A9.\n"
    "--x\nContent-Type: text/html\n\n<p>Le maire.</p>\n--x--\n",
    '<rss version="2.0"><channel><title>t</title><item><title>Le maire</title><description>Le maire a parlé.</description>'
    "<pubDate>Mon, 03 Feb 2025 10:00:00 GMT</pubDate></item></channel></rss>",
    "en,fr,forbidden,note\nbudget,budget,enveloppe,x\nceasefire,cessez-le-feu,feu cessé,\n",
    '<tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"><text><body><conceptEntry id="c">'
    '<langSec xml:lang="en"><termSec><term>budget</term></termSec></langSec><langSec xml:lang="fr"><termSec><term>budget</term>'
    "</termSec></langSec></conceptEntry></body></text></tbx>",
    json.dumps({"key": "a", "code": "MT201", "text": "mot", "judgement": "right", "confidence": 0.5, "path": "a.txt"}),
    "Le maire a signé un feu cessé.\n--- quote\nAna, Mme Doe\nWe agreed.\n--- found\n"
    'MT201 "feu cessé"\n--- not found\nMT2 "x"\n',
    "Le maire. <!-- mtcheck: ignore[MT201] raison -->\n<!-- mtcheck: off -->\nmot\n<!-- mtcheck: on -->\n",
    "« Nous avons signé un feu cessé hier soir », a déclaré Mme Doe.\n\nSelon le maire, 3,5 % des 1 200 élus ont voté.\n",
    "<html><body><article><h1>Titre</h1><p>Le maire a dit <q>oui</q> hier.</p><blockquote>Nous avons signé.</blockquote>"
    "</article></body></html>",
    "1\n00:00:01,000 --> 00:00:02,000\nBonjour à tous.\n",
    'text,id\n"Le maire a présenté le budget.",1\n',
    'id = "a"\nspeaker = "Ana"\ntext = "We agreed."\n[[ignore]]\nreason = "x"\ncode = "MT2"\n',
    "- id: a\n  speaker: Ana\n  text: We agreed.\n  date: 2025-02-03\n",
    '<?xml version="1.0" encoding="utf-8"?><tmx><body><tu><tuv xml:lang="en"><seg>We agreed.</seg></tuv></tu></body></tmx>',
    'msgid "We agreed."\nmsgstr "Nous sommes d’accord."\n',
    json.dumps({"mtcheck_baseline": 1, "entries": [{"path": "a", "code": "MT201", "text": "t", "context": "", "count": 1}]}),
    json.dumps({
        "schema_version": 1, "summary": {"quotes": []}, "files": [{
            "path": "a.txt", "quotations": [], "suppressed": [], "findings": [{
                "code": "MT201", "name": "x", "severity": "major", "text": "mot", "message": "m", "start": 0, "end": 3,
                "line": 1, "column": 1, "confidence": 0.5, "evidence": [], "fingerprint": "a:1",
            }],
        }],
    }),
    '{"text": "Le maire a présenté le budget.", "id": 1}\n{"text": "La \\ud800 séance."}\n',
)  # fmt: skip


def seeds() -> list[bytes]:
    """Return the sound inputs, and those of the corpus: small ones that once failed."""
    return [*(text.encode() for text in _SOUND), *(path.read_bytes() for path in sorted(CORPUS.glob("*.bin")))]


def changed(data: bytes, random: Random, others: list[bytes]) -> bytes:
    """Return an input with a few changes: cut, doubled, mixed with another one, or with what readers trip over."""
    found = bytearray(data)
    for _ in range(random.randint(1, 6)):
        place = random.randint(0, len(found))
        kind = random.randrange(8)
        if kind == 0:
            del found[place : place + random.randint(1, 40)]
        elif kind == 1:
            found[place:place] = random.choice(_TOKENS) * random.choice((1, 1, 1, 2, 50))
        elif kind == 2 and found:
            found[place % len(found)] = random.randrange(256)
        elif kind == 3:
            found[place:place] = found[place : place + random.randint(1, 200)] * random.choice((1, 2, 20))
        elif kind == 4:
            other = random.choice(others)
            start = random.randint(0, len(other))
            found[place:place] = other[start : start + random.randint(1, 300)]
        elif kind == 5:
            found[place:place] = bytes(random.randrange(256) for _ in range(random.randint(1, 12)))
        elif kind == 6:
            found[place:place] = random.choice(_TOKENS) + random.choice(_TOKENS)
        else:
            del found[place:]
    # Nearly all faults need few bytes, and small inputs are tried ten times as fast.
    return bytes(found[: 20_000 if random.randrange(LARGE_OF) == 0 else 600])
