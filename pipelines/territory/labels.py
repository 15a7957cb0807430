"""What a column's label says of the territories in it."""

import re

from pipelines.matching.names import folded
from pipelines.territory.gazetteer import LEVELS, MRC, MUNICIPALITY, REGION

JOINED = re.compile(r"(?<=[a-zà-ÿ])(?=[A-Z])")  # « codeMun »
# words of a label, after folding
WORDS = {
    MUNICIPALITY: frozenset(
        (
            *("mun", "muni", "munic", "municipalite", "municipalites", "munnom", "nommun"),
            *("municipality", "municipalities", "ville", "villes", "city", "town", "localite"),
            *("codemun", "mcode", "codegeo", "sdr", "csd"),
        )
    ),
    MRC: frozenset(("mrc", "mrcs", "comte")),
    REGION: frozenset(("region", "regions", "reg", "regadm", "regionadm")),
}
# Words beside « région » or « MRC » that leave no doubt on what the numbers are: others may be
# counts, or codes of regions of health, of tourism, of drainage.
PLAIN = frozenset(
    (
        *("adm", "admin", "administrative", "administratives", "qc", "quebec"),
        *("code", "codes", "co", "cd", "id", "no", "num", "numero", "number"),
        *("nom", "nm", "name", "res", "mrs", "mus", "geo", "geographique"),
        *("municipal", "municipale", "regionale", "territoire", "equivalent"),
        *("de", "du", "des", "la", "le", "les", "l", "d", "ou"),
    )
)
ALL_PLAIN = PLAIN.union(*WORDS.values())
VAGUE = {"reg"}  # a region, or a register


def levels_of(label: str) -> tuple[str, ...]:
    """Return the levels of which a column may be by its label: all when it says nothing."""
    words = _words(label)
    said = tuple(level for level in LEVELS if words & WORDS[level])
    if MRC in said:  # « municipalité régionale de comté »
        return (MRC,)
    return said or LEVELS


def says_level(label: str, level: str) -> bool:
    """Tell whether the label names the level."""
    return bool(_words(label) & WORDS[level])


def says_codes(label: str, level: str) -> bool:
    """Tell whether bare numbers of the column are surely codes of the level."""
    words = _words(label)
    return bool(words & WORDS[level]) and words <= ALL_PLAIN and words != VAGUE


def _words(label: str) -> set[str]:
    return set(folded(JOINED.sub(" ", label)).split())
