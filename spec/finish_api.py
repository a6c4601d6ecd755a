"""Finishes what openapi-generator wrote, for what its templates cannot say.

Usage: finish_api.py DIRECTORY SPECIFICATION [ADDITION]

In every Rust file of DIRECTORY: `@ANSWER types | Type@` becomes the type of an answer in one form or in several; doc comments in `/** */` become `///` lines, `{name}` in paths of routes becomes `:name`,
`Status400` becomes the name of the status, `Media<application/xml>` that of a form of body, `@SPECIFICATION@` the files and
`@DOCUMENTS@` constants that hold them; an error that only some operations may answer is a plain refusal for the others.
Beside them the specification is written as openapi.json.
"""

import http
import json
import pathlib
import re
import sys
import textwrap

import yaml

WIDTH = 116
ANSWERS = {
    ("application/json", "application/xml"): "JsonOrXml",
    ("application/x-ndjson", "application/xml"): "LinesOrXml",
    ("text/event-stream",): "EventsAnswer",
}
FORMS = {"application/xml": "Xml", "multipart/form-data": "Multipart"}
# Errors that an operation need not declare, and what they are for one that does not: their handlers do not give them.
OPTIONAL_ERRORS = {"Gone": "BadRequest"}
DOCUMENT = """/// {what}, in YAML.
pub const {name}_YAML: &str = include_str!("../../../{path}");
"""
JSON_DOCUMENT = """/// {what}, in JSON.
pub const {name}_JSON: &str = include_str!("{file}");
"""


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


def answer_type(match):
    """The type of an answer: the one of its only form, or the one for its several forms."""
    forms, only = tuple(match[1].split()), match[2]
    if len(forms) < 2 and forms not in ANSWERS:
        return only
    return re.sub(r"^\w+", ANSWERS[forms], only)


def finish(text):
    text = re.sub(r"@ANSWER ([^|]*)\| ([^@]*)@", answer_type, text)
    text = re.sub(r"^([ \t]*)/\*\* (.*?) \*/", doc_lines, text, flags=re.DOTALL | re.MULTILINE)
    text = re.sub(r'\b(path(?: =|:) )"([^"]*)"', lambda m: m[1] + '"' + re.sub(r"\{(\w+)\}", r":\1", m[2]) + '"', text)
    text = re.sub(r"\bMedia<([^>]+)>", lambda m: FORMS[m[1]], text)
    # One set of routes alone is not a list of such.
    text = re.sub(r"\((\w+Routes(?:<H>|\(Arc::clone\(&handler\)\))), \)", r"\1", text)
    return re.sub(r"\bStatus(\d{3})\b", lambda m: http.HTTPStatus(int(m[1])).phrase.title().replace(" ", ""), text)


def with_optional_errors(text, errors):
    """Adds to each operation's answers the errors that it does not declare and need not declare."""
    def arms(match):
        block = match[0]
        for error, instead in OPTIONAL_ERRORS.items():
            if f"{error}(" in errors and f"ApiError::{error}(" not in block:
                block += f"ApiError::{error}(answer) => Self::{instead}(answer),\n"
        return block
    return re.sub(r"match error \{\n(?:\s*ApiError::.*\n)+", arms, text)


def documents(specification, addition):
    """The constants that hold the documents of an interface."""
    texts = [DOCUMENT.format(what="The specification as it stands in `spec/`", name="OPENAPI", path=specification)]
    texts += [JSON_DOCUMENT.format(what="The specification", name="OPENAPI", file="openapi.json")]
    if addition:
        texts += [DOCUMENT.format(what="What this server adds to it", name="EXTENSIONS", path=addition)]
        texts += [JSON_DOCUMENT.format(what="The specification with what this server adds", name="WHOLE", file="whole.json")]
    return "\n".join(texts)


def main(directory, specification, addition=None):
    directory = pathlib.Path(directory)
    errors = (directory / "errors.rs").read_text("utf-8")
    files = " and ".join(filter(None, (specification, addition)))
    for path in directory.rglob("*.rs"):
        text = with_optional_errors(finish(path.read_text("utf-8")), errors)
        text = text.replace("@SPECIFICATION@", files).replace("@DOCUMENTS@", documents(specification, addition))
        path.write_text(text, "utf-8")
    document = yaml.safe_load(pathlib.Path(specification).read_text("utf-8"))
    text = json.dumps(document, indent=2, ensure_ascii=False) + "\n"
    (directory / "openapi.json").write_text(text, "utf-8")


main(*sys.argv[1:])
