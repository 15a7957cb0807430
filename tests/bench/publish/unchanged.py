"""The same file again: how long the portal takes to say so, and that nothing was written."""

import os
import statistics
import subprocess
import time
from pathlib import Path

from embedded.settings import ROOT

from pipelines.publish import Portal as Link
from pipelines.publish.deposits import UNCHANGED, create_deposit
from tests.bench.ours import Ours
from tests.bench.publish.client import sending
from tests.bench.publish.traces import traces
from tests.bench.validate.sides import seconds

SETTLING = 3.0  # seconds: what a worker would do by itself is done by then
SAID = "Inchangé"


def unchanged(ours: Ours, link: Link, path: Path, dataset: str, rounds: int) -> float:
    """Return the median of the server's times, in seconds; raise when anything was written."""
    time.sleep(SETTLING)
    before = traces(ours)
    wanted = sending(path, dataset)

    def ask() -> None:
        state = create_deposit(link, wanted).state
        if state != UNCHANGED:
            raise AssertionError(f"expected: {path.name} is live already, not {state}")

    times = [seconds(ask) for _ in range(rounds)]
    _command(ours, link, path, dataset)
    time.sleep(SETTLING)
    after = traces(ours)
    written = [name for name, seen in after.items() if seen != before[name]]
    if written:
        raise AssertionError(f"expected: nothing written, not {written}")
    return statistics.median(times)


def _command(ours: Ours, link: Link, path: Path, dataset: str) -> None:
    """Run `donneesqc publier`; it must say in one line that nothing changed, and ask nothing."""
    program = ours.settings.envs / "ckan" / "bin" / "donneesqc"
    schema = path.parent / "schema.json"
    words = ("publier", path, "--jeu", dataset, "--schema", schema, "--oui")
    env = {
        **os.environ,
        "DONNEESQC_PORTAL": link.address,
        "DONNEESQC_JETON": str(link.client.headers["Authorization"]),
        "PYTHONPATH": str(ROOT),
    }
    command = [str(word) for word in (program, *words)]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    lines = [line for line in done.stdout.splitlines() if SAID in line]
    if done.returncode or len(lines) != 1:
        raise AssertionError(f"expected: one line « {SAID} », not {done.stdout}{done.stderr}")
