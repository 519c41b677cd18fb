"""The regelingen of a gemeente itself: who sees them, and from when until when."""

import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from content.catalogue import load_catalogue
from content.screening.explaining.screened import screen
from content.screening.rules.schemes import LokaleRegeling
from content.screening.rules.system import CONTENT, Screening, load

TODAY = date(2026, 11, 26)
SCHOOL = "schoolkosten"
UNCHECKED = "gecontroleerd_op: null\ngecontroleerd_door: null"
CHECKED = "gecontroleerd_op: 2026-11-26\ngecontroleerd_door: Minimabeleid"
PLACEHOLDER = re.compile(r"\{([^}]*)\}")
TEXTS = ("waarschijnlijk", "niet", "hoe", "nodig", "tot_wanneer", "terugbetalen", "gevolgen", "anders")
LONGEST = {"hoe": 45}

Changed = Callable[[str, str], Screening]


@pytest.fixture
def changed(tmp_path: Path) -> Changed:
    """Return the check after one piece of text of the schoolkosten of Zaanstad is replaced."""
    root = tmp_path / "content"
    for name in ("regelingen", "gemeenten"):
        shutil.copytree(CONTENT / name, root / name)
    path = root / "gemeenten" / "zaanstad" / "regelingen" / f"{SCHOOL}.yml"

    def change(old: str, new: str) -> Screening:
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return load(root)

    return change


def every(screening: Screening) -> list[LokaleRegeling]:
    return [one for own in screening.lokaal.values() for one in own.values()]


def test_the_three_gemeenten_have_regelingen_of_their_own(screening: Screening) -> None:
    assert {gemeente: len(own) for gemeente, own in screening.lokaal.items()} == {
        "leiden": 8,
        "nijmegen": 6,
        "zaanstad": 5,
    }


def test_an_inwoner_sees_none_of_the_project_before_somebody_checked_it(screening: Screening) -> None:
    for gemeente in screening.lokaal:
        assert screening.schemes(gemeente, TODAY) == screening.regelingen


def test_every_local_regeling_has_a_national_one_to_fall_back_on(screening: Screening) -> None:
    assert [one.key for one in every(screening) if one.id not in screening.regelingen] == []


def test_a_professional_sees_it_with_a_warning(tmp_path: Path) -> None:
    path = tmp_path / "huishoudens.yml"
    path.write_text("- {id: een, date: 2026-11-26, facts: {gemeente: Zaanstad}}\n", encoding="utf-8")
    (found,) = screen(path)
    assert "Niemand van de gemeente" in found["uitkomsten"][SCHOOL]["let_op"]
    assert "leergeldzaanstad.nl" in found["uitkomsten"][SCHOOL]["bron"][-1]["adres"]
    assert "let_op" not in found["uitkomsten"]["zorgtoeslag"]


def test_a_checked_one_comes_instead_of_the_national_one_on_its_days(changed: Changed) -> None:
    screening = changed(UNCHECKED, CHECKED)
    local, national = screening.lokaal["zaanstad"][SCHOOL], screening.regelingen[SCHOOL]
    days = (date(2025, 6, 30), date(2025, 7, 1), date(2026, 12, 31), date(2027, 1, 1))
    assert [screening.schemes("zaanstad", day)[SCHOOL] for day in days] == [national, local, local, national]
    assert screening.schemes("leiden", TODAY)[SCHOOL] == national


@pytest.mark.parametrize("half", ["gecontroleerd_op: 2026-11-26", "gecontroleerd_door: Minimabeleid"])
def test_a_check_that_is_told_by_half_is_none(changed: Changed, half: str) -> None:
    screening = changed(f"{half.split(':', maxsplit=1)[0]}: null", half)
    assert screening.schemes("zaanstad", TODAY)[SCHOOL] == screening.regelingen[SCHOOL]


def test_what_is_hardly_certain_never_says_yes(screening: Screening) -> None:
    unsure = [one for one in every(screening) if one.zekerheid == "laag"]
    assert unsure
    assert [one.key for one in unsure if not one.hoogstens_misschien] == []


def test_the_texts_are_short_and_name_only_what_can_be_filled_in(screening: Screening) -> None:
    phones = {f"telefoon:{one}" for one in load_catalogue().telefoon}
    for regeling in every(screening):
        named = [(field, text) for field in TEXTS if (text := getattr(regeling, field))]
        conditions = regeling.conditions().values()
        named += [("stap", condition.stap) for condition in conditions if condition.stap]
        reasons = [condition.reden for condition in conditions] + [regeling.hoogstens_misschien or ""]
        assert not [reason for reason in reasons if "{" in reason]
        for field, text in [*named, *(("reden", reason) for reason in reasons)]:
            assert len(text.split()) <= LONGEST.get(field, 25), (regeling.key, field)
            assert set(PLACEHOLDER.findall(text)) <= {"gemeente", "gemeente_telefoon", *phones}, text
            for sentence in re.split(r"(?<=[.?!])\s+", text):
                assert len(sentence.split()) <= 15, (regeling.key, sentence)


def test_every_local_regeling_tells_where_it_was_read(screening: Screening) -> None:
    for regeling in every(screening):
        assert all(bron.adres and bron.adres.startswith("http") for bron in regeling.bronnen), regeling.key
        assert regeling.geldig_van <= regeling.verloopt_op <= date(2026, 12, 31), regeling.key
