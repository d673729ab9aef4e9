# Writes the tour's page, index.html, from the visits that drew the pictures: "## Heading | سرخی" begins a group,
# and "shot NAME Words | الفاظ" is a picture with its caption. Run in build/tour by tests/tour:
#
#   awk -v page=tour.html -f tour-index.awk VISIT... folder=FOLDER size=WxH heading='English | اردو' VISIT ...
#
# A VISIT after folder=... becomes a strip of small pictures from that folder. Pictures that are not there are left out.
# The page is plain HTML and CSS in one file, without a script: a picture opens large because its link is the :target.

BEGIN {
    mark = "M12,0 5.68,6.33 3.47,6.33 9.79,0 9.09,-.71 9.09,-2.92Z"
    split("ur en", langs, " ")
    folder = size = main = "1920x1080"
}

function exists(path,    line, is_there) {
    is_there = (getline line < path) >= 0
    close(path)
    return is_there
}

function text(words) {
    gsub(/&/, "\\&amp;", words)
    gsub(/</, "\\&lt;", words)
    return words
}

# Takes "English | اردو" apart into said["en"] and said["ur"].
function say(words,    part, n) {
    n = split(words, part, / \| /)
    said["en"] = text(part[1])
    said["ur"] = text(n > 1 ? part[2] : part[1])
}

function group(words) {
    say(words)
    if (groups++)
        body = body "</div></section>\n"
    body = body "<section id=\"g" groups "\"><h2>" both() "</h2>\n"
    body = body "<div class=\"" (folder == main ? "pairs" : "strip") "\">\n"
    contents = contents "<a href=\"#g" groups "\">" said["en"] "</a>\n"
}

function both() {
    return "<span" written("ur") ">" said["ur"] "</span> <span" written("en") ">" said["en"] "</span>"
}

function written(lang) {
    return " lang=\"" lang "\" dir=\"" (lang == "ur" ? "rtl" : "ltr") "\""
}

function picture(path, lang,    side) {
    split(size, side, "x")
    return "<img loading=\"lazy\" width=\"" side[1] "\" height=\"" side[2] "\" src=\"" path "\" alt=\"" said[lang] "\">"
}

function go(number, name, sign) {
    return "<a href=\"#l" number "\" aria-label=\"" name "\">" sign "</a>"
}

# One screen: Urdu beside English, each with its caption underneath; and each large, between its neighbours.
function screen(name, words,    i, lang, path, small) {
    say(words)
    for (i = 1; i in langs; i++) {
        lang = langs[i]
        path = folder "/" name "-" lang ".png"
        if (!exists(path))
            continue
        large++
        small = small "<figure" written(lang) "><a href=\"#l" large "\">" picture(path, lang) "</a>"
        small = small "<figcaption>" said[lang] "</figcaption></figure>"
        overlays = overlays "<div class=\"large\" id=\"l" large "\">"
        overlays = overlays "<a href=\"#" folder "." name "\">" picture(path, lang) "</a>"
        overlays = overlays "<p>" go(large - 1, "Back", "‹") " <span" written(lang) ">" said[lang] "</span> "
        overlays = overlays go(large + 1, "Next", "›") "</p></div>\n"
    }
    if (small != "")
        body = body "<div class=\"screen\" id=\"" folder "." name "\">" small "</div>\n"
}

FNR == 1 && folder != main { group(heading) }
/^## / && folder == main { group(substr($0, 4)) }
{ sub(/^(ur|en): /, "") }
$1 == "shot" || $1 == "shot-room" {
    name = $2
    sub(/^shot[^ ]* [^ ]+ */, "")
    screen(name, $0)
}

END {
    while ((getline line < page) > 0) {
        if (line == "@contents@")
            printf "%s", contents
        else if (line == "@body@")
            printf "%s</div></section>\n", body
        else if (line == "@large@")
            printf "%s", overlays
        else {
            gsub(/@mark@/, mark, line)
            print line
        }
    }
}
