"""The words of a mail: fixed texts with a short reference and a link, nothing of the inwoner."""

from dataclasses import dataclass

from content.catalogue import Catalogue


@dataclass(frozen=True)
class Letter:
    """Subject and text."""

    onderwerp: str
    tekst: str


@dataclass(frozen=True)
class Numbers:
    """How many wait, and for how many of all open ones the term is over."""

    wachtend: int
    te_laat: int


def about(catalogue: Catalogue, console_url: str, code: str, referentie: str, handoff_id: str) -> Letter:
    """Return the mail about one handoff."""
    link = f"{console_url.rstrip('/')}/overdracht/{handoff_id}"
    values = {"nummer": referentie, "link": link}
    return Letter(
        catalogue.text(f"console.mail_{code}_onderwerp", **values),
        _text(catalogue, f"console.mail_{code}_tekst", values),
    )


def digest(catalogue: Catalogue, console_url: str, numbers: Numbers) -> Letter:
    """Return the mail of the morning: numbers only."""
    values = {
        "wachtend": str(numbers.wachtend),
        "te_laat": str(numbers.te_laat),
        "link": f"{console_url.rstrip('/')}/",
    }
    subject = catalogue.text("console.mail_digest_onderwerp")
    return Letter(subject, _text(catalogue, "console.mail_digest_tekst", values))


def test(catalogue: Catalogue) -> Letter:
    """Return the mail that only shows that mail arrives."""
    return Letter(catalogue.text("console.mail_test_onderwerp"), _text(catalogue, "console.mail_test_tekst", {}))


def _text(catalogue: Catalogue, key: str, values: dict[str, str]) -> str:
    return f"{catalogue.text(key, **values).strip()}\n\n{catalogue.text('console.mail_slot').strip()}\n"
