"""PostgreSQL: a cluster of the stack's own, sorted in French, with everyone's databases."""

import shutil
from pathlib import Path

from embedded.credentials import Credentials, write_private
from embedded.process import run_as_owner
from embedded.programs import Program
from embedded.settings import ROOT, Settings, StackError
from embedded.stamps import digest, is_done, mark_done

SERVICE = ROOT / "docker" / "services" / "postgres"
ADVICE = "Voyez var/log/postgres.log."
DATABASES = ("ckan", "datastore", "airflow")


def tool(name: str) -> Path:
    """Return a program of the newest PostgreSQL on the machine."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=_version)
    if not found:
        raise StackError(
            f"PostgreSQL ({name}) est introuvable\u00a0: installez le paquet postgresql."
        )
    return found[-1]


def _version(path: Path) -> int:
    return int(path.parts[-3])


def prepare(settings: Settings, credentials: Credentials) -> Program:
    """Make the cluster the first time, write its configuration, and describe its service."""
    folder = settings.var / "postgres"
    if not (folder / "PG_VERSION").exists():
        _make_cluster(settings, credentials, folder)
    text = (SERVICE / "postgresql.conf").read_text(encoding="utf-8")
    text += f"listen_addresses = '127.0.0.1'\nport = {settings.ports.postgres}\n"
    text += "unix_socket_directories = ''\n"
    config = folder / "stack.conf"
    write_private(settings, config, text)
    command = f"{tool('postgres')} -D {folder}"
    return Program(
        "postgres", command, rank=10, depends_on=(config,), stop_signal="INT", patience=60
    )


def _make_cluster(settings: Settings, credentials: Credentials, folder: Path) -> None:
    password = settings.run / "postgres_password"
    write_private(settings, password, credentials.postgres_password)
    options = ["--username=postgres", "--encoding=UTF8", "--locale=C.UTF-8", "--auth=scram-sha-256"]
    # Lists sort as a Québec reader expects: É beside E.
    options += ["--locale-provider=icu", "--icu-locale=fr-CA", f"--pwfile={password}"]
    try:
        run_as_owner(settings, [tool("initdb"), *options, "-D", folder], advice=ADVICE)
        with (folder / "postgresql.conf").open("a", encoding="utf-8") as file:
            file.write("include = 'stack.conf'\n")
    except StackError:
        for path in folder.iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        raise
    finally:
        password.unlink()


def environment(settings: Settings, credentials: Credentials) -> dict[str, str]:
    """Return what psql, pg_dump and pg_restore need to work as the cluster's administrator."""
    return {
        "PGHOST": "127.0.0.1",
        "PGPORT": str(settings.ports.postgres),
        "PGUSER": "postgres",
        "PGPASSWORD": credentials.postgres_password,
        "POSTGRES_CKAN_PASSWORD": credentials.postgres_ckan_password,
        "POSTGRES_DATASTORE_RO_PASSWORD": credentials.postgres_reader_password,
        "POSTGRES_AIRFLOW_PASSWORD": credentials.postgres_airflow_password,
    }


def sql(settings: Settings, credentials: Credentials, text: str, database: str = "postgres") -> str:
    """Run SQL as the administrator; return what it printed, unaligned."""
    command = [tool("psql"), "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", database]
    env = environment(settings, credentials)
    return run_as_owner(settings, command, env=env, text_in=text, advice=ADVICE)


def is_ready(settings: Settings) -> bool:
    """Tell whether the server accepts connections."""
    command = [tool("pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(settings.ports.postgres)]
    try:
        run_as_owner(settings, command, advice=ADVICE)
    except StackError:
        return False
    return True


def make_databases(settings: Settings, credentials: Credentials) -> None:
    """Create roles and databases; once for each version of the scripts and of the passwords."""
    env = environment(settings, credentials)
    stamp = settings.var / "postgres" / "stamp-databases"
    value = digest([SERVICE, *env.values()])
    if not is_done(stamp, value):
        sql(settings, credentials, (SERVICE / "databases.sql").read_text(encoding="utf-8"))
        search_in_french(settings, credentials, "datastore")
        mark_done(stamp, value)


def search_in_french(settings: Settings, credentials: Credentials, database: str) -> None:
    """Give a database of the DataStore the way of reading words that CKAN's option names."""
    script = (SERVICE / "text_search.sql").read_text(encoding="utf-8")
    sql(settings, credentials, script, database)
