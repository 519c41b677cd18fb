"""A small OpenID Connect provider with real keys, that can be told to lie."""

import base64
import hashlib
import json
import secrets
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlencode

import uvicorn
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

CLIENT_ID, CLIENT_SECRET = "rondkomen", "een geheim van de proef"


@dataclass
class OidcProvider:
    """
    Signs everybody in who comes by, as the person that a test put here.

    Attributes:
        person: The claims about who signs in.
        lies: Claims of the ID token that are replaced; None leaves one out.
        signing: How the ID token is made: right, none, secret (HS256 with the public key) or other_key.
        metadata: What is replaced in the discovery document.
    """

    person: dict[str, object] = field(
        default_factory=lambda: {"sub": "1", "name": "Anna", "groups": ["team-mors"], "amr": ["pwd", "mfa"]}
    )
    lies: dict[str, object] = field(default_factory=dict)
    signing: str = "right"
    metadata: dict[str, object] = field(default_factory=dict)
    issuer: str = ""
    asked: list[dict[str, str]] = field(default_factory=list)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Make the keys."""
        self.key = RSAKey.generate_key(2048, {"kid": "een", "use": "sig"}, private=True)
        self.other = RSAKey.generate_key(2048, {"kid": "een", "use": "sig"}, private=True)

    def app(self) -> Starlette:
        """Return the provider as an application."""
        return Starlette(
            routes=[
                Route("/.well-known/openid-configuration", self._discovery),
                Route("/sleutels", self._keys),
                Route("/inloggen", self._authorize),
                Route("/token", self._token, methods=["POST"]),
            ]
        )

    async def _discovery(self, _request: Request) -> Response:
        right = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/inloggen",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/sleutels",
        }
        return JSONResponse(right | self.metadata)

    async def _keys(self, _request: Request) -> Response:
        return JSONResponse({"keys": [self.key.as_dict(private=False)]})

    async def _authorize(self, request: Request) -> Response:
        asked = dict(request.query_params)
        self.asked.append(asked)
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked
        back = urlencode({"code": code, "state": asked["state"], "iss": self.issuer})
        return RedirectResponse(f"{asked['redirect_uri']}?{back}", status_code=302)

    async def _token(self, request: Request) -> Response:
        """Give a token for a code, once, to the right client with the right verifier."""
        form = {key: values[0] for key, values in parse_qs((await request.body()).decode()).items()}
        login = base64.b64encode(f"{CLIENT_ID}:{CLIENT_SECRET}".encode()).decode()
        asked = self.codes.pop(form.get("code", ""), None)
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        right = (
            asked is not None
            and request.headers.get("authorization") == f"Basic {login}"
            and asked["code_challenge_method"] == "S256"
            and asked["code_challenge"] == challenge
            and asked["redirect_uri"] == form.get("redirect_uri")
        )
        if not right or asked is None:
            return JSONResponse({"error": "invalid_grant"}, status_code=400)
        token = {"access_token": secrets.token_urlsafe(16), "token_type": "Bearer", "expires_in": 60}
        return JSONResponse(token | {"id_token": self._id_token(asked["nonce"])})

    def _id_token(self, nonce: str) -> str:
        now = int(time.time())
        right = {"iss": self.issuer, "aud": CLIENT_ID, "nonce": nonce, "iat": now, "exp": now + 60}
        claims = {name: value for name, value in (right | self.person | self.lies).items() if value is not None}
        if self.signing == "none":
            parts = ({"alg": "none"}, claims)
            return ".".join(_encoded(json.dumps(part).encode()) for part in parts) + "."
        if self.signing == "secret":
            shared = OctKey.import_key(self.key.as_pem(private=False))
            return jwt.encode({"alg": "HS256", "kid": "een"}, claims, shared)
        key = self.other if self.signing == "other_key" else self.key
        return jwt.encode({"alg": "RS256", "kid": "een"}, claims, key)

    @contextmanager
    def served(self) -> Iterator["OidcProvider"]:
        """Serve it over HTTP on this computer."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.issuer = f"http://127.0.0.1:{port}"
        server = uvicorn.Server(uvicorn.Config(self.app(), port=port, log_level="error"))
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.02)
        try:
            yield self
        finally:
            server.should_exit = True
            thread.join(10)


def _encoded(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()
