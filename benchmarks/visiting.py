"""A browser without a screen that does not keep a thread waiting: hundreds of phones in one process."""

import asyncio
import re
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from time import perf_counter
from urllib.parse import urlencode

TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')
SECONDS = 30


@dataclass(frozen=True)
class Site:
    """Where it is; over TLS where there is a context."""

    port: int
    trusted: ssl.SSLContext | None = None

    @property
    def origin(self) -> str:
        """Return what a browser calls it."""
        return f"http{'s' if self.trusted else ''}://localhost:{self.port}"


@dataclass(frozen=True)
class Reply:
    """What came back and how long it took, in seconds; status 0 when nothing did."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    seconds: float


@dataclass
class Visitor:
    """Somebody's browser: one connection, cookies and the token of the last form."""

    site: Site
    cookies: dict[str, str] = field(default_factory=dict)
    _token: str = ""
    _streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def get(self, path: str, **headers: str) -> Reply:
        """Fetch a page; remembers the token of its form."""
        reply = await self._ask("GET", path, "", headers)
        if found := TOKEN.search(reply.body):
            self._token = found[1].decode()
        return reply

    async def post(self, path: str, fields: Mapping[str, str]) -> Reply:
        """Send a form."""
        return await self._ask("POST", path, urlencode({"csrfmiddlewaretoken": self._token, **fields}), {})

    async def bare(self, path: str, etag: str) -> Reply:
        """Poll: no cookie goes along."""
        return await self._ask("GET", path, "", {"If-None-Match": etag} if etag else {}, known=False)

    def close(self) -> None:
        """Drop the connection."""
        if self._streams:
            self._streams[1].close()
            self._streams = None

    async def _ask(self, method: str, path: str, body: str, headers: Mapping[str, str], *, known: bool = True) -> Reply:
        lines = [f"{method} {path} HTTP/1.1", f"Host: localhost:{self.site.port}", f"Origin: {self.site.origin}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        if known:
            lines.append(f"Cookie: {'; '.join(f'{name}={value}' for name, value in self.cookies.items())}")
        if method == "POST":
            lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
        began = perf_counter()
        try:
            status, found, content = await self._exchange("\r\n".join([*lines, "", body]).encode())
        except (OSError, asyncio.IncompleteReadError):
            self.close()
            return Reply(0, {}, b"", perf_counter() - began)
        if found.get("connection") == "close":
            self.close()
        return Reply(status, found, content, perf_counter() - began)

    async def _exchange(self, request: bytes) -> tuple[int, dict[str, str], bytes]:
        """Send and read; a server may have closed a connection that was idle, and then a browser opens another one."""
        was_open = self._streams is not None
        reader, writer = self._streams or await asyncio.open_connection(
            "localhost", self.site.port, ssl=self.site.trusted
        )
        self._streams = reader, writer
        try:
            writer.write(request)
            return await asyncio.wait_for(self._read(reader), SECONDS)
        except (ConnectionError, asyncio.IncompleteReadError) as error:
            self.close()
            if not was_open or (isinstance(error, asyncio.IncompleteReadError) and error.partial):
                raise
            return await self._exchange(request)

    async def _read(self, reader: asyncio.StreamReader) -> tuple[int, dict[str, str], bytes]:
        first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode().rstrip().split("\r\n")
        status = int(first.split()[1])
        found: dict[str, str] = {}
        for line in lines:
            name, _colon, value = line.partition(":")
            found[name.lower()] = value.strip()
            if name.lower() == "set-cookie":
                cookie, _equals, rest = value.strip().partition("=")
                self.cookies[cookie] = rest.partition(";")[0]
        if found.get("transfer-encoding") == "chunked":
            return status, found, await _chunks(reader)
        return status, found, await reader.readexactly(int(found.get("content-length", "0")))


async def _chunks(reader: asyncio.StreamReader) -> bytes:
    parts = []
    while size := int((await reader.readline()).strip(), 16):
        parts.append(await reader.readexactly(size))
        await reader.readline()
    await reader.readline()
    return b"".join(parts)
