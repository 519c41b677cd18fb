"""
A stand-in for Open Klant on this computer: its own description of the API, and how it was seen to differ from that.

It holds everybody to the published schemas and does what the real server (2.18.0) does where those say nothing or
something else: what it requires beyond them, what it doesn't keep from being there twice, what it leaves behind.
"""

import asyncio
import json
import re
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from uvicorn.protocols.http.h11_impl import H11Protocol

from tests.harness.open_klant_shown import Shown, Thing, invalid, now, refers
from tests.harness.openapi import mistakes, query_parameters
from tests.harness.serving import served

TOKEN = "a" * 40
BASE = "/klantinteracties/api/v1"
PATHS = ("actoren", "klantcontacten", "betrokkenen", "digitaleadressen", "internetaken", "onderwerpobjecten")
NUMBERED = ("klantcontacten", "internetaken")
PHONE = re.compile(r"0[1-9][0-9]{8}|\+[0-9]{9,15}|00[0-9]{7,13}")
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[A-Za-z]{2,}")
# By which field of a thing each query parameter looks, as far as anybody here asks for it.
REFERS = {
    "hadKlantcontact__uuid": "hadKlantcontact",
    "verstrektDoorBetrokkene__uuid": "verstrektDoorBetrokkene",
    "aanleidinggevendKlantcontact__uuid": "aanleidinggevendKlantcontact",
    "klantcontact__uuid": "klantcontact",
    "wasKlantcontact__uuid": "wasKlantcontact",
}
PLAIN = ("nummer", "referentienummer", "referentie", "soortActor", "status", "soortDigitaalAdres")
IDENTIFICATOR = re.compile(r"actoridentificator(ObjectId|CodeObjecttype|CodeRegister|CodeSoortObjectId)")
ABOUT = re.compile(r"onderwerpobject__onderwerpobjectidentificator(\w+)")


class RefusedError(Exception):
    """A 400, with what is wrong by field and the code of that."""

    def __init__(self, **wrong: str) -> None:
        """Keep the fields."""
        super().__init__(", ".join(wrong))
        self.wrong = wrong


class _Cuttable(H11Protocol):
    """Lets the stand-in break off a connection in the middle."""

    open: dict[tuple[str, int], asyncio.Transport] = {}  # noqa: RUF012 - shared on purpose

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.open[transport.get_extra_info("peername")] = transport


@dataclass
class OpenKlant(Shown):
    """
    Holds what is sent to it, in memory.

    Attributes:
        things: What stands here: by path, by uuid.
        asked: Each request: method, path and body.
        told: What the notification channel of internetaken carried to every subscriber.
        trouble: Says for each request how to misbehave; "" is not at all.
        slow: How many seconds a request takes that is too slow.
        undescribed: Fields that came in and stand in no schema. The real server ignores them in silence.
        repeats: How many times a thing stands in a list that it is found in.
    """

    things: dict[str, dict[str, Thing]] = field(default_factory=lambda: {path: {} for path in PATHS})
    asked: list[tuple[str, str, Thing]] = field(default_factory=list)
    queries: list[str] = field(default_factory=list)
    told: list[Thing] = field(default_factory=list)
    trouble: Callable[[str, str], str] = lambda _method, _path: ""
    slow: float = 0.5
    undescribed: list[str] = field(default_factory=list)
    repeats: int = 1
    page_size: int = 100
    retry_after: str = "7"
    busy: int = 0
    url: str = ""

    def app(self) -> Starlette:
        """Return the server as an application."""
        one, many = f"{BASE}/{{path}}/{{uuid}}", f"{BASE}/{{path}}"
        return Starlette(
            routes=[
                Route(many, self._handle, methods=["GET", "POST"]),
                Route(one, self._handle, methods=["GET", "PATCH", "DELETE"]),
            ]
        )

    @contextmanager
    def listening(self) -> Iterator["OpenKlant"]:
        """Answer on a port of this computer."""
        with served(self.app(), http=_Cuttable) as address:
            self.url = f"{address}{BASE}"
            yield self

    def all(self, path: str) -> list[Thing]:
        """Return what stands here, as it is shown."""
        return [self._shown(path, one) for one in self.things[path].values()]

    def text(self) -> str:
        """Return everything that stands here or was told to others."""
        return json.dumps([self.things, self.told])

    async def _handle(self, request: Request) -> Response:
        self.busy += 1
        try:
            return await self._with_trouble(request)
        finally:
            self.busy -= 1

    async def _with_trouble(self, request: Request) -> Response:
        body = await request.body()
        trouble = self.trouble(request.method, request.path_params["path"])
        if trouble.startswith("refuse_"):  # says a status before it does anything
            status = int(trouble.removeprefix("refuse_"))
            return JSONResponse({"status": status}, status, headers={"Retry-After": self.retry_after})
        if trouble == "cut_before":
            return self._cut(request)
        if trouble == "late":
            await asyncio.sleep(self.slow)
        answer = self._answer(request, body)
        if trouble == "slow":
            await asyncio.sleep(self.slow)
        if trouble == "bad_gateway":  # done, and something in between didn't wait for it
            return Response("<html>502</html>", 502)
        return self._cut(request) if trouble == "cut_after" else answer

    def _cut(self, request: Request) -> Response:
        assert request.client is not None
        _Cuttable.open[(request.client.host, request.client.port)].abort()
        return Response()

    def _answer(self, request: Request, raw: bytes) -> Response:
        if request.headers.get("authorization") != f"Token {TOKEN}":
            return JSONResponse({"code": "not_authenticated", "status": 401}, 401)
        path, key = request.path_params["path"], request.path_params.get("uuid")
        body = json.loads(raw) if raw else {}
        self.asked.append((request.method, path, body))
        self.queries.append(str(request.url.query))
        if path not in PATHS or (key is not None and key not in self.things[path]):
            return JSONResponse({"code": "not_found", "status": 404}, 404)
        try:
            if key is None:
                return self._listed(request, path) if request.method == "GET" else self._made(path, body)
            if request.method == "GET":
                return JSONResponse(self._shown(path, self.things[path][key]))
            return self._removed(path, key) if request.method == "DELETE" else self._changed(path, key, body)
        except RefusedError as error:
            return JSONResponse(invalid(error.wrong), 400)

    def _made(self, path: str, body: Thing) -> Response:
        self._check(path, "post", body)
        key = str(uuid.uuid4())
        self.things[path][key] = {"uuid": key, "_at": now(), **body}
        self._tell(path, key)
        return JSONResponse(self._shown(path, self.things[path][key]), 201)

    def _changed(self, path: str, key: str, body: Thing) -> Response:
        """Take the last one who comes: there is no ETag, and nobody hears that it had changed."""
        self._check(path, "patch", body, key)
        self.things[path][key] |= body
        self._tell(path, key)
        return JSONResponse(self._shown(path, self.things[path][key]))

    def _removed(self, path: str, key: str) -> Response:
        """Remove with what depends on it. The address of a person who goes stays: it only loses its person."""
        del self.things[path][key]
        if path == "klantcontacten":
            for other, names in (
                ("internetaken", ("aanleidinggevendKlantcontact",)),
                ("betrokkenen", ("hadKlantcontact",)),
                ("onderwerpobjecten", ("klantcontact", "wasKlantcontact")),
            ):
                for one in list(self.things[other].values()):
                    if any(refers(one, name) == key for name in names):
                        self._removed(other, one["uuid"])
        if path == "betrokkenen":
            for one in self.things["digitaleadressen"].values():
                if refers(one, "verstrektDoorBetrokkene") == key:
                    one["verstrektDoorBetrokkene"] = None
        return Response(status_code=204)

    def _check(self, path: str, method: str, body: Thing, key: str = "") -> None:
        wrong = mistakes(f"/{path}", method, body)
        self.undescribed += [name for name, what in wrong.items() if what == "isn't described"]
        wrong = {name: "invalid" for name, what in wrong.items() if what != "isn't described"}
        if wrong:
            raise RefusedError(**wrong)
        self._check_references(path, body)
        if path in NUMBERED:
            self._check_numbers(path, body, key)
        if path == "digitaleadressen":
            _check_adres(body)
        if path == "internetaken":
            _check_actoren(body, method)
        if path == "klantcontacten" and not body.get("onderwerp", "-"):
            raise RefusedError(onderwerp="blank")

    def _check_references(self, path: str, body: Thing) -> None:
        known = {
            "hadKlantcontact": "klantcontacten",
            "aanleidinggevendKlantcontact": "klantcontacten",
            "klantcontact": "klantcontacten",
            "wasKlantcontact": "klantcontacten",
            "verstrektDoorBetrokkene": "betrokkenen",
        }
        for name, other in known.items():
            if body.get(name) and body[name]["uuid"] not in self.things[other]:
                raise RefusedError(**{name: "does_not_exist"})
        for one in body.get("toegewezenAanActoren", []):
            if one["uuid"] not in self.things["actoren"]:
                raise RefusedError(toegewezenAanActoren="does_not_exist")

    def _check_numbers(self, path: str, body: Thing, key: str) -> None:
        for name in ("nummer", "referentienummer"):
            number = body.get(name)
            if number is None:
                continue
            if not number.isdigit():
                raise RefusedError(**{name: "invalid"})
            if any(one.get(name) == number for one in self.things[path].values() if one["uuid"] != key):
                raise RefusedError(**{name: "unique"})

    def _listed(self, request: Request, path: str) -> Response:
        unknown = set(request.query_params) - query_parameters(f"/{path}")
        if unknown:
            raise RefusedError(**dict.fromkeys(unknown, "unknown-parameters"))
        found = list(self.things[path].values())
        times = self.repeats
        for name, value in request.query_params.items():
            if name in ("page", "pageSize"):
                continue
            if about := ABOUT.fullmatch(name):  # each filter joins the links once more
                found, links = self._about(found, about.group(1), value)
                times *= links
                continue
            found = [one for one in found if _value(one, name) == value]
        found = [one for one in found for _ in range(times)]
        page, size = int(request.query_params.get("page", 1)), int(request.query_params.get("pageSize", self.page_size))
        shown = [self._shown(path, one) for one in found[(page - 1) * size : page * size]]
        more = f"{self.url}/{path}?page={page + 1}" if len(found) > page * size else None
        return JSONResponse({"count": len(found), "next": more, "previous": None, "results": shown})

    def _about(self, contacts: list[Thing], name: str, value: str) -> tuple[list[Thing], int]:
        field_name = name[0].lower() + name[1:]
        links = [
            link
            for link in self.things["onderwerpobjecten"].values()
            if (link.get("onderwerpobjectidentificator") or {}).get(field_name) == value
        ]
        keys = [refers(link, "klantcontact") for link in links]
        return [one for one in contacts if one["uuid"] in keys], max(len(keys), 1)

    def _tell(self, path: str, key: str) -> None:
        if path == "internetaken":
            names = ("nummer", "gevraagdeHandeling", "toelichting", "status")
            self.told.append({name: self.things[path][key].get(name) for name in names})


def _check_adres(body: Thing) -> None:
    shape = {"telefoonnummer": PHONE, "email": EMAIL}.get(body["soortDigitaalAdres"])
    if shape and not shape.fullmatch(body["adres"]):
        raise RefusedError(adres="invalid")


def _check_actoren(body: Thing, method: str) -> None:
    """Refuse a task without the list, which the description calls optional, and one with the old field beside it."""
    old, new = "toegewezenAanActor" in body, "toegewezenAanActoren" in body
    if (old and new) or (method == "post" and not (old or new)):
        raise RefusedError(nonFieldErrors="invalid")


def _value(one: Thing, name: str) -> Any:
    """Return what a thing has for a query parameter."""
    if name in REFERS:
        return refers(one, REFERS[name])
    if found := IDENTIFICATOR.fullmatch(name):
        part = found.group(1)
        return (one.get("actoridentificator") or {}).get(part[0].lower() + part[1:])
    assert name in PLAIN, f"nobody here asks by {name}"
    return one.get(name)
