"""Curated names: places, people, organisations."""

from mtcheck.lexicon.names import shipped_organisations, shipped_people, shipped_places


def test_places() -> None:
    places = {place.french[0]: place for place in shipped_places()}
    assert "Londra" in places["Londres"].foreign["it"]
    assert all(place.kind for place in places.values())
    assert all(len(place.demonym) in {0, 2} or place.kind == "country" for place in places.values())


def test_people_and_organisations() -> None:
    assert all(person.name for person in shipped_people())
    guardian = next(one for one in shipped_organisations() if "Guardian" in one.name)
    assert guardian.kind == "media"
    assert "guardian" in " ".join(guardian.literal).lower()
