"""`make up`, with real processes, in a copy of the project whose servers are a few lines long."""

import hashlib
import http.server
import importlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = ROOT / "scripts"

SERVER = """
import http.server, os, pathlib, subprocess, sys
if sys.argv[1:] == ["train"]:
    print("model is nieuw genoeg"); sys.exit(int(os.environ.get("FAKE_TRAIN_EXIT", "0")))
if sys.argv[1:] == ["check"]:
    print("content/faq/x.yml, regel 4: fout"); sys.exit(int(os.environ.get("FAKE_CHECK_EXIT", "0")))
if sys.argv[1:] == ["account"]:
    print("code van een keer: fiets-maan-brood"); sys.exit(int(os.environ.get("FAKE_ACCOUNT_EXIT", "0")))
name = pathlib.Path(__file__).parent.name
grandchild = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
pids = pathlib.Path(f"pids-{name}"); pids.write_text(f"{os.getpid()} {grandchild.pid}")
with open("starts", "a") as log: log.write(name + "\\n")
class Page(http.server.BaseHTTPRequestHandler):
    def do_GET(self): self.send_response(200); self.end_headers(); self.wfile.write(b"ok")
    def do_POST(self):
        self.send_response(200); self.end_headers(); self.wfile.write(b'{"intent": {"name": "menu"}}')
    def log_message(self, *a): pass
port = int(os.environ["BOT_PORT" if name == "bot" else "RASA_PORT"])
http.server.ThreadingHTTPServer(("127.0.0.1", port), Page).serve_forever()
"""


@pytest.fixture(name="up")
def load_up(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(SCRIPTS))
    return importlib.import_module("up")


@pytest.fixture(name="environments")
def load_environments(up: ModuleType) -> ModuleType:
    return importlib.import_module("environments")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Project:
    """A copy of the scripts around servers that only answer."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.env = {**os.environ, "BOT_PORT": str(free_port()), "RASA_PORT": str(free_port())}
        self.running: subprocess.Popen[str] | None = None

    def start(self, **env: str) -> None:
        with (self.root / "output").open("w") as output:
            self.running = subprocess.Popen(
                [sys.executable, "-u", "scripts/up.py"],
                cwd=self.root,
                env={**self.env, **env},
                stdout=output,
                stderr=subprocess.STDOUT,
                text=True,
            )

    @property
    def output(self) -> str:
        return (self.root / "output").read_text()

    def wait_for(self, text: str, seconds: float = 30) -> None:
        deadline = time.monotonic() + seconds
        while text not in self.output:
            assert time.monotonic() < deadline, f"never said {text!r}:\n{self.output}"
            time.sleep(0.05)

    def pids(self, name: str) -> list[int]:
        return [int(pid) for pid in (self.root / f"pids-{name}").read_text().split()]

    def end(self) -> int:
        assert self.running is not None
        return self.running.wait(timeout=30)

    def stop(self) -> None:
        if self.running is not None and self.running.poll() is None:
            self.running.send_signal(signal.SIGTERM)
            self.running.wait(timeout=30)


@pytest.fixture(name="project")
def make_project(tmp_path: Path) -> Iterator[Project]:
    shutil.copytree(SCRIPTS, tmp_path / "scripts")
    shutil.copytree(ROOT / "locks", tmp_path / "locks")
    for name in ("bot", "rasa_project", "content", "handoff"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "__main__.py").write_text(SERVER)
    for folder, locks in ((".venv", ["app.lock"]), (".venv-rasa", ["rasa.lock"])):
        (tmp_path / folder / "bin").mkdir(parents=True)
        (tmp_path / folder / "bin" / "python").symlink_to(sys.executable)
        (tmp_path / folder / "rondkomen.json").write_text(json.dumps({n: sha256(n) for n in locks}))
    project = Project(tmp_path)
    yield project
    project.stop()


def sha256(lock: str) -> str:
    return hashlib.sha256((ROOT / "locks" / lock).read_bytes()).hexdigest()


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


def wait_until_gone(pids: list[int], seconds: float = 10) -> None:
    deadline = time.monotonic() + seconds
    while any(alive(pid) for pid in pids):
        assert time.monotonic() < deadline, "a process outlived its parent"
        time.sleep(0.05)


def test_up_shows_the_addresses_and_the_code_for_the_first_account(project: Project) -> None:
    project.start()
    project.wait_for("Stoppen: Ctrl-C")
    home = f"http://127.0.0.1:{project.env['BOT_PORT']}"
    for address in (f"{home}/\n", f"{home}/chat\n", f"{home}/console/\n", "fiets-maan-brood"):
        assert address in project.output


def test_no_code_is_shown_once_there_is_an_account(project: Project) -> None:
    project.start(FAKE_ACCOUNT_EXIT="1")
    project.wait_for("Stoppen: Ctrl-C")
    assert "fiets-maan-brood" not in project.output


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_stopping_leaves_no_process_behind(project: Project, number: signal.Signals) -> None:
    project.start()
    project.wait_for("Stoppen: Ctrl-C")
    pids = project.pids("bot") + project.pids("rasa_project")
    assert project.running is not None and len(pids) == 4
    project.running.send_signal(number)
    assert project.end() == 0
    assert not any(alive(pid) for pid in pids)


@pytest.mark.skipif(shutil.which("setpriv") is None, reason="only Linux tells a child that its parent died")
def test_even_kill_9_takes_the_servers_along(project: Project) -> None:
    project.start()
    project.wait_for("Stoppen: Ctrl-C")
    servers = [project.pids("bot")[0], project.pids("rasa_project")[0]]
    assert project.running is not None
    project.running.kill()
    project.running.wait(timeout=10)
    wait_until_gone(servers)
    for name in ("bot", "rasa_project"):
        os.kill(project.pids(name)[1], signal.SIGKILL)


def test_rasa_falling_leaves_the_app_up_and_is_raised_again(project: Project) -> None:
    stack = project.root / "scripts" / "stack.py"
    stack.write_text(stack.read_text().replace("= 5.0, 60.0", "= 0.5, 60.0"))
    project.start()
    project.wait_for("Stoppen: Ctrl-C")
    app = project.pids("bot")[0]
    os.kill(project.pids("rasa_project")[0], signal.SIGKILL)
    project.wait_for("De chatbot gaat door met knoppen")
    project.wait_for("Rasa wordt opnieuw gestart")
    deadline = time.monotonic() + 10
    while (project.root / "starts").read_text().count("rasa_project") < 2:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    assert alive(app)


def test_the_app_falling_stops_everything_and_says_so(project: Project) -> None:
    project.start()
    project.wait_for("Stoppen: Ctrl-C")
    rasa = project.pids("rasa_project")
    os.kill(project.pids("bot")[0], signal.SIGKILL)
    assert project.end() == 1
    assert "De app is gestopt" in project.output
    assert not any(alive(pid) for pid in rasa)


def test_broken_content_shows_its_message_and_starts_nothing(project: Project) -> None:
    project.start(FAKE_CHECK_EXIT="1")
    assert project.end() == 1
    assert "content/faq/x.yml, regel 4: fout" in project.output
    assert "Er is niets gestart" in project.output
    assert not (project.root / "starts").exists()


def test_a_failed_training_starts_nothing(project: Project) -> None:
    project.start(FAKE_TRAIN_EXIT="1")
    assert project.end() == 1
    assert "Het trainen is niet gelukt" in project.output
    assert not (project.root / "starts").exists()


def test_a_taken_port_is_named_with_a_way_out(project: Project) -> None:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = holder.getsockname()[1]
        project.start(RASA_PORT=str(port))
        assert project.end() == 1
    assert f"Poort {port} is bezet" in project.output
    assert "ss -ltnp" in project.output
    assert f"RASA_PORT={port + 100} make up" in project.output


def test_a_second_up_says_that_the_first_one_runs(project: Project, up: ModuleType) -> None:
    class Healthy(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200 if self.path == "/gezond" else 404)
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:
            return

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Healthy) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        env = {"BOT_PORT": str(server.server_port), "RASA_PORT": str(free_port())}
        with pytest.raises(up.SetupError, match="Rondkomen draait al"):
            up.require_free_ports(env)
        server.shutdown()


def test_var_is_for_this_account_only(project: Project) -> None:
    project.start()
    project.wait_for("Stoppen: Ctrl-C")
    assert (project.root / "var").stat().st_mode & 0o777 == 0o700


def test_what_is_given_wins_from_the_env_file_and_addresses_follow_the_ports(up: ModuleType, tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("# ports\nBOT_PORT=8100\nRASA_PORT='5105'\nBOT_TELEGRAM_TOKEN=\n")
    found = up.settings(file, {"BOT_PORT": "8200"})
    assert found["BOT_PORT"] == "8200"
    assert found["BOT_RASA_URL"] == "http://127.0.0.1:5105"
    assert found["ACTIONS_URL"].startswith("http://127.0.0.1:8200/")
    assert "BOT_TELEGRAM_TOKEN" not in found


def test_a_token_for_rasa_is_given_to_the_bot_too(up: ModuleType, tmp_path: Path) -> None:
    assert up.settings(tmp_path / "none", {"RASA_TOKEN": "geheim"})["BOT_RASA_TOKEN"] == "geheim"


@pytest.mark.parametrize("port", ["", "acht", "70000", "-1", "²"])
def test_a_port_that_is_no_port_is_refused_with_an_example(up: ModuleType, tmp_path: Path, port: str) -> None:
    with pytest.raises(up.SetupError, match="zoals 8100"):
        up.settings(tmp_path / "none", {"BOT_PORT": port})


class Machine:
    """A project folder in which making an environment is recorded instead of done."""

    def __init__(self, environments: ModuleType, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.environments = environments
        self.commands: list[list[str]] = []
        self.fail: str | None = None
        (root / "locks").mkdir()
        for name in ("uv.lock", "app.lock", "dev.lock", "rasa.lock"):
            (root / "locks" / name).write_text(f"{name}==1\n")
        monkeypatch.setattr(environments, "ROOT", root)
        monkeypatch.setattr(environments, "run_all", self.run_all)

    def run_all(self, children: list[Any]) -> list[Any]:
        for child in children:
            self.commands.append(child.argv)
            if "venv" in child.argv:
                home = Path(child.argv[-1])
                shutil.rmtree(home, ignore_errors=True)
                (home / "bin").mkdir(parents=True)
                (home / "bin" / "python").symlink_to(sys.executable)
        return [child for child in children if self.fail and self.fail in " ".join(child.argv)]

    def ran(self, word: str) -> int:
        return sum(word in " ".join(command) for command in self.commands)


@pytest.fixture(name="machine")
def make_machine(environments: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    return Machine(environments, tmp_path, monkeypatch)


def test_a_finished_environment_is_left_alone(machine: Machine) -> None:
    assert machine.environments.prepare(machine.environments.APP) == [".venv"]
    machine.commands.clear()
    assert machine.environments.prepare(machine.environments.APP) == []
    assert machine.commands == []


def test_an_installation_that_was_cut_off_is_made_again_from_nothing(machine: Machine) -> None:
    app = machine.environments.APP
    machine.fail = "app.lock"
    with pytest.raises(machine.environments.SetupError):
        machine.environments.prepare(app)
    (app.home / "half-a-package").touch()
    machine.fail = None
    machine.environments.prepare(app)
    assert not (app.home / "half-a-package").exists()
    assert machine.environments.is_finished(app)


def test_one_failing_environment_does_not_cost_the_other(machine: Machine) -> None:
    app, rasa = machine.environments.APP, machine.environments.RASA
    machine.fail = "rasa.lock"
    with pytest.raises(machine.environments.SetupError):
        machine.environments.prepare(app, rasa)
    assert machine.environments.is_finished(app)
    assert not machine.environments.is_finished(rasa)


def test_a_new_lock_is_installed_over_the_old_one(machine: Machine) -> None:
    app = machine.environments.APP
    machine.environments.prepare(app)
    (machine.environments.ROOT / "locks" / "app.lock").write_text("app.lock==2\n")
    machine.commands.clear()
    machine.environments.prepare(app)
    assert machine.ran("-m venv") == 0
    assert machine.ran("pip sync") == 1


def test_up_never_undoes_what_test_installed(machine: Machine) -> None:
    machine.environments.prepare(machine.environments.DEV)
    (machine.environments.ROOT / "locks" / "app.lock").write_text("app.lock==2\n")
    machine.commands.clear()
    machine.environments.prepare(machine.environments.APP)
    assert machine.ran("dev.lock") == 1
    assert machine.ran("app.lock") == 0
    assert machine.environments.is_finished(machine.environments.DEV)


def test_an_environment_whose_python_is_gone_is_made_again(machine: Machine) -> None:
    app = machine.environments.APP
    machine.environments.prepare(app)
    app.python.unlink()
    assert machine.environments.prepare(app) == [".venv"]


@pytest.mark.parametrize(
    ("output", "expected"),
    [
        (
            "not created because ensurepip is not available.",
            "sudo apt install python3-venv",
        ),
        ("Failed to fetch: dns error: failed to lookup address", "Is er internet?"),
        ("OSError: [Errno 28] No space left on device", "schijf is vol"),
        ("error: Hash mismatch for `fastapi==0.1`", "niet hetzelfde als in de lock"),
        ("something that nobody foresaw", "staat hierboven"),
    ],
)
def test_each_way_to_fail_names_its_next_step(environments: ModuleType, output: str, expected: str) -> None:
    assert expected in environments.explain(output)


def test_rasa_never_gets_a_python_that_it_can_not_run_on(environments: ModuleType) -> None:
    assert environments.RASA.accepts((3, 10, 13))
    assert environments.RASA.accepts((3, 11, 2))
    assert not environments.RASA.accepts((3, 12, 1))
    assert environments.APP.accepts((3, 13, 0))
    assert not environments.APP.accepts((3, 9, 2))
    assert not environments.APP.accepts(())
