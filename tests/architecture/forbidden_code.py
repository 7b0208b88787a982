"""What the lint of forbidden code reads in a module: each rule is one mistake that others have paid for."""

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

# What comes from outside: request.GET and its like, or a bare request.
OUTSIDE = {"GET", "POST", "COOKIES", "FILES", "headers", "META", "body"}
QUERYSET_METHODS = {
    "filter", "exclude", "get", "create", "update", "get_or_create", "update_or_create", "annotate", "aggregate",
    "alias", "order_by", "values", "values_list", "only", "defer", "extra", "raw", "aget", "acreate", "select_related",
    "prefetch_related", "distinct", "in_bulk", "dates", "datetimes",
}  # fmt: skip
# Names of fields and expressions, that is: positional arguments which must never come from a request.
NAMES_ONLY = {
    "order_by", "values", "values_list", "only", "defer", "extra", "raw", "select_related", "prefetch_related",
    "distinct", "dates", "datetimes",
}  # fmt: skip
# Limits, used codes and sign-ins are rows; a cache may be away, or be one per process.
CACHELESS = ("accounts/", "institutions/", "safeguarding/", "audit/")


@dataclass(frozen=True)
class Finding:
    """One forbidden thing: the rule, the place."""

    rule: str
    path: str
    line: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line} {self.rule}"


type Rule = Callable[[ast.AST, str], bool]


def name_of(node: ast.AST) -> str:
    """Return the dotted name of an expression, as far as it has one: ``request.GET.get`` → the same."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{name_of(node.value)}.{node.attr}".lstrip(".")
    return ""


def from_outside(node: ast.AST) -> bool:
    """Return whether an expression reads what a client has sent."""
    return any(isinstance(part, ast.Attribute) and part.attr in OUTSIDE and is_request(part.value)
               for part in ast.walk(node))  # fmt: skip


def is_request(node: ast.AST) -> bool:
    """Return whether an expression is a request: ``request``, ``self.request``, ``_request``."""
    return name_of(node).split(".")[-1].strip("_") in {"request", "req"}


def is_call(node: ast.AST, names: set[str]) -> bool:
    """Return whether a node calls something whose last name is one of these."""
    return isinstance(node, ast.Call) and name_of(node.func).split(".")[-1] in names


def imports(node: ast.AST, *modules: str) -> bool:
    """Return whether a node imports one of these modules, or something from it."""
    if isinstance(node, ast.Import):
        names = [alias.name for alias in node.names]
    elif isinstance(node, ast.ImportFrom) and node.module:
        names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    else:
        return False
    return any(name == module or name.startswith(f"{module}.") for name in names for module in modules)


def expands_request(node: ast.AST, _path: str) -> bool:
    """``filter(**request.GET.dict())``: the client chooses the lookup, and with it what leaks."""
    return is_call(node, QUERYSET_METHODS | {"Q"}) and any(
        keyword.arg is None and from_outside(keyword.value) for keyword in node.keywords
    )


def names_from_request(node: ast.AST, _path: str) -> bool:
    """``order_by(request.GET["sort"])``: the client chooses a field, and reads it by its order."""
    return is_call(node, NAMES_ONLY) and any(from_outside(argument) for argument in node.args)


def marks_safe(node: ast.AST, _path: str) -> bool:
    """Text of people that is declared to be HTML."""
    return imports(node, "django.utils.safestring.mark_safe", "django.utils.html.mark_safe") or is_call(
        node, {"mark_safe", "SafeString", "SafeText"}
    )


def formats_html_with_text(node: ast.AST, _path: str) -> bool:
    """``format_html(f"<b>{name}</b>")``: escaped too late."""
    return (
        is_call(node, {"format_html"})
        and bool(node.args)
        and not (isinstance(node.args[0], ast.Constant) and isinstance(node.args[0].value, str))
    )


def extracts_archive(node: ast.AST, _path: str) -> bool:
    """An archive's own file names, written where they say."""
    return is_call(node, {"extractall", "unpack_archive"}) or (
        isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "extract"
    )


def unpickles(node: ast.AST, _path: str) -> bool:
    """Data that decides what is run."""
    return imports(node, "pickle", "dill", "shelve", "marshal", "cloudpickle", "jsonpickle")


def evaluates(node: ast.AST, _path: str) -> bool:
    """Text that becomes code."""
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {
        "eval", "exec", "compile", "__import__",
    }  # fmt: skip


def loads_yaml_objects(node: ast.AST, _path: str) -> bool:
    """``yaml.load`` with anything but a safe loader builds objects."""
    return isinstance(node, ast.Call) and name_of(node.func) in {
        "yaml.load", "yaml.load_all", "yaml.unsafe_load", "yaml.full_load", "yaml.unsafe_load_all",
    } and not any("Safe" in ast.unparse(part) for part in [*node.args, *node.keywords])  # fmt: skip


def parses_xml_carelessly(node: ast.AST, _path: str) -> bool:
    """The standard library's parsers follow entities."""
    return imports(node, "xml.etree", "xml.sax", "xml.dom", "lxml") and not imports(
        node, "xml.etree.ElementTree.Element", "xml.etree.ElementTree.ParseError"
    )


def limits_in_memory(node: ast.AST, path: str) -> bool:
    """A limiter, a used code or a sign-in in the cache: one per process, and gone when Redis is."""
    return path.startswith(CACHELESS) and (
        imports(node, "django.core.cache", "functools.lru_cache", "cachetools", "django_ratelimit")
    )


def gets_past_permissions(node: ast.AST, path: str) -> bool:
    """A view that fetches by an address's id without an ``access_*`` getter, which asks who is asking."""
    if "/views/" not in path and not path.endswith("/views.py"):
        return False
    if is_call(node, {"get_object_or_404", "get_list_or_404", "aget_object_or_404"}):
        return True
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in {"get", "aget"}
        and ".objects" in ast.unparse(node.func.value)
    )


def writes_raw_sql(node: ast.AST, _path: str) -> bool:
    """SQL that is put together from pieces."""
    return (
        is_call(node, {"execute", "executemany", "raw", "RawSQL"})
        and bool(node.args)
        and isinstance(node.args[0], ast.JoinedStr | ast.BinOp)
    )


def opens_shell(node: ast.AST, _path: str) -> bool:
    """A shell reads what it is given as a programme."""
    return name_of(getattr(node, "func", node)) in {"os.system", "os.popen"} or (
        isinstance(node, ast.keyword)
        and node.arg == "shell"
        and not (isinstance(node.value, ast.Constant) and node.value.value is False)
    )


def drops_protection(node: ast.AST, _path: str) -> bool:
    """A view that takes forms of other sites, or loosens what its pages may run."""
    return is_call(node, {"csrf_exempt", "csp_override"}) or imports(
        node, "django.views.decorators.csrf.csrf_exempt", "django.views.decorators.csp.csp_override"
    )


def sends_mail(node: ast.AST, _path: str) -> bool:
    """Nobody here has an address, and no code may wait for a mail server."""
    return imports(node, "smtplib", "django.core.mail")


def reads_addresses(node: ast.AST, _path: str) -> bool:
    """A whole school shares one address, and a client writes what a proxy passes on."""
    return isinstance(node, ast.Constant) and node.value in {
        "REMOTE_ADDR", "HTTP_X_FORWARDED_FOR", "X-Forwarded-For", "HTTP_X_REAL_IP", "HTTP_X_FORWARDED_HOST",
    }  # fmt: skip


RULES: dict[str, Rule] = {
    rule.__name__.replace("_", " "): rule
    for rule in (
        expands_request, names_from_request, marks_safe, formats_html_with_text, extracts_archive, unpickles, evaluates,
        loads_yaml_objects, parses_xml_carelessly, limits_in_memory, gets_past_permissions, writes_raw_sql, opens_shell,
        drops_protection, sends_mail, reads_addresses,
    )
}  # fmt: skip


# The same mistakes in templates and scripts, which have no tree to walk.
PATTERNS: dict[str, dict[str, re.Pattern[str]]] = {
    ".html": {
        "text passes unescaped": re.compile(r"\|\s*safe(?:seq)?\b|\{%\s*autoescape\s+off"),
        "an attribute without quotes": re.compile(r"<[a-z][^<>]*\s[a-z-]+=\{\{"),
        "runs what stands in the page": re.compile(
            r"<script(?![^>]*\s(?:src=|type=\"application/json\"))|\son[a-z]+\s*=|javascript:", re.IGNORECASE
        ),
    },
    ".js": {
        "text becomes HTML": re.compile(r"\.(?:inner|outer)HTML\b|insertAdjacentHTML|document\.write|setHTMLUnsafe"),
        "text becomes code": re.compile(r"\beval\s*\(|new\s+Function\b|set(?:Timeout|Interval)\s*\(\s*[\"'`]"),
    },
}


def matches(path: Path, root: Path) -> Iterator[Finding]:
    """Yield every forbidden thing in one template or script."""
    text = path.read_text()
    for name, pattern in PATTERNS.get(path.suffix, {}).items():
        for found in pattern.finditer(text):
            yield Finding(name, path.relative_to(root).as_posix(), text.count("\n", 0, found.start()) + 1)


def findings(path: Path, root: Path) -> Iterator[Finding]:
    """Yield every forbidden thing in one module."""
    shown = path.relative_to(root).as_posix()
    for node in ast.walk(ast.parse(path.read_text())):
        for name, rule in RULES.items():
            if rule(node, shown):
                yield Finding(name, shown, getattr(node, "lineno", 0))
