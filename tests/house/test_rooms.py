"""The rooms keep their shape: what they offer can be called, and no module hides it."""

import importlib
import pkgutil
import re
from pathlib import Path

import pytest

import reinstate

SOURCE = Path(reinstate.__file__).parent
MODULES = sorted(
    module.name
    for module in pkgutil.walk_packages(reinstate.__path__, "reinstate.")
    if "migrations" not in module.name and not module.name.endswith("__main__")
)
ROOMS = sorted(name for name in MODULES if name.count(".") == 1)


def test_every_module_can_be_imported_and_tells_what_it_is():
    for name in MODULES:
        assert importlib.import_module(name).__doc__, name


@pytest.mark.parametrize("room", ROOMS)
def test_no_module_hides_what_a_room_offers(room):
    """A function named like a module that loads late would be replaced by it at the second call."""
    for name in MODULES:
        importlib.import_module(name)
    offered = importlib.import_module(room)
    for name in getattr(offered, "__all__", ()):
        assert not re.fullmatch(r"<module .*", repr(getattr(offered, name))), f"{room}.{name} is a module"


@pytest.mark.parametrize(
    "forbidden", ["utils", "helpers", "common", "base", "manager", "service", "handler", "processor"]
)
def test_no_file_is_named_after_nothing(forbidden):
    assert not [path for path in SOURCE.rglob("*.py") if forbidden in path.stem]


def test_no_text_for_people_is_left_to_do():
    for path in SOURCE.rglob("*.py"):
        assert not re.search(r"\b(TODO|FIXME|XXX)\b", path.read_text("utf-8")), path
