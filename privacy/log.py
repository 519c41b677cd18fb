"""Logging that can't leak: only fields on the allow-list are written, others are dropped and named."""

import logging
import sys
from typing import cast

import structlog
from structlog.typing import EventDict, WrappedLogger

ALLOWED = frozenset(
    {
        "event", "level", "timestamp", "dropped", "error", "duration_ms", "status", "method", "route",
        "gemeente", "kanaal", "onderwerp", "event_kind", "decision", "stroom", "count", "attempt", "team", "outcome",
        "handoff_id", "account_id", "version", "port", "path", "button_mode", "soort", "action", "component",
        "update_id", "seconds", "reference",
    }
)  # fmt: skip


SILENT = logging.CRITICAL + 1


def keep_allowed(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Drop every field that isn't on the allow-list and name it, so that its loss is seen and its value isn't."""
    dropped = sorted(key for key in event if key not in ALLOWED)
    kept = {key: value for key, value in event.items() if key in ALLOWED}
    if dropped:
        kept["dropped"] = dropped
    return kept


def configure_logging(level: str = "INFO") -> None:
    """Send our own events as JSON lines to standard error, and quiet the libraries that print addresses or texts."""
    for name in ("httpx", "httpcore", "sanic", "rasa_sdk", "uvicorn.access", "apscheduler"):
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.getLogger("telegram").setLevel(SILENT)  # its errors hold the token or what was typed; ours name their class
    structlog.configure(
        processors=[
            structlog.stdlib.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            keep_allowed,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level)),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )


def get_logger() -> structlog.typing.FilteringBoundLogger:
    """Return a logger. Its events are fixed snake_case words; an error is named by its class, never by its text."""
    return cast(structlog.typing.FilteringBoundLogger, structlog.get_logger())
