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
# One script: htmx starts on the next tick, and an extension in a later script would come too late now and then.
JOINED = MappingProxyType({"htmx.js": ("vendor/htmx-4.0.1.min.js", "vendor/hx-sse-4.0.1.min.js")})
A_YEAR = "public, max-age=31536000, immutable"


@dataclass(frozen=True)
class StaticFile:
    """One file in both forms; `version` in its address changes with its content."""

    soort: str
    plain: bytes
    packed: bytes
    version: str


def read_static(root: Path = STATIC) -> dict[str, StaticFile]:
    """Read every stylesheet and script under `root`, by its name below it, and join what must come together."""
    found = {
        path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*")) if path.suffix in TYPES
    }
    joined = {name: b"\n".join(found[part] for part in parts) for name, parts in JOINED.items()}
    return {name: _packed(name, plain) for name, plain in (found | joined).items()}


def _packed(name: str, plain: bytes) -> StaticFile:
    version = sha256(plain).hexdigest()[:12]
    return StaticFile(TYPES[Path(name).suffix], plain, gzip.compress(plain, 9, mtime=0), version)


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
