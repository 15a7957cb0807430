"""The states of a certification in the reader's language."""

import ckan.plugins.toolkit as tk


def state_words() -> dict[str, str]:
    """Return the states in words."""
    return {
        "brouillon": tk._("draft"),
        "soumis": tk._("submitted"),
        "certifie": tk._("certified"),
        "suspendu": tk._("suspended"),
        "revoque": tk._("revoked"),
        "expire": tk._("expired"),
    }
