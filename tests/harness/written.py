"""What was written to standard error, by our log and by libraries that log on their own."""

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import structlog

from privacy.log import configure_logging


@contextmanager
def written_log(monkeypatch: pytest.MonkeyPatch, level: str = "INFO") -> Iterator[io.StringIO]:
    """Give a file that grows with the log; afterwards the logging is as it was."""
    before = structlog.get_config()
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    configure_logging(level)
    yield stream
    structlog.configure(**before)
