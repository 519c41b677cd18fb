"""Times and terms in words, and a label for every code."""

from datetime import UTC, datetime, timedelta

import pytest

from handoff.console.wording import Wording, urgency, working_days
from handoff.queue import ATTEMPTS, UITKOMSTEN
from tests.harness.console_office import whole_catalogue

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)  # a Friday


@pytest.fixture
def words() -> Wording:
    return Wording(whole_catalogue())


@pytest.mark.parametrize(
    ("ago", "text"),
    [
        (timedelta(seconds=-5), "zojuist"),
        (timedelta(seconds=59), "zojuist"),
        (timedelta(minutes=1), "1 minuut geleden"),
        (timedelta(minutes=59), "59 minuten geleden"),
        (timedelta(minutes=61), "1 uur geleden"),
        (timedelta(hours=23), "23 uur geleden"),
        (timedelta(hours=25), "1 dag geleden"),
        (timedelta(days=9), "9 dagen geleden"),
    ],
)
def test_how_long_ago_is_said_in_words(words: Wording, ago: timedelta, text: str) -> None:
    assert words.since(NOW - ago, NOW) == text


@pytest.mark.parametrize(
    ("due", "text"),
    [
        (NOW + timedelta(hours=2), "vandaag"),
        (NOW + timedelta(days=3), "nog 1 werkdag"),
        (NOW + timedelta(days=5), "nog 3 werkdagen"),
        (NOW - timedelta(hours=2), "vandaag te laat"),
        (NOW - timedelta(days=1), "1 werkdag te laat"),
        (NOW - timedelta(days=7), "5 werkdagen te laat"),
        (None, ""),
    ],
)
def test_a_term_counts_working_days(words: Wording, due: datetime | None, text: str) -> None:
    assert words.term(due, NOW) == text


def test_a_weekend_has_no_working_days() -> None:
    friday = NOW.date()
    assert working_days(friday, friday + timedelta(days=2)) == 0
    assert working_days(friday, friday + timedelta(days=3)) == 1


def test_a_moment_without_zone_is_read_as_utc(words: Wording) -> None:
    assert words.moment(datetime(2026, 7, 1, 12, 0)) == "01-07-2026 14:00"


def test_every_code_has_a_label(words: Wording) -> None:
    for group, codes in (("uitkomst", UITKOMSTEN), ("poging", ATTEMPTS), ("hoe", ("telefoon", "email", "chat"))):
        for code in codes:
            assert words.one_of(group, code) != code
    for status in ("closed", "withdrawn", "expired"):
        assert words.one_of("einde", status) != status


def test_what_has_no_title_is_still_shown(words: Wording) -> None:
    assert words.topic(None) == words.topic("bestaat-niet-meer") == "Onderwerp niet gekozen"
    assert words.happened("iets_nieuws", "ok") == "Bijgewerkt"
    assert words.team("leiden", "onbekend_team") == "onbekend_team"


@pytest.mark.parametrize(
    ("due", "mark"),
    [
        (NOW - timedelta(minutes=1), "laat"),
        (NOW + timedelta(days=5), "spoed"),
        (NOW + timedelta(days=6), ""),
        (None, ""),
    ],
)
def test_a_short_term_is_marked(due: datetime | None, mark: str) -> None:
    assert urgency(due, NOW) == mark
