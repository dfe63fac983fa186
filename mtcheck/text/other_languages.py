"""Languages in Latin script that are rare in French articles: told by their function words alone."""

from __future__ import annotations

from mtcheck.text.words import words

# Words that carry grammar and that neither French nor English has.
_FUNCTION_WORDS = {
    "pl": "się nie jest że na do z w i co jak po za przez który która które oraz są był była było będzie tego tym ale już",
    "ro": "și să nu în este că pe cu mai din care pentru sunt a fost au ale lui dar după când această acest sau fi va vor",
    "tr": "ve bir bu için ile da de olarak olan çok daha gibi ne var değil ama kadar sonra ancak her türkiye onu ben biz",
    "cs": "se na je že v o to s jsou by byl byla bylo který která které jako za po ale jsem pro při nebo už jeho také",
    "hu": "az és hogy nem is egy ez meg már csak volt mint még vagy azt ami aki de lesz ha után szerint között",
    "sv": "och att det som på är av för med den till inte har om ett han hon var men sig från vi så kan när skulle också",
    "da": "og at det som på er af for med den til ikke har om et han hun var men sig fra vi så kan når skulle også blev",
    "no": "og at det som på er av for med den til ikke har om et han hun var men seg fra vi så kan når skulle også ble",
    "fi": "ja on ei että se oli hän mutta kun niin myös ovat joka kuin sen tämä mukaan jos ole ovat voi vain sekä",
    "ca": "el els amb és no per que una del al dels als també més però aquest aquesta han ser seva seu són perquè",
    "hr": "je u i na se da su za od što nije kao bi koji koja koje ali ili sam biti bio će iz po nakon prema",
}
_SETS = {language: frozenset(listed.split()) for language, listed in _FUNCTION_WORDS.items()}
_LEAST_WORDS = 6
_LEAST_KINDS = 4  # different function words
_SHARE = 0.25  # of all words


def rare_language(text: str, french: int) -> str | None:
    """Return the language of a passage that is plainly in a language of this list.

    Args:
        text: One passage.
        french: How many of its words are French function words.

    Returns:
        ISO 639-1, None where nothing is plain.
    """
    folded = [word.folded for word in words(text)]
    if len(folded) < _LEAST_WORDS:
        return None
    counts = {language: sum(word in known for word in folded) for language, known in _SETS.items()}
    language = max(counts, key=lambda code: counts[code])
    kinds = len({word for word in folded if word in _SETS[language]})
    plain = counts[language] >= _SHARE * len(folded) and counts[language] > 2 * french
    return language if plain and kinds >= _LEAST_KINDS else None
