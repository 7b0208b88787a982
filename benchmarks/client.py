"""A browser without a screen: one signed-in person, one connection, forms with their token."""

import http.client
import re
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')
HEADERS = {"User-Agent": "orientir-measurement", "Accept": "text/html"}


@dataclass(frozen=True)
class Reply:
    """What came back."""

    status: int
    location: str
    body: bytes


class Unreachable(OSError):
    """No whole answer came; once ``was_sent``, nobody knows what became of the request."""

    def __init__(self, error: Exception, *, was_sent: bool) -> None:
        super().__init__(str(error))
        self.was_sent = was_sent


@dataclass
class Visitor:
    """Somebody with a session; keeps the connection and the cookie of the forms' token as a browser does."""

    port: int
    session: str
    timeout: float = 20
    # Over TLS, to a host that this context trusts.
    trusted: ssl.SSLContext | None = None
    _cookies: dict[str, str] = field(default_factory=dict)
    _token: str = ""
    _connection: http.client.HTTPConnection | None = None

    def get(self, path: str) -> Reply:
        """Fetch a page; remembers the token of its form."""
        reply = self._ask("GET", path)
        found = TOKEN.search(reply.body)
        if found:
            self._token = found[1].decode()
        return reply

    def post(self, path: str, fields: Mapping[str, str]) -> Reply:
        """Send a form with the token of the last page that had one."""
        return self._ask("POST", path, urlencode({"csrfmiddlewaretoken": self._token, **fields}))

    def forget(self) -> None:
        """Become somebody who was never here, on the same connection."""
        self.session, self._token = "", ""
        self._cookies.clear()

    def close(self) -> None:
        """Drop the connection."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _ask(self, method: str, path: str, body: str | None = None) -> Reply:
        connection = self._connected()
        known = {self._session_name: self.session, **self._cookies} if self.session else self._cookies
        headers = {**HEADERS, "Cookie": "; ".join(f"{name}={value}" for name, value in known.items())}
        if self.trusted:
            headers["Origin"] = f"https://localhost:{self.port}"
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            content = response.read()
        except (OSError, http.client.HTTPException) as error:
            self.close()
            raise Unreachable(error, was_sent=True) from error
        for line in response.headers.get_all("Set-Cookie", []):
            name, _equals, value = line.partition(";")[0].partition("=")
            self._cookies[name] = value
        if response.will_close:
            self.close()
        return Reply(response.status, response.headers.get("Location", ""), content)

    @property
    def _session_name(self) -> str:
        return "__Host-session" if self.trusted else "sessionid"

    def _connected(self) -> http.client.HTTPConnection:
        if self._connection is None:
            connection = (
                http.client.HTTPSConnection("localhost", self.port, timeout=self.timeout, context=self.trusted)
                if self.trusted
                else http.client.HTTPConnection("127.0.0.1", self.port, timeout=self.timeout)
            )
            try:
                connection.connect()
            except OSError as error:
                raise Unreachable(error, was_sent=False) from error
            self._connection = connection
        return self._connection
