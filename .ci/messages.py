"""
The catalogues of the interface. In: msgids in code and templates, locale/. Out: locale/*/LC_MESSAGES/django.{po,mo}.

Msgids are the Simplified Chinese sentences (docs/adr/0004). Traditional is made from them by OpenCC, with the
reviewed words of locale/zh_Hant/words.toml; English is written by hand in its .po. Nothing here is needed to serve.

    .venv/bin/python .ci/messages.py          write the catalogues anew; what English lacks is listed
    .venv/bin/python .ci/messages.py --check  say what is wrong with them, and change nothing
"""

from __future__ import annotations

import datetime as dt
import io
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract, extract_python
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize
from opencc import OpenCC

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "locale"
LANGUAGES = ("en", "zh_Hant")
FOLDERS = ("archive", "search", "config", "templates")
KEYWORDS: dict[str, Any] = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop")),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
}
# How gettext itself writes a msgid that has a context; here it is the key of both.
CONTEXT = "\x04"
# %(n)s, %s, {n}, {n:,}; and %% which must stay two.
PLACEHOLDER = re.compile(r"%(?:\([a-z_]+\))?[sd]|%%|\{[a-z_]*(?:[:!][^}]*)?\}")
A_DAY = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
HEADER = "# The interface in another language. Made by `make messages`; see CONTRIBUTING.md."


def main(arguments: list[str]) -> int:
    """Write or check; 0 if the catalogues are whole."""
    settings.configure(USE_I18N=False)  # the lexer of templates asks
    used = find_messages()
    if arguments == ["--check"]:
        faults = [fault for language in LANGUAGES for fault in check(language, used)]
        print(*faults, sep="\n")  # noqa: T201 -- its output
        return 1 if faults else 0
    if arguments:
        print(__doc__)  # noqa: T201 -- its output
        return 2
    for language in LANGUAGES:
        write(language, used)
    missing = [msgid for msgid in used if not translations("en").get(msgid)]
    print(f"{len(used)} msgids; without English: {len(missing)}", *missing, sep="\n")  # noqa: T201
    return 0


def find_messages() -> dict[str, list[str]]:
    """Every msgid with the files that print it, sorted by the first of them."""
    used: dict[str, list[str]] = {}
    files = sorted(
        file for top in FOLDERS for file in (ROOT / top).rglob("*") if file.suffix in METHODS
    )
    for file in files:
        with file.open("rb") as opened:
            for _line, msgid, _comments, context in extract(
                METHODS[file.suffix], opened, KEYWORDS, (), {"encoding": "utf-8"}
            ):
                if not isinstance(msgid, str):
                    raise SystemExit(f"{file}: plural forms are not used here: {msgid}")
                key = f"{context}{CONTEXT}{msgid}" if context else msgid
                name = str(file.relative_to(ROOT))
                if name not in used.setdefault(key, []):
                    used[key].append(name)
    return used


def extract_template(
    file: IO[bytes], keywords: Any, comments: Any, options: Any
) -> Iterator[tuple[Any, ...]]:
    """Babel's method for Django's templates: as calls of gettext on one line, the rest blanked."""
    calls = " ".join(templatize(file.read().decode()).split("\n"))
    text = r"""u?(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')"""
    found = re.findall(rf"\b(?:p?gettext|_)\({text}(?:, {text})?\)", calls)
    yield from extract_python(io.BytesIO("\n".join(found).encode()), keywords, comments, options)


METHODS: dict[str, Any] = {".py": "python", ".html": extract_template}


def write(language: str, used: dict[str, list[str]]) -> None:
    """Bring the language's .po up to the msgids in use, and its .mo up to the .po."""
    kept = traditional(used) if language == "zh_Hant" else translations(language)
    folder = LOCALE / language / "LC_MESSAGES"
    folder.mkdir(parents=True, exist_ok=True)
    said = {msgid: kept.get(msgid, "") for msgid in used}
    with (folder / "django.po").open("wb") as file:
        write_po(file, catalog(language, said, used), width=0, include_lineno=False)
    with (folder / "django.mo").open("wb") as file:
        write_mo(file, catalog(language, said, {}))


def catalog(language: str, said: dict[str, str], used: dict[str, list[str]]) -> Catalog:
    """The translations as Babel keeps them; the same ones always give the same bytes."""
    made = Catalog(
        locale=language,
        header_comment=HEADER,
        project="party-building-archive",
        version="1",
        msgid_bugs_address="the archive's maintainers",
        creation_date=A_DAY,
        revision_date=A_DAY,
        last_translator="the archive's maintainers",
        language_team="the archive's maintainers",
        fuzzy=False,
    )
    for key, sentence in said.items():
        context, _, msgid = key.rpartition(CONTEXT)
        files: Any = [(name, None) for name in used.get(key, ())]
        made.add(msgid, sentence, files, context=context or None)
    return made


def translations(language: str) -> dict[str, str]:
    """What the language's .po says, by msgid."""
    path = LOCALE / language / "LC_MESSAGES" / "django.po"
    if not path.exists():
        return {}
    with path.open("rb") as file:
        read = read_po(file, locale=language)
    return {_key(one): str(one.string) for one in read if one.id and not one.fuzzy}


def _key(one: Any) -> str:
    context = one.context
    if isinstance(context, bytes):  # as Babel reads it from a .mo
        context = context.decode()
    return f"{context}{CONTEXT}{one.id}" if context else str(one.id)


def traditional(used: dict[str, list[str]]) -> dict[str, str]:
    """The msgids as Taiwan's standard writes them, with the reviewed words over it."""
    words = tomllib.loads((LOCALE / "zh_Hant" / "words.toml").read_text("utf-8"))
    sentences, phrases = words["sentences"], words["phrases"]
    convert = OpenCC("s2tw").convert
    longest_first = sorted(phrases, key=len, reverse=True)
    either = re.compile("|".join(map(re.escape, longest_first)))

    def written(key: str) -> str:
        msgid = key.rpartition(CONTEXT)[2]
        if msgid in sentences:
            return str(sentences[msgid])
        parts = PLACEHOLDER.split(msgid)  # what stands between them is text, they are not
        names = [*PLACEHOLDER.findall(msgid), ""]
        texts = (either.sub(lambda found: phrases[found[0]], convert(part)) for part in parts)
        return "".join(text + name for text, name in zip(texts, names, strict=True))

    return {msgid: written(msgid) for msgid in used}


def check(language: str, used: dict[str, list[str]]) -> Iterator[str]:
    """What is wrong with a catalogue, one sentence each."""
    said = translations(language)
    if said.keys() != used.keys():
        yield f"{language}: out of date, run `make messages`: {sorted(said.keys() ^ used.keys())}"
    if language == "zh_Hant" and said != traditional(said):  # type: ignore[arg-type]
        yield f"{language}: edit locale/zh_Hant/words.toml, not the .po; then `make messages`"
    for msgid, sentence in said.items():
        if not sentence:
            yield f"{language}: not translated: {msgid}"
        elif sorted(PLACEHOLDER.findall(msgid)) != sorted(PLACEHOLDER.findall(sentence)):
            yield f"{language}: other placeholders: {msgid} — {sentence}"
    folder = LOCALE / language / "LC_MESSAGES"
    if b"\n#, fuzzy" in (folder / "django.po").read_bytes():
        yield f"{language}: fuzzy entries"
    with (folder / "django.mo").open("rb") as file:
        served = {_key(one): str(one.string) for one in read_mo(file) if one.id}
    if served != {msgid: sentence for msgid, sentence in said.items() if sentence}:
        yield f"{language}: the .mo is not of this .po, run `make messages`"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
