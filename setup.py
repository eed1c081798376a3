"""The one step that building needs beside setuptools: the editor of the plan's page is bundled (`editor/build.py`)."""

import importlib.util
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py


class BuildPy(build_py):
    """Bundle the editor before the package's files are gathered; for an editable installation too."""

    def run(self) -> None:
        """Bundle, then build as usual."""
        spec = importlib.util.spec_from_file_location("editor_build", Path(__file__).parent / "editor" / "build.py")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        module.build()
        super().run()


setup(cmdclass={"build_py": BuildPy})
