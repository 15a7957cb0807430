"""Airflow: API server, scheduler with local executor, DAG processor, on the stack's PostgreSQL."""

from embedded import credentials as secrets_of
from embedded.console import step
from embedded.credentials import Credentials
from embedded.environments import AIRFLOW
from embedded.process import run_as_owner
from embedded.programs import Program
from embedded.settings import ROOT, Settings
from embedded.stamps import digest, is_done, mark_done
from embedded.web import answers, call

DAGS = ROOT / "dags"
ADVICE = "Lisez les lignes ci-dessus, corrigez la cause, puis relancez «\u00a0make run\u00a0»."
CODE = (DAGS, ROOT / "pipelines", ROOT / "reference_datasets")
TASKS_AT_ONCE = 2  # this machine's cores


def environment(settings: Settings, credentials: Credentials) -> dict[str, str]:
    """Return what every process of Airflow needs: its own settings, then the pipeline's."""
    ports = settings.ports
    database = f"airflow:{credentials.postgres_airflow_password}@127.0.0.1:{ports.postgres}/airflow"
    accounts = secrets_of.write_airflow_passwords(settings, credentials.airflow_password)
    values = {
        "CORE__DAGS_FOLDER": DAGS,
        "CORE__LOAD_EXAMPLES": "False",
        "CORE__DAGS_ARE_PAUSED_AT_CREATION": "False",
        "CORE__DEFAULT_TIMEZONE": "America/Toronto",
        "CORE__EXECUTOR": "LocalExecutor",
        "CORE__EXECUTION_API_SERVER_URL": f"{settings.airflow}/execution/",
        "CORE__FERNET_KEY": secrets_of.airflow_fernet_key(settings),
        "CORE__PARALLELISM": TASKS_AT_ONCE,
        "CORE__SIMPLE_AUTH_MANAGER_USERS": "admin:admin",
        "CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE": accounts,
        "DATABASE__SQL_ALCHEMY_CONN": f"postgresql+psycopg2://{database}",
        "API__HOST": "127.0.0.1",
        "API__PORT": ports.airflow,
        "API__WORKERS": 1,
        "API__BASE_URL": settings.airflow,
        "API__SECRET_KEY": credentials.airflow_secret_key,
        "API_AUTH__JWT_SECRET": credentials.airflow_jwt_key,
        "DAG_PROCESSOR__REFRESH_INTERVAL": 30,
        # Tasks wait in line behind slow downloads: that is no reason to fail them.
        "SCHEDULER__TASK_QUEUED_TIMEOUT": 7200,
        "DAG_PROCESSOR__PARSING_PROCESSES": 1,
        "LOGGING__COLORED_CONSOLE_LOG": "False",
        # Nothing is sent to another host.
        "USAGE_DATA_COLLECTION__ENABLED": "False",
    }
    own = {f"AIRFLOW__{name}": str(value) for name, value in values.items()}
    return {"AIRFLOW_HOME": str(settings.var / "airflow"), **own, **pipeline_environment(settings)}


def pipeline_environment(settings: Settings) -> dict[str, str]:
    """Return what `pipelines` reads: its store, the portal, the token, where sources are."""
    return {
        "DONNEESQC_STORE": str(settings.store),
        "DONNEESQC_PORTAL": settings.portal,
        "DONNEESQC_TOKEN_FILE": str(secrets_of.token_file(settings)),
        "DONNEESQC_ADDRESSES": str(settings.sources / "addresses.json"),
        "DONNEESQC_SOURCES": str(settings.operators_sources),
    }


def prepare(settings: Settings, credentials: Credentials) -> list[Program]:
    """Describe the three services."""
    program = settings.envs / AIRFLOW.name / "bin" / "airflow"
    env = environment(settings, credentials)
    lock = (AIRFLOW.lock_path,)
    return [
        Program("airflow-api", f"{program} api-server", rank=50, env=env, depends_on=lock),
        Program(
            "airflow-dags", f"{program} dag-processor", rank=60, env=env, depends_on=(*lock, *CODE)
        ),
        Program(
            "airflow-scheduler",
            f"{program} scheduler --skip-serve-logs",
            rank=70,
            env=env,
            depends_on=lock,
        ),
    ]


def migrate(settings: Settings, credentials: Credentials) -> None:
    """Bring Airflow's tables up to this version."""
    stamp = settings.var / "airflow" / "stamp-migrations"
    value = digest([AIRFLOW.lock_path])
    if is_done(stamp, value):
        return
    with step("Base de données d’Airflow"):
        program = settings.envs / AIRFLOW.name / "bin" / "airflow"
        env = environment(settings, credentials)
        run_as_owner(settings, [program, "db", "migrate"], env=env, advice=ADVICE)
    mark_done(stamp, value)


def is_ready(settings: Settings) -> bool:
    """Tell whether the API answers."""
    return answers(f"{settings.airflow}/api/v2/version")


def is_healthy(settings: Settings, component: str) -> bool:
    """Tell whether Airflow itself finds its `scheduler` or its `dag_processor` healthy."""
    try:
        health = call(f"{settings.airflow}/api/v2/monitor/health")
    except OSError:
        return False
    return health[component]["status"] == "healthy"
