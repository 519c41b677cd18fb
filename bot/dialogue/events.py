"""Turns a button, a control word or an understood sentence into the event that the rules act on."""

from bot.messages import Event, Understanding
from content.talk import Stand

COMMANDS = frozenset({"stop", "terug", "overslaan", "weet_niet", "mens", "check", "menu", "verder"})
LOCAL = frozenset({"wis", "wis:ja", "wis:vraag", "herhaal", "hulp", "intrekken", "terugkomen", "gemeente"})
ANSWERS_WHEN_OPEN = {"overslaan": "overslaan", "weet_niet": "weet_niet", "terug": "terug"}
INTENT_OF_COMMAND = {
    "stop": "stoppen",
    "terug": "terug",
    "overslaan": "overslaan",
    "weet_niet": "weet_niet",
    "mens": "start_contact",
    "check": "start_check",
    "menu": "menu",
    "verder": "verder",
}
OPENS: dict[str | None, str] = {"contact": "mens", "check": "check"}
COMMAND_OF_INTENT = {
    "stoppen": "stop",
    "terug": "terug",
    "overslaan": "overslaan",
    "weet_niet": "weet_niet",
    "menu": "menu",
    "herhaal": "herhaal",
    "wissen": "wis:vraag",
}


def is_local(keuze: str) -> bool:
    """Tell whether the dialogue itself answers a button: a command, or a gemeente that is chosen."""
    return keuze in LOCAL or keuze.startswith("gemeente:")


def event_of_keuze(keuze: str, stand: Stand) -> Event | None:
    """Return the event of a button, or None when there is no such button."""
    kind, _, value = keuze.partition(":")
    if kind in ("onderwerp", "meer", "makkelijker", "buurt") and value:
        topic, _, variant = value.partition(":")
        return _about(topic, vorm="kort" if kind == "onderwerp" else kind, variant=variant)
    if kind == "thema" and value:
        return Event("thema", {"thema": value})
    if kind == "antwoord" and value:
        return Event("antwoord", {"antwoord": value}) if stand.stroom else Event("antwoord")
    if kind == "uitkomst" and value:
        return Event("verder") if stand.stroom or not stand.check else Event("start_check", {"vorm": keuze})
    return event_of_command(keuze, stand) if keuze in COMMANDS else None


def _about(topic: str, *, vorm: str, variant: str) -> Event:
    return Event("faq", {"onderwerp": topic, "vorm": vorm, **({"variant": variant} if variant else {})})


def event_of_command(command: str, stand: Stand) -> Event:
    """Return the event of a control word; within a series of questions some of them are answers."""
    if command == "terug" and not stand.stroom and stand.check:
        return Event("start_check", {"vorm": "terug"})
    if stand.stroom and command in ANSWERS_WHEN_OPEN:
        if command == "terug" and not getattr(stand, stand.stroom):
            return Event("stoppen")
        return Event("antwoord", {"antwoord": ANSWERS_WHEN_OPEN[command]})
    if command == OPENS.get(stand.stroom):
        return Event("verder")
    return Event(INTENT_OF_COMMAND[command])


def event_of_understanding(understood: Understanding, stand: Stand, *, variant: str = "") -> Event:
    """Return the event of a sentence that was understood, perhaps, or not; `variant`: the situation it tells of."""
    if understood.two:
        return Event("bedoelt_u", {"kandidaten": ",".join(understood.two), "vorm": "twee"})
    if understood.decision == "bedoelt_u":
        return Event("bedoelt_u", {"kandidaten": ",".join(understood.nearest[:5])})
    if understood.decision == "weet_niet":
        return Event("buiten_bereik")
    if understood.intent == "faq":
        return _about(understood.topic, vorm="kort", variant=variant)
    if understood.intent == "makkelijker" and stand.onderwerp:
        return _about(stand.onderwerp, vorm="makkelijker", variant=stand.variant)
    return Event(understood.intent)
