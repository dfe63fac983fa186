"""Which language is spoken: the one that was asked for, else the one of the locale."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

from mtcheck.language.catalogue import LANGUAGES, SOURCE

AUTO = "auto"
CHOICES = (AUTO, *LANGUAGES)
OPTION = "--lang"
_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")  # the first that is set decides, as POSIX has it


def of_locale(environment: Mapping[str, str] | None = None) -> str:
    """Return the language of the locale, English where mtcheck does not speak it.

    Args:
        environment: Variables; None takes the process's own.
    """
    found = os.environ if environment is None else environment
    locale = next((found[name] for name in _VARIABLES if found.get(name)), "")
    if locale in {"C", "POSIX"} or locale.startswith("C."):  # of no language, whatever LANGUAGE says
        return SOURCE
    for wish in (*found.get("LANGUAGE", "").split(":"), locale):
        code = wish.replace("-", "_").partition("_")[0].partition(".")[0].lower()
        if code in LANGUAGES:
            return code
    return SOURCE


def chosen(asked: str | None, environment: Mapping[str, str] | None = None) -> str:
    """Return the language to speak.

    Args:
        asked: ``en``, ``fr`` or ``auto``; None and what is none of these count as ``auto``.
        environment: Variables; None takes the process's own.
    """
    return asked if asked in LANGUAGES else of_locale(environment)


def asked_for(arguments: Sequence[str], option: str = OPTION) -> str | None:
    """Return the value of an option before the command line is parsed, None where it is not given; the last one counts.

    Help is in the language that is asked for as well, and it is made before anything is parsed.
    """
    found = None
    for place, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument == option and place + 1 < len(arguments):
            found = arguments[place + 1]
        elif argument.startswith(f"{option}="):
            found = argument.partition("=")[2]
    return found


def of_request(header: str) -> str | None:
    """Return the language that a browser asks for (``Accept-Language``), None where it asks for none that is spoken.

    Args:
        header: For instance ``fr-CA,fr;q=0.8,en;q=0.5``.
    """
    wishes = []
    for place, part in enumerate(header.split(",")):
        name, _, weight = part.partition(";")
        code = name.strip().lower().partition("-")[0]
        try:
            sure = float(weight.strip().removeprefix("q=")) if weight.strip() else 1.0
        except ValueError:
            sure = 0.0
        if code in LANGUAGES and sure > 0:
            wishes.append((-sure, place, code))
    return min(wishes)[2] if wishes else None
