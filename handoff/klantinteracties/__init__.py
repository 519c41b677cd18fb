"""
The export to Open Klant (Klantinteracties API 0.9.0): off, unless the settings name an address.

A row in the outbox only says that a handoff changed. What is done then is worked out from how the handoff stands at
that moment: the peer is brought in line with it, or everything of it there is erased. So the order of rows means
nothing, and a row that is handled twice does nothing twice.
"""

from handoff.klantinteracties.facade import Counts, Export, exporter_for

__all__ = ["Counts", "Export", "exporter_for"]
