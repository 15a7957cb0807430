"""`make run` again is harmless."""

from embedded.credentials import Credentials
from embedded.settings import Settings
from embedded.summary import load_outcomes
from embedded.supervisor import Supervisor

from tests.stack.conftest import Make
from tests.stack.portal import action


def test_a_second_run_restarts_no_service_and_publishes_nothing(
    make: Make, stack: Settings, secrets: Credentials
) -> None:
    before = _processes(stack, secrets), _dates(stack)
    done = make("run")
    assert done.returncode == 0, done.stdout + done.stderr
    assert (_processes(stack, secrets), _dates(stack)) == before
    outcomes = load_outcomes(stack.store)
    assert {outcome.state for outcome in outcomes} == {"unchanged"}
    for outcome in outcomes:
        assert outcome.source in done.stdout
        assert outcome.address in done.stdout


def _processes(stack: Settings, secrets: Credentials) -> dict[str, str]:
    info = Supervisor(stack, secrets).api.getAllProcessInfo()
    return {process["name"]: str(process["pid"]) for process in info}


def _dates(stack: Settings) -> dict[str, str]:
    found = action(stack, "package_search", rows=1000)["results"]
    return {dataset["name"]: dataset["metadata_modified"] for dataset in found}
