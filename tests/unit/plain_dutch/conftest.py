"""What the tests of plain Dutch share: the rules of the project, read once."""

from collections.abc import Callable

import pytest

from content.plain_dutch import Bevinding, Rules, assess, load_rules

Find = Callable[..., list[Bevinding]]


@pytest.fixture(scope="session")
def rules() -> Rules:
    return load_rules()


@pytest.fixture
def find(rules: Rules) -> Find:
    """Return what is found in a text, in a topic if one is given."""

    def found(tekst: str, topic: str = "", ernaast: str = "") -> list[Bevinding]:
        return list(assess(tekst, rules.in_topic(topic), ernaast=ernaast).bevindingen)

    return found
