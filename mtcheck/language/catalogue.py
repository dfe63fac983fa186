"""The catalogues: for every English text its counterpart in another language."""

from __future__ import annotations

import gettext
from functools import cache
from importlib import resources
from io import BytesIO

SOURCE = "en"
LANGUAGES = (SOURCE, "fr")
DOMAIN = "mtcheck"
SCRIPT = "script"  # context of what the page's scripts say
_JOINT = "\x04"  # gettext puts it between context and text


@cache
def catalogue(code: str) -> gettext.NullTranslations:
    """Load the catalogue of a language; the source language, and one that is not known, has an empty one.

    The catalogue ships as text (``.po``), which can be read and merged; it is compiled here, once a process.
    """
    if code not in LANGUAGES or code == SOURCE:
        return gettext.NullTranslations()
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    place = resources.files("mtcheck.language").joinpath("locale", code, "LC_MESSAGES", f"{DOMAIN}.po")
    compiled = BytesIO()
    with place.open("rb") as source:
        write_mo(compiled, read_po(source, locale=code))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def script_texts(code: str) -> dict[str, str]:
    """Return what the page's scripts say, English to the language; empty for English."""
    known: dict[object, str] = getattr(catalogue(code), "_catalog", {})
    lead = SCRIPT + _JOINT
    return {
        key.removeprefix(lead): text for key, text in known.items() if isinstance(key, str) and key.startswith(lead)
    }
