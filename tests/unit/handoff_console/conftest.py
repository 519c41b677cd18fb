"""A fresh office for each test of the console."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.harness.console_office import Browser, Colleague, Office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """Give an office with nobody in it."""
    new = Office(tmp_path)
    yield new
    new.close()


@pytest.fixture
def anna(office: Office) -> Colleague:
    """Give the first colleague."""
    return office.colleague("Anna")


@pytest.fixture
def bram(office: Office) -> Colleague:
    """Give the second colleague."""
    return office.colleague("Bram")


@pytest.fixture
def browser(office: Office, anna: Colleague) -> Browser:
    """Give a browser in which Anna is signed in."""
    return office.browser(anna)
