"""Bring the stack up, in the order that the services need, and take it down."""

from collections.abc import Callable

from embedded import ckan, credentials, environments, folders, nginx, packages, ports, postgres, redis, solr
from embedded.console import say, step
from embedded.credentials import Credentials
from embedded.settings import Settings, StackError
from embedded.supervisor import (
    Program,
    Supervisor,
    end_leftovers,
    failure,
    our_processes,
    wait_until,
)

PATIENCE = 90  # seconds a service may take before it answers


def install(settings: Settings, names: tuple[environments.Environment, ...]) -> None:
    """Install what the machine lacks: packages, environments, Solr."""
    packages.install(packages.SERVICES)
    for environment in (environments.SUPERVISOR, *names):
        environments.make(settings, environment)
    solr.install(settings)


def portal(settings: Settings) -> Supervisor:
    """Bring up PostgreSQL, Redis, Solr, CKAN, its worker and nginx."""
    install(settings, (environments.CKAN,))
    folders.prepare(settings)
    secrets = credentials.load(settings)
    manager = Supervisor(settings, secrets)
    _clear_the_way(settings, manager)
    data = [part.prepare(settings, secrets) for part in (postgres, redis, solr)]
    front = [*ckan.prepare(settings, secrets), nginx.prepare(settings, secrets)]
    manager.describe([*data, *front])
    _start_data(settings, secrets, manager, data)
    ckan.migrate(settings, secrets)
    _start_front(settings, manager, front)
    ckan.make_accounts(settings, secrets)
    ckan.make_token(settings)
    ckan.reindex_if_search_changed(settings)
    return manager


def _clear_the_way(settings: Settings, manager: Supervisor) -> None:
    """Make sure that the ports are ours or free, and that no orphan of a killed stack holds them."""
    if manager.is_up():
        return
    if our_processes(settings):
        with step("Arrêt de processus restés d’une exécution interrompue"):
            end_leftovers(settings)
    ports.check_free(settings)


def _start_data(
    settings: Settings, secrets: Credentials, manager: Supervisor, programs: list[Program]
) -> None:
    for program in programs:
        manager.start(program)
    answer(settings, "postgres", lambda: postgres.is_ready(settings))
    postgres.make_databases(settings, secrets)
    answer(settings, "redis", lambda: redis.is_ready(settings, secrets))
    answer(settings, "solr", lambda: solr.is_ready(settings))


def _start_front(settings: Settings, manager: Supervisor, programs: list[Program]) -> None:
    for program in programs:
        manager.start(program)
    answer(settings, "ckan", lambda: ckan.is_ready(settings))
    answer(settings, "nginx", lambda: nginx.is_ready(settings))


def answer(settings: Settings, name: str, ready: Callable[[], bool]) -> None:
    """Wait until a service answers; show its log if it doesn't."""
    wait_until(ready, PATIENCE, lambda: failure(settings, name))


def stop(settings: Settings) -> None:
    """Stop every service; leave no process behind."""
    manager = _manager(settings)
    if manager and manager.is_up():
        with step("Arrêt des services"):
            manager.stop()
    end_leftovers(settings)
    if our_processes(settings):
        raise StackError("Des processus refusent de s’arrêter\u00a0: relancez «\u00a0make stop\u00a0».")
    say("Tout est arrêté.")


def _manager(settings: Settings) -> Supervisor | None:
    if not (settings.secrets / "supervisor_password").exists():
        return None
    return Supervisor(settings, credentials.load(settings))


def status(settings: Settings) -> int:
    """Print the state of each service; 0 when all that were started run, 1 otherwise."""
    manager = _manager(settings)
    if not manager or not manager.is_up():
        say("Arrêté.")
        return 1
    states = manager.states()
    for name, state in sorted(states.items()):
        say(f"{name:<24}{state}")
    say(f"\nPortail\u00a0: {settings.portal}    Airflow\u00a0: {settings.airflow}")
    return 0 if set(states.values()) <= {"RUNNING", "STOPPED"} else 1
