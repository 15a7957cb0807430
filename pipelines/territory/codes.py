"""The forms in which ministries write the same code or name of a territory."""

MAMH_DIGITS = 3
EN_DASH = "\u2013"


def mamh_code(code: str) -> str:
    """Return the three-digit code of an MRC from its SDA code: « 85 » is « 850 », « 371 » stays."""
    return code.ljust(MAMH_DIGITS, "0")


def sda_code(code: str) -> str:
    """Return the SDA code of an MRC from its three-digit code: « 850 » is « 85 », « 371 » stays."""
    return code[:2] if code.endswith("0") else code


def official_name(written: str) -> str:
    """Write a name with the en dash of the SDA, U+2013.

    MAMH's directory writes « -- » for it and the 1:1 000 000 layer of regions « - » between spaces.
    """
    return written.replace("--", EN_DASH).replace(" - ", EN_DASH)
