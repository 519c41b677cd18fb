"""Each regeling on its cases: the borders at one less, on and one more, what is unknown, and official examples."""

from collections import Counter
from functools import lru_cache

import pytest

from content.screening.household.axes import axes_of
from content.screening.model import MissingFiguresError, Uitkomst
from content.screening.possible.judge import judge
from content.screening.rules.system import Screening, load
from tests.regelingen.cases import Case, read_cases

CASES = list(read_cases())
FEWEST = 10
FROM_ELSEWHERE = 0.30


@lru_cache(maxsize=1)
def screening() -> Screening:
    return load()


def outcome(case: Case) -> Uitkomst:
    system = screening()
    schemes = system.schemes(case.gemeente, case.datum, unchecked=True)
    chosen = {case.regeling: schemes[case.regeling]}
    run = system.run(axes_of(system.vragenlijst, case.facts), case.datum, chosen)
    return judge(system, run, schemes[case.regeling], case.gemeente)


@pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])
def test_the_outcome_is_right(case: Case) -> None:
    if case.verwacht.get("fout"):
        with pytest.raises(MissingFiguresError):
            outcome(case)
        return
    found = outcome(case)
    assert found.uitkomst == case.verwacht["uitkomst"], found
    if "vraag" in case.verwacht:
        assert found.beslissende_vraag == case.verwacht["vraag"], found
    if "bedrag" in case.verwacht:
        right = case.verwacht["bedrag"]
        low, high = (right["min"], right["max"]) if isinstance(right, dict) else (right, right)
        if high == 0:
            assert found.bedrag is None or found.bedrag.max == 0
        else:
            assert found.bedrag is not None
            assert (found.bedrag.min, found.bedrag.max) == pytest.approx((low, high), abs=0.005)


def test_every_regeling_has_enough_cases_and_enough_from_elsewhere() -> None:
    count, elsewhere = Counter(case.regeling for case in CASES), Counter(c.regeling for c in CASES if c.bron)
    every = {one for one in screening().regelingen} | {one for own in screening().lokaal.values() for one in own}
    few = {one: count[one] for one in every if count[one] < FEWEST}
    assert not few, f"fewer than {FEWEST} cases: {few}"
    share = sum(elsewhere.values()) / len(CASES)
    assert share >= FROM_ELSEWHERE, f"{share:.0%} of the cases come from a source other than the formula"
