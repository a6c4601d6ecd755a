"""Finishes what openapi-generator wrote, for what its templates cannot say.

Usage: finish_api.py SPECIFICATION DIRECTORY

In every Rust file of DIRECTORY: doc comments in `/** */` become `///` lines, `{name}` in paths of routes becomes `:name`,
`Status400` becomes the name of the status, and `Media<application/xml>` that of a form of body. Beside them the specification is written as openapi.json.
"""

import http
import json
import pathlib
import re
import sys
import textwrap

import yaml

WIDTH = 116
FORMS = {"application/xml": "Xml", "multipart/form-data": "Multipart"}


def doc_lines(match):
    """A block of Markdown as `///` lines: paragraphs are wrapped, tables and lists keep their lines."""
    indent, text = match.groups()
    lines = []
    for paragraph in re.split(r"\n\s*\n", text.strip()):
        rows = [row.strip() for row in paragraph.split("\n")]
        if not rows[0].startswith("|"):
            rows = textwrap.wrap(" ".join(rows), WIDTH - len(indent), break_long_words=False, break_on_hyphens=False)
        lines += [f"{indent}/// {row}" for row in rows] + [f"{indent}///"]
    return "\n".join(lines[:-1])


def finish(text):
    text = re.sub(r"^([ \t]*)/\*\* (.*?) \*/", doc_lines, text, flags=re.DOTALL | re.MULTILINE)
    text = re.sub(r'\b(path(?: =|:) )"([^"]*)"', lambda m: m[1] + '"' + re.sub(r"\{(\w+)\}", r":\1", m[2]) + '"', text)
    text = re.sub(r"\bMedia<([^>]+)>", lambda m: FORMS[m[1]], text)
    return re.sub(r"\bStatus(\d{3})\b", lambda m: http.HTTPStatus(int(m[1])).phrase.title().replace(" ", ""), text)


def main(specification, directory):
    for path in pathlib.Path(directory).rglob("*.rs"):
        path.write_text(finish(path.read_text("utf-8")), "utf-8")
    document = yaml.safe_load(pathlib.Path(specification).read_text("utf-8"))
    text = json.dumps(document, indent=2, ensure_ascii=False) + "\n"
    (pathlib.Path(directory) / "openapi.json").write_text(text, "utf-8")


main(*sys.argv[1:])
