"""
A sealed file: lines of text, compressed and encrypted, that can't be changed, shortened or pieced together unseen.

It is a row of frames, each AES-256-GCM with 96 fresh random bits. Every frame is bound to its file and its number, so
that one that is missing, moved or from another file doesn't open; and what is compressed has an end, so that the last
frames can't be left out.
"""

import os
import secrets
import zlib
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

MAGIC = b"rondkomen backup 1\n"
FRAME = 64 * 1024
LARGEST = FRAME + 1024
ID_BYTES, NONCE_BYTES, LENGTH_BYTES = 16, 12, 4


class SealError(Exception):
    """A sealed file was changed or cut off, isn't one, or was made with other keys."""


def write(path: Path, key: bytes, lines: Iterable[str]) -> None:
    """Write a whole file, for its owner only; when anything fails, what was there before is still there."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            _write_frames(file, AESGCM(key), lines)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def read(path: Path, key: bytes) -> Iterator[str]:
    """
    Yield the lines of a file. Only after the last one is it sure that nothing was cut off.

    Raises:
        SealError: As soon as something isn't as it was written.
    """
    expand, rest = zlib.decompressobj(), b""
    with path.open("rb") as file:
        for frame in _read_frames(file, AESGCM(key)):
            *whole, rest = (rest + expand.decompress(frame)).split(b"\n")
            yield from (line.decode() for line in whole)
    if rest or not expand.eof:
        raise SealError


def _write_frames(file: BinaryIO, cipher: AESGCM, lines: Iterable[str]) -> None:
    file_id = secrets.token_bytes(ID_BYTES)
    file.write(MAGIC + file_id)
    for number, frame in enumerate(_frames(lines)):
        _write_frame(file, cipher, frame, _place(file_id, number))


def _frames(lines: Iterable[str]) -> Iterator[bytes]:
    """Cut the compressed lines in frames; none of them is empty."""
    compress, waiting = zlib.compressobj(), bytearray()
    for line in chain(lines, (None,)):
        waiting += compress.flush() if line is None else compress.compress(f"{line}\n".encode())
        while len(waiting) > FRAME:
            yield bytes(waiting[:FRAME])
            del waiting[:FRAME]
    yield bytes(waiting)


def _write_frame(file: BinaryIO, cipher: AESGCM, content: bytes, place: bytes) -> None:
    nonce = secrets.token_bytes(NONCE_BYTES)
    sealed = nonce + cipher.encrypt(nonce, content, place)
    file.write(len(sealed).to_bytes(LENGTH_BYTES, "big") + sealed)


def _read_frames(file: BinaryIO, cipher: AESGCM) -> Iterator[bytes]:
    if file.read(len(MAGIC)) != MAGIC:
        raise SealError
    file_id, number = file.read(ID_BYTES), 0
    while sealed := _next(file):
        try:
            yield cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], _place(file_id, number))
        except (InvalidTag, ValueError) as error:
            raise SealError from error
        number += 1


def _next(file: BinaryIO) -> bytes:
    """Return the next frame, or nothing at the end of the file."""
    head = file.read(LENGTH_BYTES)
    length = int.from_bytes(head, "big")
    frame = file.read(length) if length <= LARGEST else b""
    if head and (len(head) < LENGTH_BYTES or not frame or len(frame) < length):
        raise SealError
    return frame


def _place(file_id: bytes, number: int) -> bytes:
    return MAGIC + file_id + number.to_bytes(8, "big")
