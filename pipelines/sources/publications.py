"""The names that a publication may have."""

import re

_NAME = re.compile(r"\d{4}(?:-\d{4}|-\d{2}(?:-\d{2})?)?")


def is_publication(text: str) -> bool:
    """Return whether the text is a publication's name: 2024-2025, 2026, 2026-03 or 2026-03-31."""
    return _NAME.fullmatch(text) is not None
