"""A log line holds only what is on the allow-list."""

import io
import json
import logging
from collections.abc import Iterator

import pytest

from privacy.log import ALLOWED, configure_logging, get_logger, keep_allowed
from tests.harness.written import written_log

SECRET = "0600000000 van Fatima"


def lines(log: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in log.getvalue().splitlines()]


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    with written_log() as stream:
        yield stream


def test_a_field_that_is_not_allowed_is_dropped_and_named(log: io.StringIO) -> None:
    get_logger().info("handoff_sent", tekst=SECRET, naam=SECRET, onderwerp="schaamte")
    (line,) = lines(log)
    assert line["dropped"] == ["naam", "tekst"]
    assert (line["event"], line["onderwerp"], line["level"]) == ("handoff_sent", "schaamte", "info")
    assert SECRET not in json.dumps(line)


def test_a_bound_field_is_dropped_as_well(log: io.StringIO) -> None:
    get_logger().bind(telefoon=SECRET).warning("something_happened")
    (line,) = lines(log)
    assert line["dropped"] == ["telefoon"]
    assert SECRET not in json.dumps(line)


def test_the_text_of_an_exception_is_not_written(log: io.StringIO) -> None:
    try:
        raise ValueError(SECRET)
    except ValueError as error:
        get_logger().exception("it_failed", error=type(error).__name__)
    assert SECRET not in log.getvalue()
    assert lines(log)[0]["error"] == "ValueError"


def test_a_line_has_nothing_beside_the_allowed_fields(log: io.StringIO) -> None:
    get_logger().info("a_word", count=3, seconds=0.5, **{"iets anders": 1})
    (line,) = lines(log)
    assert set(line) <= ALLOWED


def test_nothing_dropped_is_not_mentioned() -> None:
    assert keep_allowed(None, "info", {"event": "a_word"}) == {"event": "a_word"}


def test_the_level_is_kept() -> None:
    with written_log("ERROR") as log:
        get_logger().info("not_this_one")
        get_logger().error("this_one")
        assert [line["event"] for line in lines(log)] == ["this_one"]


def test_what_the_library_of_telegram_says_is_not_written(log: io.StringIO) -> None:
    logging.getLogger("telegram.ext.Updater").error("The token %s was rejected", SECRET)
    assert log.getvalue() == ""


@pytest.mark.parametrize("name", ["httpx", "httpcore", "telegram", "uvicorn.access"])
def test_libraries_that_print_addresses_are_quiet(name: str) -> None:
    logging.getLogger(name).setLevel(logging.NOTSET)
    configure_logging()
    assert not logging.getLogger(name).isEnabledFor(logging.INFO)
