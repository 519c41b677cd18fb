"""
Runs the checks of one or more modules in Rasa's own environment, which has no pytest.

`python run_inside.py words_inside ...` prints one JSON object: the name of each check, with null or a traceback.
"""

import importlib
import inspect
import json
import sys
import tempfile
import traceback
from collections.abc import Callable
from pathlib import Path


def result(check: Callable[..., None]) -> str | None:
    """Run one check, in a folder of its own if it asks for one; return what went wrong."""
    try:
        with tempfile.TemporaryDirectory() as folder:
            check(*[Path(folder)] if "folder" in inspect.signature(check).parameters else [])
    except Exception:
        return traceback.format_exc()
    return None


def main(names: list[str]) -> None:
    """Run every function of these modules that is called test_..."""
    found = {
        f"{name}.{check}": result(function)
        for name in names
        for check, function in list(vars(importlib.import_module(name)).items())
        if check.startswith("test_")
    }
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
