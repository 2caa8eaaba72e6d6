"""
How the seeds are read by rules that never saw them. Nothing comes in; the scorer's figures go out.

For each seed, every word of the rule tables that stands in that seed and in no other is forgotten: made of
characters no page prints, wherever it stands in a pattern or a word list. The seed is read by what is left,
and the five readings are scored together. This is harsher than not having had the seed, since words any
reader of the field would have thought of (三会一课) go too, and milder in one way: what the code itself says
stays, and so do single characters.

    python -m bench.leave_one_out
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Collection, Iterator
from itertools import count
from pathlib import Path

from archive.pipeline.text.folding import fold_text
from bench.extraction import say

PROJECT = Path(__file__).parent.parent
RULES = Path("archive/pipeline/rules")
PARTS = ("archive", "config", "search", "templates", "static", "manage.py", "pyproject.toml")
GOLD = PROJECT / "tests" / "gold"
# What rows are called, explained and proved with; nothing of it is looked for in a text.
TOLD = frozenset(
    {
        "id",
        "kind",
        "value",
        "why",
        "sentence",
        "positive",
        "negative",
        "finds",
        "spares",
        "joins",
        "keeps",
        "definition",
        "family",
        "dimension",
        "units",
        "unit",
        "source",
        "place",
        "status",
        "comparator",
        "where",
        "needs",
        "reason",
        "child_kind",
        "surface",
        "yields",
        "at",
        "provinces",
        "surnames",
        "compound_surnames",
        "years",
    }
)
KEY = re.compile(r"^(?P<key>[a-z_]+) *=")
WORD = re.compile(r"[一-鿿]{2,}")
NEVER_PRINTED = range(0xE000, 0xF8FF)  # private use


def main() -> None:
    """Read each seed by the rules without it, score, print."""
    seeds = sorted((PROJECT / "seeds").glob("*.txt"))
    texts = {seed: seed.read_text("utf-8") for seed in seeds}
    with tempfile.TemporaryDirectory() as scratch:
        readings = Path(scratch) / "readings"
        for seed in seeds:
            others = "\n".join(text for other, text in texts.items() if other != seed)
            tree = _tree(Path(scratch) / seed.stem)
            forgotten = _forget(tree / RULES, texts[seed], others)
            say(f"{seed.name}: {forgotten} words forgotten")
            _read(tree, seed, readings)
        for name, by in (("the rules whole", None), ("each seed left out", readings)):
            figures = _score(by or _read_whole(Path(scratch), seeds))
            say(name)
            for figure, value in figures.items():
                say(f"  {figure:28} {value:.3f}")


def _tree(folder: Path) -> Path:
    folder.mkdir()
    for part in PARTS:
        source = PROJECT / part
        if source.is_dir():
            shutil.copytree(source, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / part)
    return folder


def _forget(rules: Path, seed: str, others: str) -> int:
    """Forget in the tables what only `seed` prints; how many words that was."""
    names = map(_name, count())
    forgotten: dict[str, str] = {}
    for table in sorted(rules.glob("*.toml")):
        lines = list(_lines(table.read_text("utf-8"), table.name))
        for word in dict.fromkeys(
            word for line, told in lines if not told for word in WORD.findall(line)
        ):
            if _stands(word, seed) and not _stands(word, others) and word not in forgotten:
                forgotten[word] = next(names)
        table.write_text(
            "".join(_without(line, forgotten, told=told) for line, told in lines), "utf-8"
        )
    return len(forgotten)


def _lines(table: str, name: str) -> Iterator[tuple[str, bool]]:
    """Each line of a table, and whether its words are only told, not looked for."""
    key = ""
    for line in table.splitlines(keepends=True):
        found = KEY.match(line)
        key = found["key"] if found else key
        is_named = key == "name" and name != "programs_standing.toml"
        yield line, line.startswith(("#", "[")) or key in TOLD or is_named


def _without(line: str, forgotten: dict[str, str], *, told: bool) -> str:
    return line if told else WORD.sub(lambda word: forgotten.get(word[0], word[0]), line)


def _stands(word: str, text: str) -> bool:
    return word in text or fold_text(word) in fold_text(text)


def _name(number: int) -> str:
    """Characters no page prints, others for each number."""
    high, low = divmod(number, 80)
    return chr(NEVER_PRINTED[high]) + chr(NEVER_PRINTED[100 + low])


def _read(tree: Path, seed: Path, readings: Path) -> None:
    readings.mkdir(exist_ok=True)
    command = [sys.executable, "manage.py", "extract", "--out", str(readings), str(seed)]
    environment = {"DEBUG": "1", "DATA_DIR": str(tree / "data"), "PATH": ""}
    subprocess.run(  # noqa: S603 -- our own interpreter, our own words
        command, cwd=tree, env=environment, check=True, stdout=subprocess.DEVNULL
    )


def _read_whole(scratch: Path, seeds: Collection[Path]) -> Path:
    readings = scratch / "whole"
    tree = _tree(scratch / "tree")
    for seed in seeds:
        _read(tree, seed, readings)
    return readings


def _score(readings: Path) -> dict[str, float]:
    scorer = [sys.executable, str(GOLD / "score_extraction.py"), str(GOLD), str(readings)]
    scored = subprocess.run(  # noqa: S603 -- our own interpreter, our own words
        [*scorer, "--texts", str(PROJECT / "seeds"), "--json"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    figures: dict[str, float] = json.JSONDecoder().raw_decode(scored)[0]
    return figures


if __name__ == "__main__":
    main()
