"""A source runs at the times of its own calendar, in Montréal time, and operators can pause it."""

import sys
from datetime import UTC, datetime

import pytest
from airflow.sdk.exceptions import AirflowFailException

from tests.dags.world import ROOT

sys.path.append(str(ROOT / "dags"))

from donneesqc_dags.catalogue import is_due  # noqa: E402
from donneesqc_dags.choice import read_names  # noqa: E402

WEEKDAYS = "30 6 * * 1-5"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("since", "until", "due"),
    [
        ("2026-11-19 11:30", "2026-11-20 11:30", True),  # from its hour to its hour, the next day
        ("2026-11-20 11:20", "2026-11-20 11:30", True),  # another source's hour came before
        ("2026-11-20 11:30", "2026-11-20 11:40", False),  # another source's hour comes after
        ("2026-11-20 11:00", "2026-11-20 15:00", True),  # Airflow was down at its hour
        ("2026-11-20 11:30", "2026-11-22 23:00", False),  # a week-end has no hour
        ("2026-07-01 10:20", "2026-07-01 10:30", True),  # summer time
    ],
)
def test_a_source_is_due_when_its_hour_came_since_the_previous_run(
    since: str, until: str, due: bool
) -> None:
    assert is_due(WEEKDAYS, at(since), at(until)) is due


@pytest.mark.parametrize("day", ["2026-03-06", "2026-03-09", "2026-10-30", "2026-11-02"])
def test_the_hour_is_that_of_montreal_on_both_sides_of_a_change_of_time(day: str) -> None:
    summer = "2026-03-08" < day < "2026-11-01"
    hour = at(f"{day} {10 if summer else 11}:30")
    assert is_due(WEEKDAYS, hour.replace(minute=29), hour)
    assert not is_due(WEEKDAYS, hour, hour.replace(minute=59))


def test_the_paused_sources_are_a_json_list_of_names() -> None:
    assert read_names('["mrc", "municipalites"]') == {"mrc", "municipalites"}
    assert read_names("[]") == set()


@pytest.mark.parametrize("text", ["mrc", '"mrc"', "[1]", '{"mrc": true}', ""])
def test_anything_else_is_refused_with_an_example_to_follow(text: str) -> None:
    with pytest.raises(AirflowFailException, match="liste JSON"):
        read_names(text)
