#!/usr/bin/env bash
# What validating costs here and elsewhere, on the same documents, in one run: this server, quick-xml's namespace-resolved
# tokens alone, libxml2 streaming, and, where there is Java, the Xerces it brings. One thread each, CPU time, the best of
# several turns. Needs a C compiler and libxml2's headers (Debian: libxml2-dev, pkg-config).
#
#   benches/peers/run.sh [TURNS]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

readonly TURNS="${1:-3}"
readonly SECONDS_EACH=1
readonly SCHEMA=spec/xsd/2.0.0/c2sim.xsd
readonly WORK=target/peers

mkdir -p "$WORK"
pkg-config --exists libxml-2.0 || { echo "missing: libxml2-dev and pkg-config (names of Debian packages)"; exit 1; }
# shellcheck disable=SC2046
cc -O2 -o "$WORK/libxml2" benches/peers/libxml2.c $(pkg-config --cflags --libs libxml-2.0)
cargo bench --quiet --bench peers -- write "$WORK"
readonly DOCUMENTS=("$WORK/report.xml" "$WORK/order.xml" "$WORK/initialization.xml")

turn() {
    cargo bench --quiet --bench peers -- measure "$SECONDS_EACH" "${DOCUMENTS[@]}"
    "$WORK/libxml2" "$SCHEMA" "$SECONDS_EACH" "${DOCUMENTS[@]}"
    if command -v java >/dev/null; then
        java benches/peers/Xerces.java "$SCHEMA" "$SECONDS_EACH" "${DOCUMENTS[@]}"
    fi
}

echo "libxml2 $(pkg-config --modversion libxml-2.0), $(java -version 2>&1 | sed -n 1p || true)"
for ((number = 1; number <= TURNS; number++)); do
    turn
done >"$WORK/turns.txt"
for document in "${DOCUMENTS[@]}"; do
    echo "bytes $document $(stat -c %s "$document")"
done >>"$WORK/turns.txt"
awk -f benches/peers/table.awk "$WORK/turns.txt"
