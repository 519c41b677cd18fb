"""A log line holds only what is on the allow-list."""

import json
import logging

import pytest

from privacy.log import ALLOWED, configure_logging, get_logger, keep_allowed

SECRET = "0600000000 van Fatima"


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().err.splitlines()]


def test_a_field_that_is_not_allowed_is_dropped_and_named(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logging()
    get_logger().info("handoff_sent", tekst=SECRET, naam=SECRET, onderwerp="schaamte")
    (line,) = lines(capsys)
    assert line["dropped"] == ["naam", "tekst"]
    assert (line["event"], line["onderwerp"], line["level"]) == ("handoff_sent", "schaamte", "info")
    assert SECRET not in json.dumps(line)


def test_a_bound_field_is_dropped_as_well(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logging()
    get_logger().bind(telefoon=SECRET).warning("something_happened")
    (line,) = lines(capsys)
    assert line["dropped"] == ["telefoon"]
    assert SECRET not in json.dumps(line)


def test_the_text_of_an_exception_is_not_written(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logging()
    try:
        raise ValueError(SECRET)
    except ValueError as error:
        get_logger().exception("it_failed", error=type(error).__name__)
    output = capsys.readouterr()
    assert SECRET not in output.err + output.out
    assert json.loads(output.err)["error"] == "ValueError"


def test_a_line_has_nothing_beside_the_allowed_fields(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logging()
    get_logger().info("a_word", count=3, seconds=0.5, **{"iets anders": 1})
    (line,) = lines(capsys)
    assert set(line) <= ALLOWED


def test_nothing_dropped_is_not_mentioned() -> None:
    assert keep_allowed(None, "info", {"event": "a_word"}) == {"event": "a_word"}


def test_the_level_is_kept(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logging("ERROR")
    get_logger().info("not_this_one")
    get_logger().error("this_one")
    assert [line["event"] for line in lines(capsys)] == ["this_one"]


@pytest.mark.parametrize("name", ["httpx", "httpcore", "telegram", "uvicorn.access"])
def test_libraries_that_print_addresses_are_quiet(name: str) -> None:
    logging.getLogger(name).setLevel(logging.NOTSET)
    configure_logging()
    assert not logging.getLogger(name).isEnabledFor(logging.INFO)
