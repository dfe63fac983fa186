from __future__ import annotations

from pathlib import Path

import pytest
from document_reading import notes_of, read_one
from hypothesis import given, settings
from hypothesis import strategies as st

from mtcheck.readers.furniture import is_furniture
from mtcheck.readers.passages import cut_passages
from mtcheck.readers.plain import document
from mtcheck.records import Document, PassageKind

SEEDS = Path(__file__).parents[2] / "seeds"
BODY, HEADING, FURNITURE, EMBEDDED = PassageKind


def seed(number: str) -> Document:
    (path,) = SEEDS.glob(f"{number}_*.txt")
    return read_one(path)


def kinds(text: str) -> list[tuple[str, PassageKind]]:
    return [(passage.span.of(text), passage.kind) for passage in cut_passages(text)]


SEED_FURNITURE = {
    "000": [],
    "001": ["Lire aussi", "Donald Trump fait un rare"],
    "002": [
        "13:325/07/2025",
        "MAJ: 5/07",
        "AA",
        "Crédit Photo",
        "Le 3 juillet 2025",
        "À lire également",
        "#G",
        "#D",
        "#V",
    ],
    "003": [],
    "004": [
        "Language",
        "Publicité",
        "5 day_ago",
        "NE LAISSER",
        "Publicité",
        "Soutenez",
        "Comment pouvez",
        "Epoch Times est",
        "read-entire",
        "NE LAISSER",
        "Protéger toute",
        "Publicité",
    ],
}


@pytest.mark.parametrize("number", SEED_FURNITURE)
def test_furniture_of_the_seeds(number: str) -> None:
    document = seed(number)
    found = [passage.span.of(document.text) for passage in document.passages if passage.kind is FURNITURE]
    assert len(found) == len(SEED_FURNITURE[number])
    assert all(text.startswith(start) for text, start in zip(found, SEED_FURNITURE[number], strict=True))


@pytest.mark.parametrize(
    ("number", "start", "kind"),
    [
        ("000", "Contacts meloni-trump", HEADING),
        ("000", "Ukraine-Russia, Zelensky sent", HEADING),
        ("001", "I had a very important", EMBEDDED),
        ("001", "D'après le président", BODY),
        ("002", "Trump et Zelensky discutent", HEADING),
        ("003", "Les flammes et la fumée", BODY),
        ("003", "(Avec entrée de Reuters)", BODY),
        ("004", "Donald Trump et Volodymyr Zelensky s’entretiennent", HEADING),
        ("004", "Emel Akan", BODY),
        ("004", "Avec Reuters", BODY),
    ],
)
def test_kinds_in_the_seeds(number: str, start: str, kind: PassageKind) -> None:
    document = seed(number)
    passage = next(passage for passage in document.passages if passage.span.of(document.text).startswith(start))
    assert passage.kind is kind
    assert passage.language == ("en" if kind is EMBEDDED else "fr")


def test_a_sentence_broken_around_a_quotation_is_one_passage() -> None:
    text = 'Il est venu.\n"Nous partons",\na dit Paul, parlant de\n"raisons".\n"Adieu." Il sort.'
    assert [content for content, _ in kinds(text)] == [
        "Il est venu.",
        '"Nous partons",\na dit Paul, parlant de\n"raisons".',
        '"Adieu." Il sort.',
    ]


def test_lists_and_headings_stand_alone() -> None:
    text = "# Un titre\r\n- Une puce.\r\n- Une autre.\r\nUn intertitre\r\nUne phrase."
    assert kinds(text) == [
        ("Un titre", HEADING),
        ("Une puce.", BODY),
        ("Une autre.", BODY),
        ("Un intertitre", HEADING),
        ("Une phrase.", BODY),
    ]


def test_hard_wrapped_lines_are_joined() -> None:
    lines = [
        "Le maire de la ville a reçu hier soir les délégués du",
        "Parlement, qui avaient fait un long voyage pour le voir",
    ]
    text = "\n".join([*lines, "avant de repartir vers la capitale dans la nuit noire,", "sans un mot."])
    assert len(kinds(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Menu",
        "Lire la suite",
        "Read more",
        "Partager sur Facebook",
        "Publié le 4 juillet 2025 à 13:32",
        "Il y a 3 heures",
        "© 2025 Agence",
        "Photo : Jean Dupont / AFP",
        "AFP",
        "Reuters",
        "12 min de lecture",
        "Suivez-nous sur Telegram",
        "* * *",
        "ACHETEZ MAINTENANT VOTRE NOUVELLE MONTRE",
        "Abonnez-vous à partir de 1 € par mois",
        "Faites un don de 5 €",
        "Updated July 4, 2025",
        "share-this-article",
        "https://example.org/x",
        "Tags : Ukraine, Russie",
        "Subscribe now!",
    ],
)
def test_furniture(text: str) -> None:
    assert is_furniture(text)


@pytest.mark.parametrize(
    "text",
    [
        "Guerre en Ukraine",
        "GUERRE EN UKRAINE : LES DERNIÈRES NOUVELLES",
        "Le 4 juillet, le président a parlé.",
        "Que faire ?",
        "Publié le 4 juillet, le rapport dénonce la hausse des prix de 3 % et cite dix ministres.",
        "Il a donné 5 €.",
        "« Nous comptons sur votre soutien et sur vos médias », a dit le ministre à nos lecteurs et à la presse.",
        "Le prix de l'abonnement passe à 5 €.",
        "Partager le pouvoir reste le but du gouvernement.",
        "L'AFP l'a confirmé.",
        "Soutenez-nous, a demandé le maire aux élus.",
        "Peut-être",
        "Le journal emploie 40 personnes.",
    ],
)
def test_article_is_no_furniture(text: str) -> None:
    assert not is_furniture(text)


def test_repeated_paragraph_is_furniture_but_other_figures_are_news() -> None:
    text = "Au moins {} personnes ont été tuées dans la ville au cours de la nuit, selon les secours."
    same = f"{text.format(3)}\n\n{text.format(3)}"
    other = f"{text.format(3)}\n\n{text.format(4)}"
    assert [kind for _, kind in kinds(same)] == [BODY, FURNITURE]
    assert [kind for _, kind in kinds(other)] == [BODY, BODY]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("We have agreed to work together for the safety of our skies.", "en"),
        ("Abbiamo deciso di lavorare insieme per la difesa del nostro cielo.", "it"),
        ("Wir haben beschlossen, den Himmel mit euch zu schützen.", "de"),
    ],
)
def test_foreign_passages(text: str, language: str) -> None:
    (passage,) = cut_passages(text)
    assert (passage.kind, passage.language) == (EMBEDDED, language)


@pytest.mark.parametrize(
    "text",
    ["Volodymyr Zelensky, Donald Trump, Keir Starmer, Mark Rutte", "Le show must go on à Paris", "Breaking news"],
)
def test_names_and_loans_stay_french(text: str) -> None:
    assert cut_passages(text)[0].language == "fr"


@pytest.mark.parametrize(
    "text",
    [
        "« Das war ein gutes Gespräch », a dit le chancelier.",
        "« ya no podemos esperar más », résume un éleveur.",
        "Le pont should be ready by the end of the year, selon la mairie.",
        "Il faut agir voor de toekomst van ons land, dit-elle.",
    ],
)
def test_french_that_reports_foreign_words_is_french(text: str) -> None:
    (passage,) = cut_passages(text)
    assert passage.language == "fr"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Dat is niet genoeg voor de toekomst van ons land, en dit moet nu worden gezegd.", "nl"),
        ("We note that the charge was dropped, and the judge will observe the trial from his office.", "en"),
        ("That was a promise we made to the people of this country, and we will keep it.", "en"),
    ],
)
def test_foreign_words_that_look_like_french_verbs_change_nothing(text: str, language: str) -> None:
    (passage,) = cut_passages(text)
    assert passage.language == language


@settings(max_examples=200)
@given(
    st.lists(
        st.sampled_from(["Il", "dort", ".", "\n", "\r\n", "\r", "- ", "« ", " »", "#", "\u00a0", " ", ",", "A"]),
        max_size=40,
    )
)
def test_passages_are_sound(parts: list[str]) -> None:
    text = "".join(parts)
    end = 0
    for passage in cut_passages(text):
        assert passage.span.start >= end
        assert passage.span.of(text) == passage.span.of(text).strip() != ""
        left_out = text[end : passage.span.start]
        assert all(char.isspace() or char in "-#" for char in left_out)
        end = passage.span.end
    assert not text[end:].strip("-#\n\r \u00a0")


def test_short_lines_of_an_english_text_are_not_read_as_french() -> None:
    english = "The minister said on Monday that the army would hold talks with the unions of the port. " * 8
    table = "| a rule | names it |\n\n## Where do I change it\n\nNumbers about spans\n\nrequirements\n\n"
    french = "Le ministre a dit que l'armée est dans le port depuis lundi.\n\n"
    text = f"# What stands there\n\n{english}\n\n{table}{french}{english}"
    kinds = {passage.span.of(text): passage.kind for passage in cut_passages(text)}
    assert [content for content, kind in kinds.items() if kind in {PassageKind.BODY, PassageKind.HEADING}] == [
        french.strip()
    ]
    short = "# How we work\n\nThis tool checks the links of a page. Run it with the name of a page.\n\n- the list of names\n"
    assert all(p.kind in {PassageKind.EMBEDDED, PassageKind.FURNITURE} for p in cut_passages(short))
    post = "We will have a big meeting tomorrow and it will be a great day for the country."
    titles = [p.kind for p in cut_passages(f"Feu cessé signé à Paris\n\n{post}")]
    assert titles == [PassageKind.HEADING, PassageKind.EMBEDDED]
    # one English post in a French article changes nothing
    article = f"Titre de trois mots\n\n{french * 3}{english}\n\nZelensky Trump Poutine\n\n{french}"
    headings = [p.span.of(article) for p in cut_passages(article) if p.kind is PassageKind.HEADING]
    assert headings == ["Titre de trois mots", "Zelensky Trump Poutine"]


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("Le maire parle." + " " * 201 + "Le maire écoute.", "more than 200 spaces stand in a row"),
        ("Le maire parle." + "\u2003\u202f" * 101 + "Le maire écoute.", "more than 200 spaces stand in a row"),
        ("Le maire parle." + " " * 200 + "Le maire écoute.", None),
        ("Le maire parle." + " " * 300 + "\nLe maire écoute.", None),
        ("Le maire parle. " + "a" * 501 + " Le maire écoute.", "more than 500 characters stand without a space"),
        ("Le maire parle. " + "a" * 500 + " Le maire écoute.", None),
        ("Le maire a vu " + "le pont et " * 200 + "la gare.", "a sentence has more than 2000 characters"),
        ("Le maire a vu le pont. " * 200, None),
    ],
)
def test_what_is_cut_off_is_noted(text: str, note: str | None) -> None:
    notes = notes_of(document("a.txt", text))
    assert [told for told in notes if note is not None and told.startswith(note)] == list(notes)
    assert bool(notes) is (note is not None)


def test_what_is_no_word_belongs_to_no_passage() -> None:
    text = "Le maire a présenté le budget. " + "1" * 5000 + " Le conseil l'a voté lundi soir."
    assert [passage.span.of(text) for passage in cut_passages(text)] == [
        "Le maire a présenté le budget.",
        "Le conseil l'a voté lundi soir.",
    ]
    chinese = "市长介绍了城市的预算。" * 100  # written without spaces
    assert [passage.span.of(chinese) for passage in cut_passages(chinese)] == [chinese]
