"""The same functions for HTML templates: what is put into a text is escaped, and markup put into it stays markup."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup, escape

from mtcheck.language.messages import Message, Param, language, number


def spoken() -> dict[str, Any]:
    """Return what templates call: ``_``, ``ngettext`` and ``number``."""
    return {"_": _gettext, "gettext": _gettext, "ngettext": _ngettext, "number": number}


def _gettext(template: str, /, **params: Param) -> str:
    return _said(template, None, params)


def _ngettext(template: str, plural: str, n: int, /, **params: Param) -> str:
    return _said(template, plural, {"n": n} | params)


def _said(template: str, plural: str | None, params: dict[str, Param]) -> str:
    if not any(isinstance(value, Markup) for value in params.values()):
        return str(Message(template, plural, **params))
    # Escaping the words before the parameters are in keeps braces, and lets markup through as it is.
    code = language()
    marks = {name: f"\ufdd0{place}\ufdd1" for place, name in enumerate(params)}  # noncharacters, which no text holds
    n = {"n": params["n"]} if plural is not None else {}
    whole = str(escape(Message(template, plural, **{name: marks[name] for name in params} | n).words(code)))
    for name, value in params.items():
        whole = whole.replace(marks[name], str(escape(value)))
    return Markup(whole)
