"""YAML as the packs use it: no anchors, no tags, no doubled keys; written so that equal content is equal bytes."""

import sys
from collections.abc import Hashable
from datetime import date
from typing import Any

import yaml
from django.utils.translation import gettext as _

from cms.exchange.problems import Problems, line

MAX_DEPTH = 12

type Yaml = dict[str, "Yaml"] | list["Yaml"] | str | int | float | bool | date | None


class Inline(list["Yaml"]):
    """A short list to be written on one line."""


class InlineMap(dict[str, "Yaml"]):
    """A mapping to be written on one line: a row of a table."""


class _Refused(Exception):
    """What the subset leaves out; carries the line."""

    def __init__(self, message: str, number: int) -> None:
        super().__init__(message)
        self.number = number


class _Loader(yaml.CSafeLoader):
    """Refuses doubled keys and keys that are not text."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        """Return the mapping; called for every mapping of the file."""
        mapping: dict[Hashable, Any] = {}
        for key_node, value_node in node.value:
            key = self.construct_object(key_node, deep=True)
            number = key_node.start_mark.line + 1
            if not isinstance(key, str):
                raise _Refused(_("The key %(key)s must be text; put it in quotes.") % {"key": key_node.value}, number)
            if key in mapping:
                raise _Refused(_("The key %(key)s stands here twice.") % {"key": key}, number)
            mapping[key] = self.construct_object(value_node, deep=deep)
        return mapping


def load(text: str, file: str, problems: Problems, *, first_line: int = 1) -> Yaml:
    """Return the content, or None after noting the problem; ``first_line`` is where the text starts in its file."""
    try:
        _check_events(text)
        content: Yaml = yaml.load(text, Loader=_Loader)  # noqa: S506  a safe loader, made stricter
    except _Refused as refused:
        problems.add(file, line(refused.number + first_line - 1), str(refused))
        return None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = line(mark.line + first_line) if mark else ""
        problems.add(file, place, _("This is not readable YAML: %(error)s.") % {"error": error.problem or ""})
        return None
    except (yaml.YAMLError, ValueError, OverflowError, RecursionError) as error:
        problems.add(file, "", _("This is not readable YAML: %(error)s.") % {"error": str(error)[:200]})
        return None
    return content


def _check_events(text: str) -> None:
    """Refuse what the subset leaves out before anything is built from it."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        number = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _Refused(_("Anchors and aliases are not read here."), number)
        if isinstance(event, yaml.NodeEvent) and getattr(event, "tag", None) not in (None, "!"):
            raise _Refused(_("Tags are not read here."), number)
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                raise _Refused(_("This is nested too deeply."), number)
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


class _Dumper(yaml.SafeDumper):
    """Block style, entries indented below their key, double quotes where quotes are needed."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002  the dumper's
        """Write everything out."""
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
        """Indent the entries of a list as well."""
        super().increase_indent(flow, False)

    def choose_scalar_style(self) -> str:
        """Return plain where that is safe, else double quotes."""
        style: str = super().choose_scalar_style()
        return '"' if style == "'" else style


def _represent_inline(dumper: yaml.SafeDumper, data: Inline) -> yaml.Node:
    return dumper.represent_sequence("tag:yaml.org,2002:seq", data, flow_style=True)


def _represent_inline_map(dumper: yaml.SafeDumper, data: InlineMap) -> yaml.Node:
    return dumper.represent_mapping("tag:yaml.org,2002:map", data, flow_style=True)


_Dumper.add_representer(Inline, _represent_inline)
_Dumper.add_representer(InlineMap, _represent_inline_map)


def dump(content: Yaml) -> str:
    """Return the canonical text, keys in the order given."""
    text: str = yaml.dump(
        content, Dumper=_Dumper, allow_unicode=True, default_flow_style=False, sort_keys=False, width=sys.maxsize
    )
    return text
