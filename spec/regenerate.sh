#!/bin/sh
# Writes generated/ anew from spec/: the interface (needs Python 3 with venv, and Java 11 or newer) and the message types.
# The generator is installed outside the project where it is not on the PATH in the version that is pinned here.
set -eu

GENERATOR=7.26.0
PYYAML=6.0.3

cd "$(dirname "$0")/.."
tools="${C2SIM_SPEC_TOOLS:-${XDG_CACHE_HOME:-$HOME/.cache}/c2sim-spec-tools-$GENERATOR}"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

python=python3
generator=openapi-generator-cli
if [ "$("$generator" version 2>/dev/null)" != "$GENERATOR" ] || ! "$python" -c 'import yaml' 2>/dev/null; then
    python="$tools/bin/python"
    generator="$tools/bin/openapi-generator-cli"
    if [ "$("$generator" version 2>/dev/null)" != "$GENERATOR" ]; then
        python3 -m venv "$tools"
        "$python" -m pip install --quiet "openapi-generator-cli==$GENERATOR" "PyYAML==$PYYAML"
    fi
fi

specification=spec/openapi/c2sim-server.yaml
"$generator" validate -i "$specification"
"$generator" generate -c spec/templates/config.yaml -t spec/templates -i "$specification" -o "$work" >"$work/log" 2>&1 || {
    cat "$work/log"
    exit 1
}

api="$work/api"
mv "$work/src/apis" "$api"
mv "$work/src/models" "$api/models"
cp -r spec/templates/support "$api/support"
sed -i '1i // Generated from spec/templates/support; do not edit.\n' "$api"/support/*.rs
"$python" spec/finish_api.py "$specification" "$api"
find "$api" -name '*.rs' -exec rustfmt --edition 2024 --config-path rustfmt.toml {} +
rm -rf generated/src/api
mv "$api" generated/src/api

cargo run --quiet -p c2sim-codegen

# What the interface was generated from; build.rs compares.
{
    find spec/openapi spec/templates -type f ! -name '.*'
    echo spec/finish_api.py
    echo spec/regenerate.sh
} | LC_ALL=C sort | xargs sha256sum >generated/api.stamp
