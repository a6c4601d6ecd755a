#!/usr/bin/env bash
# Runs the built server and has schemathesis send it made-up requests, good and bad, by the specification.
# No answer may break the specification. Settings are in schemathesis.toml beside this file.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

readonly ROOT="$PWD"
readonly WORK="$ROOT/target/ci"
readonly TIME_LIMIT_S=600

source .ci/tools.sh
source .ci/server.sh

mkdir -p "$WORK"
need_schemathesis
start_server "${C2SIM_BINARY:-target/release/c2sim}"
"$PYTHON" .ci/rest/exercise.py "$SERVER_URL/api"

# Schemathesis leaves caches where it runs: that is the server's own folder, which goes away with it.
outcome=0
(
    cd "$SERVER_FOLDER"
    export C2SIM_REST_URL="$SERVER_URL/api"
    export C2SIM_REST_HOOKS="$ROOT/.ci/rest/hooks.py"
    timeout --kill-after=10 "$TIME_LIMIT_S" "$PYTHON" -m schemathesis.cli \
        --config-file "$ROOT/.ci/rest/schemathesis.toml" \
        run "$ROOT/generated/src/api/whole.json" --url "$SERVER_URL/api" --no-color
) || outcome=$?
if [[ $outcome -ne 0 ]]; then
    echo "schemathesis ended with exit code $outcome; the last lines of the server:"
    tail -n 20 "$SERVER_FOLDER/log"
    exit 1
fi
stop_server
