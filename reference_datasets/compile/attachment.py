"""Find the equivalent territory of a municipality that no MRC has (131 of 1 281).

It is the one whose code begins as the municipality's does. Where several do, the answer is a case
decided on evidence, one row of `territoires-equivalents.csv`; without evidence there
is no answer.
"""

from collections.abc import Iterable, Mapping

FROM_DIRECTORY, FROM_CODE, FROM_CASE = "répertoire", "code", "cas documenté"
DIVISION_DIGITS = 2


def attach(
    code: str, directory_mrc: str, mrc_codes: Iterable[str], cases: Mapping[str, str]
) -> tuple[str, str]:
    """Return the MRC of a municipality and where that is known from; two "" when nothing says it.

    `directory_mrc`: SDA code of the MRC that the directory names, "" for none; `cases`: code of the
    municipality → code of the MRC. Raises ValueError when a case contradicts the codes.
    """
    if directory_mrc:
        return directory_mrc, FROM_DIRECTORY
    candidates = [mrc for mrc in mrc_codes if mrc[:DIVISION_DIGITS] == code[:DIVISION_DIGITS]]
    if len(candidates) == 1:
        return candidates[0], FROM_CODE
    if code not in cases:
        return "", ""
    if cases[code] not in candidates:
        raise ValueError(f"{code}: {cases[code]} is not among {candidates}")
    return cases[code], FROM_CASE
