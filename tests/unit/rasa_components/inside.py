"""Finds the checks that run in Rasa's environment, and runs them there in one process."""

import ast
import json
import subprocess
import sys
from pathlib import Path

from rasa_project.settings import ROOT, RasaSettings, rasa_environment

HERE = Path(__file__).resolve().parent


def checks_in(*modules: str) -> list[str]:
    """Return the names of the checks, without importing what only Rasa's environment has."""
    found = []
    for module in modules:
        tree = ast.parse((HERE / f"{module}.py").read_text(encoding="utf-8"))
        names = [node.name for node in tree.body if isinstance(node, ast.FunctionDef)]
        found += [f"{module}.{name}" for name in names if name.startswith("test_")]
    return found


def run_inside(*modules: str) -> dict[str, str | None]:
    """Return what went wrong with each check, or None."""
    settings = RasaSettings()
    assert settings.python.exists(), f"{settings.python} is missing; first: make dev"
    argv = [str(settings.python), "-W", "ignore", str(HERE / "run_inside.py"), *modules]
    done = subprocess.run(
        argv, cwd=ROOT, env=rasa_environment(settings), capture_output=True, text=True, timeout=100, check=False
    )
    sys.stderr.write(done.stderr)
    assert done.returncode == 0, f"ended with code {done.returncode}: {done.stderr[-2000:]}"
    results: dict[str, str | None] = json.loads(done.stdout.splitlines()[-1])
    return results
