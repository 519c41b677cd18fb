"""
Checks a name and a password, and slows down who guesses.

Three things are counted: this name from this address, everything from this address, and this name from everywhere.
The last one is what a guesser at a thousand addresses meets; it doesn't hold for an address from which the account
signed in of late, so that others' guesses never keep a colleague out.
"""

from handoff.accounts import delays, places
from handoff.accounts.passwords import is_right
from handoff.accounts.records import Account
from handoff.accounts.store import Store, by_name, name_key

FREE_PER_ADDRESS = 30  # a whole office is behind one address
FREE_PER_NAME = 20


def check_password(store: Store, gebruikersnaam: str, wachtwoord: str, adres: str) -> Account | None:
    """Return the account when the password is right and no delay runs; an unknown name takes as long."""
    name = name_key(gebruikersnaam)
    counted = _counted(store, name, adres)
    if not all(delays.may_try(store, what, free) for what, free in counted.items()):
        return None
    with store.reading() as session:
        stored = by_name(session, gebruikersnaam)
        account = store.account(session, stored) if stored else None
    right = is_right(stored.password_hash if stored else None, wachtwoord)
    with store.writing() as session:
        store.log(session, "password", stored.id if stored else None, "ok" if right else "wrong")
    if stored is None or not right or not stored.confirmed or stored.disabled_at is not None:
        return None
    first, *others = counted
    delays.succeeded(store, first)
    for what in others:
        delays.take_back(store, what)
    return account


def wait_seconds(store: Store, gebruikersnaam: str, adres: str) -> int:
    """Return how long this name has to wait at this address before the next try."""
    return max(delays.wait_seconds(store, what) for what in _counted(store, name_key(gebruikersnaam), adres))


def _counted(store: Store, name: str, adres: str) -> dict[str, int]:
    """Return what a try counts for, with how often that is free; the name at this address first."""
    place = places.place_of(adres)
    counted = {f"name|{name}|{place}": delays.FREE_TRIES}
    if place:
        counted[f"address|{place}"] = FREE_PER_ADDRESS
    if not places.is_known(store, name, adres):
        counted[f"name|{name}"] = FREE_PER_NAME
    return counted
