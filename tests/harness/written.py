"""What would be written to standard error, by our log and by libraries that log on their own."""

import io
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import structlog

from privacy.log import configure_logging


@contextmanager
def written_log(level: str = "INFO") -> Iterator[io.StringIO]:
    """Give a file that grows with the log; afterwards the logging is as it was."""
    before, stream = structlog.get_config(), io.StringIO()
    library = logging.StreamHandler(stream)  # tracebacks included, as Python writes them when nobody asks
    logging.getLogger().addHandler(library)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stderr", stream)
        configure_logging(level)
    try:
        yield stream
    finally:
        logging.getLogger().removeHandler(library)
        structlog.configure(**before)
