"""Start, stop and kill real things: the worker, the data services of the test stack."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from ckan import model
from embedded import credentials, postgres, settings, solr
from embedded.supervisor import Supervisor

PATIENCE = 90  # seconds


def until(happens: Callable[[], object], what: str) -> None:
    """Wait until something happens; fail when it doesn't."""
    end = time.monotonic() + PATIENCE
    while True:
        model.Session.rollback()  # what others commit is to be seen
        try:
            if happens():
                return
        finally:
            model.Session.rollback()
        assert time.monotonic() < end, f"never: {what}"
        time.sleep(0.005)


class Worker:
    """A worker of deposits, in a process of its own as the portal runs it."""

    def __init__(self) -> None:
        ckan = Path(sys.executable).with_name("ckan")
        command = [ckan, "--config", os.environ["CKAN_INI"], "donneesqc-deposits", "work"]
        dies_with_us = ["setpriv", "--pdeathsig", "KILL"]
        self.process = subprocess.Popen([*dies_with_us, *command], stderr=subprocess.DEVNULL)

    def kill(self) -> None:
        """Kill it, as the system does when memory lacks."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(PATIENCE)

    def stop(self) -> None:
        """Ask it to stop."""
        self.process.terminate()
        try:
            self.process.wait(PATIENCE)
        finally:
            self.process.kill()


@contextmanager
def working(number: int = 1) -> Iterator[list[Worker]]:
    """Run workers."""
    workers = [Worker() for _ in range(number)]
    try:
        yield workers
    finally:
        for worker in workers:
            worker.stop()


class Services:
    """The data services of the stack on which the tests run."""

    def __init__(self) -> None:
        self.settings = settings.read_settings()
        secrets = credentials.load(self.settings)
        self.manager = Supervisor(self.settings, secrets)
        self.ready = {"postgres": postgres.is_ready, "solr": solr.is_ready}

    def kill(self, name: str) -> None:
        """Kill a service at once; its manager starts it again."""
        info = self.manager.api.getProcessInfo(name)  # type: ignore[attr-defined]
        # For PostgreSQL, SIGQUIT is to stop at once, without a word to its clients.
        os.kill(info["pid"], signal.SIGQUIT if name == "postgres" else signal.SIGKILL)

    def wait_for(self, name: str) -> None:
        """Wait until a service answers."""
        end = time.monotonic() + PATIENCE
        while not self.ready[name](self.settings):
            assert time.monotonic() < end, f"{name} is down"
            time.sleep(0.1)

    @contextmanager
    def without(self, name: str) -> Iterator[None]:
        """Do without a service for a while."""
        self.manager.api.stopProcess(name, True)
        try:
            yield
        finally:
            self.manager.api.startProcess(name, False)
            self.wait_for(name)
