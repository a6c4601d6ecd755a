#!/usr/bin/env bash
# The pages in docs/: built, with every link leading somewhere; every error code in them; every example run against the server.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

readonly WORK="$PWD/target/ci"

source .ci/tools.sh

mkdir -p "$WORK"
need_docs_python
"$PYTHON" -m mkdocs build --quiet --strict
"$PYTHON" .ci/docs/codes.py
"$PYTHON" .ci/docs/run.py "${C2SIM_BINARY:-target/release/c2sim}" docs/*.md
