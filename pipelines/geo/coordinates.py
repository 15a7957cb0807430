"""Read coordinates as people write them: decimal, with a comma, in degrees, minutes and seconds."""

import polars as pl

SPACES = "[\u00a0\u202f\u2009\t]"
WORDS = {  # what follows or precedes the degrees → its sign
    "nord": "n", "north": "n", "sud": "s", "south": "s", "est": "e", "east": "e",
    "ouest": "o", "west": "o", "w": "o",
}  # fmt: skip
PLAIN = r"^[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)(e[+-]?[0-9]+)?$"
GROUPED = r"^([+-]?[0-9]{1,3})((?: [0-9]{3})+)((?:\.[0-9]+)?)$"  # « 5 040 123,45 »
NUMBER = r"[0-9]+(?:\.[0-9]+)?"
MINUTES = rf"({NUMBER}) ?m(?:in)?\.? ?"
SECONDS = rf"({NUMBER})' ?({NUMBER}) ?s(?:ec)?\.?"  # « 30 m 15 s », where s isn't south
# 1: letter before, 2: sign, 3: degrees, 4: minutes, 5: seconds, 6: letter after
SEXAGESIMAL = (
    rf"^([nseo])? ?([+-])? ?({NUMBER}) ?(?:°|º|˚|d|deg|:| ) ?"
    rf"(?:({NUMBER}) ?[': ]? ?)?(?:({NUMBER}) ?\"? ?)?([nseo])?$"
)
LETTERED = rf"^([nseo])? ?([+-])? ?({NUMBER})()() ?([nseo])?$"  # « 45.5 N »
SIXTY, LARGEST = 60.0, 180.0


def read_degrees(cells: pl.Series) -> pl.Series:
    """Return numbers, null for what is neither a number nor degrees.

    « 45,5 » is 45.5, « 73°34'02" O » is −73.567…; west and south are negative.
    """
    text = _simplified(cells)
    frame = text.to_frame("text").with_columns(
        plain=pl.when(pl.col("text").str.contains(PLAIN))
        .then(pl.col("text"))
        .cast(pl.Float64, strict=False)
    )
    if not frame.select((pl.col("plain").is_null() & (pl.col("text") != "")).any()).item():
        return frame["plain"]
    sexagesimal, lettered = _degrees(SEXAGESIMAL), _degrees(LETTERED)
    return frame.select(pl.coalesce("plain", sexagesimal, lettered)).to_series()


def read_pairs(cells: pl.Series) -> tuple[pl.Series, pl.Series]:
    """Return the two numbers of cells such as « 45.5, -73.6 » or « (45,5 ; -73,6) »."""
    bare = cells.fill_null("").str.strip_chars(" ()[]{}\u00a0")
    halves = bare.str.extract_groups(r"^(.*?\S)(?:\s*;\s*|,\s+|\s*\|\s*)(\S.*)$").struct
    first, second = halves.field("1"), halves.field("2")
    tight = bare.str.extract_groups(r"^([+-]?[0-9.]+)(?:,|\s+)([+-]?[0-9.]+)$").struct
    first, second = (
        pl.select(pl.coalesce(loose, close)).to_series()
        for loose, close in ((first, tight.field("1")), (second, tight.field("2")))
    )
    return read_degrees(first), read_degrees(second)


def _simplified(cells: pl.Series) -> pl.Series:
    text = cells.fill_null("").str.replace_all(SPACES, " ").str.strip_chars().str.to_lowercase()
    text = text.str.replace_all("[−–]", "-").str.replace_all("[′’‘´`]", "'")
    text = text.str.replace_all("[″”“]|''", '"').str.replace_all(r"(\d),(\d)", "${1}.${2}")
    if text.str.contains("[a-z]").any():
        text = text.str.replace_all(MINUTES, "${1}' ").str.replace_all(SECONDS, "${1}' ${2}\"")
        for word, letter in WORDS.items():
            text = text.str.replace_all(rf"\b{word}\b\.?", letter)
    grouped = text.str.contains(GROUPED)
    return text.str.replace_all(" ", "").zip_with(grouped, text) if grouped.any() else text


def _degrees(pattern: str) -> pl.Expr:
    found = pl.col("text").str.extract_groups(pattern).struct
    letter = pl.coalesce(found.field("1"), found.field("6"))
    degrees, minutes, seconds = (
        pl.when(found.field(name) != "").then(found.field(name)).cast(pl.Float64, strict=False)
        for name in ("3", "4", "5")
    )
    minutes, seconds = minutes.fill_null(0.0), seconds.fill_null(0.0)
    whole = degrees + minutes / SIXTY + seconds / (SIXTY * SIXTY)
    negative = letter.is_in(["o", "s"]).fill_null(False) | (found.field("2") == "-").fill_null(
        False
    )
    sound = (minutes < SIXTY) & (seconds < SIXTY) & (degrees <= LARGEST)
    return pl.when(sound).then(pl.when(negative).then(-whole).otherwise(whole))
