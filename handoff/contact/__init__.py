"""
What an inwoner prepares for the wijkteam: questions, a preview of every line, changes, and consent.

Everything here is a pure function of the `stand`, in which `contact` maps a step to a choice or a placeholder. What
identifies (telefoon, email, naam, eigen_woorden) is never in it; `[telefoon]` stands for a value that only
bot.dialogue has.
"""

from handoff.contact.flow import ContactFlow
from handoff.contact.helping import asks_for_another
from handoff.contact.lines import LostValueError, lines, rows
from handoff.contact.steps import open_step
from handoff.contact.words import preview_words
from handoff.contact_values import value_in

__all__ = [
    "ContactFlow",
    "LostValueError",
    "asks_for_another",
    "lines",
    "open_step",
    "preview_words",
    "rows",
    "value_in",
]
