"""Run the benches named on the command line, or all; exit 1 when a bar is missed.

`make bench ONLY=pages` calls `python -m tests.bench pages`.
"""

import sys
from collections.abc import Callable, Iterator

from tests.bench.geo import measure as geo
from tests.bench.pages import measure as pages
from tests.bench.publish import measure as publish
from tests.bench.reference import measure as reference
from tests.bench.table import Measure, conclude
from tests.bench.validate import measure as validate

BENCHES: dict[str, Callable[[], Iterator[Measure]]] = {
    "geo": geo.measures,
    "pages": pages.measures,
    "publish": publish.measures,
    "reference": reference.measures,
    "validate": validate.measures,
}


def main() -> int:
    """Measure, print the table, write RESULTS.md and tell whether every bar is met."""
    names = sys.argv[1:] or list(BENCHES)
    unknown = [name for name in names if name not in BENCHES]
    if unknown:
        print(f"Bancs inconnus\u00a0: {', '.join(unknown)}. Connus\u00a0: {', '.join(BENCHES)}.")
        return 2
    return conclude([measure for name in names for measure in BENCHES[name]()])


if __name__ == "__main__":
    sys.exit(main())
