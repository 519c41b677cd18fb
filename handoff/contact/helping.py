"""Hears that somebody asks for another: then only the helper's own contact data is asked for."""

import re

WHO = (
    r"buurvrouw|buurman|buren|moeder|vader|ouders?|oma|opa|zus|zusje|broer|broertje|zoon|dochter|kind|vriend|vriendin"
    r"|kennis|klant|cliënt|client|collega|tante|oom|nicht|neef|partner|man|vrouw|ander|ander persoon"
)
FOR = rf"voor\s+(?:(?:mijn|mn|m'n|m’n|onze|een|de|'n)\s+(?:{WHO})\b|iemand\s+anders|iemand\b)"
FOR_ANOTHER = re.compile(
    rf"\b(?:vraag|vragen|schrijf|typ|stel|zit|ben|doe|regel)\b[^.!?]{{0,25}}\b{FOR}"
    rf"|^\s*(?:het is |dit is )?{FOR}\s*[.!]?\s*$|\bik\s+help\s+(?:mijn|mn|een)\s+(?:{WHO})\b",
    re.IGNORECASE,
)


def asks_for_another(tekst: str) -> bool:
    """Tell whether a text says that it is asked for somebody else."""
    return FOR_ANOTHER.search(tekst) is not None
