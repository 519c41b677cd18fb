"""The second factor: codes of an authenticator app, and recovery codes for when the phone is lost."""

import hmac
import secrets

from pyotp import random_base32
from pyotp.totp import TOTP
from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from handoff import tables
from handoff.accounts import delays
from handoff.accounts.store import Store, totp_place

STEP_SECONDS = 30
TOLERATED = 2  # steps between the earliest and the latest code that is right at one moment
ISSUER = "Rondkomen"
RECOVERY_CODES = 8
ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # without what looks alike: I, L, O, 0, 1


def confirm_totp(store: Store, account_id: str, totp: str) -> bool:
    """Switch a new account on once the app shows the right code."""
    return _accepted(store, account_id, totp, confirming=True)


def check_totp(store: Store, account_id: str, code: str) -> bool:
    """Accept a code of the app, or a recovery code, once."""
    return _accepted(store, account_id, code, confirming=False)


def new_secret(store: Store, account: tables.Account) -> str:
    """Give an account another secret for the app, and return it; the codes of an earlier app stop working."""
    secret = random_base32()
    keep_secret(store, account, secret)
    return secret


def keep_secret(store: Store, account: tables.Account, secret: str) -> None:
    """Store a secret, encrypted and bound to its account."""
    account.totp_key_id, account.totp_secret = store.keys.encrypt(totp_place(account.id), secret)


def new_recovery_codes(store: Store, session: Session, account_id: str) -> tuple[str, ...]:
    """Replace the recovery codes by ones of 10 characters (49 bits); only their keyed hashes are kept."""
    session.execute(delete(tables.RecoveryCode).where(tables.RecoveryCode.account_id == account_id))
    codes = tuple(f"{random_text(5)}-{random_text(5)}" for _ in range(RECOVERY_CODES))
    for code in codes:
        session.add(tables.RecoveryCode(code_hash=_recovery_hash(store, account_id, code), account_id=account_id))
    return codes


def random_text(length: int) -> str:
    """Return random letters and digits that can be read aloud."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def totp_uri(secret: str, gebruikersnaam: str) -> str:
    """Return the address for the QR code."""
    return TOTP(secret).provisioning_uri(name=gebruikersnaam, issuer_name=ISSUER)


def _accepted(store: Store, account_id: str, code: str, *, confirming: bool) -> bool:
    if not delays.may_try(store, f"totp|{account_id}"):
        return False
    with store.writing() as session:
        account = session.get(tables.Account, account_id)
        if account is None or account.confirmed is confirming:
            return False
        right = _use_totp(store, session, account, code)
        if not right and not confirming:
            right = _use_recovery_code(store, session, account_id, code)
        if right and confirming:
            account.confirmed = True
        if confirming or not right:  # with a right code a session begins, and that is the line
            store.log(session, "totp_confirmed" if confirming else "totp", account_id, "ok" if right else "wrong")
    if right:
        delays.succeeded(store, f"totp|{account_id}")
    return right


def _use_totp(store: Store, session: Session, account: tables.Account, code: str) -> bool:
    """Mark the step of a right code as used, in one conditional UPDATE: the same code twice is wrong."""
    step = _step_of(store, account, "".join(code.split()))
    if step is None:
        return False
    table = tables.Account
    clock_was_ahead = table.totp_last_step > step + TOLERATED  # no code of so late a step can have been right yet
    unused = (table.id == account.id) & ((table.totp_last_step < step) | clock_was_ahead)
    statement = update(table).where(unused).values(totp_last_step=step).returning(table.id)
    return session.scalar(statement.execution_options(synchronize_session=False)) is not None


def _step_of(store: Store, account: tables.Account, code: str) -> int | None:
    secret = store.keys.decrypt(totp_place(account.id), account.totp_key_id, account.totp_secret)
    return step_of(store, secret, code)


def step_of(store: Store, secret: str, code: str) -> int | None:
    """Return the step of 30 seconds in which this secret gives this code, None when it isn't right now."""
    totp, now = TOTP(secret), int(store.clock().timestamp()) // STEP_SECONDS
    right = [
        step for step in (now - 1, now, now + 1) if hmac.compare_digest(totp.generate_otp(step).encode(), code.encode())
    ]
    return right[-1] if right else None


def _use_recovery_code(store: Store, session: Session, account_id: str, code: str) -> bool:
    table = tables.RecoveryCode
    stored = table.code_hash == _recovery_hash(store, account_id, code)
    return session.scalar(delete(table).where(stored).returning(table.code_hash)) is not None


def _recovery_hash(store: Store, account_id: str, code: str) -> str:
    plain = "".join(char for char in code.upper() if char.isalnum())
    return store.keys.lookup_hash("recovery", f"{account_id}|{plain}")
