from __future__ import annotations

import json
from pathlib import Path

import pytest
from document_reading import notes_of, read_all, read_one, write

from mtcheck.readers.analysed import analysed
from mtcheck.readers.markdown import markdown_edits
from mtcheck.readers.markup import holds_markup, markup_edits
from mtcheck.records import PassageKind, Span
from mtcheck.text.offsets import OffsetMap, apply


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Un <b>feu</b> <i class='x > y'>cessé</i>.", "Un feu cessé."),
        ("arm&eacute;e &#233; &#xE9; &nbsp;&laquo;", "armée é é \u00a0«"),
        ("<p>Un.</p>\n<p>Deux.</p>", "\n\nUn.\n\n\n\nDeux.\n\n"),
        ("<blockquote>\n <p>Oui.</p></blockquote>", "\n\n> Oui.\n\n\n\n"),
        ("<h2>Titre</h2><ul><li>un</li></ul>", "\n\n# Titre\n\n\n\n\n\n- un\n\n\n\n"),
        ("feu<br/>cessé", "feu\ncessé"),
        ("a <!-- <b> --> b <script>x = '<p>'</script>c <iframe src=\"u\"></iframe>d", "a  b c d"),
        ('[caption id="a_1" width="8"]La ministre[/caption] [sic] [Paris]', "La ministre [sic] [Paris]"),
        ("3 < 4 & 5 > 2, <John> R&D &truc;", "3 < 4 & 5 > 2, <John> R&D &truc;"),
        ("Le <s>vieux </s>traité, <q>dit-il</q>", "Le traité, «\u00a0dit-il\u00a0»"),
    ],
)
def test_html_is_read_as_markup(text: str, read: str) -> None:
    assert apply(text, markup_edits(text)) == read


@pytest.mark.parametrize("text", ["a<br>b", "Martin &amp; Fils", "un <b>mot</b>", '<a href="x">là', "<!-- x -->"])
def test_markup_is_plain_to_see(text: str) -> None:
    assert holds_markup((text,))


@pytest.mark.parametrize("text", ["3 < 4 > 2", "R&D; AT&T", "<John> et </John>", "le signe <i seul", "[sic]"])
def test_what_only_looks_like_markup_is_none(text: str) -> None:
    assert not holds_markup((text,))


@pytest.mark.parametrize("part", ["<", "<a ", "&", "<!--", "[a ", "<script>", '<a b="', "</s>", "<s>"])
def test_broken_markup_costs_no_square(part: str) -> None:
    assert apply(part * 20_000, markup_edits(part * 20_000)) is not None


@pytest.mark.parametrize(
    ("row", "read"),
    [
        (r"| Durand \| Martin | un **feu** cessé \| lundi |", "Durand | Martin\n\nun feu cessé | lundi"),
        (r"| **Durand**\|Martin | un ~~vieux \| mot~~ feu |", "Durand|Martin\n\nun  feu"),
        (r"| \| | [un \| feu](http://x.y) |", "|\n\nun | feu"),
    ],
)
def test_an_escaped_bar_parts_no_cells(row: str, read: str) -> None:
    text = f"| Nom | Citation |\n| --- | --- |\n{row}\n"
    cells = [cell for cell in apply(text, markdown_edits(text)).split("\n") if cell]
    assert "\n\n".join(cells) == f"Nom\n\nCitation\n\n{read}"


MARKDOWN = """---
title: "Un titre"
---

# Un *grand* titre

Un **feu** cessé de [la délégation](http://x.y/a_b "t"), ![plan](u.png) dit `git`[^1].
Suite <em>ici</em>&nbsp;; \\*.

> Une conversation
> *très* rentable.

[^1]: Une note.

| pays | mot |
|------|-----|
| Mali | **feu** |

```
code
```

Sous-titre
----------
"""


def test_markdown_is_read_as_it_is_shown() -> None:
    read = apply(MARKDOWN, markdown_edits(MARKDOWN))
    assert [part.strip() for part in read.split("\n\n") if part.strip()] == [
        "# Un grand titre",
        "Un feu cessé de la délégation,  dit X.\nSuite ici\u00a0; *.",
        "> Une conversation très rentable.",
        "Une note.",
        "pays",
        "mot",
        "Mali",
        "feu",
        "# Sous-titre",
    ]
    offsets = OffsetMap.of(markdown_edits(MARKDOWN))
    for words, printed in (("feu cessé", "feu** cessé"), ("conversation très", "conversation\n> *très")):
        start = read.index(words)
        assert offsets.to_printed(Span(start, start + len(words))).of(MARKDOWN) == printed


@pytest.mark.parametrize(
    "text",
    [
        "Une phrase.\n\nUne autre, sans rien.\n",
        "    Une ligne en retrait.\n",
        "— Oui, dit-il.\n\n- un\n- deux\n",
        "a_b_c 2 * 3 * 4 = 24",
    ],
)
def test_text_without_markup_is_left_as_it_is(text: str) -> None:
    assert apply(text, markdown_edits(text)) == text


@pytest.mark.parametrize("part", ["[", "*a ", "`", "<", "> ", "![", "_a", "|", "[a](", "\\", "&", "~~a"])
def test_broken_markdown_costs_no_square(part: str) -> None:
    assert apply(part * 5_000, markdown_edits(part * 5_000)) is not None


def test_a_quotation_keeps_its_kind(tmp_path: Path) -> None:
    found = read_one(write(tmp_path, "a.md", "Il a écrit :\n\n> Nous *partirons*\n> demain matin.\n".encode()))
    assert [p.span.of(found.text) for p in found.passages] == ["Il a écrit :", "Nous *partirons*\n> demain matin."]
    assert analysed(found).document.text.endswith("> Nous partirons demain matin.\n")
    assert found.passages[1].kind is PassageKind.BODY


def test_a_column_is_html_from_its_first_row_with_markup(tmp_path: Path) -> None:
    rows = [{"text": "Un mot simple."}, {"text": "<p>Un <b>feu</b></p>"}, {"text": "cess&eacute;"}]
    documents, faults = read_all(write(tmp_path, "a.jsonl", "\n".join(map(json.dumps, rows)).encode()))
    assert not faults
    assert [analysed(document).document.text.strip() for document in documents] == ["Un mot simple.", "Un feu", "cessé"]
    assert [notes_of(document) for document in documents] == [
        (),
        ("column text is read as HTML: its tags and entities are markup",),
        ("column text is read as HTML: its tags and entities are markup",),
    ]


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_entities_that_are_not_seen_are_nothing(tmp_path: Path, name: str) -> None:
    found = read_one(write(tmp_path, name, b"Une conver&shy;sation ren&#8203;table.\n"))
    assert analysed(found).document.text == "Une conversation rentable.\n"


def test_units_of_html_are_compared_without_it(tmp_path: Path) -> None:
    po = (
        'msgid "We agreed on a <b>ceasefire</b>&nbsp;today."\n'
        'msgstr "Nous avons convenu d\'un <b>feu</b> cess&eacute;."\n'
    )
    found = read_one(write(tmp_path, "a.po", po.encode()))
    ((span, quote),) = found.pairs
    assert quote.text == "We agreed on a ceasefire today."
    assert span.of(found.text) == "Nous avons convenu d'un <b>feu</b> cess&eacute;."
    read = analysed(found).document
    assert read.pairs[0][0].of(read.text) == "Nous avons convenu d'un feu cessé."
    assert notes_of(found) == ("the units are read as HTML: its tags and entities are markup",)
