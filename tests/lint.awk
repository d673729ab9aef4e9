# The rules of tests/lint for C files, as tables and one pass. Prints a fault as `file:line: sentence`. Paths are relative
# to the tree's root. Runs in any POSIX awk with LC_ALL=C. Comments and strings are blanked before calls are looked for.

function set(table, names,    list, i, n) {
    n = split(names, list, " ")
    for (i = 1; i <= n; i++)
        table[list[i]] = 1
}

function wall(place, below, libraries,    list, i, n) {
    n = split(below, list, " ")
    for (i = 1; i <= n; i++)
        may_include[place, list[i]] = 1
    may_include[place, place] = 1
    n = split(libraries, list, " ")
    for (i = 1; i <= n; i++) {
        may_use[place, list[i]] = 1
        owners[list[i]] = owners[list[i]] (owners[list[i]] == "" ? "" : " and ") place "/"
    }
}

BEGIN {
    # Place under src/, own folders it may include, outside headers it may include (`openssl/` stands for all below).
    wall("base", "", "libintl.h malloc.h")
    wall("content", "base", "yaml.h")
    wall("model", "content base", "utf8proc.h")
    wall("vault", "model content base", "sodium.h jansson.h")
    wall("store", "vault model content base", "sqlite3.h")
    wall("sync", "store vault model content base", "jansson.h libpq-fe.h curl/ openssl/")
    wall("gfx", "base", "SDL.h SDL_image.h qrencode.h xf86drm.h xf86drmMode.h libinput.h libudev.h xkbcommon/ linux/")
    wall("text", "gfx base", "SDL.h SDL_ttf.h hb.h hb-ft.h hb-ot.h ft2build.h freetype/ fribidi.h fribidi/ " \
         "linebreak.h wordbreak.h graphemebreak.h unibreakdef.h")
    wall("ui", "text gfx base", "")
    wall("screens", "ui text gfx sync store vault model content base", "systemd/")
    wall("cli", "sync store vault model content base", "")
    wall("kiosk.c", "screens ui text gfx sync store vault model content base", "")
    wall("hamawaz.c", "cli sync store vault model content base", "")

    set(is_system, "assert.h ctype.h dirent.h errno.h fcntl.h float.h fnmatch.h ftw.h getopt.h glob.h inttypes.h limits.h")
    set(is_system, "locale.h math.h poll.h pthread.h sched.h semaphore.h setjmp.h signal.h spawn.h stdalign.h stdarg.h")
    set(is_system, "stdatomic.h stdbool.h stddef.h stdint.h stdio.h stdlib.h string.h strings.h sys/ termios.h time.h")
    set(is_system, "unistd.h utime.h wchar.h")

    set(is_banned, "strcpy strcat sprintf vsprintf gets strtok atoi atol atof system popen alloca rand srand IMG_Load")
    set(is_banned, "execl execlp execle execv execvp execve execvpe fexecve")
    set(is_heap, "malloc calloc realloc reallocarray strdup strndup asprintf vasprintf")
}

FNR == 1 {
    files++
    in_comment = 0
    body_begun = 0
    n = split(FILENAME, path, "/")
    is_walled = path[1] == "src"
    place = path[2]
}

{
    if ($0 ~ /(^|[^A-Za-z0-9_])(TODO|FIXME|XXX)([^A-Za-z0-9_]|$)/)
        fault("a mark of unfinished work; finish it or leave it out")
    if (columns($0) > 120)
        fault("the line has " columns($0) " columns; 120 are the most")
    if (FNR == 501)
        fault("the file has more than 500 lines; split it")
    if (is_walled && $0 ~ /^[ \t]*#[ \t]*include/)
        check_include($0)
    code = blank($0)
    if (is_walled)
        check_calls(code)
    check_body($0)
}

END { print files + 0 > "/dev/stderr" }

function fault(sentence) {
    print FILENAME ":" FNR ": " sentence
}

# Letters, not bytes: continuation bytes of UTF-8 are not counted.
function columns(line) {
    gsub(/[\200-\277]/, "", line)
    return length(line)
}

# Is `name`, or the folder it lies in, in `table` (under "place", when one is given)?
function listed(table, place, name,    folder) {
    folder = name
    sub(/\/.*/, "/", folder)
    return place == "" ? (name in table || folder in table) : ((place, name) in table || (place, folder) in table)
}

function check_include(line,    name, folder) {
    name = line
    if (sub(/^[^<"]*"/, "", name)) {
        sub(/".*/, "", name)
        folder = name
        if (!sub(/\/.*/, "", folder))
            fault("own headers are included as \"folder/" name "\"")
        else if (!((place, folder) in may_include))
            fault(place " may not include " folder "/: see the walls in tests/lint.awk")
    } else if (sub(/^[^<]*</, "", name)) {
        sub(/>.*/, "", name)
        if (listed(is_system, "", name) || listed(may_use, place, name))
            return
        fault(place " may not use <" name ">" (name in owners ? ", which belongs to " owners[name] : ""))
    }
}

# The line without comments, and with strings and characters emptied. Remembers an open comment in in_comment.
function blank(line,    out, token) {
    out = ""
    while (line != "") {
        if (in_comment) {
            if (!match(line, /\*\//))
                return out
            line = substr(line, RSTART + 2)
            in_comment = 0
        } else if (match(line, /"(\\.|[^"\\])*"|'(\\.|[^'\\])*'|\/\*|\/\//)) {
            token = substr(line, RSTART, 2)
            out = out substr(line, 1, RSTART - 1) " "
            line = substr(line, RSTART + RLENGTH)
            if (token == "//")
                return out
            in_comment = token == "/*"
        } else {
            return out line
        }
    }
    return out
}

function check_calls(code,    before, name) {
    before = ""
    while (match(code, /[A-Za-z_][A-Za-z0-9_]*[ \t]*\(/)) {
        before = substr(code, 1, RSTART - 1)
        name = substr(code, RSTART, RLENGTH - 1)
        code = substr(code, RSTART + RLENGTH)
        sub(/[ \t]+$/, "", name)
        if (before ~ /(\.|->)$/) # a member of that name is something else
            continue
        if (name in is_banned || name ~ /^TTF_.*_Wrapped$/ || name ~ /^TTF_Measure/)
            fault(name "() is banned here")
        if (name in is_heap && FILENAME != "src/base/mem.c")
            fault(name "() is for base/mem.c alone; use mem_alloc, mem_array, mem_resize or mem_string")
    }
}

# A function's braces stand alone in the first column, those of a table never do.
function check_body(line) {
    if (line == "{")
        body_begun = FNR
    if (line == "}" && body_begun > 0) {
        if (FNR - body_begun + 1 > 70)
            fault("the function that ends here has " FNR - body_begun + 1 " lines; 70 are the most")
        body_begun = 0
    }
}
