#!/usr/bin/env bash
# Runs the built server, opens the page of the editing door in a headless Chromium, types into both of its editors, and sends
# what was written to a C2SIM session. Another binary than the release's: C2SIM_BINARY=target/debug/c2sim .ci/editing/check.sh
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

readonly ROOT="$PWD"
readonly WORK="$ROOT/target/ci"
readonly TIME_LIMIT_S=180

source .ci/tools.sh
source .ci/server.sh

mkdir -p "$WORK"
need_chromium
need_websockets
start_server "${C2SIM_BINARY:-target/release/c2sim}"
timeout --kill-after=10 "$TIME_LIMIT_S" \
    "$PYTHON" .ci/editing/both_type.py "$CHROMIUM" "$SERVER_URL/editing/" "$WORK/editing.png" "$WORK/editing-message.png"
stop_server
