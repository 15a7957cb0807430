"""CKAN: its configuration, its database, its accounts, its web server and its workers."""

import re
from pathlib import Path
from string import Template

from embedded import postgres, solr
from embedded.console import step
from embedded.credentials import Credentials, token_file, write_private
from embedded.environments import CKAN, Environment
from embedded.process import run_as_owner
from embedded.programs import Program
from embedded.settings import ROOT, Settings
from embedded.stamps import digest, is_done, mark_done
from embedded.web import answers

SERVICE = ROOT / "docker" / "services" / "ckan"
CODE = ROOT / "ckanext-donneesqc" / "ckanext" / "donneesqc"
RELAY = "pipelines.geo.services.wsgi:application"
ADVICE = "Lisez les lignes ci-dessus, corrigez la cause, puis relancez «\u00a0make run\u00a0»."


def ini(settings: Settings) -> Path:
    """Say where CKAN's configuration is."""
    return settings.config / "ckan.ini"


def prepare(
    settings: Settings, credentials: Credentials, environment: Environment = CKAN
) -> list[Program]:
    """Write the configuration; describe the web server and the workers."""
    template = Template((SERVICE / "ckan.ini").read_text(encoding="utf-8"))
    write_private(settings, ini(settings), template.substitute(values(settings, credentials)))
    programs = settings.envs / environment.name / "bin"
    env = {
        "CKAN_INI": str(ini(settings)),
        "CKAN_PORT": str(settings.ports.ckan),
        "PYTHONPATH": str(SERVICE),
    }
    changes = (
        ini(settings),
        environment.lock_path,
        SERVICE,
        CODE,
        ROOT / "pipelines",
        ROOT / "schemas",
    )
    gunicorn = f"{programs}/gunicorn --config {SERVICE}/gunicorn.conf.py wsgi:application"
    worker = f"{programs}/ckan --config {ini(settings)} jobs worker --no-scheduler"
    maps = f"{worker} donneesqc_maps"
    services = f"{programs}/gunicorn --config {SERVICE}/map_services.conf.py {RELAY}"
    asking = _detours(settings)
    relaying = {
        "DONNEESQC_MAPS": str(settings.storage / "cartes"),
        "MAP_SERVICES_PORT": str(settings.ports.map_services),
        **asking,
    }
    deposits = f"{programs}/ckan --config {ini(settings)} donneesqc-deposits work"
    return [
        Program("ckan", gunicorn, rank=30, env=env, depends_on=changes),
        Program("ckan-worker", worker, rank=30, env=env, depends_on=changes),
        Program("ckan-maps", maps, rank=30, env={**env, **asking}, depends_on=changes),
        Program("map-services", services, rank=30, env=relaying, depends_on=changes),
        Program("ckan-deposits", deposits, rank=30, env=env, depends_on=changes),
    ]


def map_addresses(settings: Settings) -> Path:
    """Say where the file is that tells the services of maps where to find a site instead."""
    return settings.config / "map_addresses.json"


def _detours(settings: Settings) -> dict[str, str]:
    """Return where the sites of others are served from, when a file of this stack says it."""
    path = map_addresses(settings)
    return {"DONNEESQC_ADDRESSES": str(path)} if path.exists() else {}


def values(settings: Settings, credentials: Credentials) -> dict[str, str]:
    """Return what the templates of configuration leave open."""
    ports = settings.ports
    return {
        "site_url": settings.portal,
        "https": "false",
        "storage": str(settings.storage),
        "secret_key": credentials.ckan_secret_key,
        "csrf_key": credentials.ckan_csrf_key,
        "jwt_key": credentials.ckan_jwt_key,
        "ckan_password": credentials.postgres_ckan_password,
        "reader_password": credentials.postgres_reader_password,
        "redis_password": credentials.redis_password,
        "postgres": f"127.0.0.1:{ports.postgres}",
        "redis": f"127.0.0.1:{ports.redis}",
        "solr": f"127.0.0.1:{ports.solr}",
    }


def command(
    settings: Settings,
    *words: str,
    text_in: str | None = None,
    config: Path | None = None,
    environment: Environment = CKAN,
) -> str:
    """Run a `ckan` command as the services' account and return what it printed."""
    program = settings.envs / environment.name / "bin" / "ckan"
    line = [program, "--config", config or ini(settings), *words]
    return run_as_owner(settings, line, text_in=text_in, advice=ADVICE)


def migrate(settings: Settings, credentials: Credentials) -> None:
    """Bring CKAN's tables and the DataStore's permissions up to this version."""
    stamp = settings.storage / "stamp-migrations"
    value = digest([CKAN.lock_path, CODE / "migration"])
    if is_done(stamp, value):
        return
    with step("Base de données du portail"):
        command(settings, "db", "upgrade")
        permissions = command(settings, "datastore", "set-permissions")
        postgres.sql(settings, credentials, permissions)
        command(settings, "db", "pending-migrations", "--apply")
    mark_done(stamp, value)


def make_accounts(settings: Settings, credentials: Credentials) -> None:
    """Create the operator's account `admin` and the pipeline's account, once."""
    stamp = settings.storage / "stamp-accounts"
    if is_done(stamp, "1"):
        return
    with step("Comptes du portail"):
        _add_account(settings, "admin", credentials.admin_password)
        command(settings, "sysadmin", "add", "admin")
        _add_account(settings, "pipeline", credentials.pipeline_password)
    mark_done(stamp, "1")


def _add_account(settings: Settings, name: str, password: str) -> None:
    if re.search(rf"^name={name}( |$)", command(settings, "user", "list"), re.MULTILINE):
        return
    # The password is typed, not given on a command line that other accounts could see.
    address = f"email={name}@donneesqc.invalid"
    command(settings, "user", "add", name, address, text_in=f"{password}\n{password}\n")


def reindex_if_search_changed(settings: Settings) -> None:
    """Index every dataset again when Solr's analysis has changed."""
    stamp = settings.storage / "stamp-search"
    value = digest([ROOT / "docker" / "services" / "solr"])
    if is_done(stamp, value):
        return
    if stamp.exists():
        with step("Index de recherche"):
            solr.empty(settings)
            command(settings, "search-index", "rebuild")
    mark_done(stamp, value)


def prepare_portal(settings: Settings) -> None:
    """Create categories, organisations and the pipeline's roles; again when the sources change."""
    stamp = settings.storage / "stamp-portal"
    value = digest([CODE, ROOT / "pipelines" / "sources"])
    if is_done(stamp, value):
        return
    with step("Catégories, organisations et rôles"):
        command(settings, "donneesqc", "prepare")
    mark_done(stamp, value)


def make_token(settings: Settings) -> None:
    """Make the API token with which the pipeline publishes, once."""
    path = token_file(settings)
    if path.exists():
        return
    with step("Jeton du pipeline"):
        lines = command(settings, "user", "token", "add", "pipeline", "pipeline").split()
        write_private(settings, path, lines[-1])


def is_ready(settings: Settings) -> bool:
    """Tell whether CKAN answers on its own port."""
    return answers(f"http://127.0.0.1:{settings.ports.ckan}/api/3/action/status_show")
