"""docker/compose.yaml: correct Compose, the embedded stack's services, nothing open or secret."""

import re
import subprocess
import sys

from .conftest import COMPOSE, ONE_SHOTS, ROOT

EMBEDDED = ROOT / "docker" / "embedded"


def embedded_programs() -> set[str]:
    texts = [path.read_text(encoding="utf-8") for path in EMBEDDED.glob("*.py")]
    return {name for text in texts for name in re.findall(r'Program\(\s*"([a-z-]+)"', text)}


def volumes(service: dict) -> list[str]:
    return service.get("volumes", [])


def test_it_meets_the_compose_specification() -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec"]
    done = subprocess.run([*command, COMPOSE], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_it_has_the_services_of_the_embedded_stack_and_celery_workers(
    long_running: dict,
) -> None:
    assert len(embedded_programs()) >= 9
    assert set(long_running) == embedded_programs() | {"airflow-worker"}


def test_every_image_is_an_exact_version(services: dict) -> None:
    for name, service in services.items():
        assert re.fullmatch(r"[a-z/]+:\d+\.\d+(\.\d+)?(-bookworm)?", service["image"]), name


def test_both_images_are_built_on_the_same_python(services: dict) -> None:
    files = {ROOT / s["build"]["dockerfile"] for s in services.values() if "build" in s}
    pins = {re.findall(r"^ARG PYTHON=(\S+)", path.read_text(), re.M)[0] for path in files}
    assert len(files) == 2
    assert len(pins) == 1
    assert re.fullmatch(r"python:3\.11\.\d+-slim-bookworm", pins.pop())


def test_every_long_running_service_is_watched_and_restarted(long_running: dict) -> None:
    for name, service in long_running.items():
        assert service["healthcheck"]["test"], name
        assert service["restart"] == "unless-stopped", name


def test_preparations_run_once_and_are_awaited(services: dict) -> None:
    assert set(services) >= ONE_SHOTS
    for name in ONE_SHOTS:
        assert services[name]["restart"] == "no", name
    for name, service in services.items():
        for other, wanted in service.get("depends_on", {}).items():
            expected = "service_completed_successfully" if other in ONE_SHOTS else "service_healthy"
            assert wanted["condition"] == expected, (name, other)


def test_only_the_portal_and_airflows_page_are_open_and_on_loopback(services: dict) -> None:
    ports = {name: service["ports"] for name, service in services.items() if "ports" in service}
    assert set(ports) == {"nginx", "airflow-api"}
    assert all(port.startswith("127.0.0.1:") for opened in ports.values() for port in opened)


def test_data_services_have_no_way_out(compose: dict) -> None:
    assert compose["networks"]["data"] == {"internal": True}
    for name in ("postgres", "redis", "solr", "ckan-worker"):
        assert compose["services"][name]["networks"] == ["data"], name


def test_maps_of_files_elsewhere_have_a_way_out(compose: dict) -> None:
    assert compose["services"]["ckan-maps"]["networks"] == ["data", "outside"]
    assert not compose["networks"]["outside"]


def test_what_asks_live_services_has_a_way_out_and_nothing_to_tell(compose: dict) -> None:
    service = compose["services"]["map-services"]
    assert service["networks"] == ["portal", "outside"]
    assert "secrets" not in service
    assert service["volumes"] == ["ckan-files:/var/lib/ckan:ro"]


def test_e_mails_have_a_way_out(compose: dict) -> None:
    assert compose["services"]["ckan-deposits"]["networks"] == ["data", "mail"]
    assert not compose["networks"]["mail"]


def test_every_service_gives_up_what_it_does_not_need(services: dict) -> None:
    for name, service in services.items():
        assert service["read_only"] is True, name
        assert service["cap_drop"] == ["ALL"], name
        assert "no-new-privileges:true" in service["security_opt"], name
        assert "privileged" not in service, name


def test_no_service_runs_as_root(services: dict) -> None:
    for name, service in services.items():
        if "build" in service:
            text = (ROOT / service["build"]["dockerfile"]).read_text(encoding="utf-8")
            assert re.findall(r"^USER (\S+)", text, re.M) == ["donneesqc"], name
        else:
            assert int(service["user"].split(":")[0]) > 0, name


def test_no_secret_is_written_in_it(services: dict) -> None:
    secretive = re.compile(r"PASSWORD|SECRET|TOKEN|FERNET|_KEY", re.I)
    for name, service in services.items():
        for variable in service.get("environment", {}):
            assert not secretive.search(variable) or variable.endswith("_FILE"), (name, variable)
    assert not re.search(r"://[^/\s{$]*:[^/\s]*@", COMPOSE.read_text(encoding="utf-8"))


def test_secrets_are_declared_and_used(compose: dict) -> None:
    used = {
        secret for service in compose["services"].values() for secret in service.get("secrets", [])
    }
    assert used == set(compose["secrets"])
    for name, secret in compose["secrets"].items():
        assert secret == {"file": f"${{DONNEESQC_SECRETS:-./secrets}}/{name}"}


def test_a_service_reads_only_the_secrets_given_to_it(services: dict) -> None:
    for name, service in services.items():
        words = " ".join(
            [*service.get("command", []), *service.get("healthcheck", {}).get("test", [])]
        )
        read = set(re.findall(r"/run/secrets/([a-z_]+)", words))
        assert read <= set(service.get("secrets", [])), name


def test_both_stacks_use_the_same_configuration(services: dict) -> None:
    """Solr's folder is what docker/embedded/solr.py copies; so are the other stack's files."""
    mounted = {
        volume.split(":")[0]
        for service in services.values()
        for volume in volumes(service)
        if volume.startswith("./")
    }
    assert mounted == {
        "./services/solr",
        "./services/nginx/nginx.conf",
        "./services/postgres/postgresql.conf",
        "./services/postgres/databases.sql",
        "./services/postgres/text_search.sql",
    }
    assert all((COMPOSE.parent / path).exists() for path in mounted)
    assert 'CONFIG = ROOT / "docker" / "services" / "solr"' in (EMBEDDED / "solr.py").read_text()


def test_volumes_and_networks_are_declared_and_used(compose: dict) -> None:
    services = compose["services"].values()
    named = {v.split(":")[0] for s in services for v in volumes(s) if re.match(r"[a-z]", v)}
    assert named == set(compose["volumes"])
    assert {n for s in services for n in s["networks"]} == set(compose["networks"])


def test_variables_are_those_of_the_example() -> None:
    example = (COMPOSE.parent / ".env.example").read_text(encoding="utf-8")
    given = dict(re.findall(r"^([A-Z_]+)=(.*)$", example, re.M))
    asked = dict(re.findall(r"\$\{([A-Z_]+):-([^}]*)\}", COMPOSE.read_text(encoding="utf-8")))
    assert given == asked
