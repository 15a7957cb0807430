"""A stock CKAN beside ours: the same PostgreSQL, Redis and Solr, its own database and core."""

import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
from embedded import ckan, postgres, process
from embedded.credentials import write_private
from embedded.settings import Settings

from tests.bench.ours import Ours
from tests.bench.portal import Portal, make_token, wait_for

DROPPED = ("scheming.", "ckanext.", "licenses_group_url", "donneesqc.", "extra_template")
FIRST_OPTION = "use = egg:ckan"


@dataclass(frozen=True)
class Vanilla:
    """Which stock CKAN: the name of all that it has, its port, its programs, its plugins.

    `options` go over its configuration, those in `tokens` with a token of its administrator;
    `workers` are the commands of `ckan` that run beside its web server.
    """

    name: str
    port: int
    programs: Path
    plugins: str = "datastore text_view image_view datatables_view"
    options: Mapping[str, str] = field(default_factory=dict)
    tokens: tuple[str, ...] = ()
    workers: tuple[tuple[str, ...], ...] = ()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@contextmanager
def running(vanilla: Vanilla, ours: Ours) -> Iterator[Portal]:
    """Run a stock CKAN 2.12 beside our portal; stop it at the end."""
    settings = ours.settings
    config = settings.config / f"{vanilla.name}.ini"
    write_private(settings, config, _configuration(vanilla, ours, {}))
    _make_once(vanilla, ours, config)
    token = make_token(settings, vanilla.programs, config)
    tokens = dict.fromkeys(vanilla.tokens, token)
    write_private(settings, config, _configuration(vanilla, ours, tokens))
    program = vanilla.programs / "ckan"
    workers = [[program, "--config", config, *words] for words in vanilla.workers]
    served = Served(vanilla.name, vanilla.port, vanilla.programs, config)
    with serving(settings, served, workers):
        yield Portal(vanilla.address, token, vanilla=True)


@dataclass(frozen=True)
class Served:
    """A CKAN that runs beside ours: the name of its log, its port, programs and configuration."""

    name: str
    port: int
    programs: Path
    config: Path

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@contextmanager
def serving(
    settings: Settings, served: Served, workers: Sequence[list[Path | str]] = ()
) -> Iterator[str]:
    """Run a CKAN as ours is run, and its workers; give its address; stop all of them at the end."""
    server = [served.programs / "gunicorn", "--config", ckan.SERVICE / "gunicorn.conf.py"]
    started = []
    try:
        for command in ([*server, "wsgi:application"], *workers):
            started.append(_start(settings, served, command))
        wait_for(served.address)
        yield served.address
    finally:
        _end(started)


def _end(started: "list[subprocess.Popen[bytes]]") -> None:
    for one in started:
        one.terminate()
    for one in started:
        try:
            one.wait(60)
        except subprocess.TimeoutExpired:
            one.kill()
            one.wait()


def _start(
    settings: Settings, served: Served, command: list[Path | str]
) -> "subprocess.Popen[bytes]":
    env = {
        **process.base_environment(settings),
        "CKAN_INI": str(served.config),
        "CKAN_PORT": str(served.port),
        "PYTHONPATH": str(ckan.SERVICE),
    }
    log = (settings.log / f"{served.name}.log").open("ab")
    with log:
        return subprocess.Popen(
            [str(part) for part in command],
            env=env,
            cwd=settings.var,
            stdout=log,
            stderr=subprocess.STDOUT,
            user=settings.user,
            group=settings.user,
            extra_groups=[] if settings.user else None,
        )


def database(vanilla: Vanilla, ours: Ours) -> str:
    """Return the address of its database."""
    password, port = ours.secrets.postgres_ckan_password, ours.settings.ports.postgres
    return f"postgresql://ckan:{password}@127.0.0.1:{port}/{vanilla.name}"


def _configuration(vanilla: Vanilla, ours: Ours, tokens: Mapping[str, str]) -> str:
    """Take our portal's configuration back to stock: plugins, database, Solr core, queue, views."""
    settings = ours.settings
    text = ckan.ini(settings).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith(DROPPED)]
    storage = settings.var / vanilla.name
    stock = {
        "ckan.plugins": vanilla.plugins,
        "ckan.site_url": vanilla.address,
        "ckan.storage_path": str(storage),
        "ckan.webassets.path": str(storage / "webassets"),
        "sqlalchemy.url": database(vanilla, ours),
        "solr_url": f"http://127.0.0.1:{settings.ports.solr}/solr/{vanilla.name}",
        "SESSION_KEY_PREFIX": f"{vanilla.name}:",
        **vanilla.options,
        **tokens,
    }
    place = lines.index(FIRST_OPTION) + 1
    kept = [line for line in lines[place:] if _key(line) not in stock]
    said = [f"{key} = {value}" for key, value in stock.items()]
    return "\n".join([*lines[:place], *said, *kept]) + "\n"


def _key(line: str) -> str:
    return line.split("=", maxsplit=1)[0].strip()


def _make_once(vanilla: Vanilla, ours: Ours, config: Path) -> None:
    """Make the database, the Solr core with CKAN's own schema and the administrator, once."""
    settings, secrets = ours.settings, ours.secrets
    storage = settings.var / vanilla.name
    if (storage / "made").exists():
        return
    storage.mkdir(exist_ok=True)
    if settings.user:
        shutil.chown(storage, settings.user, settings.user)
    postgres.sql(settings, secrets, f"DROP DATABASE IF EXISTS {vanilla.name};")
    postgres.sql(settings, secrets, f"CREATE DATABASE {vanilla.name} OWNER ckan;")
    _make_core(settings, vanilla)
    program = vanilla.programs / "ckan"
    for words in (("db", "upgrade"), ("user", "add", "admin", "email=admin@exemple.quebec")):
        password = f"{secrets.admin_password}\n" * 2
        line = [program, "--config", config, *words]
        process.run_as_owner(settings, line, text_in=password, advice="")
    line = [program, "--config", config, "sysadmin", "add", "admin"]
    process.run_as_owner(settings, line, advice="")
    (storage / "made").touch()


def _make_core(settings: Settings, vanilla: Vanilla) -> None:
    conf = settings.var / "solr" / vanilla.name / "conf"
    shutil.copytree(settings.var / "solr" / "ckan" / "conf", conf, dirs_exist_ok=True)
    packages = vanilla.programs.parent.joinpath("lib").glob("python3*/site-packages")
    shutil.copy(next(packages) / "ckan" / "config" / "solr" / "schema.xml", conf)
    (conf / "synonyms.txt").touch()
    (conf / "solrconfig.xml").write_text(_stock_search(conf / "solrconfig.xml"), encoding="utf-8")
    if settings.user:
        for path in (conf.parent, *conf.parent.rglob("*")):
            shutil.chown(path, settings.user, settings.user)
    address = f"http://127.0.0.1:{settings.ports.solr}/solr/admin/cores"
    words = {"action": "CREATE", "name": vanilla.name, "instanceDir": str(conf.parent)}
    httpx.get(address, params=words, timeout=60).raise_for_status()


def _stock_search(config: Path) -> str:
    """Return the core's configuration without what ours adds to a reader's query."""
    ours = r'\s*<str name="(sow|lowercaseOperators|pf|ps|bq)">.*</str>'
    return re.sub(ours, "", config.read_text(encoding="utf-8"))
