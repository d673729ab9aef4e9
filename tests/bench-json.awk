# The table of `make bench` as JSON: an array of {measure, unit, kiosk, floor, against}; kiosk and floor are
# {median, least, most}, or null. Columns stand where `row` in tests/bench puts them. The first line names the columns.
function quoted(text) {
    gsub(/[\\"]/, "\\\\&", text)
    return "\"" text "\""
}
function column(from, n) {
    text = substr($0, from, n)
    gsub(/^ +| +$/, "", text)
    return text
}
function spread(text,  part) {
    if (text !~ /^[0-9.]+ \([0-9.]+ to [0-9.]+\)$/)
        return "null"
    split(text, part, /[ ()]+/)
    return "{\"median\": " part[1] ", \"least\": " part[2] ", \"most\": " part[4] "}"
}
BEGIN { printf "[" }
NR > 1 {
    printf "%s\n  {\"measure\": %s, \"unit\": %s, \"kiosk\": %s, \"floor\": %s, \"against\": %s}", (NR > 2 ? "," : ""),
        quoted(column(1, 34)), quoted(column(36, 5)), spread(column(42, 30)), spread(column(73, 30)),
        quoted(spread(column(42, 30)) == "null" ? column(42, 400) : column(104, 400))
}
END { print "\n]" }
