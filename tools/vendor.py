"""Fetches the exact front-end files named below from npm into coordination/static/vendor and records their sha256.

``python tools/vendor.py`` refreshes the files; ``python tools/vendor.py --check`` compares what is committed with
the recorded hashes and needs no network. Only the refresh needs the npm client; running the program never does.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

VENDOR = Path(__file__).resolve().parent.parent / "coordination" / "static" / "vendor"
HASHES = VENDOR / "HASHES"

# package@version -> path inside the package -> file name here
PACKAGES: dict[str, dict[str, str]] = {
    "bootstrap@5.3.9": {
        "dist/css/bootstrap-reboot.min.css": "bootstrap-reboot.min.css",
        "dist/css/bootstrap-reboot.rtl.min.css": "bootstrap-reboot.rtl.min.css",
        "dist/css/bootstrap-grid.min.css": "bootstrap-grid.min.css",
        "dist/css/bootstrap-grid.rtl.min.css": "bootstrap-grid.rtl.min.css",
        "LICENSE": "bootstrap.LICENSE",
    },
    "htmx.org@2.0.11": {
        "dist/htmx.min.js": "htmx.min.js",
        "LICENSE": "htmx.LICENSE",
    },
    # The Non-Latin cut: Latin letters come from the reader's own system, which halves the font.
    "vazirmatn@33.0.3": {
        "misc/Non-Latin/fonts/webfonts/Vazirmatn-NL[wght].woff2": "vazirmatn-nl.woff2",
        "OFL.txt": "vazirmatn.LICENSE",
        # For papers, which carry their letters within them: whole, with Latin letters and digits.
        "fonts/ttf/Vazirmatn-Regular.ttf": "vazirmatn-regular.ttf",
        "fonts/ttf/Vazirmatn-Bold.ttf": "vazirmatn-bold.ttf",
    },
}


def fetch(package: str, wanted: dict[str, str]) -> dict[str, bytes]:
    """The wanted files of one exact npm package, by the name they get here. Raises KeyError when one is absent."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            ["npm", "pack", "--silent", "--pack-destination", folder, package],
            check=True,
            cwd=folder,
            stdout=subprocess.DEVNULL,
        )
        (archive,) = Path(folder).glob("*.tgz")
        content = archive.read_bytes()
    files: dict[str, bytes] = {}
    with tarfile.open(fileobj=io.BytesIO(content), mode="r:gz") as tar:
        for source, target in wanted.items():
            member = tar.extractfile(f"package/{source}")
            if member is None:
                raise KeyError(f"{package} has no file {source}")
            data = member.read()
            if target.endswith((".css", ".js")):
                # A source map is not served, and browsers ask for it when the file names one.
                data = b"\n".join(line for line in data.splitlines() if b"sourceMappingURL=" not in line) + b"\n"
            files[target] = data
    return files


def refresh() -> None:
    """Writes every vendored file and the list of hashes."""
    VENDOR.mkdir(parents=True, exist_ok=True)
    lines: list[str] = []
    for package, wanted in PACKAGES.items():
        for target, data in fetch(package, wanted).items():
            (VENDOR / target).write_bytes(data)
            lines.append(f"{hashlib.sha256(data).hexdigest()}  {target}  {package}")
    HASHES.write_text("\n".join(sorted(lines, key=lambda line: line.split()[1])) + "\n", encoding="utf-8")


def differences() -> list[str]:
    """What in the folder does not agree with HASHES; empty when all is well."""
    recorded = {line.split()[1]: line.split()[0] for line in HASHES.read_text(encoding="utf-8").splitlines()}
    present = {path.name for path in VENDOR.iterdir() if path != HASHES}
    found = [f"{name}: not recorded in HASHES" for name in sorted(present - recorded.keys())]
    for name, digest in recorded.items():
        if name not in present:
            found.append(f"{name}: missing")
        elif hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() != digest:
            found.append(f"{name}: changed")
    return found


def main() -> int:
    """Refreshes or checks; the exit code is 1 when a check found a difference."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--check", action="store_true", help="compare the committed files with HASHES, no network")
    if not parser.parse_args().check:
        refresh()
    found = differences()
    for line in found:
        print(line, file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
