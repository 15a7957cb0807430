"""Nothing of a stack is open to other machines, and no secret is in sight."""

import stat
from dataclasses import astuple
from pathlib import Path

from embedded.credentials import Credentials
from embedded.leftovers import our_processes
from embedded.settings import Settings, owner
from embedded.supervisor import Supervisor

LISTENING = "0A"
MEMORY_BAR = 5 * 1024**3


def test_every_port_listens_on_the_loopback_address_alone(stack: Settings) -> None:
    ports = set(astuple(stack.ports))
    found = {port: address for address, port in _listeners() if port in ports}
    assert set(found) == ports
    assert set(found.values()) == {"0100007F"}


def _listeners() -> list[tuple[str, int]]:
    lines = [
        line.split()
        for table in ("tcp", "tcp6")
        for line in Path(f"/proc/net/{table}").read_text(encoding="ascii").splitlines()[1:]
    ]
    pairs = [line[1].split(":") for line in lines if line[3] == LISTENING]
    return [(address, int(port, 16)) for address, port in pairs]


def test_secrets_are_files_that_only_the_services_account_reads(stack: Settings) -> None:
    account = owner(stack)
    files = [*stack.secrets.iterdir(), *stack.config.iterdir()]
    assert files
    for file in files:
        facts = file.stat()
        assert (facts.st_uid, stat.S_IMODE(facts.st_mode)) == (account.pw_uid, 0o600), file


def test_no_secret_is_on_a_command_line(secrets: Credentials) -> None:
    lines = b"\n".join(_read(path) for path in Path("/proc").glob("[0-9]*/cmdline"))
    assert not [secret for secret in astuple(secrets) if secret.encode() in lines]


def test_each_stack_has_secrets_of_its_own(secrets: Credentials) -> None:
    values = astuple(secrets)
    assert len(set(values)) == len(values)
    assert min(map(len, values)) >= 32


def test_every_process_of_the_stack_can_be_found_again(
    stack: Settings, secrets: Credentials
) -> None:
    info = Supervisor(stack, secrets).api.getAllProcessInfo()
    assert {int(process["pid"]) for process in info} <= set(our_processes(stack))


def test_all_services_together_stay_under_five_gigabytes(stack: Settings) -> None:
    total = sum(_proportional_size(Path(f"/proc/{pid}")) for pid in our_processes(stack))
    assert 0 < total < MEMORY_BAR


def _proportional_size(folder: Path) -> int:
    for line in _read(folder / "smaps_rollup").decode().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    return 0


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""
