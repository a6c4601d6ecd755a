#!/usr/bin/env bash
# Generates a client in every language, builds it, and runs a whole exercise with it against the built server.
# A language whose tools are not there is left out, and said so. Only some: .ci/sdks/check.sh python go
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

readonly ROOT="$PWD"
readonly WORK="$ROOT/target/ci"
readonly SDKS="$ROOT/target/sdks"
readonly MESSAGES="$ROOT/clients/exercise/messages"
readonly TIME_LIMIT_S=60 # of one exercise

source .ci/tools.sh
source .ci/server.sh

exercise() {
    timeout --kill-after=5 "$TIME_LIMIT_S" "$@" "$SERVER_URL" "$MESSAGES"
}

python_sdk() {
    need_client_python
    exercise "$PYTHON" -W error clients/exercise/python/exercise.py
}

typescript_sdk() {
    need_client_node
    cp clients/exercise/typescript/exercise.mjs "$NODE_FOLDER/exercise.mjs"
    exercise node "$NODE_FOLDER/exercise.mjs"
}

java_sdk() {
    mvn -q -B -f "$SDKS/java/pom.xml" -DincludeScope=runtime -DoutputDirectory=target/lib compile dependency:copy-dependencies
    exercise java -cp "$SDKS/java/target/classes:$SDKS/java/target/lib/*" clients/exercise/java/Exercise.java
}

go_sdk() {
    (cd clients/exercise/go && go vet . && go build -o "$WORK/exercise-go" .)
    exercise "$WORK/exercise-go"
}

# what each language needs to be there
tool_of() {
    case "$1" in
    python) echo python3 ;;
    typescript) echo npm ;;
    java) echo mvn ;;
    go) echo go ;;
    esac
}

mkdir -p "$WORK"
languages=("$@")
[[ $# -gt 0 ]] || languages=(python typescript java go)
clients/generate.sh "${languages[@]}"
start_server "${C2SIM_BINARY:-target/release/c2sim}"
for language in "${languages[@]}"; do
    started=$SECONDS
    if ! command -v "$(tool_of "$language")" >/dev/null; then
        echo "$language: no $(tool_of "$language"): left out"
        continue
    fi
    "${language}_sdk"
    echo "$language: $((SECONDS - started)) s"
done
stop_server
