"""
Sends a browser to the provider, and checks what comes back.

The provider's addresses and keys are asked anew each time, so a key that was changed or withdrawn holds at once.
"""

import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.httpx_client import OAuth2Client
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from handoff.oidc.errors import OidcError
from handoff.oidc.identity import Identity, identity_from
from handoff.provider import Provider

ALGORITHMS = ("RS256", "PS256", "ES256")  # signed with a key of the provider: never "none", never a shared secret
SCOPE = "openid profile"
SECONDS = 5.0
LEEWAY = 60
ADDRESSES = ("authorization_endpoint", "token_endpoint", "jwks_uri")


@dataclass(frozen=True)
class Journey:
    """One browser on its way to the provider and back; what it must bring back is only known here."""

    provider: Provider
    address: str
    state: str
    nonce: str
    verifier: str


def begin(provider: Provider, redirect_uri: str) -> Journey:
    """Return where to send the browser. Raises OidcError when the provider can't be reached."""
    state, nonce, verifier = (secrets.token_urlsafe(48) for _ in range(3))
    endpoint = _metadata(provider)["authorization_endpoint"]
    with _oauth(provider, redirect_uri) as client:
        address, _ = client.create_authorization_url(endpoint, state=state, nonce=nonce, code_verifier=verifier)
    return Journey(provider, address, state, nonce, verifier)


def finish(journey: Journey, redirect_uri: str, answer: Mapping[str, str]) -> Identity:
    """
    Exchange the code, check the ID token, and return who it is.

    Raises:
        OidcError: If anything is not exactly as it should be.
    """
    if not hmac.compare_digest(answer.get("state", "").encode(), journey.state.encode()):
        raise OidcError("wrong_state")
    if answer.get("iss", journey.provider.issuer) != journey.provider.issuer:  # RFC 9207
        raise OidcError("wrong_issuer")
    if "error" in answer or not answer.get("code"):
        raise OidcError("no_code")
    metadata = _metadata(journey.provider)
    token = _exchange(journey, redirect_uri, metadata["token_endpoint"], answer["code"])
    return identity_from(journey.provider, _checked(journey, token, _get(metadata["jwks_uri"])))


def _exchange(journey: Journey, redirect_uri: str, endpoint: str, code: str) -> Mapping[str, Any]:
    try:
        with _oauth(journey.provider, redirect_uri) as client:
            token: Mapping[str, Any] = client.fetch_token(endpoint, code=code, code_verifier=journey.verifier)
    except (httpx.HTTPError, AuthlibBaseError, ValueError) as error:
        raise OidcError("no_token") from error
    if not isinstance(token.get("id_token"), str):
        raise OidcError("no_token")
    return token


def _checked(journey: Journey, token: Mapping[str, Any], keys: Mapping[str, Any]) -> dict[str, Any]:
    """Return the claims of an ID token that this provider signed for us, for this journey, just now."""
    provider = journey.provider
    options = {
        "iss": {"essential": True, "value": provider.issuer},
        "aud": {"essential": True, "value": provider.client_id},
    }
    params = {"nonce": journey.nonce, "client_id": provider.client_id, "access_token": token.get("access_token")}
    try:
        found = jwt.decode(token["id_token"], KeySet.import_key_set(keys), algorithms=ALGORITHMS)  # type: ignore[arg-type]
        CodeIDToken(found.claims, found.header, options, params).validate(leeway=LEEWAY)
    except (JoseError, AuthlibBaseError, ValueError, KeyError, TypeError) as error:
        raise OidcError("wrong_token") from error
    if not isinstance(found.claims["sub"], str) or not found.claims["sub"]:
        raise OidcError("wrong_token")
    return found.claims


def _metadata(provider: Provider) -> Mapping[str, Any]:
    found = _get(f"{provider.issuer.rstrip('/')}/.well-known/openid-configuration")
    if found.get("issuer") != provider.issuer:
        raise OidcError("wrong_issuer")
    if not all(isinstance(found.get(name), str) and provider.owns(found[name]) for name in ADDRESSES):
        raise OidcError("unsafe_address")
    return found


def _get(address: str) -> Mapping[str, Any]:
    try:
        answer = httpx.get(address, timeout=SECONDS, follow_redirects=False)
        answer.raise_for_status()
        found = answer.json()
    except (httpx.HTTPError, ValueError) as error:
        raise OidcError("no_answer") from error
    if not isinstance(found, dict):
        raise OidcError("no_answer")
    return found


def _oauth(provider: Provider, redirect_uri: str) -> OAuth2Client:
    return OAuth2Client(
        provider.client_id,
        provider.client_secret.get_secret_value(),
        token_endpoint_auth_method="client_secret_basic",
        scope=SCOPE,
        redirect_uri=redirect_uri,
        code_challenge_method="S256",
        timeout=SECONDS,
        follow_redirects=False,
    )
