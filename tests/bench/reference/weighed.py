"""Put a set to the tests as `python -m pipelines.certification`; print its peak memory in MB."""

import re
import sys
from pathlib import Path

from pipelines.certification.__main__ import main as certify


def main() -> None:
    """Answer the task of the folder named on the command line."""
    certify(Path(sys.argv[1]))
    # not getrusage: a process started by a large one would answer with its parent's peak
    status = Path("/proc/self/status").read_text(encoding="ascii")
    kilobytes = re.findall(r"^VmHWM:\s+(\d+) kB", status, re.MULTILINE)[0]
    print(f"{int(kilobytes) / 1024:.0f}")


if __name__ == "__main__":
    main()
