#!/usr/bin/env bash
# Runs each fuzz target of fuzz/ for some seconds: .ci/fuzz.sh SECONDS
#
# What it comes upon stays in target/fuzz; a failing input is in fuzz/artifacts and belongs into fuzz/seeds once it holds.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly SECONDS_EACH="$1"
# No input takes longer than this, nor more memory; libFuzzer stops there as it does at a panic.
readonly INPUT_SECONDS_MAX=5
readonly MEMORY_MB_MAX=1024
# Our code has no unsafe blocks, so a panic is what there is to find, and no sanitizer is needed for it.
readonly FUZZ=(cargo +nightly fuzz)

cargo fmt --manifest-path fuzz/Cargo.toml --check
"${FUZZ[@]}" build --sanitizer none
for target in $("${FUZZ[@]}" list); do
    dictionary=fuzz/dictionaries/xml.dict
    [[ "$target" == schema_reader ]] && dictionary=fuzz/dictionaries/xsd.dict
    mkdir -p "target/fuzz/$target"
    echo "$target:"
    "${FUZZ[@]}" run --sanitizer none "$target" "target/fuzz/$target" "fuzz/seeds/$target" -- \
        -max_total_time="$SECONDS_EACH" -timeout="$INPUT_SECONDS_MAX" -rss_limit_mb="$MEMORY_MB_MAX" \
        -dict="$dictionary" -verbosity=0 -print_final_stats=1 2>&1 | grep -vE '^stat::(new_units|slowest)' | tail -40
done
