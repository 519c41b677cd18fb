"""Where sign-ins come from. An address is used as a keyed hash only, and forgotten after a month."""

from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address

from sqlalchemy import delete
from sqlalchemy.orm import Session

from handoff import tables
from handoff.accounts.store import Store

REMEMBERED = timedelta(days=30)
HOME_PREFIX = 64  # what a provider gives to one household: its addresses count as one


def place_of(address: str) -> str:
    """Return an address as it is counted: IPv6 by its network, everything else as it is."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if not isinstance(parsed, IPv6Address):
        return address
    return str(parsed.ipv4_mapped or int(parsed) >> (parsed.max_prefixlen - HOME_PREFIX))


def remember(store: Store, session: Session, name: str, adres: str) -> None:
    """Remember that somebody signed in with this name from this address."""
    if adres:
        session.merge(tables.KnownAddress(address_hash=_key(store, name, adres), seen_at=store.clock()))


def is_known(store: Store, name: str, adres: str) -> bool:
    """Tell whether somebody signed in with this name from this address of late."""
    with store.reading() as session:
        found = session.get(tables.KnownAddress, _key(store, name, adres))
    return found is not None and store.clock() - found.seen_at < REMEMBERED


def forget_old(store: Store, now: datetime) -> None:
    """Forget where nobody came from for a month."""
    with store.writing() as session:
        session.execute(delete(tables.KnownAddress).where(tables.KnownAddress.seen_at < now - REMEMBERED))


def _key(store: Store, name: str, adres: str) -> str:
    return store.keys.lookup_hash("known", f"{name}|{place_of(adres)}")
