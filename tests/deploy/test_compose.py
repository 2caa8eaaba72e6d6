"""The compose file and the image, read as data: no container engine is needed, and none is run."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.management import get_commands

from tests.deploy.conftest import PROJECT

COMPOSE = (PROJECT / "docker-compose.yml").read_text()
IMAGE = (PROJECT / "Dockerfile").read_text()
OURS = {"prepare", "web", "worker", "index-worker"}
SECRETS = {"SECRET_KEY", "POSTGRES_PASSWORD", "ALLOWED_HOSTS"}


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    """The services, with what they inherit merged in."""
    read: dict[str, Any] = yaml.safe_load(COMPOSE)["services"]
    return read


def test_it_holds_proxy_web_workers_and_database(services: dict[str, Any]) -> None:
    assert set(services) == OURS | {"proxy", "database"}


def test_secrets_have_no_default_and_are_demanded_with_a_sentence() -> None:
    asked = {
        name: rest for name, rest in re.findall(r"\$\{(\w+)([^}]*)\}", COMPOSE) if name in SECRETS
    }

    assert set(asked) == SECRETS
    assert all(re.fullmatch(r":\?.{10,}", rest) for rest in asked.values())


def test_the_example_environment_names_the_secrets_and_holds_none() -> None:
    example = (PROJECT / "deploy" / "env.example").read_text()
    given = dict(line.split("=", 1) for line in example.splitlines() if line[:1].isupper())

    assert given == dict.fromkeys(SECRETS, "")


def test_every_manage_command_exists(services: dict[str, Any]) -> None:
    lines = [services[name].get("command", []) for name in OURS]
    lines += [service.get("healthcheck", {}).get("test", []) for service in services.values()]
    commands = {line[line.index("manage.py") + 1] for line in lines if "manage.py" in line}

    assert commands >= {"prepare", "worker", "index_worker"}
    assert commands <= set(get_commands())


def test_every_setting_given_to_the_archive_is_one_it_reads(services: dict[str, Any]) -> None:
    read = "".join(path.read_text() for path in sorted((PROJECT / "config").glob("*.py")))
    given = {name for service in OURS for name in services[service]["environment"]}
    given |= set(re.findall(r"^(?:ENV|   ) (\w+)=", IMAGE, re.MULTILINE)) - {
        "PYTHONDONTWRITEBYTECODE",
        "PYTHONUNBUFFERED",
    }

    assert len(given) >= 10
    assert {name for name in given if f'"{name}"' not in read} == set()


def test_mounted_files_exist_and_named_volumes_are_declared(services: dict[str, Any]) -> None:
    mounts = [mount for service in services.values() for mount in service.get("volumes", [])]
    sources = {mount.split(":", 1)[0] for mount in mounts}
    declared = set(yaml.safe_load(COMPOSE)["volumes"])

    assert {source for source in sources if source.isidentifier()} == declared
    assert (PROJECT / "deploy" / "nginx.conf").is_file()
    assert "./deploy/nginx.conf" in sources
    # The certificate is the reader's own: the folder it goes into is not in a clone, so the README makes it.
    made = {mount for mount in mounts if mount.startswith("${TLS_DIR:-./deploy/tls}:")}
    assert made
    for readme in ("README.md", "README.zh.md"):
        assert "mkdir -p deploy/tls && cp" in (PROJECT / readme).read_text()
    for source in sources - made:
        if source.startswith("./"):
            assert (PROJECT / source).exists(), source


def test_images_are_pinned_to_a_patch_version(services: dict[str, Any]) -> None:
    images = [service["image"] for service in services.values()]
    images += re.findall(r"^FROM (\S+)", IMAGE, re.MULTILINE)

    assert len(images) == 7
    assert all(re.fullmatch(r"[\w.-]+:\d+\.\d+(\.\d+)?(-\w+)*", image) for image in images)
    assert not any(image.endswith(":latest") for image in images)


def test_the_database_client_in_the_image_is_as_old_as_the_server(
    services: dict[str, Any],
) -> None:
    [client] = re.findall(r"postgresql-client-(\d+)", IMAGE)

    assert services["database"]["image"].startswith(f"postgres:{client}.")


def test_services_start_after_what_they_need_is_healthy(services: dict[str, Any]) -> None:
    for name in OURS - {"prepare"}:
        assert services[name]["depends_on"] == {
            "prepare": {"condition": "service_completed_successfully"}
        }
    assert services["prepare"]["depends_on"]["database"]["condition"] == "service_healthy"
    assert services["proxy"]["depends_on"]["web"]["condition"] == "service_healthy"
    assert "HEALTHCHECK" in IMAGE


def test_only_the_proxy_is_reachable_from_outside(services: dict[str, Any]) -> None:
    assert [name for name, service in services.items() if "ports" in service] == ["proxy"]


def test_containers_of_the_archive_run_without_privileges(services: dict[str, Any]) -> None:
    for name in OURS:
        assert services[name]["read_only"] is True
        assert services[name]["cap_drop"] == ["ALL"]
    users = re.findall(r"^USER (\w+)", IMAGE, re.MULTILINE)
    assert users == ["archive"]


def test_the_image_checks_hashes_and_copies_only_what_exists() -> None:
    copied = [
        name
        for line in re.findall(r"^COPY (.+)$", IMAGE, re.MULTILINE)
        for name in line.split()[:-1]
    ]

    assert "--require-hashes" in IMAGE
    assert len(copied) >= 8
    assert [name for name in copied if not (PROJECT / name).exists()] == []


def test_nothing_that_is_copied_is_kept_from_the_image() -> None:
    allowed = {
        line.removeprefix("!").rstrip("/")
        for line in (PROJECT / ".dockerignore").read_text().splitlines()
        if line.startswith("!")
    }
    copied = {
        Path(name).parts[0]
        for line in re.findall(r"^COPY (.+)$", IMAGE, re.MULTILINE)
        for name in line.split()[:-1]
    }

    assert copied <= allowed
    assert not {".git", ".env", "data", ".venv"} & allowed
