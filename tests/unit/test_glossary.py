"""The words of the house: reading glossaries, telling what departs from them, and what contradicts itself."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

import mtcheck
from mtcheck.cli import main as command_line
from mtcheck.config.settings import Config, GlossaryConfig
from mtcheck.engines.fake import FakeTranslator
from mtcheck.errors import InputError
from mtcheck.glossary.conflicts import conflicts
from mtcheck.glossary.entries import Glossary, GlossaryEntry
from mtcheck.glossary.loading import load_glossary
from mtcheck.glossary.phrases import english_places
from mtcheck.glossary.tables import read_table
from mtcheck.records import FileReport, Severity
from mtcheck.triage.accepted import AcceptedWords

ROOT = Path(__file__).parents[2]
CheckText = Callable[..., FileReport]
HEAD = "english,french,forbidden,note,case,domain\n"

TBX_3 = """<?xml version="1.0" encoding="UTF-8"?>
<tbx style="dct" type="TBX-Basic" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2" xmlns:min="http://example.org/min"
 xmlns:basic="http://example.org/basic"><text><body>
<conceptEntry id="c1">
  <min:subjectField>defence</min:subjectField>
  <note>vu avec la rédaction</note>
  <langSec xml:lang="en"><termSec><term>loitering munition</term></termSec></langSec>
  <langSec xml:lang="fr-FR">
    <termSec><term>drone kamikaze</term><min:administrativeStatus>admittedTerm-admn-sts</min:administrativeStatus></termSec>
    <termSec><term>munition rôdeuse</term><min:administrativeStatus>preferredTerm-admn-sts</min:administrativeStatus></termSec>
    <termSec><term>munition flânante</term><min:administrativeStatus>deprecatedTerm-admn-sts</min:administrativeStatus></termSec>
  </langSec>
</conceptEntry>
</body></text></tbx>
"""
TBX_2 = """<?xml version="1.0"?>
<martif type="TBX" xml:lang="en"><text><body><termEntry>
  <descrip type="subjectField">defence</descrip><descrip type="definition">vu avec la rédaction</descrip>
  <langSet xml:lang="EN"><tig><term>loitering munition</term></tig></langSet>
  <langSet xml:lang="fr"><tig><term>munition rôdeuse</term></tig>
    <ntig><termGrp><term>munition flânante</term>
      <termNote type="administrativeStatus">supersededTerm-admn-sts</termNote></termGrp></ntig></langSet>
</termEntry></body></text></martif>
"""
TMX = """<?xml version="1.0"?>
<tmx version="1.4"><header/><body>
<tu><prop type="domain">defence</prop><prop type="forbidden">munition de flânerie</prop><note>vu avec la rédaction</note>
  <tuv xml:lang="en-GB"><seg>loitering munition</seg></tuv>
  <tuv xml:lang="fr"><seg>munition <ph>x</ph>rôdeuse</seg></tuv>
  <tuv xml:lang="fr"><prop type="status">forbidden</prop><seg>munition flânante</seg></tuv></tu>
<tu><tuv xml:lang="en"><seg>Word word word word word word word word word word word word word.</seg></tuv>
  <tuv xml:lang="fr"><seg>Mot mot mot mot mot mot mot mot mot mot mot mot mot.</seg></tuv></tu>
</body></tmx>
"""


def main(arguments: list[str]) -> int:
    with pytest.raises(SystemExit) as ended:
        command_line(arguments)
    return int(str(ended.value.code))


def told(report: FileReport) -> list[tuple[str, str | None]]:
    return [(finding.text, finding.suggestion) for finding in report.findings if finding.code == "MT207"]


def glossary_of(rows: str) -> Glossary:
    return Glossary(tuple(read_table("house.csv", HEAD + rows)))


@pytest.mark.parametrize(
    ("rows", "text", "found"),
    [
        # plain words stand for all their forms, whatever their case
        ("drone,drone,véhicule aérien sans pilote", "Des VÉHICULES aériens sans pilote ont été abattus.",
         [("VÉHICULES aériens sans pilote", "drones")]),
        # exact ones for themselves
        ("state,État,état,,exact,", "L'état de la route, dit l'État, préoccupe les États.", [("état", "État")]),
        # a form marks what is wrong in it alone
        ("shell,obus,tir de [coquille]", "Deux tirs de coquilles ont touché la ville.", [("de coquilles", "d'obus")]),
        # what is accepted may hold what is forbidden
        ("fire,incendie,feu\nceasefire,cessez le feu,", "Le cessez le feu tient depuis lundi.", []),
        # French alone
        (",,impacter", "La crise impacte les ménages depuis lundi.", [("impacte", None)]),
        # an elided word, an article that changes
        ("supply,fourniture,offre d'armes", "Washington suspend l'offre d'armes à Kiev.",
         [("l'offre d'armes", "la fourniture")]),
    ],
)  # fmt: skip
def test_what_is_forbidden(check_text: CheckText, rows: str, text: str, found: list[tuple[str, str | None]]) -> None:
    assert told(check_text(text, glossary=HEAD + rows)) == found


def test_the_note_is_told(check_text: CheckText) -> None:
    report = check_text("Il a publié un tweet lundi.", glossary=HEAD + "tweet,publication,tweet,X depuis 2023,,media")
    (finding,) = (finding for finding in report.findings if finding.code == "MT207")
    assert str(finding.message) == "The glossary forbids “tweet”: X depuis 2023"
    assert finding.severity is Severity.MAJOR
    assert [str(reason.detail) for reason in finding.evidence if reason.kind == "glossary"] == ["house.csv:2, media."]


def test_the_known_english_decides(check_text: CheckText) -> None:
    strikes = HEAD + "strike,frappe,grève,,,defence"
    workers = "« La grève des cheminots continue », a dit M. Durand."
    missiles = "« La grève de missiles continue », a dit M. Durand."
    assert told(check_text(workers, "The walkout of the railway workers goes on.", glossary=strikes)) == []
    assert [text for text, _ in told(check_text(missiles, "The missile strike goes on.", glossary=strikes))] == [
        "grève"
    ]
    # and what it says otherwise than the house is told, with less weight
    house = HEAD + "ceasefire,arrêt des combats"
    report = check_text("« Nous voulons une trêve », a dit M. Durand.", "We want a ceasefire.", glossary=house)
    (finding,) = (finding for finding in report.findings if finding.code == "MT207")
    assert (finding.text.split()[-1], finding.reference, finding.severity) == ("trêve", "ceasefire", Severity.MINOR)
    sound = "« Nous voulons un arrêt des combats », a dit M. Durand."
    assert told(check_text(sound, "We want a ceasefire.", glossary=house)) == []


def test_without_a_glossary_nothing_is_told(check_text: CheckText) -> None:
    assert told(check_text("La crise impacte les ménages, dit un tweet.")) == []


def test_words_of_the_house_are_known(tmp_path: Path) -> None:
    text = mtcheck.Text("Les deux camps ont signé un feu cessé hier soir, dit le Feu Cessé, journal de Lyon.")
    (tmp_path / "house.csv").write_text("french\nfeu cessé\n", encoding="utf-8")

    def run(named: GlossaryConfig) -> FileReport:
        config = replace(Config(), glossary=named)
        return mtcheck.check(text, config=config, translator=FakeTranslator()).files[0]

    assert "MT201" in {finding.code for finding in run(GlossaryConfig()).findings}
    for named, place in (
        (GlossaryConfig(accept=("Feu cessé",)), "configuration: glossary.accept"),
        (GlossaryConfig(files=(str(tmp_path / "house.csv"),)), f"{tmp_path / 'house.csv'}:2"),
    ):
        report = run(named)
        assert "MT201" not in {finding.code for finding in report.findings}
        assert {item.reason for item in report.suppressed} == {f"accepted by the glossary ({place})"}


@pytest.mark.parametrize(("name", "data"), [("a.tbx", TBX_3), ("b.tbx", TBX_2), ("c.tmx", TMX)])
def test_exchange_formats(tmp_path: Path, name: str, data: str) -> None:
    (tmp_path / name).write_text(data, encoding="utf-8")
    (entry,) = load_glossary([str(tmp_path)]).entries
    assert entry.english == ("loitering munition",)
    assert entry.french[0] == "munition rôdeuse"
    assert entry.forbidden[0] == "munition flânante"
    assert (entry.domain, entry.note) == ("defence", "vu avec la rédaction")
    assert entry.line > 1


def test_tables_as_spreadsheets_write_them(tmp_path: Path) -> None:
    file = tmp_path / "house.csv"
    file.write_bytes(
        '\ufeffAnglais;Français accepté;À éviter;Remarque\r\nbill;"loi\r\nprojet de loi";facture;"a; b"\r\n'.encode()
    )
    (entry,) = load_glossary([str(file)]).entries
    assert (entry.english, entry.french, entry.forbidden, entry.note) == (
        ("bill",), ("loi", "projet de loi"), ("facture",), "a; b",
    )  # fmt: skip
    assert entry.line == 2


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.csv", "", ":0: holds no row"),
        ("a.csv", "english,francois\n", ":1: the column 'francois' is unknown"),
        ("a.csv", "english,note\n", ":1: has neither a column"),
        ("a.csv", "fr,accepted\n", ":1: two columns mean 'french'"),
        ("a.csv", "fr,case\nmot,maybe\n", ":2: case is 'any' or 'exact', not 'maybe'"),
        ("a.csv", "en,fr\n\na,b, c\n", ":3: has more cells"),
        ("a.csv", "en;fr;remarque;casse\na;b;X ; voir la charte;\n", ":2: has more cells"),
        ("a.csv", "en,fr\nbill,\n", ":2: gives no French"),
        ("a.csv", 'en,fr\nbill,"loi\n', ":2: is no table"),
        ("a.csv", "fr,forbidden\nun mot,…\n", ":2: '…' has no word"),
        ("a.csv", 'fr,forbidden\nun mot,"qui va là ?"\n', ":2: 'qui va là ?': the sign '?' stands at no word"),
        ("a.csv", "fr\n…\n", ":2: '…' holds no word"),
        ("a.tbx", "<x/>", ":1: is no TBX file"),
        ("a.tmx", "<tmx>\n<", ":2: not well-formed"),
        ("a.txt", "", ":0: is no glossary"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line(tmp_path: Path, name: str, data: str, message: str) -> None:
    (tmp_path / name).write_text(data, encoding="utf-8")
    with pytest.raises(InputError) as error:
        load_glossary([str(tmp_path / name)])
    assert f"{error.value.path}{message.replace(':0', '')}" in str(error.value)


def test_conflicts() -> None:
    found = conflicts(
        glossary_of(
            "bill,projet de loi,,,,politics\n"
            "Bill,loi,,,,politics\n"  # contradicts line 2
            "bill,facture,,,,economy\n"  # another domain
            "strike,frappe,frappe\n"  # accepted and forbidden
            "hit,coup,projet de loi\n"  # accepted in line 2
            "hit,coup,projet de loi\n"  # the same again
            "ceasefire,feu cessé,cessez-le-feu\n"  # against the dictionary, both ways
        )
    )
    assert [(item.place.removeprefix("house.csv:"), item.grave) for item in found] == [
        ("3", True),
        ("5", True),
        ("5", False),
        ("6", True),
        ("7", True),
        ("7", False),
        ("8", False),
        ("8", False),
    ]
    assert str(found[0].message).startswith("“bill” is “loi” here and “projet de loi” at house.csv:2")
    assert not any(item.grave for item in conflicts(load_glossary([str(ROOT / "configs/glossary.csv")])))


def test_each_entry_of_a_term_is_told_of_the_first_that_it_contradicts() -> None:
    found = conflicts(
        glossary_of(
            "bill,loi;texte\n"
            "bill,loi\n"  # shares its French with line 2
            "bill,texte\n"  # shares it with line 2, not with line 3
            "bill,facture\n"  # with none: the first counts
            "bill,loi\n"  # line 3 again, and not line 4
        )
    )
    assert [(item.place.removeprefix("house.csv:"), item.grave) for item in found] == [
        ("4", True),
        ("5", True),
        ("6", True),
        ("6", False),
    ]
    assert [str(item.message).partition("house.csv:")[2][0] for item in found] == ["3", "2", "4", "3"]


def test_many_entries_of_one_term_are_not_compared_pair_by_pair() -> None:
    count = 20_000  # two hundred million pairs: minutes
    entries = tuple(GlossaryEntry(("bill",), ("loi", f"loi {n}"), path="house.csv", line=n + 2) for n in range(count))
    begun = time.process_time()
    assert conflicts(Glossary(entries)) == ()
    assert time.process_time() - begun < 30


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["glossary", "check"]) == 2
    assert "no glossary: name a file" in capsys.readouterr().err
    Path("house.csv").write_text("en,fr\nbill,loi\nbill,facture\n", encoding="utf-8")
    Path("mtcheck.toml").write_text('[glossary]\nfiles = ["house.csv"]\n', encoding="utf-8")
    assert main(["glossary", "check"]) == 1
    out, err = capsys.readouterr()
    assert out.startswith(f"{tmp_path / 'house.csv'}:3: error: “bill” is “facture” here and “loi” at ")
    assert err == "mtcheck: 2 entries, 1 contradiction, 0 notes\n"
    assert main(["glossary", "check", "none.csv"]) == 2
    assert capsys.readouterr().err == "mtcheck: error: none.csv: no such file\n"


def test_the_option_joins_the_configuration(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("mtcheck.config.engines.build_translator", lambda *_: FakeTranslator())
    Path("a.txt").write_text("La crise impacte les ménages, dit un tweet de la mairie.\n", encoding="utf-8")
    Path("one.csv").write_text("forbidden\nimpacter\n", encoding="utf-8")
    Path("two.csv").write_text("forbidden\ntweet\n", encoding="utf-8")
    Path("mtcheck.toml").write_text('[glossary]\nfiles = ["one.csv"]\n', encoding="utf-8")
    check = ["check", "a.txt", "--format", "concise", "--select", "MT207", "--no-progress"]
    assert main(check) == 1
    assert capsys.readouterr().out.count("MT207") == 1
    assert main([*check, "--glossary", "two.csv"]) == 1
    assert capsys.readouterr().out.count("MT207") == 2
    assert main([*check, "--glossary", "three.csv"]) == 2


def test_english_terms_in_their_forms() -> None:
    text = "The loitering munitions hit; a Loitering munition fell."
    assert [span.of(text) for span in english_places("loitering munition", text)] == [
        "loitering munitions", "Loitering munition",
    ]  # fmt: skip
    assert [span.of(text) for span in english_places("loitering munitions", text, exact=True)] == [
        "loitering munitions"
    ]


def test_other_findings_suggest_nothing_that_the_house_forbids(check_text: CheckText) -> None:
    glossary = glossary_of("Patriot system,batterie Patriot,système Patriot")
    for text, right in (
        ("Kiev demande des systèmes patriotes.", "batteries Patriot"),
        ("Kiev demande un système patriote.", None),  # “un” would have to change with it
    ):
        findings = check_text(text).findings
        assert [finding.code for finding in findings] == ["MT201"]
        ((kept,), _) = AcceptedWords(glossary).part(findings, text)
        assert kept.suggestion == right


def test_a_comma_is_noted() -> None:
    (conflict,) = conflicts(glossary_of('drone,drone,"engin, appareil sans pilote"'))
    assert not conflict.grave
    assert "several stand apart by semicolons" in str(conflict.message)
    assert conflicts(glossary_of('x,"1,5 million",')) == ()
