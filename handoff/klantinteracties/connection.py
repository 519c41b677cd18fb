"""Connects to the one address of the settings, and to nothing that hides behind its name."""

import socket
from collections.abc import Collection
from ipaddress import IPv4Address, IPv6Address, ip_address
from ssl import SSLContext

import httpx

from handoff.klantinteracties.settings import Network
from handoff.provider import LOOPBACK

Address = IPv4Address | IPv6Address


class UnsafeAddressError(Exception):
    """The name leads to a private address that the settings don't list."""


class GuardedTransport(httpx.HTTPTransport):
    """
    Looks where the name leads, and connects to exactly that address: it can't lead elsewhere a moment later.

    The certificate is still checked against the name.
    """

    def __init__(self, context: SSLContext, networks: Collection[Network]) -> None:
        """Keep which private networks are allowed. Settings of a proxy in the environment are not followed."""
        super().__init__(verify=context, trust_env=False)
        self._networks = networks

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request. Raises UnsafeAddressError, or what httpx raises."""
        host = request.url.host
        address = self._safe_address(request, host)
        request.extensions = {**request.extensions, "sni_hostname": host}
        request.url = request.url.copy_with(host=str(address))  # the Host header was set before and stays
        return super().handle_request(request)

    def _safe_address(self, request: httpx.Request, host: str) -> Address:
        try:
            found = socket.getaddrinfo(host, request.url.port or 443, type=socket.SOCK_STREAM)
        except OSError as error:
            raise httpx.ConnectError("no such name", request=request) from error
        addresses = [ip_address(str(entry[4][0]).partition("%")[0]) for entry in found]
        if not all(is_allowed(address, host, self._networks) for address in addresses):
            raise UnsafeAddressError
        return next((one for one in addresses if one.version == 4), addresses[0])


def is_allowed(address: Address, host: str, networks: Collection[Network]) -> bool:
    """Tell whether we may connect to an address: a public one, a listed one, or this computer by its own name."""
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    real = mapped or address
    if any(real in network for network in networks):
        return True
    if host in LOOPBACK:
        return real.is_loopback
    return real.is_global and not real.is_multicast
