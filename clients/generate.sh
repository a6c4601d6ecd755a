#!/bin/sh
# Generates clients of the C2SIM interface and its additions from spec/, into target/sdks/LANGUAGE.
#
#   clients/generate.sh [LANGUAGE...]             python, typescript, java, go; all of them where none is named
#   DOOR=relay clients/generate.sh [LANGUAGE...]  of another door: relay, editing, concierge; into target/sdks/LANGUAGE-DOOR
#
# spec/generator.sh says what it needs. What is generated is not changed by hand: document.py beside this file says what the
# generators are told, and sdks/LANGUAGE.yaml how they are to name it.
set -eu

cd "$(dirname "$0")/.."
. spec/generator.sh
need_generator

out=target/sdks
door="${DOOR:-}"
mkdir -p "$out"
if [ -n "$door" ]; then
    "$python" spec/merge_openapi.py "spec/openapi/$door.yaml" "$out/whole$door.json"
else
    "$python" spec/merge_openapi.py spec/openapi/c2sim-server.yaml spec/openapi/c2sim-extensions.yaml "$out/whole.json"
fi

[ $# -gt 0 ] || set -- python typescript java go
for language in "$@"; do
    sdk="$out/$language${door:+-$door}"
    config="clients/sdks/$language.yaml"
    if [ -n "$door" ]; then
        # Under a name of its own, so that it can be used beside the one of the C2SIM interface.
        config="$out/$language$door.yaml"
        sed -e "s/c2sim-api/c2sim-$door-api/" -e "s/c2sim_api/c2sim_${door}_api/" -e "s/c2sim\.api/c2sim.$door/" \
            -e "s/c2simapi/c2sim${door}api/" -e "s/gitRepoId: go/gitRepoId: go-$door/" "clients/sdks/$language.yaml" >"$config"
    fi
    rm -rf "$sdk"
    "$python" clients/document.py "$out/whole$door.json" "$language" "$out/$language$door.json"
    # One document, two spellings of one path: document.py says why, and the generator would call it a mistake.
    "$generator" generate --skip-validate-spec -c "$config" -i "$out/$language$door.json" -o "$sdk" \
        >"$out/$language.log" 2>&1 || {
        cat "$out/$language.log"
        exit 1
    }
    echo "$sdk"
done
