"""What the desktop reads of Shoal is as its own tools want it, and its parts name each other rightly."""

import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2]
FILES = SOURCE / "gui/desktop"
NAME = "org.shoal.Shoal"
SKIPPED = 77
CHECKS = (
    ("desktop-file-validate", FILES / f"{NAME}.desktop"),
    ("appstreamcli", "validate", "--no-net", FILES / f"{NAME}.metainfo.xml"),
)


def check_with_tool(words):
    done = subprocess.run([str(word) for word in words], text=True, capture_output=True, check=False)
    said = done.stdout + done.stderr
    assert done.returncode == 0, f"{words[0]}: {said}"
    complaints = [line for line in said.splitlines() if re.match(r"\s*([WE]:|.*: (warning|error|hint):)", line)]
    assert not complaints, f"{words[0]}: {complaints}"


def entry():
    lines = (FILES / f"{NAME}.desktop").read_text().splitlines()
    return dict(line.split("=", 1) for line in lines[: lines.index("")] if "=" in line)


def check_names():
    """The entry, the MIME type and the metainfo speak of the same things."""
    keys = entry()
    types = set(filter(None, keys["MimeType"].split(";")))
    assert "x-scheme-handler/magnet" not in types, "magnet links belong to others, unless a person asks for them"
    mime = ET.parse(FILES / f"{NAME}.xml").getroot()
    space = "{http://www.freedesktop.org/standards/shared-mime-info}"
    defined = {each.get("type") for each in mime.iter(f"{space}mime-type")}
    about = ET.parse(FILES / f"{NAME}.metainfo.xml").getroot()
    assert types == defined | {"x-scheme-handler/shoal"}, (types, defined)
    assert {each.text for each in about.iter("mediatype")} == types
    assert about.findtext("id") == NAME == keys["Icon"]
    assert about.findtext("launchable") == f"{NAME}.desktop"
    assert about.findtext("provides/binary") == keys["Exec"].split()[0] == keys["TryExec"]
    version = re.search(r"project\(shoal VERSION (\S+)", (SOURCE / "CMakeLists.txt").read_text())[1]
    assert about.find("releases/release").get("version") == version, "the metainfo does not know this version"


def check_pictures():
    """They are whole, of the right size, and take their colours from the theme where they have to."""
    for path in sorted((SOURCE / "gui/icons").glob("*.svg")):
        root = ET.parse(path).getroot()
        assert root.get("viewBox") == "0 0 24 24", path
        assert "currentColor" in path.read_text(), f"{path} does not follow the colour of its text"
        assert re.fullmatch(r"[a-z0-9_-]+", path.stem), path
    for path in (FILES / f"{NAME}.svg", FILES / f"{NAME}-symbolic.svg"):
        assert ET.parse(path).getroot().tag.endswith("svg"), path


def main():
    check_names()
    check_pictures()
    missing = [words[0] for words in CHECKS if not shutil.which(words[0])]
    for words in CHECKS:
        if words[0] not in missing:
            check_with_tool(words)
    if missing:
        print(f"not here: {' '.join(missing)}")
        return SKIPPED
    return 0


sys.exit(main())
