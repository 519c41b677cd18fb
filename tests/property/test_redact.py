"""What identifies a person never survives, whatever stands around it."""

import re

from hypothesis import assume, example, given
from hypothesis import strategies as st
from stdnum import iban
from stdnum.nl import bsn

from privacy.redact import redact

NO_DIGIT_BESIDE = st.text(max_size=30)
BANKS = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=4, max_size=4)
MONTHS = ("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "december")


def digits(tekst: str) -> str:
    return re.sub(r"\D", "", tekst)


def around(before: str, secret: str, after: str) -> str:
    """Put a secret in a text, apart from digits that would make it another number."""
    return f"{before}{' ' if before[-1:].isdigit() else ''}{secret}{' ' if after[:1].isdigit() else ''}{after}"


@st.composite
def valid_bsns(draw: st.DrawFn) -> str:
    head = draw(st.integers(1_000_000, 99_999_999).map(lambda number: f"{number:08d}"))
    check = sum((9 - index) * int(digit) for index, digit in enumerate(head)) % 11
    number = f"{head}{check}"
    assume(bsn.is_valid(number))
    spaced, dotted = f"{number[:3]} {number[3:6]} {number[6:]}", f"{number[:4]}.{number[4:6]}.{number[6:]}"
    return draw(st.sampled_from([number, spaced, dotted]))


@st.composite
def valid_ibans(draw: st.DrawFn) -> str:
    account = draw(BANKS) + draw(st.text("0123456789", min_size=10, max_size=10))
    number = f"NL{iban.calc_check_digits(f'NL00{account}')}{account}"
    spaced = " ".join(number[start : start + 4] for start in range(0, len(number), 4))
    return draw(st.sampled_from([number, number.lower(), spaced, spaced.lower(), number.replace("NL", "nl")]))


@st.composite
def dutch_phones(draw: st.DrawFn) -> str:
    rest = draw(st.text("0123456789", min_size=8, max_size=8))
    area = draw(st.sampled_from(["6", "7", "1", "2", "5"]))
    between = draw(st.sampled_from(["", " ", "-", ".", " - ", "–", "/", "‑", ") "]))
    prefix = draw(st.sampled_from(["0", "+31", "0031", "+31 ", "+31 (0)", "+31(0)", "31", "(0"]))
    groups = draw(st.sampled_from([(8,), (2, 2, 2, 2), (4, 4), (3, 3, 2), (2, 3, 3)]))
    parts, start = [], 0
    for size in groups:
        parts.append(rest[start : start + size])
        start += size
    return prefix + area + between + draw(st.sampled_from([" ", "", "-"])).join(parts)


@given(NO_DIGIT_BESIDE, valid_bsns(), NO_DIGIT_BESIDE)
@example("mijn bsn is", "111222333", "en nu")
def test_a_bsn_never_survives(before: str, secret: str, after: str) -> None:
    kept = redact(around(before, secret, after))
    assert digits(secret) not in digits(kept)
    assert secret not in kept


@given(NO_DIGIT_BESIDE, dutch_phones(), NO_DIGIT_BESIDE)
@example("bel ", "071 - 512 34 56", "")
@example("bel", "0600000000", "graag")
def test_a_dutch_phone_number_never_survives_in_any_notation(before: str, secret: str, after: str) -> None:
    kept = redact(around(before, secret, after))
    assert digits(secret)[-8:] not in digits(kept)
    assert secret not in kept


@given(NO_DIGIT_BESIDE, st.emails(), NO_DIGIT_BESIDE)
def test_an_email_address_never_survives(before: str, secret: str, after: str) -> None:
    assert secret not in redact(before + secret + after)


@given(NO_DIGIT_BESIDE, valid_ibans(), NO_DIGIT_BESIDE)
@example("rekening ", "NL91ABNA0417164300", " is van mij en niet van hem")
def test_an_account_number_never_survives(before: str, secret: str, after: str) -> None:
    kept = redact(around(before, secret, after))
    assert secret not in kept
    assert digits(secret)[2:] not in digits(kept)


@given(
    st.integers(0, 9_999_999),
    st.sampled_from(["ik heb {} euro schuld", "€ {},50 per maand", "{} euro huur", "al {} jaar"]),
)
def test_an_amount_stays(amount: int, sentence: str) -> None:
    written = sentence.format(f"{amount:,}".replace(",", "."))
    assert redact(written) == written


@given(st.integers(1, 31), st.sampled_from(MONTHS), st.integers(1, 60))
def test_a_day_and_a_period_stay(day: int, month: str, period: int) -> None:
    written = f"voor {day} {month} moet ik betalen, al {period} maanden achter"
    assert redact(written) == written


@given(st.text(max_size=200))
def test_redaction_takes_any_text_and_twice_is_once(tekst: str) -> None:
    once = redact(tekst)
    assert redact(once) == once
