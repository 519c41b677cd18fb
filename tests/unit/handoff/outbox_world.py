"""A world with an outbox, a mail server on this computer, and people with addresses."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from handoff_world import MORS, World
from sqlalchemy import select

from content.catalogue import Catalogue
from handoff import tables
from handoff.accounts.email import keep_email
from handoff.accounts.store import Store as AccountStore
from handoff.database import reading, writing
from handoff.outbox import Outbox
from handoff.outbox.worker import Worker
from handoff.settings import HandoffSettings
from tests.harness.mail_server import PASSWORD, USERNAME, Certificates, MailServer

TEAM_ADDRESS = "team.mors@gemeente.example"
CONSOLE = "https://voorbeeld.example/console"


@dataclass
class Post:
    """Everything that a test of the outbox needs; `worker` works only when a test asks it to."""

    world: World
    server: MailServer
    catalogue: Catalogue
    settings: HandoffSettings
    outbox: Outbox
    worker: Worker

    def tell(self) -> int:
        """Tell all that is due, and return how many rows that took."""
        count = 0
        while self.worker.tell_one():
            count += 1
        return count

    def tell_notices(self) -> None:
        """Turn what happened into mails, and send none."""
        while self.worker.tell_one("notice"):
            pass

    def rows(self, kind: str = "") -> list[tables.Outbox]:
        """Return the rows of the outbox, oldest first."""
        outbox = tables.Outbox
        query = select(outbox).order_by(outbox.created_at, outbox.id)
        with reading(self.world.engine) as session:
            return list(session.scalars(query.where(outbox.kind == kind) if kind else query))

    def told(self) -> list[str]:
        """Return what was mailed to whom, as the outbox tells it, in order of sending."""
        done = [row for row in self.rows("mail") if row.done_at]
        return [f"{row.code} {row.target.partition(':')[0]}" for row in sorted(done, key=lambda row: row.done_at)]

    def person(self, naam: str, rol: str = "agent", email: str = "") -> str:
        """Add a colleague with this role, and an address if one is given."""
        account_id = self.world.colleague(naam)
        with writing(self.world.engine) as session:
            session.merge(tables.AccountRole(account_id=account_id, rol=rol))
        if email:
            with_address(self.world, account_id, email)
        return account_id


def mail_settings(server: MailServer, ca_file: Path, **changes: object) -> HandoffSettings:
    """Return settings that lead to this mail server."""
    values = {
        "console_url": CONSOLE,
        "smtp_host": "localhost",
        "smtp_port": server.port,
        "smtp_username": USERNAME,
        "smtp_password": PASSWORD,
        "smtp_from": "meldingen@gemeente.example",
        "smtp_ca_file": ca_file,
    }
    return HandoffSettings(**{**values, **changes})


def with_address(world: World, account_id: str, email: str) -> None:
    """Give an account an address to be told at."""
    keep_email(AccountStore(world.engine, world.keys, {}, world.settings, world.clock), account_id, email)


def with_team_address(catalogue: Catalogue, address: str | None = TEAM_ADDRESS) -> Catalogue:
    """Return the content in which Mors reads mail."""
    leiden = catalogue.gemeenten["leiden"]
    teams = tuple(team.model_copy(update={"meldadres": address}) if team.id == MORS else team for team in leiden.teams)
    gemeenten = {**catalogue.gemeenten, "leiden": leiden.model_copy(update={"teams": teams})}
    return replace(catalogue, gemeenten=gemeenten)


def new_post(world: World, catalogue: Catalogue, settings: HandoffSettings, server: MailServer) -> Post:
    """Put the parts together."""
    outbox = Outbox(world.engine, world.keys, settings, catalogue, world.clock)
    return Post(world, server, catalogue, settings, outbox, outbox.worker())


@contextmanager
def open_post(world: World, catalogue: Catalogue, folder: Path, **changes: object) -> Iterator[Post]:
    """Give a world whose mail server listens."""
    certificates = Certificates(folder)
    server = MailServer(certificates)
    settings = mail_settings(server, certificates.ca_file, **changes)
    with server.listening():
        yield new_post(world, with_team_address(catalogue), settings, server)
