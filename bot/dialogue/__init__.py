"""One turn of the talk: a message in, replies out, on every channel the same."""

from bot.dialogue.engine import Dialogue, Parts

__all__ = ["Dialogue", "Parts"]
