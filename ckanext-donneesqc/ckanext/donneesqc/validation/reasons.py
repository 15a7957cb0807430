"""Say why a file couldn't be checked, in the reader's language."""

import ckan.plugins.toolkit as tk

from pipelines.messages import message

LANGUAGES = ("fr", "en")


def spoken() -> str:
    """Return the reader's language when our sentences are in it, English otherwise."""
    language = tk.h.lang()
    return language if language in LANGUAGES else "en"


def said(code: str, values: dict) -> str:
    """Return the sentence of a code, the page's own or the engine's."""
    return _of_the_page().get(code) or message(code, spoken(), **values)


def _of_the_page() -> dict[str, str]:
    return {
        "too-long": tk._(
            "The check took more than five minutes. Check a part of the file, or use the command "
            "“donneesqc valider” on your computer."
        ),
        "too-much": tk._(
            "There is too much to say of this file for a page. Check that its first row holds the "
            "headings and nothing else."
        ),
        "stopped": tk._(
            "The check stopped before its end: the file may need more memory than the portal can "
            "give it. The portal's team can see that it happened. Try again with a part of the "
            "file."
        ),
    }
