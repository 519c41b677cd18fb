"""Where the inwoner of a chat reads, so that the chat survives a restart and can go on somewhere else."""

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from handoff.tables.base import Base


class ChatPlace(Base):
    """
    The conversation of a chat, beside the keyed hash that the handoff has of it.

    Attributes:
        begun: How often the conversation began anew, because the app had forgotten it.
        address: Where a channel brings messages (Telegram's number of the chat), encrypted with the key of the handoff.
        told_until: The last message that needn't be brought there any more.
        telling: The message that was on its way when this was written last.
    """

    __tablename__ = "chat_place"

    handoff_id: Mapped[str] = mapped_column(ForeignKey("handoff.id", ondelete="CASCADE"), primary_key=True)
    begun: Mapped[int] = mapped_column(default=0)
    address: Mapped[bytes | None] = mapped_column(LargeBinary)
    told_until: Mapped[int] = mapped_column(default=0)
    telling: Mapped[int | None]
