"""The forms in which cells write numbers, dates, truth values and « unknown ».

Every pattern is for a whole cell without its outer spaces, and is what Rust's `regex` reads. The
first that fits gives the cell its kind.
"""

SPACE = "[ \u00a0\u202f\u2009]"
NUMBER = r"^-?[0-9]+(?:\.[0-9]+)?$"

_ZONE = "(?:Z|[+-][0-9]{2}:?[0-9]{2})"
_CLOCK = "[0-9]{2}:[0-9]{2}:[0-9]{2}"
_ISO_DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
# The rule has three templates and says nothing of the time zone, so one after them is let be.
MOMENT = f"^(?:{_ISO_DAY}(?:T{_CLOCK}{_ZONE}?)?|{_CLOCK})$"

_WHOLE = f"(?:[0-9]+|[1-9][0-9]{{0,2}}(?:{SPACE}[0-9]{{3}})+|[1-9][0-9]{{0,2}}(?:,[0-9]{{3}})+)"
_ANY = f"{_WHOLE}(?:[.,][0-9]+)?"
UNITS = (
    "km/h", "m/s", "km2", "km²", "m2", "m²", "m3", "m³", "kWh", "MWh", "GWh", "kVA", "kva", "MVA",
    "kW", "kw", "MW", "kV", "Hz", "kHz", "MHz", "GHz", "Go", "Mo", "ko", "To", "°C", "°",
    "km", "cm", "mm", "ha", "kg", "mg", "ml", "mL", "dB", "min", "tonnes", "tonne", "litres",
    "litre", "heures", "heure", "jours", "jour", "ans", "an", "m", "g", "t", "l", "L", "h", "s",
)  # fmt: skip
NUMBER_FORMS = {
    "number-comma": "-?[0-9]+,[0-9]+",
    "number-space": f"-?[1-9][0-9]{{0,2}}(?:{SPACE}[0-9]{{3}})+(?:[.,][0-9]+)?",
    "number-thousands": r"-?[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?",
    "number-currency": f"-?{SPACE}?[$€]{SPACE}?-?{_ANY}|-?{_ANY}{SPACE}?[kM]?[$€]",
    "number-percent": f"-?{_ANY}{SPACE}?%",
    "number-unit": f"-?{_ANY}{SPACE}?(?:{'|'.join(UNITS)})",
    "number-sign": rf"[+−–]{SPACE}?{_ANY}|-{SPACE}{_ANY}|\({_ANY}{SPACE}?\$?\)|{_ANY}{SPACE}?-",
    "number-other": r"-?(?:[0-9]+\.|\.[0-9]+)|-?[0-9]+(?:[.,][0-9]+)?[eE][-+]?[0-9]+",
}
# « 6,3,8 » is a list of codes: where one is, « 6,13 » isn't a number either.
LIST_FORMS = {"list": "[0-9]{1,3}(?:[,;] ?[0-9]{1,3}){2,}"}

_DAY = "(?:0?[1-9]|[12][0-9]|3[01])"
_MONTH = "(?:0?[1-9]|1[0-2])"
_YEAR = "(?:1[6-9][0-9]{2}|2[01][0-9]{2}|9999)"
_HOUR = (
    "(?:[01]?[0-9]|2[0-4])(?::[0-5][0-9]){1,2}"
    f"(?:[.,][0-9]+)?(?:{SPACE}?[AaPp]\\.?[Mm]\\.?)?{_ZONE}?"
)
_WITH_HOUR = f"(?:[T ]{SPACE}*{_HOUR})?"
_NAMES = (
    "janvier|février|fevrier|mars|avril|mai|juin|juillet|août|aout|septembre|octobre|novembre"
    "|décembre|decembre|january|february|march|april|may|june|july|august|september|october"
    "|november|december|janv|févr|fevr|avr|juil|sept|oct|nov|déc|dec|jan|feb|mar|apr|jun|jul|aug|sep"
)
_MONTH_NAME = f"(?i:{_NAMES})\\.?"
DATE_FORMS = {
    "date-day-first": "|".join(
        f"(?:{_DAY}{mark}{_MONTH}|{_MONTH}{mark}{_DAY}){mark}{_YEAR}{_WITH_HOUR}"
        for mark in ("/", "-", r"\.")
    ),
    "date-year-first": "|".join(
        f"{_YEAR}{mark}{_MONTH}{mark}{_DAY}{_WITH_HOUR}" for mark in ("/", "-", r"\.")
    ),
    "date-compact": f"{_YEAR}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[T ]{_HOUR}",
    "date-short": f"(?:{_DAY}/{_MONTH}|{_MONTH}/{_DAY})/[0-9]{{2}}{_WITH_HOUR}",
    "date-words": (
        f"(?:le )?{_DAY}(?:er)?[ -]{_MONTH_NAME}[ -]{_YEAR}|{_MONTH_NAME} {_DAY},? {_YEAR}"
    ),
}
MONTH_FORMS = {"date-month": f"{_MONTH_NAME}[ -]{_YEAR}"}
TIME_FORMS = {"time-other": f"{_HOUR}|(?:[01]?[0-9]|2[0-4]){SPACE}?[hH]{SPACE}?[0-5][0-9]"}

# « sans objet » isn't there: what doesn't apply is known.
UNKNOWN_SIGNS = frozenset(
    {
        "NA",
        "N/A",
        "n/a",
        "N.A.",
        "n.a.",
        "na",
        "#N/A",
        "#N/D",
        "#DIV/0!",
        "#REF!",
        "#VALEUR!",
        "#VALUE!",
        "#NOM?",
        "#NAME?",
        "#NOMBRE!",
        "#NUM!",
        "#NUL!",
        "#NULL!",
        "N/D",
        "n/d",
        "ND",
        "nd",
    }
    | {"N.D.", "n.d.", "NULL", "null", "None", "NaN", "nan", "<NA>", "NaT", "(null)", "(vide)"}
    | {"-", "–", "—", "--", "---", "..", "...", ".", "?", "??"}
)
# In a column of text these may be a category (« pays de naissance : inconnu » in statistics).
UNKNOWN_IN_FULL = frozenset(
    written
    for word in ("inconnu", "inconnue", "non disponible", "non-disponible", "unknown")
    for written in (word, word.upper(), word.capitalize())
) | {"Not available", "not available"}
UNKNOWN_WORDS = UNKNOWN_SIGNS | UNKNOWN_IN_FULL
_NINES = tuple("9" * length for length in range(3, 7))
UNKNOWN_NUMBERS = frozenset(
    sign + nines + decimals
    for nines in _NINES
    for sign in ("-", "")
    for decimals in ("", ".0", ".00")
    if sign or nines != "999"  # 999 alone is too ordinary a code or quantity
)
PAIRS = (
    ("true", "false"),
    ("vrai", "faux"),
    ("oui", "non"),
    ("yes", "no"),
    ("1", "0"),
    ("o", "n"),
    ("y", "n"),
    ("v", "f"),
    ("t", "f"),
)
TRUTH_WORDS = frozenset(
    written
    for pair in PAIRS
    for word in pair
    for written in (word, word.upper(), word.capitalize())
)
PLUS = "+"
WORDS = UNKNOWN_WORDS | UNKNOWN_NUMBERS | TRUTH_WORDS | {PLUS}
NUMBER_WORDS = UNKNOWN_NUMBERS | {"0", "1"}
CODE = "^[A-Z]{2}$"
ODD_FORMS = {**NUMBER_FORMS, **LIST_FORMS, **DATE_FORMS, **MONTH_FORMS, **TIME_FORMS}


def whole(pattern: str) -> str:
    """Return the pattern for the whole cell."""
    return f"^(?:{pattern})$"


# One pass over every cell finds the few that need the patterns above, one by one. A cell with a
# space at its beginning may be any of them; at its end too, but that is quicker to look for apart.
CANDIDATE = rf"^\s|{CODE}|" + whole("|".join(ODD_FORMS.values()))
