"""What words are looked up by: English sentences as keys, and the English keys of French function words."""

from __future__ import annotations

import re
from functools import lru_cache
from types import MappingProxyType

from mtcheck.french.lemmas import lemma
from mtcheck.french.spelling import fold

_TOKEN = re.compile(r"[^\W\d_](?:\.[^\W\d_])+\.?|[^\W\d_]+(?:['’][^\W\d_]+)?|\d+(?:[.,\u00a0\u202f]\d+)*")
_LINK = re.compile(r"(?:https?://|www\.|pic\.twitter\.com/)\S+")
_NOT_DIGIT = re.compile(r"\D")


def english_tokens(text: str) -> list[str]:
    """Cut English text into words and numbers; compounds are cut at the hyphen, links are left out."""
    if "/" in text:
        text = _LINK.sub(" ", text)
    return _TOKEN.findall(text)


@lru_cache(maxsize=400_000)
def english_key(token: str) -> str:
    """Return what an English token is looked up by: folded dictionary form, digits alone for a number."""
    if token[0].isdigit():
        return digits(token) or token  # "²" is a digit that counts for nothing
    word = token.lower().replace("’", "'").replace(".", "")
    if word.endswith("n't"):
        return "not"
    return fold(lemma(word.partition("'")[0], "en")) or token


def digits(text: str) -> str:
    """Return the digits of a number, so that "1,200", "1 200" and "1200" are one."""
    return _NOT_DIGIT.sub("", text)


_PAIRS = """je i|j' i|me me myself|m' me myself|moi me i|nous we us our|-nous we us|vous you your|-vous you|tu you your
te you|toi you|il he it|-il he it|-t-il he it|elle she it her|-elle she it|ils they|elles they|on we one you they
-on we one|-je i|-ce it|mon my|ma my|mes my|notre our|nos our|votre your|vos your|son his her its|sa his her its
ses his her its|leur their them|leurs their|lui him her he it|eux them they|se himself themselves itself
qui who which that|que that what which than|qu' that what than|quoi what|quel what which|quelle what which|où where
quand when|comment how|pourquoi why|si if so whether|avec with|sans without|pour for to|dans in into|en in of it
sur on about over|sous under|contre against|avant before|après after|pendant during for|depuis since for
entre between among|mais but|ou or|et and|car because for|très very|tout all every everything whole|tous all every
toute all|toutes all|aussi also too as|même same even|plus more most no|moins less|ne not no|n' not no|pas not no
jamais never ever|rien nothing anything|être be|est be|sont be|était be|étaient be|a have be|ont have|ai have|avoir have
avons have|avez have|avait have|fait do make|faire do make|peu little few|bien well|encore still again yet
déjà already|ainsi so thus|alors then so|comme as like|autre other another|autres other|chaque each every
aucun no any none|aucune no any none|ce this that it|c' it that this|cet this that|cette this that|ces these those
ça it that this|cela this that it|celui one that|celle one that|ceux those|le the|la the|les the|l' the|un a an one
une a an one|des some of|du the|de of from|d' of|au to at|aux to|à to at in|par by|chez at|vers to towards
dont which whose of|y there it|là there|ici here|été be|sera be will|seront be will|serait be would|suis be|es be
sommes be|êtes be|soit be either|selon accord|malgré despite|toujours always still|maintenant now|parce because
lorsque when|lorsqu' when|cependant however|pourtant yet however|afin order"""

FUNCTION_WORDS = MappingProxyType(
    {french: tuple(english) for french, *english in (pair.split() for pair in re.split(r"[|\n]", _PAIRS))}
)
"""French function words and the keys of what usually renders them: too common to find a sentence by, they tell two
short ones apart."""
