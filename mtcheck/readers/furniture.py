"""What belongs to the page and not to the article: menus, link lists, time stamps, adverts, appeals, credits.

Each rule looks at one block alone and asks for a feature that an article's sentence does not have; where a rule rests
on words, both French and English pages are covered.
"""

from __future__ import annotations

import re

_LETTERS = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_SENTENCE_END = re.compile(r"[.!?…][\s»”\"')\]]*$")


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Whole lines, punctuation aside: what links, buttons and boxes say.
_LINK_TEXTS = frozenset(
    line.strip()
    for line in """
    language|langue|menu|accueil|home|rechercher|recherche|search|contact|contacts|archives|rubriques|à propos
    about|about us|partager|partage|share|share this|share this article|partager cet article
    partager sur facebook|tweet|tweeter|email|envoyer|imprimer|print|copier le lien|copy link|whatsapp|telegram
    facebook|twitter|linkedin|instagram|youtube|x|lire aussi|à lire|à lire aussi|à lire également|lire également
    lire la suite|lire plus|lire l'article|voir aussi|à voir aussi|voir plus|voir tout|en savoir plus
    sur le même sujet|sur le même thème|articles liés|articles similaires|articles connexes|à découvrir
    à ne pas manquer|les plus lus|le plus lu|plus lus|nos derniers articles|dernières actualités
    dernières nouvelles|article précédent|article suivant|précédent|suivant|page suivante|retour|retour en haut
    read more|read also|see also|related|related articles|related stories|related posts|more on this
    more stories|recommended|trending|most read|most popular|latest news|previous|next|previous article
    next article|back to top|continue reading|read full article|read the full article|read entire article
    view all|load more|show more|learn more|commentaires|commentaire|commenter|laisser un commentaire
    ajouter un commentaire|comments|leave a comment|no comments|s'abonner|abonnez-vous|abonnement|je m'abonne
    m'abonner|subscribe|subscribe now|sign up|sign in|log in|login|register|se connecter|connexion|s'inscrire
    inscription|mon compte|my account|newsletter|newsletters|infolettre|publicité|pub|annonce|annonces
    contenu sponsorisé|sponsorisé|advertisement|advertisements|advertising|sponsored|ad|ads|mentions légales
    politique de confidentialité|conditions générales|gestion des cookies|cookies|privacy policy|terms of use
    terms of service|plan du site|sitemap|tous droits réservés|all rights reserved|nous contacter|contact us
    faire un don|donner|donate|soutenez-nous|support us|j'aime|like|favoris|sauvegarder|save|écouter
    écouter l'article|listen|temps de lecture|mots-clés|mots clés|tags|étiquettes|thèmes|topics|source|sources
    vidéo|video|photos|galerie
    """.replace("\n", "|").split("|")
    if line.strip()
)
_LEADS = (
    r"(?:à\s+)?lire (?:aussi|également|la suite)|à lire|(?:à\s+)?voir (?:aussi|également)|sur le même (?:sujet|thème)"
    r"|read (?:more|also|next)|see also|related|also read|articles? (?:liés|connexes|similaires)"
)
LINK_LEAD = re.compile(rf"(?:{_LEADS})\s*:?", re.IGNORECASE)
"""Announces links: what stands right below, without a full stop, is the title of another article."""

# Beginnings of short lines without a full stop.
_LABEL = re.compile(
    rf"(?:{_LEADS})\s*[:>|»-]|(?:publicité|pub|contenu sponsorisé|sponsorisé|advertisement|sponsored"
    rf"|ads?)\s+(?:par|by|de)\b"
    r"|(?:crédits?(?:\s+photos?)?|photo(?:s|graphie)?|image|illustration|légende|vidéo|copyright|photo credit"
    r"|credit)\s*[:/]"
    r"|(?:photo|image|crédit|credit)s?\s+(?:de|by|via)\b|©|\(c\)\s|copyright\b"
    r"|(?:publié|mis à jour|modifié|posté|actualisé|posted|published|updated|last updated|created)\s+(?:le|à"
    r"|il y a|on|at|:)"
    r"|maj\b|mise? à jour\s*:|temps de lecture|reading time|\d+\s*min(?:utes?)?\s+(?:de lecture|read)"
    r"|(?:partager|partagez|share|suivez(?:-nous|\s+nous)|follow(?:\s+us)?|retrouvez(?:-nous|\s+nous)|abonnez-vous"
    r"|inscrivez-vous"
    r"|cliquez|cliquer|click here|tap here|subscribe|sign up|join us|rejoignez(?:-nous|\s+nous)|téléchargez"
    r"|download)\b"
    r"|(?:tags?|mots-clés|étiquettes|catégories?|categories|rubrique|thèmes?|filed under|topics)\s*:",
    re.IGNORECASE,
)
_CLOCK_WORDS = _listed(
    """
    janvier février mars avril mai juin juillet août septembre octobre novembre décembre lundi mardi mercredi
    jeudi vendredi samedi dimanche january february march april may june july august september october november
    december monday tuesday wednesday thursday friday saturday sunday jan feb mar apr jun jul aug sep sept oct
    nov dec janv févr avr juil déc le à au il y a en on at the h min mn sec heure heures minute minutes seconde
    secondes jour jours semaine semaines mois an ans ago day days hour hours week weeks month months year years
    hrs mins maj publié publie mis modifié posted published updated update am pm gmt utc est cet cest vue vues
    views lecture read vu lu temps de er
    """
)
_AGENCIES = _listed(
    """
    aa aap afp ansa ap apa ats belga bloomberg cp dpa efe epa getty interfax keystone kyodo lusa pa reuters rfi
    ria tass ukrinform unian upi xinhua images news agences agency agence et and avec
    """
)
_CREDIT = re.compile(
    r"\(?\s*(?:avec|with|par|source)\b|.*\b(?:contribu|reporting by|editing by|traduit|traduction)", re.IGNORECASE
)
_SLUG = re.compile(r"[a-z\d]+(?:[-_][a-z\d]+){2,}|[a-z]+_[a-z_]+")
_BREADCRUMB = re.compile(r"[A-ZÀ-Þ\d][^.!?«»›>]{0,40}?(?: [»›>] [A-ZÀ-Þ\d][^.!?«»›>]{0,60}?)+")
_HASHTAG = re.compile(r"#\w")
_ADDRESS = re.compile(r"(?:https?://|www\.|@)\S+$", re.IGNORECASE)
_YOU = re.compile(r"\b(?:vous|votre|vos|toi|ton|tes|you|your)\b", re.IGNORECASE)
_US = re.compile(r"\b(?:nous|notre|nos|us|we|our)\b", re.IGNORECASE)
_MONEY = re.compile(r"[€$£]|\b(?:euros?|dollars?)\b", re.IGNORECASE)
_GIVE = re.compile(
    r"\b(?:soutene[zr]|soutenir|soutien|aide[rz]|donner|donnez|dons?|donate|donations?|support|abonne(?:z|ment"
    r"|r)\b|subscri\w+"
    r"|offre|essai|contribue[rz]|contribution|promo\w*|trial|offer)",
    re.IGNORECASE,
)
_PRESS = re.compile(
    r"\b(?:média|médias|journalisme|journal|rédaction|presse|lecteurs|lectrices|inform(?:és?|er|ations?)|newsroom"
    r"|journalism"
    r"|readers|reporting|indépendance|independent media)\b",
    re.IGNORECASE,
)
_COUNT_ON = re.compile(
    r"\b(?:nous comptons sur|comptons sur vous|votre (?:soutien|aide|don|générosité)|grâce à vous|avec votre"
    r"|aidez-nous"
    r"|nous aider|nous soutenir|soutenez-nous|soutenez notre|vos dons|we rely on|your support|thanks to you"
    r"|help us|support our"
    r"|support us)\b",
    re.IGNORECASE,
)
_IMPERATIVE = re.compile(
    r"[^\W\d_]+(?:ez|ez-nous)\b|(?:faites|support|donate|subscribe|join|get|try|offre|essai|promo)\b", re.IGNORECASE
)
_OPENING, _CLOSING = re.compile(r"[«“\"]"), '»”"'
_QUOTED_LETTERS = 12  # between the marks; fewer are a term


def is_furniture(text: str) -> bool:
    """Say whether a block is page furniture.

    Args:
        text: One block, trimmed.
    """
    plain = " ".join(text.split())
    if not _LETTERS.search(plain):
        return True
    return (
        _is_label(plain)
        or bool(_BREADCRUMB.fullmatch(plain))
        or _is_stamp(plain)
        or _is_advert(plain)
        or _is_appeal(plain)
    )


def is_credit(text: str) -> bool:
    """Say whether a block is a line that names agencies or contributors in words: it is read like the article."""
    plain = " ".join(text.split())
    named = {word.lower() for word in _WORD.findall(plain)} & (_AGENCIES - {"et", "and", "avec", "images", "news"})
    return bool(_CREDIT.match(plain)) and (bool(named) or bool(_SENTENCE_END.search(plain))) and len(plain) < 160


def is_unfinished(text: str) -> bool:
    """Say whether a block does not end as a sentence does."""
    return not _SENTENCE_END.search(text)


def is_capitals(text: str) -> bool:
    """Say whether nearly all letters of ``text`` are capitals."""
    letters = [char for char in text if char.isalpha()]
    return len(letters) >= 4 and sum(char.isupper() for char in letters) >= 0.85 * len(letters)


def _is_label(text: str) -> bool:
    bare = text.strip(" .:;,!?…>»«|·•-–—*[]()").lower().replace("’", "'")
    if bare in _LINK_TEXTS or _SLUG.fullmatch(text) or _ADDRESS.fullmatch(text):
        return True
    count = len(_WORD.findall(text))
    if _HASHTAG.match(text):
        return count <= 8 or all(word.startswith("#") for word in text.split())
    words = {word.lower() for word in _WORD.findall(text)}
    if words <= _AGENCIES and words.isdisjoint({"avec"}) and count <= 4 and text[0].isupper():
        return True
    return bool(_LABEL.match(text)) and ((count <= 14 and not text.endswith(".")) or text.startswith(("©", "(c)")))


def _is_stamp(text: str) -> bool:
    """Say whether a block is a date, a time, an age or a counter: figures, and words that go with them."""
    if not any(char.isdigit() for char in text):
        return False
    words = re.findall(r"[^\W\d_]+", text.lower())
    # "Vendredi 4 juillet." is a stamp; a year that begins a sentence is not alone in it.
    return all(word in _CLOCK_WORDS for word in words) and len(text) <= 60


def _is_advert(text: str) -> bool:
    unfinished = is_unfinished(text) or text.endswith("!")
    if unfinished and any(sign in text for sign in "®™"):
        return bool(_YOU.search(text)) or len(_WORD.findall(text)) <= 8 or _begins_loud(text)
    return unfinished and is_capitals(text) and len(_WORD.findall(text)) >= 4 and bool(_YOU.search(text))


def _begins_loud(text: str) -> bool:
    words = _WORD.findall(text)
    return len(words) >= 6 and is_capitals(" ".join(words[:5]))


def _holds_quotation(text: str) -> bool:
    """Say whether a closing mark stands far enough behind an opening one; asked once, however many marks there are."""
    opening = _OPENING.search(text)
    return opening is not None and max(map(text.rfind, _CLOSING)) - opening.end() >= _QUOTED_LETTERS


def _is_appeal(text: str) -> bool:
    """Say whether the page asks its reader for money or trust; what somebody is quoted as asking is no appeal."""
    if _holds_quotation(text):
        return False
    short = len(_WORD.findall(text)) <= 16
    if short and _MONEY.search(text) and _GIVE.search(text) and (is_unfinished(text) or text.endswith("!")):
        return bool(_IMPERATIVE.match(text))
    asks = {match.lower() for match in _COUNT_ON.findall(text)}
    if short:
        return bool(asks and _YOU.search(text) and _US.search(text) and _PRESS.search(text))
    press = {match.lower() for match in _PRESS.findall(text)}
    return bool(asks and _YOU.search(text) and _US.search(text) and len(press) >= 2)
