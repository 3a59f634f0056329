"""XML from outside, parsed without obeying it: no document type, entities, network or endless depth."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree


class NotReadable(Exception):
    """It is no XML, or XML with a document type, which no format of ours has. ``row`` is where, from 1."""

    def __init__(self, row: int) -> None:
        """Remember the line."""
        self.row = row
        super().__init__(f"row {row}")


class Node:
    """An element seen by the plain names of one namespace: `entry.text("Acct/Id/IBAN")`."""

    def __init__(self, element: Any) -> None:  # noqa: ANN401  lxml carries no types
        """Look at this element; its own namespace is that of every path."""
        self._element = element
        self.namespace, _, self.name = str(element.tag).removeprefix("{").rpartition("}")

    def all(self, path: str) -> list[Node]:
        """Every element at the path, in the document's order."""
        qualified = "/".join(f"{{{self.namespace}}}{step}" for step in path.split("/"))
        return [Node(element) for element in self._element.iterfind(qualified)]

    def first(self, path: str) -> Node | None:
        """The first element at the path, or None."""
        return next(iter(self.all(path)), None)

    def text(self, *paths: str) -> str:
        """The text of the first of these paths that has any, without surrounding blanks; else empty."""
        for path in paths:
            for node in self.all(path):
                if node.own_text:
                    return node.own_text
        return ""

    @property
    def own_text(self) -> str:
        """The element's text, without surrounding blanks."""
        return str(self._element.text or "").strip()

    def attribute(self, name: str) -> str:
        """The attribute's value, or empty."""
        return str(self._element.get(name, ""))

    def __iter__(self) -> Iterator[Node]:
        """Its child elements."""
        return (Node(child) for child in self._element if isinstance(child.tag, str))


def parse(content: bytes) -> Node:
    """The root element. Raises NotReadable, and nothing else, for whatever bytes come."""
    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        dtd_validation=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise NotReadable(max(error.lineno or 1, 1)) from None
    except ValueError:
        raise NotReadable(1) from None
    if root.getroottree().docinfo.doctype:
        raise NotReadable(1)
    return Node(root)
