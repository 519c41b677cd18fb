"""
The team and the wijkteamlid at the peer, where an actor is not unique: looked up, made once, and remembered.

Of an account goes a pseudonym only. Whoever has a token of the peer reads everything there, and the peer needs to know
that somebody picked a question up, not who: that stands in our console. So no name, e-mail address or account id goes
along, and without the key file nobody can say whose pseudonym it is.
"""

from collections.abc import Collection, Mapping
from types import MappingProxyType

from sqlalchemy import select

from handoff import tables
from handoff.klantinteracties.bodies import BRON
from handoff.klantinteracties.client import Thing
from handoff.klantinteracties.memory import MAYBE_THERE, disbelieve, holding, known
from handoff.klantinteracties.peer import Peer
from handoff.klantinteracties.situation import Situation
from handoff.queue.store import Store

ACTOREN = "actoren"
ACTOR = "actor"
PSEUDONYM_LENGTH = 32
QUERY: Mapping[str, str] = MappingProxyType(
    {
        "objectId": "actoridentificatorObjectId",
        "codeObjecttype": "actoridentificatorCodeObjecttype",
        "codeRegister": "actoridentificatorCodeRegister",
        "codeSoortObjectId": "actoridentificatorCodeSoortObjectId",
    }
)


def actors_of(store: Store, peer: Peer, names: Mapping[str, str], handoff: Situation) -> list[str]:
    """Return the uuids of who has a handoff at the peer: its team, and who picked it up."""
    found = [_actor(store, peer, f"team:{handoff.team}", _team(peer, names, handoff.team))]
    if handoff.claimed_by is not None:
        found.append(_actor(store, peer, f"account:{handoff.claimed_by}", _person(store, peer, handoff.claimed_by)))
    return found


def ours(store: Store) -> frozenset[str]:
    """Return the uuids of all actors that we ever assigned something to."""
    thing = tables.ExportedObject
    with store.reading() as session:
        return frozenset(session.scalars(select(thing.uuid).where(thing.soort == ACTOR, thing.uuid != MAYBE_THERE)))


def forget_gone(store: Store, peer: Peer, actor_uuids: Collection[str]) -> bool:
    """Forget those of these that the peer knows no more, and tell whether there were any."""
    thing = tables.ExportedObject
    gone = [one for one in actor_uuids if peer.client.get(ACTOREN, one) is None]
    with store.reading() as session:
        owners = session.scalars(select(thing.owner).where(thing.soort == ACTOR, thing.uuid.in_(gone))).all()
    for owner in owners:
        disbelieve(store, owner)
    return bool(gone)


def remembered(store: Store, handoff: Situation) -> list[str]:
    """Return the uuids of its actors as far as they are known, without asking the peer."""
    owners = [f"team:{handoff.team}", *([f"account:{handoff.claimed_by}"] if handoff.claimed_by else [])]
    return [uuid for owner in owners if (uuid := known(store, owner).get(ACTOR, MAYBE_THERE))]


def _actor(store: Store, peer: Peer, owner: str, body: Thing) -> str:
    """Return the uuid of an actor. The hold keeps two workers from making it at the same time."""
    there = known(store, owner).get(ACTOR, MAYBE_THERE)
    if there:
        return there
    with holding(store, owner) as hold:
        there = hold.known().get(ACTOR, MAYBE_THERE)
        if there:
            return there
        query = {QUERY[name]: value for name, value in body["actoridentificator"].items()}
        listed = peer.client.find(ACTOREN, soortActor=body["soortActor"], **query)
        if listed:
            uuid = min(listed, key=lambda one: (not one.get("indicatieActief"), one["uuid"]))["uuid"]
        else:
            hold.mark(ACTOR)
            uuid = peer.client.create(ACTOREN, body)["uuid"]
        hold.remember(ACTOR, uuid)
        return str(uuid)


def _team(peer: Peer, names: Mapping[str, str], team: str) -> Thing:
    """Return a team as a group, with the codes that other Dutch software uses."""
    object_id = (peer.settings.teams or {}).get(team, team)
    codes = {"codeObjecttype": "grp", "codeRegister": "obj", "codeSoortObjectId": "idf"}
    return _body("organisatorische_eenheid", names.get(team, team), {"objectId": object_id, **codes})


def _person(store: Store, peer: Peer, account_id: str) -> Thing:
    """Return a wijkteamlid as a medewerker of a register of our own: a pseudonym is in no other."""
    pseudonym = store.keys.lookup_hash("klantinteracties", account_id)[:PSEUDONYM_LENGTH]
    codes = {"codeObjecttype": "mdw", "codeRegister": BRON, "codeSoortObjectId": "idf"}
    naam = peer.texts.lid.replace("{kenmerk}", pseudonym[:6])
    return _body("medewerker", naam, {"objectId": pseudonym, **codes})


def _body(soort: str, naam: str, identificator: Thing) -> Thing:
    return {"naam": naam[:200], "soortActor": soort, "indicatieActief": True, "actoridentificator": identificator}
