"""Show the characters that a terminal or a page would obey, or hide, instead of writing them."""

import re

_PICTURES, _DELETE, _C0 = 0x2400, 0x7F, 0x20
# Control characters; marks that turn the direction of text, join letters or take no room; halves
# of characters, which stand for the bytes of a file's name that aren't UTF-8.
_HIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)


def visible(text: str) -> str:
    """Return the text with « ␛ » for an escape and « ⟨200B⟩ » for a mark without a picture."""
    return _HIDDEN.sub(_picture, text)


def _picture(found: re.Match[str]) -> str:
    code = ord(found[0])
    if code < _C0:
        return chr(_PICTURES + code)
    return "␡" if code == _DELETE else f"⟨{code:04X}⟩"
