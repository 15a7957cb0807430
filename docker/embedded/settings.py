"""Where everything of a stack is, and who runs it: folders, ports, account."""

import os
import pwd
from dataclasses import dataclass, fields
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SERVICE_USER = "donneesqc"
DEFAULT_PORT = 8080
PORTS_ALLOWED = range(1024, 65536)


class StackError(Exception):
    """A reason to stop, said to the person at the keyboard in French, with what to do."""


@dataclass(frozen=True)
class Ports:
    """Ports of one stack, all on 127.0.0.1; each is the portal's plus its rank here."""

    portal: int
    airflow: int
    ckan: int
    solr: int
    postgres: int
    redis: int
    supervisor: int
    sources: int
    map_services: int

    @classmethod
    def names(cls) -> tuple[str, ...]:
        return tuple(field.name for field in fields(cls))

    @classmethod
    def variable(cls, name: str) -> str:
        """Name the environment variable that sets a port."""
        return "DONNEESQC_PORT" if name == "portal" else f"DONNEESQC_PORT_{name.upper()}"


@dataclass(frozen=True)
class Settings:
    """One stack. `user` is the account that runs the services when root starts them."""

    var: Path
    envs: Path
    solr_dist: Path
    ports: Ports
    user: str | None
    data: Path | None

    @property
    def config(self) -> Path:
        return self.var / "config"

    @property
    def secrets(self) -> Path:
        return self.var / "secrets"

    @property
    def log(self) -> Path:
        return self.var / "log"

    @property
    def run(self) -> Path:
        return self.var / "run"

    @property
    def storage(self) -> Path:
        return self.var / "ckan"

    @property
    def store(self) -> Path:
        return self.var / "store"

    @property
    def sources(self) -> Path:
        return self.var / "sources"

    @property
    def screenshots(self) -> Path:
        """Where journeys put what the browser showed."""
        return self.var / "screenshots"

    @property
    def operators_sources(self) -> Path:
        """Where operators add or replace sources (`DONNEESQC_SOURCES`)."""
        return self.var / "operators_sources"

    @property
    def portal(self) -> str:
        return f"http://127.0.0.1:{self.ports.portal}"

    @property
    def airflow(self) -> str:
        return f"http://127.0.0.1:{self.ports.airflow}"

    def python(self, environment: str) -> Path:
        return self.envs / environment / "bin" / "python"


def read_ports(environ: dict[str, str]) -> Ports:
    """Give each service its port: its own variable, else the portal's port plus its rank."""
    base = _port(environ, "portal", DEFAULT_PORT)
    names = Ports.names()
    ports = {name: _port(environ, name, base + rank) for rank, name in enumerate(names)}
    twice = {port for port in ports.values() if list(ports.values()).count(port) > 1}
    if twice:
        clash = ", ".join(Ports.variable(name) for name in names if ports[name] in twice)
        raise StackError(f"Deux services ont reçu le même port\u00a0: changez {clash}.")
    return Ports(**ports)


def _port(environ: dict[str, str], name: str, default: int) -> int:
    variable = Ports.variable(name)
    text = environ.get(variable) or str(default)
    if not text.isdigit() or int(text) not in PORTS_ALLOWED:
        raise StackError(f"{variable}={text}\u00a0: donnez un nombre de 1024 à 65535.")
    return int(text)


def read_settings(environ: dict[str, str] | None = None) -> Settings:
    """Read the stack's settings from the environment (DONNEESQC_VAR, DONNEESQC_PORT…, DATA)."""
    given = dict(os.environ) if environ is None else environ
    shared = ROOT / "var"
    var = Path(given.get("DONNEESQC_VAR") or shared)
    data = given.get("DATA")
    return Settings(
        var=(var if var.is_absolute() else ROOT / var).resolve(),
        envs=Path(given.get("DONNEESQC_ENVS") or shared / "envs").resolve(),
        solr_dist=shared / "solr-dist",
        ports=read_ports(given),
        user=SERVICE_USER if os.geteuid() == 0 else None,
        data=_folder(data) if data else None,
    )


def _folder(text: str) -> Path:
    folder = (ROOT / text).resolve()
    if not folder.is_dir():
        raise StackError(f"DATA={text}\u00a0: ce dossier n’existe pas ({folder}).")
    return folder


def owner(settings: Settings) -> pwd.struct_passwd:
    """Return the account that owns the stack's data and runs its services."""
    return pwd.getpwnam(settings.user) if settings.user else pwd.getpwuid(os.geteuid())
