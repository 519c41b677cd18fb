"""Signing in through the gemeente, with OpenID Connect: authorization code, PKCE, state and nonce."""

from handoff.oidc.client import Journey, begin, finish
from handoff.oidc.errors import NoGroupError, NoSecondFactorError, OidcError
from handoff.oidc.identity import Identity

__all__ = ["Identity", "Journey", "NoGroupError", "NoSecondFactorError", "OidcError", "begin", "finish"]
