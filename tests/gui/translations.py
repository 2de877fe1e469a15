"""Every word of the window stands in every language, and says what it is given."""

import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from pathlib import Path

LUPDATE = sys.argv[1]
FILES = Path(__file__).resolve().parents[2] / "gui/translations"
LANGUAGES = {"de": 2, "zh_CN": 1, "en": 2}  # forms of a plural
MOST_SHOWN = 30


def messages(path):
    """{(context, source, comment): (finished, translations)}"""
    out = {}
    for context in ET.parse(path).getroot().iter("context"):
        for message in context.iter("message"):
            said = message.find("translation")
            forms = [form.text or "" for form in said.iter("numerusform")] or [said.text or ""]
            key = (context.findtext("name"), message.findtext("source"), message.findtext("comment") or "")
            out[key] = (said.get("type") is None, forms, message.get("numerus") == "yes")
    return out


def marks(text):
    """What is filled in: %1, %L2, %Ln."""
    return sorted(re.findall(r"%(?:L?\d+|L?n)", text))


def mnemonics(text):
    return len(re.findall(r"&(?!&)\S", text.replace("&&", "")))


def faults(language, key, finished, forms, is_plural):
    context, source, _ = key
    place = f"{language}: {context}: {source!r}"
    if not finished or not all(forms):
        yield f"{place} is not translated"
        return
    if is_plural and len(forms) != LANGUAGES[language]:
        yield f"{place} has {len(forms)} forms of the plural"
    for form in forms:
        counted = [mark for mark in marks(source) if mark not in ("%n", "%Ln")]
        if marks(form) != marks(source) and not (is_plural and marks(form) == counted):
            yield f"{place} fills in other things: {form!r}"
        if mnemonics(form) != mnemonics(source):
            yield f"{place} has another key: {form!r}"
        if source.endswith("…") != re.sub(r"\(&.\)", "", form).endswith("…"):
            yield f"{place} ends otherwise: {form!r}"


def main():
    found = []
    with tempfile.TemporaryDirectory() as name:
        fresh = Path(name)
        for language in LANGUAGES:
            shutil.copy(FILES / f"shoal_{language}.ts", fresh)
        done = subprocess.run([FILES / "update.sh", LUPDATE, fresh], capture_output=True, text=True, check=True)
        found += done.stderr.splitlines()
        for language in LANGUAGES:
            wanted, there = (messages(folder / f"shoal_{language}.ts") for folder in (fresh, FILES))
            assert len(wanted) > 3, f"lupdate found nothing in {language}"
            for key in there.keys() - wanted.keys():
                found.append(f"{language}: {key[0]}: {key[1]!r} is said nowhere any more")
            for key, (finished, forms, is_plural) in wanted.items():
                found += faults(language, key, finished and key in there, forms, is_plural)
    for line in found[:MOST_SHOWN]:
        print(line)
    if found:
        print(f"{len(found)} in all. Run: gui/translations/update.sh {LUPDATE}   and give words to what is unfinished.")
    return 1 if found else 0


sys.exit(main())
