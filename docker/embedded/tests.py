"""Run the test suites, each in the environment it needs, on a stack of their own (`make test`)."""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree  # our own pytest's report

from embedded import environments, packages, solr, testbed
from embedded.console import complain, say
from embedded.environments import AIRFLOW, CKAN, CKAN_211, Environment
from embedded.run import Level, Stack, install
from embedded.settings import ROOT, Settings, StackError
from embedded.stamps import alone

NO_CKAN = ("-p", "no:ckan", "-p", "no:ckan_fixtures")
SHARED = ("-n", str(len(testbed.LANES)), "--dist", "worksteal")  # by as many processes
NO_TESTS = 5  # pytest's exit code when it collected nothing


@dataclass(frozen=True)
class Suite:
    """A folder of tests: the environment it runs in, and how much of the stack it needs."""

    folder: str
    environment: Environment
    needs: Level | None
    options: tuple[str, ...] = NO_CKAN

    @property
    def path(self) -> Path:
        return ROOT / "tests" / self.folder


SUITES = (
    Suite("unit", CKAN, None, options=(*NO_CKAN, *SHARED)),
    Suite("extension", CKAN, Level.DATA, options=SHARED),
    Suite("dags", AIRFLOW, Level.PORTAL, options=()),
    Suite("journeys", CKAN, Level.AIRFLOW),
    Suite("stack", CKAN, Level.AIRFLOW),
)
COMPATIBILITY = Suite("compat", CKAN_211, Level.DATA, options=())


@dataclass(frozen=True)
class Count:
    """What one suite's run came to."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __add__(self, other: "Count") -> "Count":
        return Count(
            self.passed + other.passed, self.failed + other.failed, self.skipped + other.skipped
        )


def run_all(settings: Settings) -> int:
    """Run every suite that exists, or the one that ONLY names; 0 when all passed."""
    suites = _chosen(os.environ.get("ONLY") or "", os.environ.get("CKAN") or "")
    packages.install({**packages.SERVICES, **packages.TESTS})
    for environment in dict.fromkeys(suite.environment for suite in suites):
        environments.make(settings, environment)
        environments.add_tools(settings, environment)
    bed = testbed.settings_for_tests(settings)
    with alone(bed.var), testbed.empty_place(bed):
        counts = [_run_suite(bed, suite) for suite in suites]
    return _conclude(suites, counts)


def _chosen(only: str, version: str) -> list[Suite]:
    if version == "2.11":
        return [COMPATIBILITY]
    if version not in ("", "2.12"):
        raise StackError(f"CKAN={version}\u00a0: les versions vérifiées sont 2.11 et 2.12.")
    suites = [suite for suite in SUITES if only in ("", suite.folder) and suite.path.is_dir()]
    if not suites:
        known = ", ".join(suite.folder for suite in SUITES)
        raise StackError(f"ONLY={only}\u00a0: aucun test à lancer; les suites sont {known}.")
    return suites


def _run_suite(settings: Settings, suite: Suite) -> Count:
    """Bring the stack to what the suite needs, run it, count; a stack that fails is a failure."""
    say(f"\n━━ tests/{suite.folder}")
    try:
        if suite.needs is not None:
            _bring_up(settings, suite)
        return _pytest(settings, suite)
    except StackError as error:
        complain(f"\n{error}")
        return Count(failed=1)


def _bring_up(settings: Settings, suite: Suite) -> None:
    level = Level(suite.needs or Level.DATA)
    install(settings, level)
    stack = Stack(settings, cores=(solr.CORE, *testbed.TEST_CORES))
    testbed.serve_site_of_others(settings)
    stack.up(level)
    testbed.prepare_extension_tests(stack, suite.environment if level is Level.DATA else CKAN)
    if level is Level.AIRFLOW and not stack.publish():
        raise StackError("Les pipelines des données embarquées n’ont pas tous réussi.")


def _pytest(settings: Settings, suite: Suite) -> Count:
    report = settings.var / "pytest" / f"{suite.folder}.xml"
    report.parent.mkdir(parents=True, exist_ok=True)
    command = [settings.python(suite.environment.name), "-m", "pytest", suite.path, *suite.options]
    if "ckan" in suite.environment.name and NO_CKAN[1] not in suite.options:
        command.append(f"--ckan-ini={testbed.lane_ini(settings, testbed.LANES[0])}")
    command += [f"--junitxml={report}", f"--basetemp={report.parent / 'tmp'}"]
    if suite.needs is None:
        env = testbed.bare_environment(settings)
    else:
        env = testbed.environment(settings, suite.environment)
    done = subprocess.run([str(part) for part in command], cwd=ROOT, env=env, check=False)  # noqa: S603
    if done.returncode == NO_TESTS:
        raise StackError(f"tests/{suite.folder} existe, mais aucun test n’y a été trouvé.")
    count = _count(report) if report.exists() else Count(failed=1)
    return count if done.returncode == 0 or count.failed else count + Count(failed=1)


def _count(report: Path) -> Count:
    suite = ElementTree.parse(report).getroot()[0]  # noqa: S314 - written by our own pytest
    number = {
        name: int(suite.get(name, "0")) for name in ("tests", "failures", "errors", "skipped")
    }
    failed = number["failures"] + number["errors"]
    return Count(number["tests"] - failed - number["skipped"], failed, number["skipped"])


def _conclude(suites: list[Suite], counts: list[Count]) -> int:
    say()
    for suite, count in zip(suites, counts, strict=True):
        say(f"tests/{suite.folder:<12}{_words(count)}")
    total = sum(counts, Count())
    say(_words(total))
    return 1 if total.failed or not total.passed else 0


def _words(count: Count) -> str:
    # In English: the form that continuous integration reads.
    return f"{count.passed} passed, {count.failed} failed, {count.skipped} skipped"
