#!/usr/bin/env bash
# The clients in clients/python and clients/typescript: types, tests against the built server, and the examples of their READMEs.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

readonly ROOT="$PWD"
readonly WORK="$ROOT/target/ci"
readonly TIME_LIMIT_S=180 # of the tests of one client
readonly BINARY="$(realpath -m "${C2SIM_BINARY:-target/release/c2sim}")"

source .ci/tools.sh
source .ci/server.sh

# A client is built where it may leave files, not in the working tree.
copied() {
    rm -rf "${WORK:?}/$2"
    cp -r "clients/$1" "$WORK/$2"
}

python_client() {
    need_client_python
    copied python python-client
    (
        cd "$WORK/python-client"
        "$(dirname "$PYTHON")/mypy"
        "$PYTHON" -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --force-reinstall .
        rm -r src # what is tested is what was installed
        C2SIM_URL="$SERVER_URL" C2SIM_BINARY="$BINARY" timeout "$TIME_LIMIT_S" "$PYTHON" -W error -m unittest
    )
    "$PYTHON" .ci/docs/run.py "$BINARY" clients/python/README.md
}

typescript_client() {
    need_client_node
    copied typescript node-client
    (
        cd "$WORK/node-client"
        npm install --no-audit --no-fund --loglevel=error "$WORK/node-sdk"
        npm run --silent build
        C2SIM_URL="$SERVER_URL" timeout "$TIME_LIMIT_S" npm test --silent
    )
    # As if it was installed: with the package's own name.
    ln -sfn "$WORK/node-client" "$NODE_FOLDER/node_modules/c2sim-client"
    C2SIM_NODE_MODULES="$NODE_FOLDER/node_modules" python3 .ci/docs/run.py "$BINARY" clients/typescript/README.md
}

mkdir -p "$WORK"
clients/generate.sh python typescript
start_server "$BINARY"
python_client
if command -v npm >/dev/null; then
    typescript_client
else
    echo "no npm: the TypeScript client is left out"
fi
stop_server
