# Starts the server under test and stops it again. Sourced by the scripts beside it.

readonly SERVER_START_LIMIT_S=15
readonly SERVER_STOP_LIMIT_S=6 # the server promises five

SERVER_PID=""
SERVER_FOLDER=""

# start_server BINARY: starts it on a free port of loopback with empty folders; leaves http://ADDRESS in SERVER_URL.
start_server() {
    SERVER_FOLDER="$(mktemp -d)"
    mkdir "$SERVER_FOLDER/data" "$SERVER_FOLDER/config"
    : >"$SERVER_FOLDER/log" # it is read before the server has begun to write
    (
        # The settings of whoever runs this are not those of the server under test.
        for name in $(compgen -e C2SIM_ || true); do unset "$name"; done
        exec "$1" serve --bind 127.0.0.1:0 --data "$SERVER_FOLDER/data" --config "$SERVER_FOLDER/config"
    ) >"$SERVER_FOLDER/log" 2>&1 &
    SERVER_PID=$!
    trap 'kill_server' EXIT

    local deadline=$((SECONDS + SERVER_START_LIMIT_S))
    while ((SECONDS < deadline)) && kill -0 "$SERVER_PID" 2>/dev/null; do
        SERVER_URL="$(sed -n 's/^c2sim listening on \(http:[^ ]*\).*/\1/p' "$SERVER_FOLDER/log" | head -n 1)"
        if [[ -n "$SERVER_URL" ]]; then
            echo "server under test: $SERVER_URL"
            return 0
        fi
        sleep 0.1
    done
    echo "the server did not start; it said:"
    tail -n 50 "$SERVER_FOLDER/log"
    return 1
}

# Ends the server as an operator would, and fails when it does not end in time with exit code 0.
stop_server() {
    local deadline=$((SECONDS + SERVER_STOP_LIMIT_S)) code=0
    kill -TERM "$SERVER_PID"
    while kill -0 "$SERVER_PID" 2>/dev/null; do
        if ((SECONDS >= deadline)); then
            echo "the server did not end within $SERVER_STOP_LIMIT_S s of SIGTERM"
            return 1
        fi
        sleep 0.1
    done
    wait "$SERVER_PID" || code=$?
    SERVER_PID=""
    if [[ $code -ne 0 ]]; then
        echo "the server ended with exit code $code; it said:"
        tail -n 50 "$SERVER_FOLDER/log"
        return 1
    fi
}

# Whatever happened before: no server and no folder stays behind.
kill_server() {
    if [[ -n "$SERVER_PID" ]]; then
        kill -KILL "$SERVER_PID" 2>/dev/null || true
        wait "$SERVER_PID" 2>/dev/null || true
        SERVER_PID=""
    fi
    [[ -z "$SERVER_FOLDER" ]] || rm -rf "$SERVER_FOLDER"
}
