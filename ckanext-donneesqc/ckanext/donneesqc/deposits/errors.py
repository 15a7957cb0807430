"""Refuse with one of the codes that have a sentence, as clients of the API can tell them apart."""

import ckan.plugins.toolkit as tk

from pipelines.messages import message

LANGUAGES = ("fr", "en")


def spoken() -> str:
    """Return the reader's language when our sentences are in it, English otherwise."""
    language = tk.h.lang()
    return language if language in LANGUAGES else "en"


def refusal(code: str, **values: str | int) -> tk.ValidationError:
    """Return the error of a code: `code`, its sentence as `message`, and the values."""
    said = message(code, spoken(), **values)
    return tk.ValidationError({"code": [code], "message": [said], **values})
