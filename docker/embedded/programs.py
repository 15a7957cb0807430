"""Describe the services to Supervisor: one section of its configuration each."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from embedded.process import base_environment
from embedded.settings import Settings


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


def header(settings: Settings, password: str) -> str:
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


def section(settings: Settings, program: Program) -> str:
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
