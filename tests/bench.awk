# The table of `make bench`, and the same as JSON. Reads rows, tab-separated:
#
#   id  what  unit  file of our values  file of the floor's ("": none)  aims
#
# A file has one value a line. Aims are words like ratio<=1.5 median<=0.15 p95<=17 most<=17, of ours; ratio is our median
# by the floor's, more what it is more than the floor's. -v json=FILE.
BEGIN {
    FS = "\t"
    printf "%-44s %-4s %-34s %-26s %6s  %s\n", "measure (1920x1080, software)", "unit", "kiosk: median (least to most)", \
        "floor", "ratio", "aims"
    printf "[" >json
}

# Fills v[1..n] with the sorted values of a file; returns n.
function load(file, v,    n, line, i, j) {
    n = 0
    while (file != "" && (getline line <file) > 0)
        v[++n] = line + 0
    close(file)
    for (i = 2; i <= n; i++) {
        line = v[i]
        for (j = i - 1; j > 0 && v[j] > line; j--)
            v[j + 1] = v[j]
        v[j + 1] = line
    }
    return n
}

function digits(value) { return value < .1 ? "%.4f" : value < 10 ? "%.2f" : "%.1f" }

# Sets s[median], s[least] ... of sorted values; returns them in words.
function sum_up(v, n, s,    f) {
    s["n"] = n
    s["median"] = n ? v[int((n + 1) / 2)] : 0
    s["p95"] = n ? v[int((n * 95 + 99) / 100)] : 0
    s["least"] = n ? v[1] : 0
    s["most"] = n ? v[n] : 0
    f = digits(s["median"])
    return n ? sprintf(f " (" f " to " f ")", s["median"], s["least"], s["most"]) : "-"
}

function as_json(s) {
    return sprintf("{\"runs\": %d, \"median\": %g, \"p95\": %g, \"least\": %g, \"most\": %g}", s["n"], s["median"], \
        s["p95"], s["least"], s["most"])
}

# "median<=8 holds" and the like.
function judge(aims, s,    n, i, one, parts, said) {
    n = split(aims, one, " ")
    for (i = 1; i <= n; i++) {
        split(one[i], parts, "<=")
        said = said sprintf("%s%s %s", i > 1 ? ", " : "", one[i], s[parts[1]] <= parts[2] + 0 ? "holds" : "MISSED by " \
            sprintf("%.0f %%", (s[parts[1]] / parts[2] - 1) * 100))
    }
    return said
}

{
    n = load($4, ours)
    said = sum_up(ours, n, s)
    m = load($5, floor)
    floor_said = sum_up(floor, m, t)
    s["ratio"] = m && t["median"] ? s["median"] / t["median"] : 0
    s["more"] = s["median"] - t["median"]
    verdict = n ? judge($6, s) : "not measured"
    if (index($6, "p95"))
        said = said sprintf(" p95 " digits(s["p95"]), s["p95"])
    printf "%-44s %-4s %-34s %-26s %6s  %s\n", $2, $3, said, floor_said, m ? sprintf("%.2f", s["ratio"]) : "", verdict
    printf "%s\n {\"id\": \"%s\", \"what\": \"%s\", \"unit\": \"%s\", \"kiosk\": %s, \"floor\": %s, \"ratio\": %s, " \
        "\"aims\": \"%s\", \"verdict\": \"%s\"}", (NR > 1 ? "," : ""), $1, $2, $3, n ? as_json(s) : "null", \
        m ? as_json(t) : "null", m ? sprintf("%.3f", s["ratio"]) : "null", $6, verdict >json
}

END { printf "\n]\n" >json }
