"""Measures whether a text is plain Dutch. For `content check` and editors only: the running bot never imports it."""

from content.plain_dutch.assessment import assess
from content.plain_dutch.model import Bevinding, Leesbaarheid
from content.plain_dutch.rules import Rules, load_rules

__all__ = ["Bevinding", "Leesbaarheid", "Rules", "assess", "load_rules"]
