"""What an inwoner hears about the team: known or not, open or not, a holiday or not, and when it is back."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from content.catalogue import Catalogue
from content.talk import Stand
from content.teams import Werktijd
from handoff.availability import availability, expectation
from handoff.contact import ContactFlow
from handoff.queue.working_time import DUTCH_TIME
from handoff.routing import Route, route
from handoff.teams import team_rules

FOUR_DAYS = Werktijd(dagen=("ma", "di", "do", "vr"), opent="09:00", sluit="17:00")
WEDNESDAY = Werktijd(dagen=("wo",), opent="09:00", sluit="12:30")
At = Callable[..., str]


def dutch(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=DUTCH_TIME).astimezone(UTC)


def with_hours(catalogue: Catalogue, gemeente: str, **changes: object) -> Catalogue:
    """Return the catalogue with other hours for a gemeente."""
    changed = catalogue.gemeente(gemeente).model_copy(update=changes)
    return replace(catalogue, gemeenten={**catalogue.gemeenten, gemeente: changed})


@pytest.fixture
def known(catalogue: Catalogue) -> At:
    """Say what Leiden with known hours says, to somebody of the Mors."""
    leiden = with_hours(
        catalogue,
        "leiden",
        werktijden=(FOUR_DAYS, WEDNESDAY),
        dicht_op=(date(2026, 12, 24),),
        open_op=(date(2027, 3, 26),),
    )

    def at(moment: str, postcode: str | None = "2332") -> str:
        return availability(leiden, route(leiden, "leiden", postcode), postcode, dutch(moment))

    return at


@pytest.mark.parametrize(
    ("moment", "told"),
    [
        ("2026-11-24 10:00", "Het team werkt vandaag tot 17:00 uur."),
        ("2026-11-25 10:00", "Het team werkt vandaag tot 12:30 uur."),
        ("2026-11-24 08:00", "Het is er weer: vandaag om 9:00 uur."),
        ("2026-11-24 17:00", "Het is er weer: morgen om 9:00 uur."),
        ("2026-11-27 18:00", "Het is er weer: maandag om 9:00 uur."),
        (
            "2026-12-25 11:00",
            "Vandaag is het Eerste kerstdag. Dan werkt het team niet. Het is er weer: maandag om 9:00",
        ),
        ("2026-12-24 11:00", "Het team werkt nu niet. Het is er weer: maandag om 9:00 uur."),
        ("2027-03-26 11:00", "Het team werkt vandaag tot 17:00 uur."),  # Goede Vrijdag, but they said they work
        ("2027-03-29 11:00", "Vandaag is het Tweede paasdag."),
    ],
)
def test_with_known_hours_the_time_is_told(known: At, moment: str, told: str) -> None:
    assert told in known(moment)


@pytest.mark.parametrize(
    ("moment", "told"),
    [
        ("2026-11-24 10:00", "De precieze tijden weten wij niet."),
        ("2026-11-27 18:00", "Reken op zijn vroegst op: maandag."),
        ("2027-04-27 10:00", "Vandaag is het Koningsdag. Dan leest waarschijnlijk niemand dit."),
    ],
)
def test_without_known_hours_no_hour_is_promised(catalogue: Catalogue, moment: str, told: str) -> None:
    shown = availability(catalogue, route(catalogue, "leiden", "2332"), "2332", dutch(moment))
    assert told in shown
    assert "uur" not in shown


@pytest.mark.parametrize(
    ("gemeente", "postcode", "sure"),
    [
        ("leiden", "2332", True),
        ("leiden", None, False),
        ("leiden", "9999", False),
        ("nijmegen", None, True),
        ("landelijk", "9999", False),
        ("landelijk", "2332", True),
    ],
)
def test_when_the_team_only_looks_first_that_is_said(
    catalogue: Catalogue, gemeente: str, postcode: str | None, sure: bool
) -> None:
    shown = availability(catalogue, route(catalogue, gemeente, postcode), postcode, dutch("2026-11-24 10:00"))
    assert ("Dit team kijkt als eerste" in shown) is not sure


def test_a_day_far_away_has_its_date(catalogue: Catalogue) -> None:
    leiden = with_hours(
        catalogue, "leiden", werktijden=(FOUR_DAYS,), dicht_op=tuple(date(2026, 12, day) for day in range(21, 32))
    )
    shown = availability(leiden, route(leiden, "leiden", "2332"), "2332", dutch("2026-12-21 10:00"))
    assert "maandag 4-1 om 9:00 uur" in shown


def test_the_preview_and_the_receipt_say_the_same(catalogue: Catalogue) -> None:
    now = dutch("2026-11-28 11:00")
    contact = {
        "eigen_woorden": "overslaan", "hoe": "telefoon", "telefoon": "[telefoon]", "naam": "overslaan",
        "wanneer": "overslaan", "postcode": "2332",
    }  # fmt: skip
    stand = Stand(stroom="contact", gemeente="leiden", onderwerp="huurachterstand", contact=contact)
    shown = ContactFlow(catalogue, date.today, lambda: now).ask(stand)
    assert shown is not None
    where = route(catalogue, "leiden", "2332")
    told = availability(catalogue, where, "2332", now)
    assert told in shown.tekst
    assert told in expectation(catalogue, where, "2332", "telefoon", "huurachterstand", now)


def test_a_team_that_was_removed_since_still_gives_an_answer(catalogue: Catalogue) -> None:
    gone = Route("leiden", "wijkteam_weg", "wijkteam_weg")
    assert "Dit team kijkt als eerste" in availability(catalogue, gone, "2332", dutch("2026-11-24 10:00"))


def test_hours_of_a_team_go_before_those_of_its_gemeente(catalogue: Catalogue) -> None:
    mors = next(team for team in catalogue.gemeente("leiden").teams if team.id == "wijkteam_mors")
    own = mors.model_copy(update={"werktijden": (WEDNESDAY,)})
    teams = tuple(own if team is mors else team for team in catalogue.gemeente("leiden").teams)
    rules = team_rules(with_hours(catalogue, "leiden", teams=teams, werktijden=(FOUR_DAYS,)))
    assert [day for day in range(7) if rules["wijkteam_mors"].hours.week[day]] == [2]
    assert [day for day in range(7) if rules["wijkteam_merenwijk"].hours.week[day]] == [0, 1, 3, 4]
    assert not team_rules(catalogue)["wijkteam_mors"].hours.known


def test_a_handoff_stays_in_its_gemeente_except_from_the_national_team(catalogue: Catalogue) -> None:
    rules = team_rules(catalogue)
    assert "wijkteam_merenwijk" in rules["wijkteam_mors"].passes_to
    assert not {"wijkteam_mors", "wijkteam_zaanstad", "wijkteam_landelijk"} & rules["wijkteam_mors"].passes_to
    assert rules["wijkteam_landelijk"].passes_to == rules.keys() - {"wijkteam_landelijk"}
    assert all(rule.fallback in rules for rule in rules.values())
