"""The room's nouns: each is where the room and its stub say, and none is loaded before it is asked for."""

import ast
import subprocess
import sys
from pathlib import Path

from reinstate import case


def test_the_stub_offers_what_the_room_offers():
    stub = ast.parse(Path(case.__file__).with_suffix(".pyi").read_text("utf-8"))
    told = {
        f"{each.module}.{name.name}" for each in stub.body if isinstance(each, ast.ImportFrom) for name in each.names
    }
    assert told == {f"{case.__name__}.{case._HOMES[name]}.{name}" for name in case.__all__}
    assert all(getattr(case, name) is not None for name in case.__all__)


def test_one_noun_does_not_load_the_others():
    code = "from reinstate.case import Span; import sys; print(*(m for m in sys.modules if 'reinstate.case.' in m))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert loaded.split() == ["reinstate.case.place"]
