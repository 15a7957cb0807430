"""How much memory processes take, with those that they started: sampled, the shared parts split."""

import re
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

from tests.bench.ours import Ours

PAUSE = 0.1  # seconds between two samples
SERVER, WORKER = "ckan", "ckan-deposits"
SHARE = re.compile(r"^Pss:\s+(\d+) kB", re.MULTILINE)


class Peaks:
    """The peak of each service, in megabytes: the sum of its processes' proportional shares."""

    def __init__(self, ours: Ours, services: Sequence[str]) -> None:
        known = ours.stack.manager.api.getAllProcessInfo()
        pids = {info["name"]: int(info["pid"]) for info in known}
        self.roots = {name: pids[name] for name in services}
        self.megabytes = dict.fromkeys(self.roots, 0.0)

    def sample(self) -> None:
        """Weigh the services now."""
        children = _children()
        for name, root in self.roots.items():
            weight = sum(map(_share, _family(root, children))) / 1024
            self.megabytes[name] = max(self.megabytes[name], weight)


@contextmanager
def weighed(ours: Ours, services: Sequence[str] = (SERVER, WORKER)) -> Iterator[Peaks]:
    """Give the peaks of our services while something is done."""
    peaks, end = Peaks(ours, services), Event()

    def watch() -> None:
        while not end.is_set():
            peaks.sample()
            time.sleep(PAUSE)

    thread = Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield peaks
    finally:
        end.set()
        thread.join()


def _children() -> dict[int, list[int]]:
    children: dict[int, list[int]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text(encoding="utf-8", errors="replace")
        except OSError:  # gone meanwhile
            continue
        parent = int(fields.rpartition(")")[2].split()[1])
        children.setdefault(parent, []).append(int(folder.name))
    return children


def _family(root: int, children: dict[int, list[int]]) -> Iterator[int]:
    yield root
    for child in children.get(root, ()):
        yield from _family(child, children)


def _share(pid: int) -> int:
    """Return a process's proportional share of the memory, in kilobytes."""
    try:
        found = SHARE.search(Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii"))
    except OSError:
        return 0
    return int(found[1]) if found else 0
