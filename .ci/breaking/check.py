"""Fails where spec/openapi breaks clients of the last release and does not say so in the major number of its info.version.

usage: check.py OASDIFF

The last release is the newest tag v…; while there is none, the commit in the file `baseline` beside this one. Before it judges,
it is held against changes whose outcome is known.
"""

import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
FOLDER = "spec/openapi"
BASELINE = pathlib.Path(__file__).with_name("baseline")
TAGS = "v[0-9]*"

# What is done to the interface, as texts to exchange in c2sim-server.yaml, and whether that breaks clients.
REMOVED_FIELD = (
    "        msg:\n          type: string\n          description: What happened, in words.\n"
    "          example: The client k7Qp2xZ9 has left the session default.\n",
    "",
)
NOT_REQUIRED = ("      required: [msg]\n", "")
OPTIONAL_FIELD = (
    "      description: Why a member leaves.\n      properties:\n",
    "      description: Why a member leaves.\n      properties:\n        phase: {type: string}\n",
)
REQUIRED_FIELD = (
    "      description: Why a member leaves.\n      properties:\n",
    "      description: Why a member leaves.\n      required: [reason]\n      properties:\n",
)
MAJOR = ("  version: 1.0.0\n", "  version: 2.0.0\n")
KNOWN = (
    ("nothing", [], False),
    ("an optional field of a request added", [OPTIONAL_FIELD], False),
    ("a field of an answer removed", [REMOVED_FIELD, NOT_REQUIRED], True),
    ("a field of a request made required", [REQUIRED_FIELD], True),
    ("a field of an answer removed, and said so", [REMOVED_FIELD, NOT_REQUIRED, MAJOR], False),
)


def git(*arguments):
    ran = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True)
    return ran.stdout if ran.returncode == 0 else None


def released():
    """The name of what is compared with, or None."""
    tag = git("describe", "--tags", "--abbrev=0", "--match", TAGS)
    if tag:
        return tag.strip()
    commit = next(line for line in BASELINE.read_text("utf-8").split("\n") if line and not line.startswith("#"))
    return commit if git("cat-file", "-e", f"{commit}^{{commit}}") is not None else None


def major(text):
    return int(re.search(r"^  version: '?(\d+)\.", text, re.MULTILINE)[1])


def faults(oasdiff, before, after):
    """What breaks clients between two folders and is not said."""
    for old in sorted(before.glob("*.yaml")):
        new = after / old.name
        if not new.exists():
            yield f"{old.name} is gone"
            continue
        ran = subprocess.run(
            [oasdiff, "breaking", str(old), str(new), "--fail-on", "ERR", "--color", "never"], capture_output=True, text=True
        )
        if ran.returncode == 0:
            continue
        # 1 says that something breaks; anything else that nothing could be compared.
        if ran.returncode == 1 and major(new.read_text("utf-8")) > major(old.read_text("utf-8")):
            print(f"{old.name}: breaks clients, and says so by its version")
            continue
        yield f"{old.name}:\n{ran.stdout}{ran.stderr}"


def copied(texts, folder):
    folder.mkdir()
    for name, text in texts.items():
        (folder / name).write_text(text, "utf-8")
    return folder


def hold_against_known(oasdiff, texts, work):
    before = copied(texts, work / "known")
    for number, (what, exchanges, breaks) in enumerate(KNOWN):
        text = texts["c2sim-server.yaml"]
        for old, new in exchanges:
            if old not in text:
                sys.exit(f"the check has to be mended: c2sim-server.yaml has no longer\n{old}")
            text = text.replace(old, new, 1)
        after = copied(texts | {"c2sim-server.yaml": text}, work / f"known-{number}")
        found = list(faults(oasdiff, before, after))
        if bool(found) != breaks:
            sys.exit(f"{what}: {'not found to break clients' if breaks else 'found to break clients'}\n{''.join(found)}")
    print(f"{len(KNOWN)} changes of which it is known are judged as they should be")


def main(oasdiff):
    now = {path.name: path.read_text("utf-8") for path in (ROOT / FOLDER).glob("*.yaml")}
    with tempfile.TemporaryDirectory(prefix="c2sim-breaking-") as name:
        work = pathlib.Path(name)
        hold_against_known(oasdiff, now, work)
        base = released()
        if base is None:
            print("no tag of a release, and the baseline is not in this clone: nothing to compare with")
            return
        files = git("ls-tree", "--name-only", base, f"{FOLDER}/").split()
        before = copied({pathlib.Path(file).name: git("show", f"{base}:{file}") for file in files}, work / "before")
        found = list(faults(oasdiff, before, copied(now, work / "now")))
    print("\n".join(found) or f"nothing in {FOLDER} breaks clients of {base}")
    if found:
        print("go back, or raise the major number of info.version")
        sys.exit(1)


if __name__ == "__main__":
    main(*sys.argv[1:])
