"""Bring the stack up, in the order that the services need, and take it down."""

from collections.abc import Callable
from contextlib import nullcontext
from enum import IntEnum

from embedded import (
    airflow,
    ckan,
    closing,
    credentials,
    environments,
    folders,
    nginx,
    packages,
    postgres,
    redis,
    solr,
    summary,
)
from embedded import ports as stack_ports
from embedded.console import say, step
from embedded.leftovers import end_leftovers, our_processes
from embedded.programs import Program
from embedded.settings import Settings, StackError
from embedded.supervisor import Supervisor, failure, wait_until

PATIENCE = 90  # seconds a service may take before it answers


class Level(IntEnum):
    """How much of the stack is wanted; each level includes the ones before."""

    DATA = 1
    PORTAL = 2
    AIRFLOW = 3


ENVIRONMENTS = {
    Level.DATA: (environments.SUPERVISOR,),
    Level.PORTAL: (environments.SUPERVISOR, environments.CKAN),
    Level.AIRFLOW: (environments.SUPERVISOR, environments.CKAN, environments.AIRFLOW),
}


def install(settings: Settings, level: Level) -> None:
    """Install what the machine lacks for this level: packages, environments, Solr.

    A port already taken is said first: nobody waits minutes to learn it.
    """
    if not is_up(settings) and not our_processes(settings):
        stack_ports.check_free(settings)
    packages.install(packages.SERVICES)
    for environment in ENVIRONMENTS[level]:
        environments.make(settings, environment)
    solr.install(settings)


class Stack:
    """One stack: its settings, its secrets and its process manager.

    `cores` are Solr's: the portal's, and for tests one that they may empty.
    """

    def __init__(self, settings: Settings, cores: tuple[str, ...] = (solr.CORE,)) -> None:
        folders.prepare(settings)
        self.settings = settings
        self.cores = cores
        self.secrets = credentials.load(settings)
        self.manager = Supervisor(settings, self.secrets)

    def up(self, level: Level) -> None:
        """Start, in the order of needs, everything of the level that isn't running as it should."""
        self._clear_the_way()
        data, front, back = self._programs()
        self.manager.describe([*data, *front, *back])
        self._start_data(data)
        if level >= Level.PORTAL:
            ckan.migrate(self.settings, self.secrets)
            self._start(front)
        if level >= Level.AIRFLOW:
            airflow.migrate(self.settings, self.secrets)
            self._start(back)
        if level >= Level.PORTAL:
            self._prepare_portal()
        if level >= Level.AIRFLOW:
            self._wait_for_airflow()

    def _programs(self) -> tuple[list[Program], list[Program], list[Program]]:
        """Describe the data services, those of the portal, those of Airflow."""
        settings, secrets = self.settings, self.secrets
        data = [
            postgres.prepare(settings, secrets),
            redis.prepare(settings, secrets),
            solr.prepare(settings, self.cores),
        ]
        front = [*ckan.prepare(settings, secrets), nginx.prepare(settings)]
        return data, front, airflow.prepare(settings, secrets)

    def _clear_the_way(self) -> None:
        """End the orphans of a killed stack, if any, and make sure that the ports are free."""
        if self.manager.is_up():
            return
        if our_processes(self.settings):
            with step("Arrêt de processus restés d’une exécution interrompue"):
                end_leftovers(self.settings)
        stack_ports.check_free(self.settings)

    def _start(self, programs: list[Program]) -> None:
        for program in programs:
            self.manager.start(program)

    def _start_data(self, programs: list[Program]) -> None:
        self._start(programs)
        self._answer("postgres", lambda: postgres.is_ready(self.settings))
        postgres.make_databases(self.settings, self.secrets)
        self._answer("redis", lambda: redis.is_ready(self.settings, self.secrets))
        self._answer("solr", lambda: solr.is_ready(self.settings))

    def _prepare_portal(self) -> None:
        self._answer("ckan", lambda: ckan.is_ready(self.settings))
        self._answer("nginx", lambda: nginx.is_ready(self.settings))
        ckan.make_accounts(self.settings, self.secrets)
        ckan.prepare_portal(self.settings)
        ckan.make_token(self.settings)
        ckan.reindex_if_search_changed(self.settings)

    def _wait_for_airflow(self) -> None:
        self._answer("airflow-api", lambda: airflow.is_ready(self.settings))
        for component, name in (
            ("scheduler", "airflow-scheduler"),
            ("dag_processor", "airflow-dags"),
        ):
            self._answer(name, lambda part=component: airflow.is_healthy(self.settings, part))

    def _answer(self, name: str, ready: Callable[[], bool]) -> None:
        """Wait until a service answers; show its log if it doesn't, or as soon as it has died."""

        def looked_at() -> bool:
            if self.manager.has_failed(name):
                raise failure(self.settings, name)
            return ready()

        wait_until(looked_at, PATIENCE, lambda: failure(self.settings, name))

    def publish(self) -> bool:
        """Serve the sources, run the pipelines, show the table; tell whether all went well."""
        closing.render_sources(self.settings)
        succeeded = closing.run_pipelines(self.settings, self.secrets)
        summary.show(self.settings)
        return succeeded


def stop(settings: Settings, *, quiet: bool = False) -> None:
    """Stop every service; leave no process behind."""
    manager = _manager(settings)
    if manager and manager.is_up():
        with nullcontext() if quiet else step("Arrêt des services"):
            manager.stop()
    end_leftovers(settings)
    if our_processes(settings):
        raise StackError(
            "Des processus refusent de s’arrêter\u00a0: relancez «\u00a0make stop\u00a0»."
        )
    if not quiet:
        say("Tout est arrêté.")


def _manager(settings: Settings) -> Supervisor | None:
    if not (settings.secrets / "supervisor_password").exists():
        return None
    return Supervisor(settings, credentials.load(settings))


def is_up(settings: Settings) -> bool:
    """Tell whether the stack's services are started."""
    manager = _manager(settings)
    return manager is not None and manager.is_up()


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
