#!/usr/bin/env bash
# Autobahn|Testsuite against the WebSocket of the server. Its door delivers and does not echo, so most cases go to an echo
# that is made of the same handshake, frames and settings; those that need no echo go to the door itself as well.
#
# The suite needs a Python 2.7; where none is at hand, the check is left out with a word.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

readonly AUTOBAHN_VERSION="25.10.1"
readonly FOLDER="$PWD/target/ci/autobahn"
readonly SUITE="$FOLDER/suite-$AUTOBAHN_VERSION"
# Cases 12 and 13 are about compression, which is not offered.
readonly ECHO_CASES='"cases": ["*"], "exclude-cases": ["12.*", "13.*"]'
# Pings, closes, and what must not be sent.
readonly DOOR_CASES='"cases": ["2.*", "7.3.*", "7.7.*", "7.9.*"], "exclude-cases": []'

source .ci/server.sh

find_python() {
    local candidate
    for candidate in python2.7 "${PYENV_ROOT:-$HOME/.pyenv}"/versions/2.7*/bin/python2.7; do
        # A shim of pyenv is there without a version behind it.
        if "$candidate" -c 'import sys' >/dev/null 2>&1; then
            PYTHON27="$candidate"
            return 0
        fi
    done
    return 1
}

install_suite() {
    [[ -e "$SUITE/complete" ]] && return 0
    rm -rf "$SUITE"
    "$PYTHON27" -m pip install --quiet --disable-pip-version-check --target "$SUITE" \
        "autobahntestsuite==$AUTOBAHN_VERSION" >"$FOLDER/install.log" 2>&1 || return 1
    touch "$SUITE/complete"
}

# fuzz AGENT URL CASES
fuzz() {
    printf '{"outdir": "%s/reports/%s", "servers": [{"agent": "%s", "url": "%s"}], %s, "exclude-agent-cases": {}}\n' \
        "$FOLDER" "$1" "$1" "$2" "$3" >"$FOLDER/$1.json"
    # The suite's packages share a namespace, which only a site folder has.
    timeout 600 "$PYTHON27" -c 'import site, sys
site.addsitedir(sys.argv.pop(1))
from autobahntestsuite.wstest import run
run()' "$SUITE" --mode fuzzingclient --spec "$FOLDER/$1.json" >"$FOLDER/$1.log" 2>&1 ||
        { tail -n 20 "$FOLDER/$1.log"; return 1; }
}

start_echo() {
    cargo build --quiet --locked --example websocket_echo
    target/debug/examples/websocket_echo >"$FOLDER/echo.address" &
    ECHO_PID=$!
    trap 'kill "$ECHO_PID" 2>/dev/null || true; kill_server' EXIT
    local deadline=$((SECONDS + SERVER_START_LIMIT_S))
    until [[ -s "$FOLDER/echo.address" ]]; do
        ((SECONDS < deadline)) || { echo "the echo did not start"; return 1; }
        sleep 0.1
    done
    ECHO_URL="$(head -n 1 "$FOLDER/echo.address")"
}

mkdir -p "$FOLDER"
if ! find_python; then
    echo "no Python 2.7 on this machine: left out"
    exit 0
fi
if ! install_suite; then
    echo "the suite cannot be installed here: left out; the last lines of what was said:"
    tail -n 5 "$FOLDER/install.log"
    exit 0
fi
rm -rf "$FOLDER/reports"
start_server "${C2SIM_BINARY:-target/release/c2sim}"
start_echo
fuzz echo "$ECHO_URL" "$ECHO_CASES"
fuzz door "ws://${SERVER_URL#http://}/api/c2sim/session/default/ws?clientId=autobahn" "$DOOR_CASES"
kill "$ECHO_PID"
stop_server
python3 .ci/autobahn/summary.py "$FOLDER"/reports/*/index.json
