#!/bin/sh
# Writes generated/ anew from spec/: the interface (spec/generator.sh says what that needs) and the message types.
set -eu

cd "$(dirname "$0")/.."
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

. spec/generator.sh
need_generator

banner='1i // Generated from spec/templates; do not edit.\n'

# interface MODULE ERRORS SPECIFICATION [ADDITION]: writes generated/src/MODULE.
interface() {
    module="$1"
    errors="$2"
    shift 2
    out="$work/$module"
    mkdir "$out"
    "$python" spec/merge_openapi.py "$@" "$out/whole.json"
    "$generator" validate -i "$out/whole.json" >"$out/log" 2>&1 || {
        cat "$out/log"
        exit 1
    }
    "$generator" generate -c spec/templates/config.yaml -t spec/templates -i "$out/whole.json" -o "$out" >"$out/log" 2>&1 || {
        cat "$out/log"
        exit 1
    }
    api="$out/src/apis"
    mv "$out/src/models" "$api/models"
    cp "spec/templates/errors/$errors.rs" "$api/errors.rs"
    sed -i "$banner" "$api/errors.rs"
    "$python" spec/finish_api.py "$api" "$@"
    if [ $# -gt 1 ]; then
        mv "$out/whole.json" "$api/whole.json"
    fi
    replace "$api" "$module"
}

# replace FOLDER MODULE: generated/src/MODULE becomes the folder, formatted.
replace() {
    find "$1" -name '*.rs' -exec rustfmt --edition 2024 --config-path rustfmt.toml {} +
    rm -rf "generated/src/$2"
    mv "$1" "generated/src/$2"
}

cp -r spec/templates/support "$work/support"
sed -i "$banner" "$work"/support/*.rs
replace "$work/support" support

# The community's interface and what this project adds to it are one set of traits; every other document is a door of its own.
server=spec/openapi/c2sim-server.yaml
additions=spec/openapi/c2sim-extensions.yaml
interface api c2sim "$server" "$additions"
for specification in spec/openapi/*.yaml; do
    case "$specification" in
    "$server" | "$additions") ;;
    *)
        door="$(basename "$specification" .yaml)"
        interface "$door" "$door" "$specification"
        ;;
    esac
done

cargo run --quiet -p c2sim-codegen

# What the interface was generated from; build.rs compares.
{
    find spec/openapi spec/templates -type f ! -name '.*'
    echo spec/finish_api.py
    echo spec/generator.sh
    echo spec/merge_openapi.py
    echo spec/regenerate.sh
} | LC_ALL=C sort | xargs sha256sum >generated/api.stamp
