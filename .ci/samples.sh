#!/usr/bin/env bash
# samples.sh SHARED: holds the schemas against the tables of facts in SHARED/facts, and the validator against the
# messages in SHARED/samples/VERSION/{valid,invalid}. Every difference is shown before it fails.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly SHARED="$1"
readonly BINARY="${C2SIM_BINARY:-target/release/c2sim}"
failures=0

fail() {
    echo "FAILED: $*"
    failures=$((failures + 1))
}

check_facts() {
    local table version
    for table in "$SHARED"/facts/c2sim-*.facts; do
        version="$(basename "$table" .facts)"
        version="${version#c2sim-}"
        if python3 "$SHARED/tools/xsd-facts" "spec/xsd/$version/c2sim.xsd" | diff - "$table"; then
            echo "facts of $version: equal ($(wc -l <"$table"))"
        else
            fail "the facts of spec/xsd/$version differ from its table"
        fi
    done
}

# check_verdicts VERSION FOLDER EXIT_CODE: every document of the folder gets that exit code from `validate`.
check_verdicts() {
    local version="$1" folder="$2" expected="$3" file code output count=0
    for file in "$folder"/*.xml; do
        [[ -e "$file" ]] || continue
        code=0
        output="$("$BINARY" validate --schema "$version" "$file" 2>&1)" || code=$?
        count=$((count + 1))
        if [[ $code -ne $expected ]]; then
            fail "validate --schema $version $file: exit code $code, expected $expected"
            echo "$output"
        fi
    done
    echo "validate --schema $version, $(basename "$folder"): $count documents"
}

check_facts
for folder in "$SHARED"/samples/*/; do
    version="$(basename "$folder")"
    check_verdicts "$version" "$folder/valid" 0
    check_verdicts "$version" "$folder/invalid" 1
done
if [[ $failures -gt 0 ]]; then
    echo "$failures failed"
    exit 1
fi
