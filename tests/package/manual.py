"""The man pages: groff has nothing to say against them, and every option of --help and every setting stands in them."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

BUILD = Path(sys.argv[1]).resolve()
BIN, PAGES = BUILD / "bin", BUILD / "manual"
SKIPPED = 77
ENVIRONMENT = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "MANWIDTH": "80", "HOME": "/nonexistent"}


def run(*words):
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True, env=ENVIRONMENT, check=False)
    assert done.returncode == 0, f"{words} ended with {done.returncode}: {done.stderr}"
    return done.stdout, done.stderr


def rendered(page):
    """As a reader sees it, in one line: where lines break is groff's choice."""
    text, complaints = run("man", "--warnings", "-E", "UTF-8", "-l", PAGES / page)
    assert complaints == "", f"{page}: {complaints}"
    return re.sub(r"\s+", " ", text)


def suggested(*words):
    lines = run(BIN / "shoal", "__complete", *words)[0].splitlines()
    return [line.split("\t")[0] for line in lines if not line.startswith((":", "-"))]


def commands():
    """The words of every command."""
    for word in suggested(""):
        more = suggested(word, "") if "COMMAND --help" in run(BIN / "shoal", word, "--help")[0] else []
        yield from ([word, second] for second in more) if more else [[word]]


def options(*words):
    said = run(*words, "--help")[0]
    found = set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", said))
    assert "--help" in found, said
    return found


def stands_in(option, text):
    return re.search(rf"(?<![\w-]){option}(?![\w-])", text)


def check_program(page, calls):
    text = rendered(page)
    count = 0
    for call in calls:
        heading = " ".join(["shoal", *call[1:]]) if len(call) > 1 else "shoald"
        assert heading in text, f"{page} does not explain {heading}"
        for option in options(*call):
            assert stands_in(option, text), f"{page} does not have {option} of {heading}"
            count += 1
    return count


def check_window():
    """The window is asked without a screen."""
    ENVIRONMENT["QT_QPA_PLATFORM"] = "offscreen"
    text = rendered("shoal-gui.1")
    for option in options(BIN / "shoal-gui"):
        if option != "--help-all":  # Qt's own
            assert stands_in(option, text), f"shoal-gui.1 does not have {option}"


def main():
    if not shutil.which("man"):
        print("no man here")
        return SKIPPED
    calls = [[BIN / "shoal", *words] for words in commands()]
    assert len(calls) > 5, calls
    found = check_program("shoal.1", calls)
    found += check_program("shoald.8", [[BIN / "shoald"]])
    settings = re.findall(r"^#([a-z_]+) = ", (PAGES / "config.toml").read_text(), re.M)
    text = rendered("shoal.toml.5")
    for key in settings:
        assert re.search(rf"\b([a-z]+\.)?{key}\b", text), f"shoal.toml.5 does not have {key}"
    assert "urn:shoal:b" in rendered("shoal-link.7")
    if (PAGES / "shoal-gui.1").exists():
        check_window()
    print(f"{len(calls)} commands, {found} options, {len(settings)} settings")
    return 0


sys.exit(main())
