"""Households in words, as in a file for `python -m content screen`."""

from collections.abc import Callable
from typing import Any

from content.screening.model import Uitkomst

Check = Callable[..., Uitkomst]


def single(**facts: Any) -> dict[str, Any]:
    """Describe an insured tenant of 40 who lives alone; pass `aanvrager` to add to that person."""
    aanvrager = {"leeftijd": 40, "zorgverzekerd": True, **facts.pop("aanvrager", {})}
    rest = {"partner": None, "kinderen": [], "vermogen": 0, "woning": {"soort": "huur"}, **facts}
    return {"aanvrager": aanvrager, **rest}


def couple(income: float, **facts: Any) -> dict[str, Any]:
    """Describe two insured tenants of 40 whose joint toetsingsinkomen the applicant earns."""
    partner = {"leeftijd": 40, "zorgverzekerd": True, "toetsingsinkomen": 0}
    return single(aanvrager={"toetsingsinkomen": income}, partner=partner, **facts)
