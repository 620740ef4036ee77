"""Connections to the public internet alone, each to the very address that was checked."""

from __future__ import annotations

import queue
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any

import httpcore

from index.errors import UnreadableArticle

# Written out, for what Python calls global has changed from version to version, and counts multicast to it.
_CLOSED = tuple(
    map(
        ip_network,
        (
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
            "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24",
            "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "168.63.129.16/32",  # looks public, but is what every machine in Azure takes its orders from
            "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
        ),
    )
)  # fmt: skip
_UNICAST = ip_network("2000::/3")  # all that is in use of IPv6's public addresses
_NAT64 = ip_network("64:ff9b::/96")


def is_public(address: str) -> bool:
    """Whether an IP address is one that everybody reaches; one inside an IPv6 address counts as itself.

    >>> is_public("93.184.215.14"), is_public("169.254.169.254"), is_public("::ffff:127.0.0.1")
    (True, False, False)
    """
    found: IPv4Address | IPv6Address = ip_address(address)
    if isinstance(found, IPv6Address):
        inner = found.ipv4_mapped or (IPv4Address(int(found) & 0xFFFF_FFFF) if found in _NAT64 else None)
        if inner is None and found not in _UNICAST:
            return False
        found = inner or found
    return not any(found in network for network in _CLOSED)


class Connecting(httpcore.NetworkBackend):
    """Opens connections until a deadline, by the monotonic clock. A name is looked up once, every address that it has
    is checked unless `private` ones are allowed, and what was checked is what is connected to: a name that changes its
    address in between gains nothing.
    """

    def __init__(self, deadline: float, *, private: bool) -> None:
        self._deadline = deadline
        self._private = private

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Raises UnreadableArticle: no such name, or an address that is not public."""
        addresses = _looked_up(host, port, _left(self._deadline, timeout))
        if not self._private and not all(map(is_public, addresses)):
            raise UnreadableArticle(
                f"{host} is not on the public internet, and nothing is fetched from a private address: allow it with"
                " ONRECORD_PRIVATE_ADDRESSES=true if it is yours"
            )
        for number, address in enumerate(addresses, start=1):
            try:
                seconds = _left(self._deadline, timeout)
                return _Stream(httpcore.SyncBackend().connect_tcp(address, port, seconds), self._deadline)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if number == len(addresses):
                    raise
        raise httpcore.ConnectError(f"{host} has no address")


class _Stream(httpcore.NetworkStream):
    """A connection that ends at the deadline, however slowly its bytes come."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: float) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _left(self._deadline, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _left(self._deadline, timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        seconds = _left(self._deadline, timeout)
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, seconds), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _left(deadline: float, timeout: float | None) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout("the deadline has passed")
    return left if timeout is None else min(left, timeout)


def _looked_up(host: str, port: int, seconds: float) -> list[str]:
    """The addresses of a name. The system's look-up knows no time limit, so it runs beside and may be left behind."""
    answers: queue.SimpleQueue[list[str] | Exception] = queue.SimpleQueue()
    threading.Thread(target=_look_up, args=(host, port, answers.put), daemon=True).start()
    try:
        found = answers.get(timeout=seconds)
    except queue.Empty:
        raise httpcore.ConnectTimeout(f"{host} was not looked up in time") from None
    if isinstance(found, Exception):
        raise UnreadableArticle(f"no computer is known by the name {host}: check the address") from found
    return found


def _look_up(host: str, port: int, tell: Callable[[list[str] | Exception], None]) -> None:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError, OverflowError) as error:
        tell(error)
    else:
        tell(list(dict.fromkeys(str(address[0]) for *_, address in found)))
