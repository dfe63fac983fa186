"""What requests and answers look like, for validation and for the OpenAPI description."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

_LONGEST_NAME = 200


def _whole(text: str) -> str:
    """Refuse half characters, which no encoding can write."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise ValueError("holds half a character (a lone surrogate)") from error
    return text


def _plain_name(name: str) -> str:
    """Return a file's own name on one line, without the folders before it."""
    last = name.replace("\\", "/").rpartition("/")[2]
    shown = "".join(char if char.isprintable() else "�" for char in _whole(last)).strip()
    return shown[-_LONGEST_NAME:] or "text"


Text = Annotated[str, AfterValidator(_whole)]
Name = Annotated[str, Field(max_length=4096), AfterValidator(_plain_name)]


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)


class SentDocument(_Body):
    """An article: its text, or a file in any format that mtcheck reads."""

    name: Name = "text"
    text: Text | None = None
    content: Annotated[str | None, Field(description="The file, in base64, where no text is given.")] = None


class QuoteBody(_Body):
    """A statement whose English wording is known."""

    speaker: Annotated[Text, Field(max_length=500)]
    text: Annotated[Text, Field(max_length=200_000)]
    id: Annotated[Text | None, Field(max_length=200)] = None
    aliases: Annotated[list[Text] | None, Field(max_length=100)] = None
    date: Annotated[Text | None, Field(max_length=40)] = None
    source: Annotated[Text | None, Field(max_length=2000)] = None
    medium: Annotated[Text | None, Field(max_length=200)] = None
    lang: Annotated[Text | None, Field(max_length=20)] = None


class ChecksBody(_Body):
    """Which findings are reported; as the configuration's ``[checks]``."""

    select: Annotated[list[str] | None, Field(max_length=100)] = None
    ignore: Annotated[list[str] | None, Field(max_length=100)] = None
    min_severity: str | None = None
    min_confidence: float | None = None


class CheckBody(_Body):
    """Articles to check, and statements that hold for this request beside those of the bank."""

    documents: Annotated[list[SentDocument], Field(min_length=1, max_length=200)]
    quotes: Annotated[list[QuoteBody], Field(max_length=500)] = []
    checks: ChecksBody = ChecksBody()


class PairBody(_Body):
    """An English sentence and its French translation."""

    source: Annotated[Text, Field(max_length=20_000)]
    translation: Annotated[Text, Field(max_length=20_000)]


class ScoreBody(_Body):
    """Pairs to score."""

    pairs: Annotated[list[PairBody], Field(min_length=1, max_length=1000)]
    threshold: Annotated[float | None, Field(ge=0, le=1)] = None


class TranslateBody(_Body):
    """Sentences to translate."""

    texts: Annotated[list[Annotated[Text, Field(max_length=5000)]], Field(min_length=1, max_length=1000)]
    source: Literal["fr", "en"] = "fr"
    target: Literal["fr", "en"] = "en"


class QuotesBody(_Body):
    """Statements to add to the bank."""

    quotes: Annotated[list[QuoteBody], Field(min_length=1, max_length=1000)]


class JobAnswer(BaseModel):
    """Where a check stands."""

    id: str
    state: Literal["waiting", "running", "done", "failed"]
    stage: str
    done: int
    total: int
    findings: int | None = None
    error: str | None = None


class Translations(BaseModel):
    """Translations, in the order of the texts."""

    engine: str
    translations: list[dict[str, Any]]


class Scores(BaseModel):
    """Scores, in the order of the pairs."""

    engine: str
    scores: list[dict[str, Any]]


class QuotesAnswer(BaseModel):
    """The statements of the bank."""

    quotes: list[dict[str, Any]]
