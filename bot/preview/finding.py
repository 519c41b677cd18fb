"""Why a question gets the answer that it gets: danger words, control words, then what the model makes of it."""

from dataclasses import dataclass
from typing import Any

from bot.app import Bot
from bot.messages import Understanding
from bot.rasa_client import RasaUnavailableError
from content.languages import Languages
from content.variants import variant_told_in
from privacy.redact import redact

NEAREST = 3


@dataclass(frozen=True)
class Near:
    """A topic that a question may be about, and how likely that is."""

    what: str
    titel: str
    percent: int


@dataclass(frozen=True)
class Finding:
    """
    What happens with a question, and why.

    Attributes:
        outcome: `gevaar`, `besturing`, `antwoord`, `bedoelt_u`, `weet_niet`, or `geen_rasa` when nobody could ask.
        phrase: The line of the danger word list that was heard.
        word: The control word that the whole message is.
        heard: The question as the model got it: without what identifies somebody.
    """

    outcome: str
    question: str
    heard: str
    danger: str = ""
    phrase: str = ""
    word: str = ""
    nearest: tuple[Near, ...] = ()
    danger_percent: int = 0
    two: tuple[str, ...] = ()
    topic: str = ""
    what: str = ""
    variant: str = ""
    language: str = ""


async def find(bot: Bot, question: str) -> Finding:
    """Follow a question along the same steps as a talk does."""
    inhoud = bot.content.now
    danger = inhoud.lexicon.explain(question)
    word = inhoud.controls.find(question) or ""
    common: dict[str, Any] = {"question": question, "heard": redact(question), "word": word}
    if danger:
        common |= {"danger": bot.catalogue.titel(danger[0]), "phrase": danger[1], "what": f"gevaar:{danger[0]}"}
    try:
        understood = await bot.rasa.understand(redact(question))
    except RasaUnavailableError:
        return Finding("gevaar" if danger else "besturing" if word else "geen_rasa", **common)
    outcome = "gevaar" if danger else "besturing" if word else _outcome(understood)
    told = _told(bot, understood, question)
    return Finding(outcome, **{**told, **common})


def _outcome(understood: Understanding) -> str:
    return "gevaar" if understood.decision == "crisis" else understood.decision


def _told(bot: Bot, understood: Understanding, question: str) -> dict[str, Any]:
    catalogue = bot.catalogue
    pairs = list(zip(understood.nearest, understood.chances, strict=False))[:NEAREST]
    variant = variant_told_in(question, catalogue.onderwerpen.get(understood.topic))
    language = Languages.of(catalogue.talen).surely_foreign(question)
    return {
        "nearest": tuple(Near(_what(bot, one), catalogue.titel(one), round(chance * 100)) for one, chance in pairs),
        "danger_percent": round(understood.danger * 100),
        "two": tuple(catalogue.titel(one) for one in understood.two),
        "topic": catalogue.titel(understood.topic) if understood.topic in catalogue.register else "",
        "what": _what(bot, understood.topic) + (f":{variant}" if variant else ""),
        "variant": _name(bot, understood.topic, variant),
        "language": language.naam if language else "",
    }


def _what(bot: Bot, topic: str) -> str:
    row = bot.catalogue.register.get(topic)
    kind = {"vraag": "onderwerp", "crisis": "gevaar", "gesprek": "gesprek"}[row.soort] if row else "gesprek"
    return f"{kind}:{topic}"


def _name(bot: Bot, topic: str, variant: str) -> str:
    antwoord = bot.catalogue.onderwerpen.get(topic)
    found = [one.knop for one in antwoord.varianten if one.id == variant] if antwoord else []
    return found[0] if found else ""
