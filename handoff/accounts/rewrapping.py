"""Encrypts what the accounts keep with the wrapping key in use, so that an old one can go."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Table, select, update

from handoff import tables
from handoff.accounts.email import email_place
from handoff.accounts.store import Store, totp_place
from handoff.keys import Place


@dataclass(frozen=True)
class Sealed:
    """A column that is encrypted with a wrapping key itself, and where its key id and its row's id stand."""

    table: Table
    row: str
    key_id: str
    value: str
    place: Callable[[str], Place]


TABLES = tables.Base.metadata.tables
SEALED = (
    Sealed(TABLES["account"], "id", "totp_key_id", "totp_secret", totp_place),
    Sealed(TABLES["account_email"], "account_id", "key_id", "ciphertext", email_place),
)


def rewrap(store: Store) -> int:
    """
    Encrypt every value anew with the wrapping key in use, while others write; returns how many.

    Raises:
        DecryptError: If a value needs a key that isn't in the key file.
    """
    return sum(_rewrap(store, sealed) for sealed in SEALED)


def keys_in_use(store: Store) -> Counter[str]:
    """Return how many values each wrapping key encrypts."""
    with store.reading() as session:
        return Counter(key_id for sealed in SEALED for key_id in session.scalars(select(sealed.table.c[sealed.key_id])))


def _rewrap(store: Store, sealed: Sealed) -> int:
    """Replace only what is still as it was read; what changed in between was written with the key in use."""
    columns = sealed.table.c
    row, key_id, value = columns[sealed.row], columns[sealed.key_id], columns[sealed.value]
    with store.reading() as session:
        old = session.execute(select(row, key_id, value).where(key_id != store.keys.active_id)).all()
    for row_id, old_id, old_value in old:
        place = sealed.place(row_id)
        new_id, new_value = store.keys.encrypt(place, store.keys.decrypt(place, old_id, old_value))
        as_read = (row == row_id) & (key_id == old_id) & (value == old_value)
        with store.writing() as session:
            session.execute(update(sealed.table).where(as_read).values({key_id: new_id, value: new_value}))
    return len(old)
