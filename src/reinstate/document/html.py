"""HTML: one file that asks nothing of the network and runs nothing."""

import base64
from functools import lru_cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from reinstate.document.faces import TEMPLATES
from reinstate.document.tree import Document, Table, as_data


def write(document: Document) -> bytes:
    """The document as one UTF-8 file with its styles inside."""
    anchors = {anchor for block in document.blocks if isinstance(block, Table) for anchor in block.anchors}
    return fill("document", document=as_data(document), anchors=anchors, drawing=drawing)


def fill(name: str, **values: Any) -> bytes:
    """A template of that name with its style sheet; every value is escaped."""
    page = environment().get_template(f"{name}.html.j2").render(style_sheet=style_sheet(name), **values)
    return (page.rstrip("\n") + "\n").encode()


def drawing(svg: str) -> str:
    """A drawing as an image address; inside an image no script of it runs and nothing is fetched."""
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode("ascii")


@lru_cache(maxsize=4)
def style_sheet(name: str) -> Markup:
    """The style sheet that belongs to a template."""
    return Markup((TEMPLATES / f"{name}.css").read_text("utf-8"))  # noqa: S704 - our own file


@lru_cache(maxsize=1)
def environment() -> Environment:
    """Templates of this room; unknown names are errors and everything is escaped."""
    return Environment(loader=FileSystemLoader(TEMPLATES, encoding="utf-8"), autoescape=True, undefined=StrictUndefined)
