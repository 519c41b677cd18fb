"""Collects the conversations in this folder: YAML in sentences, run against the real stack."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conversations.scene import Scene


def pytest_collect_file(parent: pytest.Collector, file_path: Path) -> "ConversationFile | None":
    """Take every YAML file of this folder."""
    if file_path.suffix == ".yaml":
        return ConversationFile.from_parent(parent, path=file_path)
    return None


class ConversationFile(pytest.File):
    """A file with conversations."""

    def collect(self) -> Iterator["ConversationItem"]:
        """Give one test per conversation."""
        for spec in yaml.safe_load(self.path.read_text(encoding="utf-8")):
            yield ConversationItem.from_parent(self, name=spec["gesprek"], spec=spec)


class ConversationItem(pytest.Function):
    """One conversation."""

    def __init__(self, name: str, parent: pytest.Collector, spec: dict[str, Any], **kwargs: Any) -> None:
        def run(stack: Any) -> None:
            Scene(stack, spec.get("gemeente", "leiden")).play(spec["stappen"])

        super().__init__(name, parent, callobj=run, **kwargs)
        self.add_marker("stack")

    def reportinfo(self) -> tuple[Path, int, str]:
        """Name the conversation in reports."""
        return self.path, 0, f"gesprek: {self.name}"
