"""Turns "this happened" into one mail for each who must hear of it, while it still matters."""

from collections.abc import Collection

from handoff import tables
from handoff.outbox.occasions import OCCASIONS, still_matters, who_hears
from handoff.outbox.records import GiveUpError, Item, New
from handoff.outbox.tools import Tools


def spread(tools: Tools, item: Item) -> Collection[New]:
    """
    Return a mail per recipient; none when there is no mail server, or when it matters no more.

    Raises:
        GiveUpError: If a team waits for mail and nobody of it has an address.
    """
    if tools.mailer is None:
        return ()
    with tools.store.reading() as session:
        handoff = session.get(tables.Handoff, item.handoff_id or "")
        if handoff is None or not still_matters(handoff, item.code):
            return ()
        found = who_hears(session, tools.catalogue, handoff, item.code)
    if not found and OCCASIONS[item.code].must_reach:
        raise GiveUpError("nobody_to_tell")
    return tuple(New("mail", item.code, item.handoff_id, target) for target in found)
