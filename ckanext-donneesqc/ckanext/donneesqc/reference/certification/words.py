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


def declared_words() -> dict[str, str]:
    """Return what is declared of a set in words."""
    return {
        "official": tk._("Official source"),
        "mandate": tk._("Mandate"),
        "steward": tk._("Steward"),
        "demonstration": tk._("Demonstration"),
        "notice": tk._("Days of notice before a breaking change"),
        "vintage": tk._("Column of the vintages"),
        "shape": tk._("Columns of identifiers and names"),
        "promises": tk._("Promised availability"),
        "references": tk._("References to other sets"),
        "names": tk._("Other names of entities"),
        "gone": tk._("Entities that are gone"),
    }
