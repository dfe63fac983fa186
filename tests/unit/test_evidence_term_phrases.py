"""Which words can be part of a term where they stand, and which form one phrase."""

import pytest

from mtcheck.evidence.analysis import GlossedWord
from mtcheck.evidence.glossed_sentence import GlossedSentence
from mtcheck.evidence.term_phrases import FINITE, Phrases
from mtcheck.french.counts import FormCounts, GrammarCounts
from mtcheck.french.lemmas import lemma
from mtcheck.text.words import words

GRAMMAR = GrammarCounts(
    {
        "garde": FormCounts(0, 0, 40, 200),
        "porte": FormCounts(0, 0, round(FINITE * 1000), 1000),
        "permis": FormCounts(500, 0, 0, 1000),
        "commerciale": FormCounts(0, 0, 0, 1000),
    },
    {},
)
PAIRS = frozenset(
    {
        ("huis", "clos"),
        ("prendre", "parole"),
        ("perte", "masse"),
        ("masse", "musculaire"),
        ("chambre", "commerce"),
        ("appel", "offre"),
        ("offre", "public"),
        ("offre", "Public"),
        ("offre", "publics"),
    }
)
PHRASES = Phrases(GRAMMAR, PAIRS)


def sentence(text: str) -> GlossedSentence:
    every = [GlossedWord(one.span, one.text, one.folded, lemma(one.folded, "fr"), ()) for one in words(text)]
    return GlossedSentence.of(every, text)


def number(found: GlossedSentence, part: str) -> int:
    return next(n for n, word in enumerate(found.content) if word.text == part)


@pytest.mark.parametrize(
    ("text", "part", "expected"),
    [
        ("La garde républicaine", "garde", True),  # behind a determiner
        ("Elle garde une bougie", "garde", False),
        ("Elle porte une bougie", "porte", True),  # not more often a verb than the border says
        ("Un accord sur la garde", "garde", True),
        ("Ils ont permis cela", "permis", False),  # the participle of a compound tense
        ("Le permis cher", "permis", True),
        ("Il pourrait aller là", "pourrait", False),
        ("Le permis de construire", "construire", True),  # a noun with its purpose
        ("Ils décident de construire", "construire", False),
        ("Le gouvernement mise sur un accord", "mise", False),
        ("La mise sur le tapis", "mise", True),
        ("Une mise en place", "mise", True),
        ("Il compte bien venir", "compte", True),
        ("À l'intérieur du bureau", "intérieur", False),
        ("L'intérieur du bureau", "intérieur", True),
        ("À l'intérieur vitré", "intérieur", True),
        ("Dans intérieur de Paris", "intérieur", False),
        ("Participer les dirigeants", "Participer", False),  # a verb with a noun of its own
        ("Le manger des dirigeants", "manger", True),
        ("Participer hier", "Participer", True),
        ("Un accord visant Paris", "visant", False),  # the participle of a verb
        ("Le volant cassé", "volant", True),  # a noun of its own
    ],
)
def test_a_word_that_can_be_part_of_a_term(text: str, part: str, expected: bool) -> None:
    found = sentence(text)
    assert PHRASES.is_nominal(found, number(found, part)) == expected


@pytest.mark.parametrize(
    ("text", "first", "last", "expected"),
    [
        ("Un décalage par an", "décalage", "an", False),  # how often
        ("Un décalage par avion", "décalage", "avion", True),
        ("attaque de missile", "attaque", "missile", True),
        ("attaque missile", "attaque", "missile", True),
        ("attaquée la nuit", "attaquée", "nuit", False),  # no preposition makes one phrase of the two
        ("attaque de la nuit", "attaque", "nuit", True),
        ("attaque de nuit", "attaque", "nuit", False),  # when
        ("attaque du jour", "attaque", "jour", False),
        ("nuit de fête", "nuit", "fête", True),
        ("huis clos au scrutin", "clos", "scrutin", False),  # "huis clos" belong together
        ("dossier clos au scrutin", "clos", "scrutin", True),
        ("huis clos du scrutin", "clos", "scrutin", True),
        ("prendre la parole au Sénat", "parole", "Sénat", False),
        ("prendre parole au Sénat", "parole", "Sénat", False),
        ("perte de masse musculaire", "perte", "masse", False),
        ("perte et masse musculaire", "perte", "masse", True),
        ("perte de masse grise", "perte", "masse", True),
        ("la crise de chambre de commerce", "crise", "chambre", True),
        ("perte de chambre de commerce", "perte", "chambre", True),  # sound text does not put the first two together
        ("perte de masse de chambre", "perte", "masse", True),
        ("appel d'offre public", "appel", "offre", False),
        ("appel d'offre publics", "appel", "offre", True),  # does not agree with the last word
        ("appel d'offre Public", "appel", "offre", True),  # a name
    ],
)
def test_what_forms_one_phrase(text: str, first: str, last: str, expected: bool) -> None:
    found = sentence(text)
    assert PHRASES.is_phrase(found, number(found, first), number(found, last), weak=True) == expected


def test_a_strong_window_says_the_term_whatever_adjective_follows() -> None:
    found = sentence("perte de masse musculaire")
    assert PHRASES.is_phrase(found, 0, 1, weak=False)
    assert not PHRASES.is_phrase(found, 0, 1, weak=True)


def test_without_collocations_nothing_belongs_elsewhere() -> None:
    found = sentence("perte de masse musculaire")
    assert Phrases(GRAMMAR).is_phrase(found, 0, 1, weak=True)


def test_one_word_alone_is_a_phrase() -> None:
    found = sentence("huis clos au scrutin")
    assert PHRASES.is_phrase(found, 1, 1, weak=True)
