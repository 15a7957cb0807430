"""Drive Supervisor, the process manager: start, restart what changed, stop all."""

import os
import time
import xmlrpc.client
from collections.abc import Callable
from typing import Protocol, cast

from embedded.console import say
from embedded.credentials import Credentials, write_private
from embedded.process import run_as_owner, tail_file
from embedded.programs import Program, header, section
from embedded.settings import Settings, StackError
from embedded.stamps import digest, is_done, mark_done

RUNNING = {"RUNNING", "STARTING"}
DATA_SERVICES = {"postgres", "redis", "solr"}
STOPPED_WITHIN = 90  # seconds
FAILED = {"BACKOFF", "FATAL", "EXITED"}


class _Interface(Protocol):
    """The part of Supervisor's XML-RPC interface that is used here."""

    def getState(self) -> dict[str, str | int]: ...  # noqa: N802 - Supervisor's own names
    def getPID(self) -> int: ...  # noqa: N802
    def getAllProcessInfo(self) -> list[dict[str, str]]: ...  # noqa: N802
    def reloadConfig(self) -> list[list[list[str]]]: ...  # noqa: N802
    def addProcessGroup(self, name: str) -> bool: ...  # noqa: N802
    def removeProcessGroup(self, name: str) -> bool: ...  # noqa: N802
    def stopProcessGroup(self, name: str) -> list[dict[str, str]]: ...  # noqa: N802
    def startProcess(self, name: str, wait: bool) -> bool: ...  # noqa: N802
    def stopProcess(self, name: str, wait: bool) -> bool: ...  # noqa: N802
    def shutdown(self) -> bool: ...


class Supervisor:
    """The process manager of one stack, spoken to over its loopback port."""

    def __init__(self, settings: Settings, credentials: Credentials) -> None:
        self.settings = settings
        self.password = credentials.supervisor_password
        port = settings.ports.supervisor
        address = f"http://stack:{self.password}@127.0.0.1:{port}/RPC2"
        self.api = cast(_Interface, xmlrpc.client.ServerProxy(address).supervisor)
        self.config = settings.config / "supervisord.conf"

    def is_up(self) -> bool:
        """Tell whether this stack's own manager answers."""
        try:
            return bool(self.api.getState())
        except (OSError, xmlrpc.client.Error):
            return False

    def describe(self, programs: list[Program]) -> None:
        """Write the configuration, start the manager if need be, and have it read what changed."""
        sections = [header(self.settings, self.password)]
        sections += [section(self.settings, program) for program in programs]
        write_private(self.settings, self.config, "\n".join(sections))
        if self.is_up():
            self._reread()
        else:
            self._launch()

    def _launch(self) -> None:
        command = [self.settings.python("supervisor").parent / "supervisord", "-c", self.config]
        log = self.settings.log / "supervisord.log"
        run_as_owner(self.settings, command, advice=f"Voyez le journal {log}.")
        wait_until(self.is_up, 15, lambda: failure(self.settings, "supervisord"))

    def _reread(self) -> None:
        added, changed, removed = self.api.reloadConfig()[0]
        for name in [*changed, *removed]:
            self.api.stopProcessGroup(name)
            self.api.removeProcessGroup(name)
        for name in [*added, *changed]:
            self.api.addProcessGroup(name)

    def states(self) -> dict[str, str]:
        """Return the state of each program, by name."""
        return {info["name"]: info["statename"] for info in self.api.getAllProcessInfo()}

    def start(self, program: Program) -> bool:
        """Start a program, restart it if what it depends on has changed; say whether it did."""
        stamp = self.settings.run / f"{program.name}.started"
        described = section(self.settings, program)
        value = digest([described, *program.depends_on, str(self.api.getPID())])
        running = self.states().get(program.name) in RUNNING
        if running and is_done(stamp, value):
            return False
        say(f"→ {'Redémarrage' if running else 'Démarrage'} de {program.name}…")
        if running:
            self.api.stopProcess(program.name, True)
        self.api.startProcess(program.name, False)
        mark_done(stamp, value)
        return True

    def has_failed(self, name: str) -> bool:
        """Tell whether a program gave up, or keeps dying."""
        return self.states()[name] in FAILED

    def stop(self) -> None:
        """Stop what uses the data services, then these, then the manager; wait for each."""
        running = {name for name, state in self.states().items() if state in RUNNING}
        for names in (running - DATA_SERVICES, running & DATA_SERVICES):
            for name in names:
                self.api.stopProcess(name, False)
            wait_until(
                lambda names=names: not names & self._alive(),
                STOPPED_WITHIN,
                lambda: StackError(
                    "Des services ne s’arrêtent pas\u00a0: voyez «\u00a0make status\u00a0»."
                ),
            )
        self._shut_down()

    def _alive(self) -> set[str]:
        return {name for name, state in self.states().items() if state in {*RUNNING, "STOPPING"}}

    def _shut_down(self) -> None:
        pid = self.api.getPID()
        self.api.shutdown()
        wait_until(
            lambda: not _alive(pid), 120, lambda: StackError("Les services ne s’arrêtent pas.")
        )


def failure(settings: Settings, name: str) -> StackError:
    """Say that a service failed: the end of its log, and what to do."""
    log = settings.log / f"{name}.log"
    return StackError(
        f"Le service «\u00a0{name}\u00a0» ne démarre pas. Fin de son journal\u00a0:\n\n"
        f"{tail_file(log) or '(journal vide)'}\n\n"
        f"Que faire\u00a0: lisez {log}, corrigez la cause, puis relancez «\u00a0make run\u00a0».\n"
        "Pour repartir de zéro\u00a0: «\u00a0make clean\u00a0» (les données seront perdues)."
    )


def wait_until(ready: Callable[[], bool], seconds: float, error: Callable[[], StackError]) -> None:
    """Wait until `ready()` is true; raise what `error()` makes when the time is over."""
    end = time.monotonic() + seconds
    while not ready():
        if time.monotonic() > end:
            raise error()
        time.sleep(0.2)


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
