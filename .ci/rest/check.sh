#!/usr/bin/env bash
# Runs the built server and has schemathesis send it made-up requests, good and bad, by every specification in spec/openapi: one by
# one, and in sequences in which what one operation answers is what another one is asked with.
# No answer may break the specification. Settings are in the .toml files beside this file.
#
#   .ci/rest/check.sh [c2sim|relay|editing|concierge]...
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

readonly ROOT="$PWD"
readonly WORK="$ROOT/target/ci"
readonly TIME_LIMIT_S=600 # of one specification

source .ci/tools.sh
source .ci/server.sh

# examine NAME DOCUMENT URL: schemathesis leaves caches where it runs: that is the server's own folder, which goes away with it.
examine() {
    local outcome=0 started=$SECONDS
    printf '\n-- %s\n' "$1"
    (
        cd "$SERVER_FOLDER"
        export C2SIM_REST_URL="$3" C2SIM_REST_HOOKS="$ROOT/.ci/rest/${1}_hooks.py"
        timeout --kill-after=10 "$TIME_LIMIT_S" "$SCHEMATHESIS" -m schemathesis.cli \
            --config-file "$ROOT/.ci/rest/$1.toml" run "$2" --url "$3" --no-color
    ) || outcome=$?
    if [[ $outcome -ne 0 ]]; then
        echo "$1: schemathesis ended with exit code $outcome; the last lines of the server:"
        tail -n 20 "$SERVER_FOLDER/log"
        exit 1
    fi
    echo "$1: $((SECONDS - started)) s"
}

examine_c2sim() {
    "$SCHEMATHESIS" .ci/rest/exercise.py "$SERVER_URL/api"
    examine c2sim "$ROOT/generated/src/api/whole.json" "$SERVER_URL/api"
}

examine_relay() {
    C2SIM_REST_TOKEN="$(curl -sS "$SERVER_URL/api/v1/client/login" | sed 's/.*"token":"\([^"]*\)".*/\1/')"
    export C2SIM_REST_TOKEN
    examine relay "$ROOT/spec/openapi/relay.yaml" "$SERVER_URL/api/v1"
}

examine_editing() {
    C2SIM_REST_SESSION="$(curl -sS -H 'Content-Type: application/json' -d '{"user_id": "ann"}' "$SERVER_URL/editing/api/sessions" |
        sed 's/.*"session_id":"\([^"]*\)".*/\1/')"
    export C2SIM_REST_SESSION
    examine editing "$ROOT/spec/openapi/editing.yaml" "$SERVER_URL/editing"
}

# A key of the file store counts while its client is connected.
examine_concierge() {
    need_websockets
    coproc GATEWAY { exec "$PYTHON" .ci/rest/gateway.py "$SERVER_URL"; }
    local gateway=$GATEWAY_PID
    read -r -u "${GATEWAY[0]}" C2SIM_REST_KEY
    export C2SIM_REST_KEY
    examine concierge "$ROOT/spec/openapi/concierge.yaml" "$SERVER_URL/concierge"
    kill "$gateway" 2>/dev/null || true
    wait "$gateway" 2>/dev/null || true
}

mkdir -p "$WORK"
need_schemathesis
readonly SCHEMATHESIS="$PYTHON"
names=("$@")
[[ $# -gt 0 ]] || names=(c2sim relay editing concierge)
for name in "${names[@]}"; do
    # Each has a server of its own, so that what one fills does not stand in the way of another.
    start_server "${C2SIM_BINARY:-target/release/c2sim}"
    "examine_$name"
    stop_server
    kill_server
done
