# The table of a run: the best turn of each program on each document, and the ratios beside the bars of the design.
$1 == "bytes" { bytes[$2] = $3; order[++count] = $2; next }
{
    if (!($1 in seen)) { seen[$1] = 1; programs[++kinds] = $1 }
    if (!(($1, $2) in best) || $3 < best[$1, $2]) best[$1, $2] = $3
}

function name(file) { sub(/.*\//, "", file); sub(/\.xml$/, "", file); return file }

# How many times as fast as another program; "-" where that did not run.
function ratio(mine, other, document) {
    return (other, document) in best ? best[other, document] / best[mine, document] : "-"
}

function judged(value, bar) { return value == "-" ? "   (did not run)" : value >= bar ? "   reached" : "   MISSED" }

function compare(what, other, document, bar,    read, verdict) {
    read = ratio("read", other, document)
    verdict = ratio("verdict", other, document)
    if (read == "-") { printf "  %-28s did not run\n", what; return }
    printf "  %-28s read %5.2f   verdict %5.2f   bar %5.2f%s\n", what, read, verdict, bar, judged(verdict, bar)
}

END {
    bar["report"] = 3.5; bar["order"] = 5; bar["initialization"] = 2.7
    for (d = 1; d <= count; d++) {
        document = order[d]
        printf "\n%s, %d bytes\n", name(document), bytes[document]
        for (k = 1; k <= kinds; k++) {
            us = best[programs[k], document]
            printf "  %-14s %10.2f us %8.0f MB/s\n", programs[k], us, bytes[document] / us
        }
        compare("times libxml2", "libxml2", document, bar[name(document)])
        compare("times Xerces, reused", "xerces-reused", document, 3)
        compare("of the tokens' speed", "tokens", document, 0.75)
    }
}
