"""Drive Supervisor, the process manager: describe the programs, start, restart what changed, stop all."""

import os
import signal
import time
import xmlrpc.client
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from embedded.console import say
from embedded.credentials import Credentials, write_private
from embedded.process import MARKER, base_environment, run_as_owner, tail_file
from embedded.settings import Settings, StackError
from embedded.stamps import digest, is_done, mark_done

RUNNING = {"RUNNING", "STARTING"}
FAILED = {"BACKOFF", "FATAL", "EXITED"}


@dataclass(frozen=True)
class Program:
    """A service: its command, its environment, and the files whose change asks for a restart.

    `rank` orders the stop: the highest stops first. `patience` is in seconds.
    """

    name: str
    command: str
    rank: int
    env: Mapping[str, str] = field(default_factory=dict)
    depends_on: tuple[Path | str, ...] = ()
    stop_signal: str = "TERM"
    patience: int = 30


class Supervisor:
    """The process manager of one stack, spoken to over its loopback port."""

    def __init__(self, settings: Settings, credentials: Credentials) -> None:
        self.settings = settings
        self.password = credentials.supervisor_password
        port = settings.ports.supervisor
        address = f"http://stack:{self.password}@127.0.0.1:{port}/RPC2"
        self.api = xmlrpc.client.ServerProxy(address).supervisor
        self.config = settings.config / "supervisord.conf"

    def is_up(self) -> bool:
        """Tell whether this stack's own manager answers."""
        try:
            return bool(self.api.getState())
        except (OSError, xmlrpc.client.Error):
            return False

    def describe(self, programs: list[Program]) -> None:
        """Write the configuration, start the manager if need be, and have it read what changed."""
        sections = [_header(self.settings, self.password)]
        sections += [_section(self.settings, program) for program in programs]
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
        """Start a program, or restart it when what it depends on has changed; say whether it did."""
        stamp = self.settings.run / f"{program.name}.started"
        section = _section(self.settings, program)
        value = digest([section, *program.depends_on, str(self.api.getPID())])
        running = self.states().get(program.name) in RUNNING
        if running and is_done(stamp, value):
            return False
        say(f"→ {'Redémarrage' if running else 'Démarrage'} de {program.name}…")
        if running:
            self.api.stopProcess(program.name)
        self.api.startProcess(program.name, False)
        mark_done(stamp, value)
        return True

    def has_failed(self, name: str) -> bool:
        """Tell whether a program gave up, or keeps dying."""
        return self.states()[name] in FAILED

    def stop(self) -> None:
        """Stop every program, then the manager, and wait until all are gone."""
        pid = int(self.api.getPID())
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
        "Pour repartir de zéro (les données de cette installation seront perdues)\u00a0: «\u00a0make clean\u00a0»."
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


def our_processes(settings: Settings) -> list[int]:
    """List the processes started for this very stack: they carry its folder in their environment."""
    marker = f"{MARKER}={settings.var}".encode()
    return [
        int(folder.name)
        for folder in Path("/proc").glob("[0-9]*")
        if int(folder.name) != os.getpid() and marker in _environment_of(folder)
    ]


def _environment_of(folder: Path) -> list[bytes]:
    try:
        return (folder / "environ").read_bytes().split(b"\0")
    except OSError:
        return []


def end_leftovers(settings: Settings) -> None:
    """End what is left of a stack whose manager is gone, politely and then for good."""
    for kind, seconds in ((signal.SIGTERM, 10), (signal.SIGKILL, 5)):
        left = our_processes(settings)
        for pid in left:
            _signal(pid, kind)
        end = time.monotonic() + seconds
        while our_processes(settings) and time.monotonic() < end:
            time.sleep(0.2)


def _signal(pid: int, kind: signal.Signals) -> None:
    try:
        os.kill(pid, kind)
    except ProcessLookupError:
        return


def _header(settings: Settings, password: str) -> str:
    return f"""[supervisord]
logfile={settings.log}/supervisord.log
logfile_maxbytes=5MB
logfile_backups=1
pidfile={settings.run}/supervisord.pid
childlogdir={settings.log}
directory={settings.var}
umask=027
silent=true

[inet_http_server]
port=127.0.0.1:{settings.ports.supervisor}
username=stack
password={password}

[rpcinterface:supervisor]
supervisor.rpcinterface_factory=supervisor.rpcinterface:make_main_rpcinterface
"""


def _section(settings: Settings, program: Program) -> str:
    env = {**base_environment(settings), **program.env}
    pairs = ",".join(f'{name}="{_escape(value)}"' for name, value in env.items())
    return f"""[program:{program.name}]
command={program.command.replace("%", "%%")}
environment={pairs}
directory={settings.var}
priority={program.rank}
autostart=false
autorestart=true
startsecs=1
startretries=2
stopsignal={program.stop_signal}
stopwaitsecs={program.patience}
stopasgroup={"true" if program.stop_signal == "TERM" else "false"}
killasgroup=true
redirect_stderr=true
stdout_logfile={settings.log}/{program.name}.log
stdout_logfile_maxbytes=20MB
stdout_logfile_backups=2
"""


def _escape(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
