"""Joins an OpenAPI document and those that add to it to one, and writes it as JSON.

Usage: merge_openapi.py BASE.yaml [ADDITION.yaml ...] JSON

An addition refers to the base by its file name (`BASE.yaml#/components/...`). Its paths, tags, components and optional
properties of the base's requests join those of the base; it may not change or remove anything. What it says of itself
(openapi, info, servers) stays out.
"""

import json
import pathlib
import sys

import yaml

OF_ITSELF = ("openapi", "info", "servers")


def refer_within(node, names):
    """The node with references to the documents of these names made references within one document."""
    if isinstance(node, dict):
        return {key: refer_within(value, names) for key, value in node.items()}
    if isinstance(node, list):
        return [refer_within(item, names) for item in node]
    if isinstance(node, str) and any(node.startswith(name + "#/") for name in names):
        return node[node.index("#"):]
    return node


def join(base, addition, at):
    for key, value in addition.items():
        place = f"{at}/{key}"
        if key not in base:
            base[key] = value
        elif isinstance(base[key], dict) and isinstance(value, dict):
            join(base[key], value, place)
        elif at == "" and key == "tags":
            base[key] = base[key] + value
        elif base[key] != value:
            sys.exit(f"{place}: an addition may not change what is there")


def main(base_path, *others):
    *addition_paths, json_path = others
    read = lambda path: yaml.safe_load(pathlib.Path(path).read_text("utf-8"))
    names = [pathlib.Path(path).name for path in (base_path, *addition_paths)]
    base = read(base_path)
    for path in addition_paths:
        addition = {key: value for key, value in read(path).items() if key not in OF_ITSELF}
        join(base, refer_within(addition, names), "")
    text = json.dumps(base, indent=2, ensure_ascii=False) + "\n"
    pathlib.Path(json_path).write_text(text, "utf-8")


main(*sys.argv[1:])
