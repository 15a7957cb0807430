"""Check one file in a process of its own and print its peak memory in megabytes."""

import re
import sys
from pathlib import Path

from tests.bench.validate.sides import ours


def main() -> None:
    """Check the file named on the command line; exit 1 when it isn't valid."""
    found = ours(Path(sys.argv[1]))
    # not getrusage: a process started by a large one would answer with its parent's peak
    status = Path("/proc/self/status").read_text(encoding="ascii")
    kilobytes = re.findall(r"^VmHWM:\s+(\d+) kB", status, re.MULTILINE)[0]
    print(f"{int(kilobytes) / 1024:.0f}")
    sys.exit(0 if found["valid"] else 1)


if __name__ == "__main__":
    main()
