"""Check one file in a process of its own and print its peak memory in megabytes."""

import resource
import sys
from pathlib import Path

from tests.bench.validate.sides import ours


def main() -> None:
    """Check the file named on the command line; exit 1 when it isn't valid."""
    found = ours(Path(sys.argv[1]))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{peak:.0f}")
    sys.exit(0 if found["valid"] else 1)


if __name__ == "__main__":
    main()
