"""Two sellers go from a pasted notice and an empty folder to a package that is ready, clicking as people do."""

import importlib.util
import sys

import pytest

from tests.interfaces.web.conftest import ROOT


@pytest.fixture(scope="module")
def walks():
    spec = importlib.util.spec_from_file_location("make_workbench", ROOT / "scripts" / "make_workbench.py")
    module = sys.modules["make_workbench"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["late-shipments.en", "inauthentic.zh"])
def test_a_new_seller_reaches_a_package_that_is_ready(walks, chromium, home, tmp_path, name):
    script = walks.read(name)
    outside, errors = [], []
    with walks.opened(tmp_path, script, home / "reinstate") as running:
        page = chromium.new_context(locale=script["locale"], viewport=walks.SIZE).new_page()
        page.on(
            "request", lambda each: each.url.startswith(f"http://127.0.0.1:{running.port}/") or outside.append(each)
        )
        page.on("pageerror", lambda each: errors.append(str(each)))
        assert walks.Walk(page, script).go(running.link()) == script["ready"]
        page.context.close()
    assert ([each.url for each in outside if not each.url.startswith("data:")], errors) == ([], [])
