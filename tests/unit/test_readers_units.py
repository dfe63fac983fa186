"""TMX, XLIFF and gettext PO: French beside its English."""

from __future__ import annotations

from pathlib import Path

import pytest
from document_reading import FIXTURES, fault_of, notes_of, place_of, read_all, read_one, write

from mtcheck.checks.registry import all_checks
from mtcheck.engines.base import Translator
from mtcheck.engines.fake import FakeTranslator
from mtcheck.errors import InputError
from mtcheck.readers.discovery import discover
from mtcheck.readers.xml_source import parse_xml
from mtcheck.records import Document, FileReport, KnownQuote
from mtcheck.run.means import Means
from mtcheck.run.pipeline import plan_run

FILES = ["messages.tmx", "messages.xlf", "messages-2.xlf", "messages.po"]


def pairs(document: Document) -> list[tuple[str, str]]:
    return [(quote.text, span.of(document.text)) for span, quote in document.pairs]


def check(path: Path, quotes: tuple[KnownQuote, ...] = (), translator: Translator | None = None) -> FileReport:
    report = plan_run(
        discover([str(path)]), Means(all_checks(), translator or FakeTranslator()), quotes=quotes
    ).report()
    return report.files[0]


@pytest.mark.parametrize("name", FILES)
def test_files_of_other_programs(name: str) -> None:
    found = read_one(FIXTURES / name)
    assert pairs(found)[:3] == [
        ("The two sides signed a ceasefire on Tuesday.", "Les deux camps ont signé mardi un feu cessé."),
        (
            "The minister spoke of a fruitful conversation with her partners.",
            "La ministre a parlé d'une conversation très rentable avec ses partenaires.",
        ),
        (
            "We have welcomed 54 refugee families in the city.",
            "Nous avons accueilli 45 familles de réfugiés dans la ville.",
        ),
    ]
    assert len({quote.id for _, quote in found.pairs}) == len(found.pairs)
    if name != "messages.tmx":
        assert notes_of(found) == ("units not checked: 1 untranslated",)


@pytest.mark.parametrize("name", FILES)
def test_a_place_leads_to_the_line(name: str) -> None:
    place = place_of(read_one(FIXTURES / name), "Nous avons accueilli")
    assert place is not None
    line = int(place.rpartition("line ")[2])
    lines = (FIXTURES / name).read_text(encoding="utf-8").splitlines()
    assert "Nous avons accueilli" in "".join(lines[line - 1 : line + 1])


@pytest.mark.parametrize("name", FILES)
def test_the_source_is_the_known_english(name: str, embedded: Translator) -> None:
    report = check(FIXTURES / name, translator=embedded)
    assert report.error is None
    (number,) = [finding for finding in report.findings if finding.code == "MT103"]
    assert (number.text, number.suggestion) == ("45", "54")
    assert number.reference == "We have welcomed 54 refugee families in the city."
    assert number.place is not None
    assert "line" in str(number.place)
    wording = [finding.text for finding in report.findings if finding.code == "MT101"]
    assert any("rentable" in text for text in wording)


def test_nothing_else_is_matched_with_a_unit(tmp_path: Path) -> None:
    other = KnownQuote("bank", "Ana Durand", "We have welcomed 99 refugee families in the city.")
    report = check(FIXTURES / "messages.tmx", (other,))
    assert "bank" not in {finding.quote_id for finding in report.findings}


def test_quotations_inside_a_unit_are_matched_with_its_english(tmp_path: Path) -> None:
    text = 'msgid "“We will stay in the city,” the mayor said."\nmsgstr "« Nous resterons dans la ville », a dit le maire."\n'
    report = check(write(tmp_path, "a.po", text))
    assert [len(matched.alignments) for matched in report.quotations] == [1]


TMX = """<?xml version="1.0"?><!DOCTYPE tmx SYSTEM "tmx14.dtd"><tmx version="1.4"><header/><body>
<tu tuid="t1"><tuv xml:lang="EN-us"><seg>See <bpt i="1">&lt;b&gt;</bpt>the rules<ept i="1">&lt;/b&gt;</ept> here.</seg></tuv>
<tuv xml:lang="fr-CA"><seg>Voir <bpt i="1">&lt;b&gt;</bpt>les règles<ept i="1">&lt;/b&gt;</ept> ici.</seg></tuv></tu>
<tu><tuv xml:lang="en"><seg>Only English.</seg></tuv><tuv xml:lang="de"><seg>Nur Deutsch.</seg></tuv></tu>
<tu><tuv lang="fr"><seg>Sans anglais.</seg></tuv></tu></body></tmx>"""


def test_tmx_codes_and_languages(tmp_path: Path) -> None:
    found = read_one(write(tmp_path, "a.tmx", TMX))
    assert pairs(found) == [("See the rules here.", "Voir les règles ici.")]
    assert notes_of(found) == ("units not checked: 1 without English, 1 without French",)
    assert place_of(found, "Voir") == "unit 1 (t1), line 3"
    utf16 = TMX.replace('"1.0"', '"1.0" encoding="UTF-16"').encode("utf-16")
    assert pairs(read_one(write(tmp_path, "b.tmx", utf16))) == pairs(found)


XLIFF = """<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
<file source-language="en" target-language="fr"><body><group>
<trans-unit id="a"><source>Open <g id="1">the file</g>.</source><seg-source/><target>Ouvrir <g id="1">le fichier</g><ph id="2">
{0}</ph>.</target><alt-trans><target>Autre.</target></alt-trans></trans-unit>
<trans-unit id="b" translate="no"><source>Brand</source><target>Marque</target></trans-unit></group></body></file>
<file source-language="en" target-language="de"><body><trans-unit id="c"><source>One</source><target>Eins</target></trans-unit>
</body></file></xliff>"""


def test_xliff_codes_and_languages(tmp_path: Path) -> None:
    (found,), (fault,) = read_all(write(tmp_path, "a.xlf", XLIFF))
    assert pairs(found) == [("Open the file.", "Ouvrir le fichier.")]
    assert notes_of(found) == ("units not checked: 1 not to be translated",)
    assert "a.xlf:6: translates from en to de: only English to French is checked" in str(fault)


def test_xliff_without_a_target_language(tmp_path: Path) -> None:
    text = (FIXTURES / "messages.xlf").read_text(encoding="utf-8").replace(' target-language="fr"', "")
    assert len(read_one(write(tmp_path, "a.xlf", text)).pairs) == 5


PO = r"""# fr
msgid ""
msgstr "Language: fr\nContent-Type: text/plain; charset=ISO-8859-1\n"

msgid "Say \"yes\"\n"
"twice."
msgstr "Dites « oui »\n"
"deux fois."

#, fuzzy
msgid "Old"
msgstr "Vieux"

msgid "menu.file.open"
msgstr "Ouvrir"

#~ msgid "Obsolete"
#~ msgstr "Périmé"
"""


def test_po_strings(tmp_path: Path) -> None:
    found = read_one(write(tmp_path, "a.po", PO.encode("latin-1")))
    assert pairs(found) == [('Say "yes" twice.', "Dites « oui »\ndeux fois.")]
    assert notes_of(found) == (
        "read as ISO-8859-1, as declared",
        "units not checked: 1 fuzzy, 1 without English",
    )


def test_a_broken_message_loses_no_other(tmp_path: Path) -> None:
    text = 'msgid "One day."\nmsgstr "Un jour."\n\nmsgid "Two\nmsgstr "Deux"\n\nmsgid "Three days."\nmsgstr "Trois jours."\n'
    (found,), (fault,) = read_all(write(tmp_path, "a.po", text))
    assert [french for _, french in pairs(found)] == ["Un jour.", "Trois jours."]
    assert "a.po:4: is malformed" in str(fault)


def test_another_target_language(tmp_path: Path) -> None:
    fault = fault_of(write(tmp_path, "a.po", PO.replace("Language: fr", "Language: de").encode("latin-1")))
    assert "translates into de" in str(fault)


@pytest.mark.parametrize("name", ["messages.tmx", "messages.xlf", "messages-2.xlf"])
def test_a_cut_file_names_its_line(tmp_path: Path, name: str) -> None:
    data = (FIXTURES / name).read_bytes()
    fault = fault_of(write(tmp_path, name, data[: len(data) // 2]))
    assert "not well-formed XML" in str(fault)
    assert fault.line is not None
    assert fault.line > 1


def test_bombs(tmp_path: Path) -> None:
    entities = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 10))
    for tag in ("tmx", "xliff"):
        laughs = f'<!DOCTYPE x [<!ENTITY a0 "lol">{entities}]><{tag}>&a9;</{tag}>'
        assert "declares the entity" in str(fault_of(write(tmp_path, f"a.{tag}", laughs)))
        secret = f'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><{tag}>&a;</{tag}>'
        assert "declares the entity" in str(fault_of(write(tmp_path, f"a.{tag}", secret)))
        deep = f"<{tag}>" + "<a>" * 100_000
        assert "200 deep" in str(fault_of(write(tmp_path, f"a.{tag}", deep)))
    with pytest.raises(InputError, match="200 deep"):
        parse_xml("x", b"<a>" * 201)


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.tmx", "<xliff/>", "is no TMX file"),
        ("a.xlf", "<tmx/>", "is no XLIFF file"),
        ("a.xlf", "<xliff/>", "holds no <file> element"),
        ("a.tmx", "<tmx/>", "holds no unit with English and French"),
        ("a.po", "# nothing", "holds no unit"),
        ("a.tmx", "", "not well-formed XML"),
        ("a.tmx", b"<tmx>\xe9</tmx>", "byte 0xE9 at offset 5 is not UTF-8"),
    ],
)
def test_other_files(tmp_path: Path, name: str, data: str | bytes, message: str) -> None:
    assert message in str(fault_of(write(tmp_path, name, data)))
