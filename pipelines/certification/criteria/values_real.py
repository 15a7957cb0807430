"""Cells hold values, not words that stand for a missing one."""

from pipelines.certification.subject import Subject
from pipelines.certification.verdict import QUALITY, Verdict, found_none

CODE, CHARACTERISTIC, VERSION, THRESHOLD = "values-real", QUALITY, 2, "0.5 %"
MOST = 0.005
STANDS = (
    r"(?i)^\s*(?:n/?[ad]|n\.d\.|null|none|nil|nan|x{2,}|\?+|-+|—|\.+|tbd|todo|test|lorem.*|"
    r"inconnue?s?|à (?:venir|préciser|compléter|déterminer|confirmer|définir)|sans objet|"
    r"s\.\s?o\.?|s/o|n\.?\s?s\.?\s?p\.?|"
    r"non[ -](?:disponible|applicable|déterminée?|précisée?|renseignée?|fournie?|connue?)s?|"
    r"(?:aucune|pas de) (?:donnée|information|valeur)s?|données? (?:manquante|non disponible)s?|"
    r"not (?:available|applicable)|unknown|missing|(?:0000-00|1900-01|1970-01)-0[01]|"
    r"#(?:n/a|ref!|value!)|9{4,}|-9{3,})\s*$"
)


def judge(subject: Subject) -> Verdict:
    """Find cells such as « N/D », « xxx », « 9999 »: one filled cell in 200 of a column at most."""
    found, cells = [], 0
    for name in subject.table.columns:
        filled = subject.table[name].filter(subject.table[name] != "")
        standing = filled.filter(filled.str.contains(STANDS))
        cells += len(filled)
        if len(standing) > MOST * len(filled):
            example = standing.value_counts(sort=True)[name][0]
            found.append(f"{name}\u00a0: « {example} », {len(standing)}")
    return found_none("certified-values-real", found, of=cells)
