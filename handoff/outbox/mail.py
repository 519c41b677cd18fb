"""Sends one mail: what it says follows from its code, to whom from its target, at the moment of sending."""

from collections.abc import Collection
from datetime import timedelta
from email.message import EmailMessage
from email.utils import format_datetime

from sqlalchemy.orm import Session

from handoff import tables
from handoff.outbox import letters
from handoff.outbox.digest import DIGEST, numbers_for
from handoff.outbox.occasions import still_matters
from handoff.outbox.recipients import address_of
from handoff.outbox.records import GiveUpError, Item, New
from handoff.outbox.tools import Tools

DIGEST_IS_OLD = timedelta(hours=12)


def send(tools: Tools, item: Item) -> Collection[New]:
    """
    Send it, unless it matters no more.

    Raises:
        GiveUpError: If the recipient has no address any more, or the server refuses for good.
        TryAgainError: If the server can't be reached or isn't ready.
    """
    if tools.mailer is None:
        return ()
    with tools.store.reading() as session:
        letter = _letter(tools, session, item)
        to = address_of(session, tools.catalogue, tools.store.keys, item.target)
    if letter is None:
        return ()
    if to is None:
        raise GiveUpError("no_address")
    tools.mailer.send(message_for(tools, item, letter, to))
    return ()


def _letter(tools: Tools, session: Session, item: Item) -> letters.Letter | None:
    url = tools.store.settings.console_url
    if item.code == DIGEST:
        if tools.store.clock() - item.created_at > DIGEST_IS_OLD:
            return None
        return letters.digest(tools.catalogue, url, numbers_for(tools.store, session, item.target))
    handoff = session.get(tables.Handoff, item.handoff_id or "")
    if handoff is None or not still_matters(handoff, item.code):
        return None
    return letters.about(tools.catalogue, url, item.code, handoff.referentie, handoff.id)


def message_for(tools: Tools, item: Item, letter: letters.Letter, to: str) -> EmailMessage:
    """Return the mail of an item."""
    sender = tools.store.settings.smtp_from
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, to, letter.onderwerp
    # The same on every try, so that a mail that arrived before a crash is recognised when it comes again.
    message["Message-ID"] = f"<{item.id}@{sender.rpartition('@')[2]}>"
    message["Date"] = format_datetime(item.created_at)
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    message.set_content(letter.tekst)
    return message
