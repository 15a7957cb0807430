"""Start our portal and a vanilla CKAN on the same PostgreSQL, Redis and Solr, and fill both."""

import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import httpx
from embedded import ckan, postgres, process, run
from embedded.credentials import Credentials, write_private
from embedded.settings import ROOT, Settings, read_settings

from tests.bench.pages import catalogue

VAR = ROOT / "var" / "bench"
BASE_PORT = 9780
VANILLA_PORT = 9799
MARK = "jeu-1599"


@dataclass(frozen=True)
class Portal:
    """A CKAN that answers at `address`, with the token of its administrator."""

    address: str
    token: str
    vanilla: bool

    def call(self, action: str, data: dict) -> dict:
        """Return the result of an action; raises httpx.HTTPStatusError."""
        headers = {"Authorization": self.token}
        url = f"{self.address}/api/3/action/{action}"
        answer = httpx.post(url, json=data, headers=headers, timeout=60)
        if answer.is_error:
            raise RuntimeError(f"{action}: {answer.text[:500]}")
        return answer.json()["result"]


@contextmanager
def portals() -> Iterator[tuple[Portal, Portal]]:
    """Yield (ours, vanilla), both up and holding the same datasets; stop both at the end."""
    environ = {**os.environ, "DONNEESQC_VAR": str(VAR), "DONNEESQC_PORT": str(BASE_PORT)}
    settings = read_settings(environ)
    run.install(settings, run.Level.PORTAL)
    stack = run.Stack(settings)
    stack.up(run.Level.PORTAL)
    try:
        with _vanilla(settings, stack.secrets) as peer:
            ours = Portal(
                f"http://127.0.0.1:{settings.ports.ckan}",
                _token(settings, ckan.ini(settings)),
                False,
            )
            for portal in (ours, peer):
                fill(portal)
                _check(portal)
            yield ours, peer
    finally:
        run.stop(settings)


def fill(portal: Portal) -> None:
    """Create the organisations, categories and datasets that are not there yet."""
    known = set(portal.call("package_list", {}))
    if MARK in known:
        return
    for name in set(catalogue.CATEGORIES) - set(portal.call("group_list", {})):
        portal.call("group_create", {"name": name, "title": name})
    there = set(portal.call("organization_list", {}))
    for organization in catalogue.organizations():
        if organization["name"] not in there:
            portal.call("organization_create", organization)
    for dataset in catalogue.datasets():
        if dataset.core["name"] not in known:
            portal.call("package_create", _fields(dataset, portal))


def _check(portal: Portal) -> None:
    """Make sure that a search finds, on either side: a portal that finds nothing is quick."""
    found = portal.call("package_search", {"q": "budget", "rows": 0})["count"]
    if found < catalogue.DATASETS / 2:
        raise RuntimeError(f"{portal.address}: {found} datasets found")


def _fields(dataset: catalogue.Dataset, portal: Portal) -> dict:
    if not portal.vanilla:
        return {**dataset.core, **dataset.extras}
    extras = [{"key": key, "value": value} for key, value in dataset.extras.items()]
    return {**dataset.core, "extras": extras}


@contextmanager
def _vanilla(settings: Settings, secrets: Credentials) -> Iterator[Portal]:
    """Run a stock CKAN 2.12 with the stock plugins that our portal uses, on its own database."""
    config = _vanilla_config(settings, secrets)
    peer = replace(settings, ports=replace(settings.ports, ckan=VANILLA_PORT))
    _vanilla_database(peer, secrets, config)
    env = {
        **process.base_environment(settings),
        "CKAN_INI": str(config),
        "CKAN_PORT": str(VANILLA_PORT),
        "PYTHONPATH": str(ckan.SERVICE),
    }
    programs = settings.envs / "ckan" / "bin"
    command = [f"{programs}/gunicorn", "--config", f"{ckan.SERVICE}/gunicorn.conf.py"]
    server = subprocess.Popen(
        [*command, "wsgi:application"],
        env=env,
        cwd=settings.var,
        user=settings.user,
        group=settings.user,
        extra_groups=[] if settings.user else None,
    )
    try:
        _wait(f"http://127.0.0.1:{VANILLA_PORT}/api/3/action/status_show")
        yield Portal(f"http://127.0.0.1:{VANILLA_PORT}", _token(settings, config), True)
    finally:
        server.terminate()
        server.wait(60)


def _vanilla_config(settings: Settings, secrets: Credentials) -> Path:
    """Take our portal's configuration back to stock: plugins, database, Solr core, views."""
    ours = ckan.ini(settings).read_text(encoding="utf-8")
    dropped = ("scheming.", "ckanext.dcat.", "licenses_group_url", "donneesqc.", "extra_template")
    lines = [line for line in ours.splitlines() if not line.startswith(dropped)]
    stock = {
        "ckan.plugins": "datastore text_view image_view datatables_view",
        "ckan.site_url": f"http://127.0.0.1:{VANILLA_PORT}",
        "ckan.storage_path": str(settings.var / "vanilla"),
        "ckan.webassets.path": str(settings.var / "vanilla" / "webassets"),
        "sqlalchemy.url": (
            f"postgresql://ckan:{secrets.postgres_ckan_password}"
            f"@127.0.0.1:{settings.ports.postgres}/vanilla"
        ),
        "solr_url": f"http://127.0.0.1:{settings.ports.solr}/solr/vanilla",
        "SESSION_KEY_PREFIX": "vanilla:",
    }
    text = "\n".join(_replaced(line, stock) for line in lines)
    config = settings.config / "vanilla.ini"
    write_private(settings, config, text)
    return config


def _replaced(line: str, stock: dict[str, str]) -> str:
    key = line.split("=", maxsplit=1)[0].strip()
    return f"{key} = {stock[key]}" if key in stock else line


def _vanilla_database(settings: Settings, secrets: Credentials, config: Path) -> None:
    """Make the database, the Solr core with CKAN's own schema and the administrator, once."""
    storage = settings.var / "vanilla"
    if (storage / "made").exists():
        return
    storage.mkdir(exist_ok=True)
    if settings.user:
        shutil.chown(storage, settings.user, settings.user)
    postgres.sql(settings, secrets, "DROP DATABASE IF EXISTS vanilla;")
    postgres.sql(settings, secrets, "CREATE DATABASE vanilla OWNER ckan;")
    _vanilla_core(settings)
    program = settings.envs / "ckan" / "bin" / "ckan"
    for words in (("db", "upgrade"), ("user", "add", "admin", "email=admin@exemple.quebec")):
        password = f"{secrets.admin_password}\n" * 2
        line = [program, "--config", config, *words]
        process.run_as_owner(settings, line, text_in=password, advice="")
    line = [program, "--config", config, "sysadmin", "add", "admin"]
    process.run_as_owner(settings, line, advice="")
    (storage / "made").touch()


def _vanilla_core(settings: Settings) -> None:
    conf = settings.var / "solr" / "vanilla" / "conf"
    shutil.copytree(settings.var / "solr" / "ckan" / "conf", conf, dirs_exist_ok=True)
    stock = settings.envs.joinpath("ckan/lib").glob("python3*/site-packages/ckan/config/solr")
    shutil.copy(next(stock) / "schema.xml", conf)
    (conf / "synonyms.txt").touch()
    (conf / "solrconfig.xml").write_text(_stock_search(conf / "solrconfig.xml"), encoding="utf-8")
    if settings.user:
        for path in (conf.parent, *conf.parent.rglob("*")):
            shutil.chown(path, settings.user, settings.user)
    address = f"http://127.0.0.1:{settings.ports.solr}/solr/admin/cores"
    words = {"action": "CREATE", "name": "vanilla", "instanceDir": str(conf.parent)}
    httpx.get(address, params=words, timeout=60).raise_for_status()


def _stock_search(config: Path) -> str:
    """Return the core's configuration without what ours adds to a reader's query."""
    ours = r'\s*<str name="(sow|lowercaseOperators|pf|ps|bq)">.*</str>'
    return re.sub(ours, "", config.read_text(encoding="utf-8"))


def _token(settings: Settings, config: Path) -> str:
    program = settings.envs / "ckan" / "bin" / "ckan"
    line = [program, "--config", config, "user", "token", "add", "admin", "bench"]
    return process.run_as_owner(settings, line, advice="").split()[-1]


def _wait(address: str) -> None:
    for _ in range(120):
        try:
            httpx.get(address, timeout=5).raise_for_status()
        except httpx.HTTPError:
            time.sleep(0.5)
        else:
            return
    raise RuntimeError(f"{address} doesn't answer")
