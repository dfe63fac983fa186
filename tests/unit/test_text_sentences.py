from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mtcheck.text import sentences
from mtcheck.text.marks import MarkRole
from mtcheck.text.sentences import split_english, split_sentences

PIECES = st.lists(
    st.sampled_from(
        [
            "M.",
            "Zelensky",
            "il",
            "Il",
            ".",
            "…",
            "?!",
            "«",
            "»",
            '"',
            "''",
            "“",
            "”",
            "\u00a0",
            " ",
            "\n",
            "\r\n",
            "\n\n",
            "U.S.",
            "J.",
            "12,5",
            "13 h 30",
            "-",
            "—",
            "(",
            ")",
            "[1]",
            "’",
            "'",
            "\u200b",
            "😀",
            ",",
            ":",
            "a.b",
            "- ",
        ]
    ),
    max_size=40,
).map("".join)


@pytest.mark.parametrize(
    "sentences",
    [
        ["Il est venu.", "M. Zelensky est parti.", "Le Dr. Martin reste."],
        ["« Je viens. », dit-il."],
        ["Il a dit : « Je viens.", "Tu pars ? »", "Puis il partit."],
        ["« Assez ! » crie-t-elle.", "Fin."],
        ["« Pourquoi ? », a demandé Mme. Durand.", "Silence."],
        ["Rendez-vous à 13 h 30.", "539 drones sont venus."],
        ["Le taux est de 12.5 pour cent."],
        ["Selon l'art. 5 du traité, no. 7, p. 12, c'est dit."],
        ["En 52 av. J.-C., César part.", "Il gagne."],
        ["Nathaniel P. Morris et J. K. Rowling parlent."],
        ["Il prend de la vitamine C.", "Elle dort."],
        ["Les U.S. Army arrivent.", "Il dort."],
        ["Oui… non.", "Euh...", "Peut-être."],
        ["Le chancelier avait également.", "Une interview a eu lieu."],
        ["Ils ont agi.", "(Voir la note.)"],
        ["Attaque russe massive"],
        ["— Tu viens ?", "— Non."],
        ["Un fait.[1]", "Un autre."],
        ["Voir l'article 25.22.", "Sauf disposition contraire, la règle 3.1.2 vaut."],
        ["Mme. Roy et l'hon. Paul Roy sont là.", "Il est 7 h 15."],
    ],
)
def test_splits_french(sentences: list[str]) -> None:
    text = " ".join(sentences)
    assert [span.of(text) for span in split_sentences(text)] == sentences


def test_line_breaks_are_spaces_and_blank_lines_end() -> None:
    text = '"Nous partons",\na dit Paul.\n\nTitre sans point\n\nFin'
    assert [span.of(text) for span in split_sentences(text)] == [
        '"Nous partons",\na dit Paul.',
        "Titre sans point",
        "Fin",
    ]


def test_swapped_mark_closes_its_own_sentence() -> None:
    text = "» Ce fut très utile. «\u00a0Le président est parti."
    assert [span.of(text) for span in split_sentences(text)] == ["» Ce fut très utile. «", "Le président est parti."]


def test_forgotten_space_after_a_full_stop() -> None:
    text = "Il l'avait dit.Le président part. Voir www.Example.Fr demain."
    assert split_sentences(text)[0].of(text) == "Il l'avait dit."
    assert len(split_sentences(text)) == 3


def test_offset_is_added() -> None:
    assert [tuple(span) for span in split_sentences("Oui. Non.", 100)] == [(100, 104), (105, 109)]


@pytest.mark.parametrize(
    "sentences",
    [
        ["I spoke with @POTUS .", "We agreed."],
        ["Work with the U.S. and other partners.", "We met Mr. Smith."],
        ["We work with the U.S.", "We also met."],
        ["See https://example.org/a.b for more.", "Thanks."],
        ["Freedom and… pic.twitter.com/Abc"],
    ],
)
def test_splits_english(sentences: list[str]) -> None:
    text = " ".join(sentences)
    assert [span.of(text) for span in split_english(text)] == sentences


@settings(max_examples=300)
@given(text=st.one_of(PIECES, st.text(max_size=60)))
@example(text="\u3000.\u3000.A")
def test_no_code_point_is_lost_or_doubled(text: str) -> None:
    for split in (split_sentences, split_english):
        spans = split(text)
        covered = [index for span in spans for index in range(span.start, span.end)]
        assert covered == sorted(set(covered))
        assert {index for index, char in enumerate(text) if not char.isspace()} <= set(covered)
        assert all(span.of(text) == span.of(text).strip() != "" for span in spans)


@pytest.mark.parametrize("words", [300, 6000], ids=["short", "long"])
def test_a_passage_is_cut_once_however_long_it_is(words: int, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def no_roles(block: str) -> tuple[MarkRole, ...]:
        read.append(block)
        return ()

    monkeypatch.setattr(sentences, "mark_roles", no_roles)
    text = "« Dix “ ponts ‹ " * (words // 3) + f"{words} cassés."
    assert split_sentences(text) == split_sentences(text)
    assert len(read) == 1
