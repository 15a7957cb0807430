"""The same job on the real files (last: it changes what the stack has published)."""

from pathlib import Path

from embedded.settings import Settings
from embedded.summary import load_outcomes

from tests.stack.conftest import Make


def test_the_real_files_are_published_through_the_same_dags(
    make: Make, stack: Settings, real_files: Path
) -> None:
    done = make("run", f"DATA={real_files}")
    assert done.returncode == 0, done.stdout + done.stderr
    outcomes = load_outcomes(stack.store)
    assert {outcome.state for outcome in outcomes} <= {"published", "unchanged"}
    assert "published" in {outcome.state for outcome in outcomes}
    for outcome in outcomes:
        assert outcome.source in done.stdout
