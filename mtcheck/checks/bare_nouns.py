"""Nouns that lack the article which French needs: before their verb, behind a preposition, “dont” or an infinitive."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from mtcheck.checks.adjectives import PRENOMINAL
from mtcheck.checks.found import Found
from mtcheck.evidence.analysis import GlossedWord
from mtcheck.french.classes import is_time
from mtcheck.french.counts import GrammarCounts
from mtcheck.french.elision import elides
from mtcheck.french.forms import is_infinitive
from mtcheck.french.lemmas import is_known
from mtcheck.lexicon.names import shipped_places
from mtcheck.records import Span

_PREMIER = re.compile(r"Premier ministre(?P<adjective> [a-zà-ÿ-]+)? (?P<have>a|avait)(?= [a-zà-ÿ]+(?:é|it|u|is)\b)")
_WITHOUT_ARTICLE = re.compile(
    r"\b(?P<lead>avec|pour|contre|sur|dans|selon|après|malgré|tuant|blessant|forçant|laissant) "
    r"(?P<amount>dizaines|centaines|milliers|millions|milliards)(?= (?:de |d['’]))"
)
_OFFICE = re.compile(
    r"(?P<title>Président|Chancelier|Gouverneur|Sénateur|Juge|Procureur|Ministre|Porte-parole|Premier ministre)"
    r"(?P<name>(?: [A-ZÀ-Ý][\w’'-]+){1,3})(?= (?:a|avait|s['’]est|n['’]a|devrait|doit|veut) )"
)
_COUNTRY_VERBS = frozenset("a est avait était doit veut peut sera aura refuse accuse".split())
_WITHOUT_ARTICLES = frozenset(
    """Israël Cuba Haïti Chypre Malte Singapour Monaco Taïwan Oman Luxembourg Koweït Bahreïn Djibouti
    Madagascar Maurice Andorre Brunei Nauru
    Tuvalu Kiribati Sainte-Lucie Saint-Marin Sao-Tomé-et-Principe Antigua-et-Barbuda
    Trinité-et-Tobago Porto-Rico Guernesey""".split()
)
_TITLES = frozenset(
    """président présidente ministre maire gouverneur sénateur député juge procureur porte-parole chancelier policier suspect
    secrétaire directeur directrice entraîneur responsable témoin avocat avocate général colonel diplomate""".split()
)
_HAVE = frozenset({"ont", "avaient", "auraient"})
# Plurals that stand bare before their verb: pronouns, players, sides.
_BARE = frozenset(
    """plusieurs certains certaines beaucoup tous toutes nombreux nombreuses rares quelques-uns quelques-unes eux elles nous
    vous ils autres aucuns blancs noirs bleus rouges verts tels telles quels quelles lesquels lesquelles ceux celles deux trois
    quatre cinq six sept huit neuf dix cents mille différents différentes divers diverses maints maintes""".split()
)
# What stands bare behind "dont", and in the plural behind an infinitive: "dont acte", "finir premiers".
_VERBAL = 0.02  # share of occurrences behind a subject from which a noun may be a verb
_ARTICLES = frozenset("le la les l' un une des tout toute tous".split())
_WITH_WHOSE = frozenset(
    "nombre part partie moitié acte quittance lecture copie mention preuve seul seule bon bonne beaucoup certain".split()
)
_COPULAS = frozenset(
    """être rester devenir sembler paraître demeurer finir terminer arriver partir repartir revenir vivre mourir naître tomber
    sortir répondre débrouiller retrouver sentir dire croire montrer déclarer classer qualifier faire avoir
    rendre porter constituer tenir""".split()
)
_SET_PHRASES = frozenset({("marcher", "pieds"), ("aller", "pieds"), ("jouer", "cartes"), ("parler", "affaires")})
_DEPICTING = frozenset(
    "premiers premières derniers dernières seuls seules présents présentes gagnants vainqueurs".split()
)


def bare_nouns(words: Sequence[GlossedWord], text: str, span: Span, counts: GrammarCounts) -> Iterator[Found]:
    """Find the nouns of a sentence that lack their article.

    Args:
        words: Of the sentence.
        text: The document.
        span: The sentence.
        counts: What the corpus says of the forms.
    """
    yield from _bare_premier(text, span)
    yield from _bare_amount(text, span)
    yield from _bare_office(text, span)
    if len(words) > 2:
        yield from _bare_country(words, text)
        yield from _bare(words, text, counts)
    for index in range(1, len(words) - 1):
        if words[index].folded == "dont":
            yield from _bare_possession(words[index : index + 3], text, counts)
        elif is_infinitive(words[index].folded):
            yield from _bare_object(words[index : index + 4], text, counts)


def _bare_amount(text: str, span: Span) -> Iterator[Found]:
    """Find "avec dizaines de personnes"."""
    for found in _WITHOUT_ARTICLE.finditer(text, span.start, span.end):
        right = f"{found['lead']} des {found['amount']}"
        yield Found(
            Span(*found.span()),
            f"“{found['amount']}” lacks its article",
            0.65,
            right,
            "*with dozens of*: “avec des dizaines de”.",
        )


def _bare_office(text: str, span: Span) -> Iterator[Found]:
    """Find "Président Zelensky a déclaré" at the start of a sentence."""
    found = _OFFICE.match(text, span.start, span.end)
    if found is not None:
        title = found["title"] if found["title"].startswith("Premier") else found["title"].lower()
        right = f"Le {title}{text[found.end('title') : found.end('name')]}"
        told = Span(found.start("title"), found.end("name"))
        yield Found(told, f"“{found['title']}” lacks its article", 0.65, right, "*President Zelensky said*.")


def _bare_country(words: Sequence[GlossedWord], text: str) -> Iterator[Found]:
    """Find "Hongrie est" at the start of a sentence."""
    country, verb = words[0], words[1]
    if verb.text not in _COUNTRY_VERBS or country.text not in _countries() or country.text in _WITHOUT_ARTICLES:
        return
    if text[country.span.end : verb.span.start] in {" ", "\u00a0"}:
        span = Span(country.span.start, verb.span.end)
        yield Found(span, f"“{country.text}” lacks its article", 0.65, None, "*Hungary is*: “La Hongrie est”.")


@cache
def _countries() -> frozenset[str]:
    return frozenset(form for place in shipped_places() if place.kind == "country" for form in place.french)


def _bare(words: Sequence[GlossedWord], text: str, counts: GrammarCounts) -> Iterator[Found]:
    """Find "Sources ont dit": a noun in the plural without an article."""
    noun, have, after = words[:3]
    if noun.folded in _TITLES:
        yield from _bare_title(noun, have, after, text)
        return
    if have.text not in _HAVE or noun.folded in _BARE or not noun.folded.endswith(("s", "x")) or "-" in noun.text:
        return
    if not noun.text[0].isupper() or noun.text.isupper() or not noun.content or is_time(noun.folded):
        return
    single = noun.lemma if noun.lemma != noun.folded else noun.folded[:-1]
    form = counts.forms.get(single)
    if form is None or form.masculine + form.feminine < 20 or not is_known(noun.folded, "fr"):
        return
    if text[noun.span.end : have.span.start].strip() or not after.folded.endswith(("é", "it", "u", "is", "i", "rt")):
        return
    span = Span(noun.span.start, have.span.end)
    right = f"Des {noun.folded} {have.text}"
    yield Found(span, f"“{noun.text}” lacks its article", 0.65, right, "*Sources said*: “Des sources ont dit”.")


def _bare_title(noun: GlossedWord, have: GlossedWord, after: GlossedWord, text: str) -> Iterator[Found]:
    """Find "Président a dit"."""
    if not noun.text.istitle() or have.text not in {"a", "avait"} or text[noun.span.end : have.span.start].strip():
        return
    if after.folded.endswith(("é", "it", "u", "is")) and after.folded != "été":  # "Témoin a été diffusé": a title
        span = Span(noun.span.start, have.span.end)
        article = "La" if noun.folded.endswith(("ente", "trice", "cate")) else "Le"
        right = f"{article} {noun.folded} {have.text}"
        yield Found(span, f"“{noun.text}” lacks its article", 0.65, right, "*President said*, as in a headline.")


def _bare_premier(text: str, span: Span) -> Iterator[Found]:
    """Find "Premier ministre néo-zélandais a présenté" at the start of a sentence."""
    found = _PREMIER.match(text, span.start, span.end)
    if found is not None:
        right = f"Le Premier ministre{found['adjective'] or ''} {found['have']}"
        yield Found(
            Span(*found.span()), "“Premier ministre” lacks its article", 0.65, right, "*Prime Minister … said*."
        )


def _bare_possession(words: Sequence[GlossedWord], text: str, counts: GrammarCounts) -> Iterator[Found]:
    """Find "dont moteur gauche": *whose left engine*."""
    if len(words) < 3:
        return
    whose, noun, after = words
    form = counts.forms.get(noun.folded)
    if (
        form is None
        or noun.folded in PRENOMINAL
        or noun.folded in _WITH_WHOSE
        or not noun.text.islower()
        or not after.text.islower()
    ):
        return
    if counts.verbal(noun.folded) > _VERBAL or after.folded in _ARTICLES:  # "le projet dont rêve tout le pays"
        return
    if counts.gender(noun.folded) is None or form.masculine + form.feminine < 0.3 * form.total:
        return
    if text[whose.span.end : after.span.start].split() == [noun.text]:
        article = "l'" if elides(noun.folded) else "la " if counts.gender(noun.folded) == "f" else "le "
        span = Span(whose.span.start, noun.span.end)
        yield Found(span, f"“{noun.text}” lacks its article", 0.6, f"dont {article}{noun.text}", "*whose engine*.")


def _bare_object(words: Sequence[GlossedWord], text: str, counts: GrammarCounts) -> Iterator[Found]:
    """Find "sauver vies": *save lives*."""
    verb, noun, *rest = words
    if (
        verb.lemma in _COPULAS
        or (verb.folded, noun.folded) in _SET_PHRASES
        or not noun.folded.endswith(("s", "x"))
        or not noun.content
        or not noun.text.islower()
    ):
        return
    form = counts.forms.get(noun.lemma)
    if form is None or noun.lemma == noun.folded or noun.folded in _DEPICTING or counts.verbal(noun.folded) > 0.01:
        return
    nominal = form.masculine + form.feminine
    if nominal < 30 or nominal < 0.2 * form.total or text[verb.span.end : noun.span.start].strip():
        return
    listed = rest and text[noun.span.end : rest[0].span.start].strip() == ","
    joined = len(rest) > 1 and rest[0].folded in {"et", "ou"} and not is_infinitive(rest[1].folded)
    if not listed and not joined:  # "former médecins et infirmiers"
        span = Span(verb.span.start, noun.span.end)
        right = f"{verb.text} des {noun.text}"
        yield Found(span, f"“{noun.text}” lacks its article", 0.6, right, "*save lives*: “sauver des vies”.")
