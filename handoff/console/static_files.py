"""The stylesheets and scripts, read once at the start and sent compressed."""

import gzip
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType

from fastapi import APIRouter, Request, Response
from starlette.exceptions import HTTPException

STATIC = Path(__file__).resolve().parent / "static"
TYPES = MappingProxyType({".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8"})
A_YEAR = "public, max-age=31536000, immutable"


@dataclass(frozen=True)
class StaticFile:
    """One file in both forms; `version` in its address changes with its content."""

    soort: str
    plain: bytes
    packed: bytes
    version: str


def read_static(root: Path = STATIC) -> dict[str, StaticFile]:
    """Read every stylesheet and script under `root`, by its name below it."""
    return {path.relative_to(root).as_posix(): _read(path) for path in sorted(root.rglob("*")) if path.suffix in TYPES}


def _read(path: Path) -> StaticFile:
    plain = path.read_bytes()
    return StaticFile(TYPES[path.suffix], plain, gzip.compress(plain, 9, mtime=0), sha256(plain).hexdigest()[:12])


def static_router(files: dict[str, StaticFile]) -> APIRouter:
    """Return the route that serves `files`, and nothing else on disk."""
    router = APIRouter()

    @router.get("/static/{name:path}")
    async def static(request: Request, name: str) -> Response:
        """Send one file; its address holds its version, so a browser may keep it."""
        found = files.get(name)
        if found is None:
            raise HTTPException(404)
        headers = {"Cache-Control": A_YEAR, "Vary": "Accept-Encoding"}
        if "gzip" in request.headers.get("accept-encoding", ""):
            headers["Content-Encoding"] = "gzip"
            return Response(found.packed, headers=headers, media_type=found.soort)
        return Response(found.plain, headers=headers, media_type=found.soort)

    return router
