"""security.txt is there when both settings are, and only until its date."""

from datetime import UTC, datetime

import pytest
from fastapi import FastAPI
from pydantic import ValidationError
from starlette.testclient import TestClient

from bot.settings import BotSettings
from bot.widget_api.security_txt import PATH, security_router

NOW = datetime(2026, 11, 26, tzinfo=UTC)
CONTACT = "mailto:veiligheid@voorbeeld.nl"


def answer(**settings: str):
    app = FastAPI()
    app.include_router(security_router(BotSettings(_env_file=None, **settings), lambda: NOW))
    return TestClient(app).get(PATH)


def test_it_says_where_to_tell_and_until_when() -> None:
    found = answer(
        security_contact=CONTACT, security_expires="2027-06-01", public_url="https://rondkomen.voorbeeld.nl/"
    )
    assert found.headers["content-type"] == "text/plain; charset=utf-8"
    assert found.text.splitlines() == [
        f"Contact: {CONTACT}",
        "Expires: 2027-06-01T00:00:00Z",
        "Preferred-Languages: nl, en",
        "Canonical: https://rondkomen.voorbeeld.nl/.well-known/security.txt",
    ]


@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"security_contact": CONTACT},
        {"security_contact": "", "security_expires": ""},
        {"security_expires": "2027-06-01"},
        {"security_contact": CONTACT, "security_expires": "2026-11-26"},
    ],
)
def test_without_both_settings_or_after_the_date_there_is_none(settings: dict[str, str]) -> None:
    assert answer(**settings).status_code == 404


@pytest.mark.parametrize("contact", ["veiligheid@voorbeeld.nl", "http://voorbeeld.nl", "mailto:a@b.nl\nContact: kwaad"])
def test_a_contact_that_the_standard_does_not_take_stops_the_start(contact: str) -> None:
    with pytest.raises(ValidationError) as error:
        BotSettings(_env_file=None, security_contact=contact)
    assert "voorbeeld" not in str(error.value)
