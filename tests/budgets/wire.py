"""What a browser fetches for a page, byte by byte, and whom else a page would ask."""

import gzip
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.client import HTTPConnection
from types import MappingProxyType
from urllib.parse import urljoin, urlsplit

import brotli

OVER_HTTPS = "gzip, deflate, br, zstd"
# What browsers offer on plain http, on a school's own network.
OVER_HTTP = "gzip, deflate"
IMPORT = re.compile(r"""\bimport\s*(?:[\w*{}\s,$]+from\s*)?\(?\s*["']([^"']+)["']""")
CSS_URL = re.compile(r"""url\(\s*["']?([^"')]+)|@import\s+["']([^"']+)""")
ABSOLUTE = re.compile(r"""["'`](?:https?:)?(//[^"'`\s/]+)""")
# Names of languages of XML: nobody fetches them.
NAMESPACES = {"www.w3.org"}
# Where a browser goes by itself, on a form's send, or in advance: attribute by tag, "" for any tag.
LOADING = {"src", "srcset", "poster", "data", "action", "formaction", "background", "ping", "xlink:href"}
HREF_LOADS = {"link", "use", "image", "base"}
SAYS_ONLY = {"canonical", "alternate", "license", "author", "prev", "next"}


@dataclass(frozen=True)
class Reply:
    """One answer: ``wire`` counts its head and its body as they travel."""

    status: int
    kind: str
    wire: int
    text: str
    location: str = ""
    etag: str = ""
    caching: str = ""


@dataclass
class Found:
    """Addresses in a page by what a browser does with them."""

    blocking: set[str] = field(default_factory=set)
    other: set[str] = field(default_factory=set)
    scripts: set[str] = field(default_factory=set)
    forms: set[str] = field(default_factory=set)
    links: set[str] = field(default_factory=set)

    @property
    def loaded(self) -> set[str]:
        """Everything fetched without anybody's doing."""
        return self.blocking | self.other | self.scripts


class PageParser(HTMLParser):
    """Collects the addresses of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found = Found()

    def handle_starttag(self, tag, attrs):
        """Sort each address by what the tag does with it."""
        values = {name: value or "" for name, value in attrs}
        words = set(values.get("rel", "").split())
        if tag == "a":
            self.found.links.add(values.get("href", ""))
        if tag == "script" and values.get("src"):
            target = self.found.blocking if values.get("blocking") == "render" else self.found.scripts
            target.add(values["src"])
            if values.get("type") == "module":
                self.found.scripts.add(values["src"])
        elif tag == "link" and "stylesheet" in words:
            is_for_paper = values.get("media", "all") not in ("", "all", "screen")
            (self.found.other if is_for_paper else self.found.blocking).add(values["href"])
        elif tag in HREF_LOADS and not words & SAYS_ONLY:
            self.found.other.add(values.get("href", ""))
        for name in LOADING & values.keys():
            if name == "srcset":
                self.found.other |= {part.split()[0] for part in values[name].split(",") if part.strip()}
            elif name in ("action", "formaction"):
                self.found.forms.add(values[name])
            elif tag != "script":
                self.found.other.add(values[name])
        self.found.other |= {url for pair in CSS_URL.findall(values.get("style", "")) for url in pair if url}


def addresses(html: str) -> Found:
    """Return the addresses of a page."""
    parser = PageParser()
    parser.feed(html)
    for name, urls in vars(parser.found).items():
        setattr(parser.found, name, {url for url in urls if url and not url.startswith(("#", "data:"))})
    return parser.found


def within(text: str, kind: str) -> set[str]:
    """Return what a style sheet or a script loads in its turn."""
    if "css" in kind:
        return {url for pair in CSS_URL.findall(text) for url in pair if url and not url.startswith(("data:", "#"))}
    return set(IMPORT.findall(text)) if "javascript" in kind else set()


@dataclass
class Browser:
    """Fetches pages and everything they load, with one visitor's cookies; keeps files, as a cache would."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    encodings: str = OVER_HTTPS
    kept: dict[str, Reply] = field(default_factory=dict)

    @property
    def origin(self) -> str:
        """Return the address that everything has to begin with."""
        return f"http://127.0.0.1:{self.port}"

    def fetch(self, url: str, more: Mapping[str, str] = MappingProxyType({})) -> Reply:
        """Ask once, over a connection of its own."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Accept-Encoding": self.encodings, "Accept": "text/html,*/*", "Cookie": cookies, **more}
        connection.request("GET", url, headers=headers)
        response = connection.getresponse()
        body = response.read()
        head = len(f"HTTP/1.1 {response.status} {response.reason}\r\n\r\n")
        head += sum(len(f"{name}: {value}\r\n") for name, value in response.getheaders())
        connection.close()
        plain = {"gzip": gzip.decompress, "br": brotli.decompress}.get(response.headers.get("Content-Encoding", ""))
        text = (plain(body) if plain else body).decode(errors="replace")
        kind, *others = (
            response.headers.get(name, "") for name in ("Content-Type", "Location", "ETag", "Cache-Control")
        )
        return Reply(response.status, kind, head + len(body), text, *others)

    def load(self, url: str) -> Reply:
        """Fetch a file, or take it from the cache."""
        path = urljoin(self.origin, url).removeprefix(self.origin).partition("#")[0]
        if path not in self.kept:
            self.kept[path] = self.fetch(path)
            assert self.kept[path].status == 200, f"{path} answers {self.kept[path].status}"
        return self.kept[path]

    def files(self, page: Reply, path: str) -> Iterator[str]:
        """Yield the path of every file of a page, each once, with what the files load in their turn."""
        waiting, seen = [urljoin(self.origin + path, url) for url in sorted(addresses(page.text).loaded)], set()
        while waiting:
            url = waiting.pop().partition("#")[0]
            if url in seen:
                continue
            seen.add(url)
            assert url.startswith(self.origin), f"{path} asks {url}"
            yield url.removeprefix(self.origin)
            reply = self.load(url)
            waiting += [urljoin(url, inner) for inner in within(reply.text, reply.kind)]


def foreign(text: str, kind: str, own: str) -> set[str]:
    """Return the hosts, other than our own, that a page, style sheet, script or drawing would ask."""
    if "html" in kind:
        found = addresses(text)
        urls = found.loaded | found.forms
    elif "css" in kind:
        urls = within(text, kind)
    elif "javascript" in kind or "svg" in kind or "json" in kind:
        urls = set(ABSOLUTE.findall(text))
    else:
        urls = set()
    hosts = {urlsplit(urljoin(own, url)).netloc for url in urls}
    return hosts - {urlsplit(own).netloc, ""} - NAMESPACES
