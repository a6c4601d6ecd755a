"""Holds that docs/errors.md has every error code of the sources and the specifications, each with cause and cure, and no other.

A code in the sources is a text of the form of codes in a file that makes refusals, or that a refusal is made with elsewhere; the
keys of details have the same form, and stand in `.detail(…)`. Of the specifications it is what follows `Code:` or `Codes:`, what
stands in the table of C2SimError, and what an example has as `code` or `error`.
"""

import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "errors.md"

SCREAMING = r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*"
SNAKE = r"[a-z]+(?:_[a-z]+)*"
# Who makes refusals with codes in this form.
REFUSALS = {
    SCREAMING: [
        "src/auth/refusal.rs",
        "spec/templates/errors/*.rs",
        *(f"src/doors/{name}/refusal.rs" for name in ("api", "editing", "concierge")),
    ],
    SNAKE: ["src/doors/relay/refusal.rs", "src/doors/relay/core/refusal.rs"],
}
ELSEWHERE = re.compile(
    rf"""(?:Refused::new|Refused::with_status|Refused::bad|Fault::new|coded|HeaderValue::from_static)\(\s*
         (?:StatusCode::\w+,\s*)?"(?P<code>{SCREAMING}|{SNAKE})["]""",
    re.VERBOSE,
)
# Of the form of a code, and none: values of headers.
NO_CODES = {"DENY", "GET", "close", "no", "websocket", "nosniff"}


def sources(pattern):
    """The text of the files without their tests, comments and keys of details."""
    for path in sorted(ROOT.glob(pattern)):
        text = path.read_text("utf-8").split("#[cfg(test)]\nmod tests {")[0]
        text = re.sub(r"^\s*//.*$", "", text, flags=re.MULTILINE)
        yield re.sub(r'\.detail\(\s*&?(?:format!\()?"[^"]*"', ".detail(", text)


def of_sources():
    found = set()
    for form, patterns in REFUSALS.items():
        for pattern in patterns:
            for text in sources(pattern):
                found |= {code for code in re.findall(rf'"({form})"', text) if form == SNAKE or len(code) > 3}
    for text in sources("src/doors/**/*.rs"):
        found |= {match["code"] for match in ELSEWHERE.finditer(text)}
    return found - NO_CODES


def of_specifications():
    found = set()
    for path in sorted((ROOT / "spec" / "openapi").glob("*.yaml")):
        text = path.read_text("utf-8")
        for codes in re.findall(r"\bCodes?:((?:\s+[A-Za-z_0-9]+,?(?=[\s.;'])|\s+also)+)", text):
            found |= set(re.findall(rf"\b(?:{SCREAMING}|{SNAKE})\b", codes)) - {"also", "at", "the", "as"}
        found |= set(re.findall(rf"^\s+\| ({SCREAMING}) \|", text, re.MULTILINE))
        found |= set(re.findall(rf"^\s+(?:code|error): '?({SCREAMING}|{SNAKE})'?$", text, re.MULTILINE))
    return found - NO_CODES


def of_page():
    """Code to the cells beside it."""
    rows = {}
    for line in PAGE.read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("| ").split("|")]
        codes = re.findall(r"`(\w+)`", cells[0]) if line.startswith("| `") else []
        for code in codes:
            rows.setdefault(code, []).append(cells[1:])
    return rows


def main():
    page, sourced, specified = of_page(), of_sources(), of_specifications()
    known = sourced | specified
    faults = [f"{code} is answered, and not in {PAGE.name}" for code in sorted(sourced - page.keys())]
    faults += [f"{code} is specified, and not in {PAGE.name}" for code in sorted(specified - page.keys())]
    faults += [f"{code} is in {PAGE.name}, and nobody answers or specifies it" for code in sorted(page.keys() - known)]
    for code, rows in sorted(page.items()):
        reserved = any("Reserved" in cells[0] for cells in rows)
        if not reserved and any(len(cells) < 2 or not cells[0] or not cells[1] for cells in rows):
            faults.append(f"{code} lacks its cause or its cure")
    print("\n".join(faults) or f"{PAGE.name}: {len(page)} codes, each in the sources or the specifications")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
