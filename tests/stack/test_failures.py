"""What doesn't start says why, in French, with what to do; the exit code is not 0."""

import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from embedded.folders import prepare
from embedded.leftovers import our_processes
from embedded.settings import Ports, Settings, StackError, read_ports
from embedded.testbed import settings_for_tests

from tests.stack.conftest import Make


@pytest.fixture
def other(stack: Settings, make: Make) -> Iterator[Settings]:
    """Return a second, empty stack's settings, stopped and erased afterwards."""
    settings = settings_for_tests(stack, "other")
    yield settings
    make("clean", settings=settings)
    assert our_processes(settings) == []


def test_a_port_already_taken_is_named_with_its_variable(make: Make, other: Settings) -> None:
    with socket.socket() as rival:
        rival.bind(("127.0.0.1", other.ports.solr))
        rival.listen()
        done = make("run", "ONLY=portal", settings=other)
    assert done.returncode != 0
    assert f"port {other.ports.solr} (solr)" in done.stderr
    assert "DONNEESQC_PORT_SOLR" in done.stderr


def test_a_service_that_dies_shows_the_end_of_its_log(make: Make, other: Settings) -> None:
    prepare(other)
    (other.var / "postgres" / "PG_VERSION").write_text("9.1\n", encoding="ascii")
    done = make("run", "ONLY=portal", settings=other)
    assert done.returncode != 0
    assert "Le service «\u00a0postgres\u00a0» ne démarre pas" in done.stderr
    assert "postgresql.conf" in done.stderr  # the words of PostgreSQL itself
    assert f"{other.log}/postgres.log" in done.stderr


def test_an_unknown_folder_of_real_files_is_refused(make: Make, other: Settings) -> None:
    done: subprocess.CompletedProcess[str] = make("run", "DATA=/nulle/part", settings=other)
    assert done.returncode != 0
    assert "DATA=/nulle/part" in done.stderr
    assert not Path(other.var).exists()


def test_each_port_can_be_set_and_the_others_follow_the_portal() -> None:
    ports = read_ports({"DONNEESQC_PORT": "9100", "DONNEESQC_PORT_SOLR": "8983"})
    assert (ports.portal, ports.airflow, ports.solr, ports.sources) == (9100, 9101, 8983, 9107)


@pytest.mark.parametrize("name", Ports.names())
def test_a_port_that_is_no_port_is_refused_by_name(name: str) -> None:
    with pytest.raises(StackError, match=Ports.variable(name)):
        read_ports({Ports.variable(name): "80a"})


def test_two_services_on_one_port_are_refused() -> None:
    with pytest.raises(StackError, match="DONNEESQC_PORT_SOLR"):
        read_ports({"DONNEESQC_PORT_SOLR": "8085"})
