"""Writes an OpenAPI document of spec/ in the form that the SDK generators read without losing anything of it.

Usage: document.py WHOLE.json LANGUAGE OUT.json

What goes over the wire stays as it is. What the generators cannot say is said in another way:

- An operation with two forms of body, or of answer, becomes two methods: the first form keeps the name, the second is named
  with what it is (`send` takes XML, `sendFile` a form; `getSessionPicture` answers JSON, `getSessionPictureXml` XML). A form
  beside JSON that says the same is left out. A document names a path once, so the second method's path spells its parameter
  `session_id`, which every generator turns into the same name.
- JSON lines are a text: a generator would read them as a single object.
- An answer without end (server-sent events) is left out; the streams are those of the layers beside this file.
- In Python, what is no JSON is `bytes`: that client reads no other text, and parsers want the bytes anyway.
- Where an answer is no JSON, its errors are declared in the same form: clients ask for JSON where an operation has it at all,
  and read an error by the content type that it has. The TypeScript client asks for nothing; there the second form of an
  answer has a parameter `accept`.
"""

import copy
import json
import pathlib
import sys

METHODS = ("get", "put", "post", "delete", "patch")
SUFFIXES = {"multipart/form-data": "File", "application/xml": "Xml"}
LINES = "application/x-ndjson"
ENDLESS = "text/event-stream"
XML = "application/xml"
JSON = "application/json"
TEXT = {"type": "string"}
BYTES = {"type": "string", "format": "binary"}


def body_of(operation):
    return operation.get("requestBody", {}).get("content", {})


def answer_of(operation):
    return operation["responses"].get("200", {}).get("content", {})


def with_form(operation, content, form, suffix):
    """A copy of the operation whose content, found by the function, has this form alone."""
    one = copy.deepcopy(operation)
    one["operationId"] += suffix
    forms = content(one)
    for other in [name for name in forms if name != form]:
        del forms[other]
    return one


def forms_apart(operation):
    """The operation for each of its forms, the first with its own name."""
    for content in (body_of, answer_of):
        first, *others = content(operation) or [None]
        if others:
            apart = [(first, "")] + [(form, SUFFIXES[form]) for form in others if form in SUFFIXES]
            return [with_form(operation, content, form, suffix) for form, suffix in apart]
    return [operation]


def respelled(path, operation, parameters):
    """The same path for a second operation: the generators give both spellings one name."""
    name = "sessionId"
    if f"{{{name}}}" not in path:
        sys.exit(f"{path}: a second form needs a parameter in its path")
    operation["parameters"] = [copy.deepcopy(parameters.get(each.get("$ref"), each)) for each in operation["parameters"]]
    for parameter in operation["parameters"]:
        if parameter["name"] == name and parameter["in"] == "path":
            parameter["name"] = "session_id"
    return path.replace(f"{{{name}}}", "{session_id}"), operation


def readable(operation, language, responses):
    """The operation with answers that the generator of this language reads."""
    forms = answer_of(operation)
    for form in (LINES, XML):
        if form in forms:
            forms[form] = {"schema": BYTES if language == "python" else TEXT}
            operation["responses"] = {
                status: as_form(responses.get(answer.get("$ref"), answer), form)
                for status, answer in operation["responses"].items()
            }
    return operation


def as_form(answer, form):
    """The answer declared in this form, if it is declared in JSON."""
    answer = copy.deepcopy(answer)
    if JSON in answer.get("content", {}):
        answer["content"] = {form: answer["content"][JSON]}
    return answer


def asked_for(operation, form):
    """The operation with a header that says in which form the answer is wanted."""
    accept = {"name": "Accept", "in": "header", "required": True, "schema": {"type": "string", "enum": [form]}}
    operation["parameters"].append(accept)


def main(whole, language, out):
    document = json.loads(pathlib.Path(whole).read_text("utf-8"))
    parameters, responses = (
        {f"#/components/{kind}/{name}": each for name, each in document["components"].get(kind, {}).items()}
        for kind in ("parameters", "responses")
    )
    paths = {}
    for path, item in document["paths"].items():
        for method in METHODS:
            if method not in item or ENDLESS in answer_of(item[method]):
                continue
            for index, operation in enumerate(forms_apart(item[method])):
                place = path
                if index:
                    place, operation = respelled(path, operation, parameters)
                    if language == "typescript" and XML in answer_of(operation):
                        asked_for(operation, XML)
                paths.setdefault(place, {})[method] = readable(operation, language, responses)
    document["paths"] = paths
    pathlib.Path(out).write_text(json.dumps(document, indent=1, ensure_ascii=False), "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
