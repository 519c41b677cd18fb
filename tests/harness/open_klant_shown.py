"""How the stand-in for Open Klant shows what it holds: as the published description says."""

from datetime import UTC, datetime
from typing import Any

Thing = dict[str, Any]


class Shown:
    """
    Shows things, with the references that the server adds itself.

    Attributes:
        things: What stands here: by path, by uuid.
    """

    things: dict[str, dict[str, Thing]]
    url: str

    def _shown(self, path: str, one: Thing) -> Thing:
        plain = {name: self._reference(value) for name, value in one.items() if name != "_at"}
        return plain | {"url": f"{self.url}/{path}/{one['uuid']}"} | getattr(self, f"_more_of_{path}")(one)

    def _reference(self, value: Any) -> Any:
        if isinstance(value, list):
            return [self._reference(one) for one in value]
        if isinstance(value, dict) and set(value) == {"uuid"}:
            return {**value, "url": f"{self.url}/x/{value['uuid']}"}
        return value

    def _pointing_at(self, path: str, name: str, key: str) -> list[Thing]:
        return [self._reference({"uuid": k}) for k, one in self.things[path].items() if refers(one, name) == key]

    def _more_of_actoren(self, one: Thing) -> Thing:
        return {"indicatieActief": one.get("indicatieActief", True)}

    def _more_of_klantcontacten(self, one: Thing) -> Thing:
        return {
            "gingOverOnderwerpobjecten": self._pointing_at("onderwerpobjecten", "klantcontact", one["uuid"]),
            "hadBetrokkenActoren": [],
            "omvatteBijlagen": [],
            "hadBetrokkenen": self._pointing_at("betrokkenen", "hadKlantcontact", one["uuid"]),
            "leiddeTotInterneTaken": self._pointing_at("internetaken", "aanleidinggevendKlantcontact", one["uuid"]),
        }

    def _more_of_betrokkenen(self, one: Thing) -> Thing:
        names = one.get("contactnaam") or {}
        order = ("voorletters", "voornaam", "voorvoegselAchternaam", "achternaam")
        return {
            "digitaleAdressen": self._pointing_at("digitaleadressen", "verstrektDoorBetrokkene", one["uuid"]),
            "volledigeNaam": " ".join(names[part] for part in order if names.get(part)),
        }

    def _more_of_digitaleadressen(self, _one: Thing) -> Thing:
        return {}

    def _more_of_onderwerpobjecten(self, _one: Thing) -> Thing:
        return {}

    def _more_of_internetaken(self, one: Thing) -> Thing:
        actoren = [self._reference({"uuid": each["uuid"]}) for each in one["toegewezenAanActoren"]]
        done = one["_at"] if one["status"] == "verwerkt" else None
        first = {"toegewezenAanActor": actoren[0]} if actoren else {}
        return {"toegewezenAanActoren": actoren, "toegewezenOp": one["_at"], "afgehandeldOp": done, **first}


def refers(one: Thing, name: str) -> str | None:
    """Return the uuid to which a field refers."""
    return (one.get(name) or {}).get("uuid")


def invalid(wrong: dict[str, str]) -> Thing:
    """Return what the server says of a request that it refuses."""
    params = [{"name": name, "code": code, "reason": "-"} for name, code in wrong.items()]
    return {"code": "invalid", "title": "Invalid input.", "status": 400, "detail": "", "invalidParams": params}


def now() -> str:
    """Return this moment."""
    return datetime.now(UTC).isoformat()
