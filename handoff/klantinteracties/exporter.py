"""Handles a row of the outbox: the one place that decides whether a handoff belongs at the peer or must go there."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from handoff.klantinteracties.actors import forget_gone, remembered
from handoff.klantinteracties.erasing import KLANTCONTACTEN, erase_all
from handoff.klantinteracties.faults import GoneThereError, RefusedError
from handoff.klantinteracties.memory import Hold, holding, is_known, owner_of
from handoff.klantinteracties.peer import Peer
from handoff.klantinteracties.presence import bring_in_line
from handoff.klantinteracties.situation import Situation, situation_of
from handoff.outbox.records import Item, New, TryAgainError
from handoff.outbox.tools import Tools

ERASE = "export_erase"  # code of a row: erase it there, whatever it is here


@dataclass(frozen=True)
class Exporter:
    """
    Brings the peer in line with one handoff.

    Attributes:
        names: The name of each team.
    """

    peer: Peer
    names: Mapping[str, str]

    def __call__(self, tools: Tools, item: Item) -> Collection[New]:
        """Do what a row asks for. Raises TryAgainError or GiveUpError; a second time does no harm."""
        store, handoff_id = tools.store, item.handoff_id or ""
        handoff = situation_of(store, handoff_id)
        if handoff is not None and handoff.belongs_there and item.code != ERASE:
            with holding(store, owner_of(handoff_id), handoff.referentie) as hold:
                # Read again: what another worker did while we waited to get in is seen too.
                self._in_line(hold, situation_of(store, handoff_id))
        elif is_known(store, owner_of(handoff_id)):
            with holding(store, owner_of(handoff_id)) as hold:
                erase_all(self.peer.client, hold, handoff_id)
        return ()

    def _in_line(self, hold: Hold, handoff: Situation | None) -> None:
        if handoff is None or not handoff.belongs_there:
            erase_all(self.peer.client, hold, hold.handoff_id)  # it ended a moment ago
            return
        try:
            bring_in_line(self.peer, self.names, hold, handoff)
        except GoneThereError:
            self._start_anew(hold, handoff)
        except RefusedError:
            contact = hold.known().get("klantcontact")
            if contact and self.peer.client.get(KLANTCONTACTEN, contact) is None:
                self._start_anew(hold, handoff)
            if forget_gone(hold.store, self.peer, remembered(hold.store, handoff)):
                raise TryAgainError("export_gone") from None
            raise

    def _start_anew(self, hold: Hold, handoff: Situation) -> None:
        """Somebody removed it at the peer: remove what that left behind there, and make it again on the next try."""
        erase_all(self.peer.client, hold, handoff.id)
        raise GoneThereError
