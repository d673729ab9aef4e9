/* Power cuts at every call of the store's life: first run, pledges, checkpoint, receipt, repair, and cuts in the start
 * after a cut. Each state is opened by the store itself, and must hold what was thanked for: all of it, once, nothing
 * half, nothing that was never given. What a cut leaves is in crash.h.
 *
 * STATES=n tries so many (50,000, some two minutes of two cores; torture 250,000), SEED=n the same again, ONLY=name one
 * scenario. */
#include "store_fixture.h"

#include <sys/mman.h>

#include "crash/scenarios.h"
#include "store/inside.h"
#include "store/outgoing.h"

enum { WORKERS = 2, SEEN = 1 << 19, SECOND_CUTS_PERCENT = 14 };

struct tally {
    int64_t states, set_aside, reconciled;
    int64_t lost, invented, refused; /* states in which a promise was broken */
    char first[320];                 /* how */
    char doing[128];                 /* the state that is tried now */
};

#if defined __SANITIZE_ADDRESS__
static int64_t states_wanted = 1500;
#else
static int64_t states_wanted = 50000;
#endif
static uint64_t seed = 1;

static bool is_known_line(const struct run *run, const char *line, size_t n);

static bool take_line(const char *line, size_t n, void *arg, struct err *err)
{
    struct run *run = arg;
    struct line_facts facts;
    if (is_known_line(run, line, n))
        return true;
    assert_true(vault_verify_line(run->at.vault, line, n, &facts, err));
    int which = (int)(strchr(RUN_STREAM_NAMES, facts.stream) - RUN_STREAM_NAMES);
    assert_true(run->lines[which] < LINES_MAX);
    run->line[which][run->lines[which]++] = mem_string(line, n);
    return true;
}

void run_take_lines(struct run *run, struct fixture *at)
{
    struct err err;
    assert_true(store_each_line(at->store, take_line, run, &err));
}

static void record(struct run *run)
{
    running = run;
    run->crash.unflushed = run->scenario->unflushed;
    crash_record(&run->crash, run->at.folder);
    promise();
    run->scenario->act(&run->at);
    crash_stop(&run->crash);
    fixture_open(&run->at);
    run_take_lines(run, &run->at);
    fixture_close(&run->at);
    assert_int_equal(run->lines[1], run->promise[run->promises].pledges);
}

void run_init(struct run *run, const struct scenario *scenario, uint64_t with_seed)
{
    *run = (struct run){.scenario = scenario, .seed = with_seed};
    running = run;
    fixture_init(&run->at);
    if (scenario->prepare != NULL)
        scenario->prepare(&run->at);
    record(run);
}

void run_finish(struct run *run)
{
    for (int which = 0; which < RUN_STREAMS; which++)
        for (int i = 0; i < run->lines[which]; i++)
            free(run->line[which][i]);
    crash_free(&run->crash);
    fixture_finish(&run->at);
}

struct look {
    const struct run *run;
    int promised;           /* its place */
    int count[RUN_STREAMS]; /* lines seen, and those between them that may be gone */
    int held;
    bool is_known;
};

static bool is_line(const char *known, const char *line, size_t n)
{
    return strncmp(known, line, n) == 0 && known[n] == '\0';
}

/* May the line at this place be gone by now? */
static bool may_be_gone(const struct look *look, int which)
{
    const struct run *run = look->run;
    int at = look->count[which], may = at < run->lines[which] ? run->go[which][at].may : 0;
    return may != 0 && look->promised >= may - 1;
}

static bool must_be_gone(const struct look *look, int which)
{
    int must = look->run->go[which][look->count[which]].must;
    return must != 0 && look->promised >= must - 1;
}

/* The store gives the streams one after the other, each in order. */
static bool compare_line(const char *line, size_t n, void *arg, struct err *err)
{
    struct look *look = arg;
    const struct run *run = look->run;
    (void)err;
    for (int which = 0; which < RUN_STREAMS; which++) {
        int *count = &look->count[which], before = *count;
        while (may_be_gone(look, which) && !is_line(run->line[which][*count], line, n))
            ++*count;
        if (*count < run->lines[which] && is_line(run->line[which][*count], line, n)) {
            look->is_known = !must_be_gone(look, which);
            look->held++;
            ++*count;
            return look->is_known;
        }
        *count = before;
    }
    return look->is_known = false;
}

static bool is_known_line(const struct run *run, const char *line, size_t n)
{
    for (int which = 0; which < RUN_STREAMS; which++)
        for (int i = 0; i < run->lines[which]; i++)
            if (is_line(run->line[which][i], line, n))
                return true;
    return false;
}

/* The journal: so many whole lines, each known, then room. */
static bool journal_holds(const struct run *run, const char *folder, int count)
{
    char path[FILE_PATH_MAX], *data = NULL;
    size_t n = 0;
    struct err err;
    int found = 0;
    if (!file_read(file_join(path, folder, "journal.hzb"), 1 << 24, &data, &n, &err))
        return false;
    char *line = data, *end;
    for (; (end = strchr(line, '\n')) != NULL && is_known_line(run, line, (size_t)(end - line)); line = end + 1)
        found++;
    while (line < data + n && (*line == ' ' || *line == '\0'))
        line++;
    bool is_good = found == count && line == data + n;
    free(data);
    return is_good;
}

enum verdict { GOOD, LOST, INVENTED, REFUSED };

static bool is_so_or_next(int held, int promised)
{
    return held == promised || held == promised + 1;
}

/* Counts that only the database has: as promised, or one further. */
static bool singles_hold(struct fixture *at, const struct promise *promised)
{
    struct promise held = what_is_held(at);
    return is_so_or_next(held.quizzes, promised->quizzes) && is_so_or_next(held.tries, promised->tries) &&
           is_so_or_next(held.votes, promised->votes);
}

static enum verdict check_open(const struct run *run, struct fixture *at, const struct promise *promised)
{
    struct look look = {.run = run, .promised = (int)(promised - run->promise), .is_known = true};
    struct store_health health;
    struct err err;
    if (!store_each_line(at->store, compare_line, &look, &err) && look.is_known)
        return REFUSED;
    for (int which = 0; which < RUN_STREAMS; which++)
        while (may_be_gone(&look, which))
            look.count[which]++;
    if (!look.is_known || look.count[0] > promised->notices + 1 || look.count[1] > promised->pledges + 1 ||
        fixture_counts(at).pledges != look.count[1] || !journal_holds(run, at->folder, look.held))
        return INVENTED;
    if (look.count[0] < promised->notices || look.count[1] < promised->pledges ||
        !store_read_health(at->store, &health, &err) || health.lost_lines > 0)
        return LOST;
    return run->scenario->alone == JOURNAL_ALONE || singles_hold(at, promised) ? GOOD : LOST;
}

/* Another pledge, the quizzes made ready to travel, and a start that finds nothing to mend. */
static bool goes_on_well(const struct run *run, struct fixture *at, const struct promise *promised)
{
    struct err err;
    int64_t quizzes = 0, pledges = fixture_counts(at).pledges;
    fixture_add(at, true);
    if (!store_seal_quizzes(at->store, &err) || fixture_reopen(at).recovery != STORE_CLEAN ||
        !db_number(&at->store->db, "SELECT count(*) FROM rec WHERE stream = 'q'", NO_VALUES, 0, &quizzes, &err))
        return false;
    return fixture_counts(at).pledges == pledges + 1 && fixture_counts(at).quizzes == quizzes &&
           (run->scenario->alone == JOURNAL_ALONE || singles_hold(at, promised));
}

/* Opens what a cut left; now and then also goes on with it. */
static enum verdict check_state(const struct run *run, const struct promise *promised, bool goes_on,
                                struct tally *tally, struct err *err)
{
    struct fixture at = run->at;
    struct store_health health = {0};
    at.store = NULL;
    at.vault = NULL;
    if (!vault_open(at.folder, !store_is_expected(at.folder), &at.vault, err) ||
        !store_open(at.folder, at.vault, &at.clock, &at.store, err)) {
        vault_close(at.vault);
        return REFUSED;
    }
    enum verdict verdict = check_open(run, &at, promised);
    if (!store_read_health(at.store, &health, err))
        verdict = REFUSED;
    tally->set_aside += health.recovery == STORE_SET_ASIDE;
    tally->reconciled += health.recovery == STORE_RECONCILED;
    if (verdict == GOOD && goes_on && !goes_on_well(run, &at, promised))
        verdict = INVENTED;
    store_close(at.store);
    vault_close(at.vault);
    return verdict;
}

/* Takes the other file away. Of the database its first 100 bytes stay: they say whose it is. */
static void spoil(struct crash_image *image, enum alone alone)
{
    struct crash_bytes *database = crash_image_file(image, "kiosk.db");
    if (alone != BOTH)
        crash_image_remove(image, alone == DATABASE_ALONE ? "journal.hzb" : "kiosk.db-wal");
    if (alone == JOURNAL_ALONE && database != NULL && database->n > 100)
        memset(database->at + 100, 0, database->n - 100);
}

struct worker_at {
    struct run *run;
    int number;
    uint64_t *seen;      /* hash table of images */
    struct tally *tally; /* shared with the parent */
};

static bool is_first_time(uint64_t *seen, uint64_t hash)
{
    size_t at = hash % SEEN;
    while (seen[at] != 0 && seen[at] != hash)
        at = (at + 1) % SEEN;
    bool is_first = seen[at] == 0;
    seen[at] = hash;
    return is_first;
}

static void count_verdict(struct tally *tally, enum verdict verdict, const struct err *err)
{
    tally->states++;
    tally->lost += verdict == LOST;
    tally->invented += verdict == INVENTED;
    tally->refused += verdict == REFUSED;
    if (verdict != GOOD && tally->first[0] == '\0')
        snprintf(tally->first, sizeof tally->first, "%s: %s%.90s %.90s", tally->doing,
                 verdict == LOST ? "lost" : verdict == INVENTED ? "invented" : "refused: ",
                 verdict == REFUSED ? err->where : "", verdict == REFUSED ? err->text : "");
}

static void try_cut(struct worker_at *worker, int index, enum damage damage, int draw, const struct promise *promised)
{
    struct run *run = worker->run;
    struct crash_image image = {0};
    struct err err = {0};
    uint64_t chance = crash_seed(run->seed, (uint64_t)draw * 65536 + (uint64_t)index * CRASH_DAMAGES + damage);
    crash_make_image(&run->crash, damage, chance, &image);
    spoil(&image, run->scenario->alone);
    uint64_t hash = (crash_image_hash(&image) ^ ((uint64_t)index << 40)) | 1;
    if (hash / 2 % WORKERS == (uint64_t)worker->number && is_first_time(worker->seen, hash)) {
        struct tally *tally = worker->tally;
        crash_lay_out(&image, run->at.folder);
        snprintf(tally->doing, sizeof tally->doing, "%s, seed %llu, call %d, %s, draw %d", run->scenario->name,
                 (unsigned long long)run->seed, index, crash_damage_name(damage), draw);
        count_verdict(tally, check_state(run, promised, tally->states % 8 == 0, tally, &err), &err);
    }
    crash_image_free(&image);
}

/* Without chance a second time would be the first again. Blocks of junk reach further back than the journal alone can
 * answer for: its lines share blocks. */
static bool applies(const struct run *run, enum damage damage, int draw)
{
    return (draw == 0 || damage >= CRASH_TORN || damage == CRASH_BLOCKS) &&
           (damage != CRASH_BLOCKS || run->scenario->alone != JOURNAL_ALONE);
}

/* One pass over the recording, and every damage at every call; fewer of them, evenly, when fewer are wanted. */
static void play(struct worker_at *worker, int draw, int64_t wanted)
{
    struct run *run = worker->run;
    const struct promise *promised = &run->promise[0];
    uint64_t chance = crash_seed(run->seed, (uint64_t)draw);
    uint64_t every = 1 + (uint64_t)(run->crash.count * CRASH_DAMAGES / (wanted * WORKERS));
    crash_rewind(&run->crash);
    for (int i = 0; i < run->crash.count; i++) {
        crash_step(&run->crash, i);
        if (run->crash.op[i].kind == CRASH_MARK)
            promised = &run->promise[run->crash.op[i].at - 1];
        for (int damage = 0; damage < CRASH_DAMAGES && worker->tally->states < wanted; damage++) {
            bool is_wanted = crash_random(&chance) % every == 0;
            bool is_cut = crash_has_pending(&run->crash) ? applies(run, (enum damage)damage, draw) : damage + draw == 0;
            if (is_wanted && is_cut)
                try_cut(worker, i, (enum damage)damage, draw, promised);
        }
    }
}

static void add_tally(struct tally *to, const struct tally *from)
{
    to->states += from->states;
    to->set_aside += from->set_aside;
    to->reconciled += from->reconciled;
    to->lost += from->lost;
    to->invented += from->invented;
    to->refused += from->refused;
    if (to->first[0] == '\0')
        memcpy(to->first, from->first, sizeof to->first);
}

/* The child: never returns. What it asserts must not end in its parent's list of tests. */
static void work(struct run *run, int number, struct tally *tally, int64_t wanted)
{
    struct worker_at worker = {run, number, mem_array(SEEN, sizeof(uint64_t)), tally};
    setenv("CMOCKA_TEST_ABORT", "1", 1);
    if (freopen("/dev/null", "w", stderr) == NULL)
        _exit(1);
    scratch_make(run->at.folder);
    for (int draw = 0; tally->states < wanted && draw < 10000; draw++)
        play(&worker, draw, wanted);
    scratch_remove(run->at.folder);
    _exit(0);
}

/* In children, each with a folder of its own. */
static struct tally play_all(struct run *run, int64_t wanted)
{
    struct tally all = {0}, *each;
    each = mmap(NULL, WORKERS * sizeof *each, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    pid_t child[WORKERS];
    int status;
    assert_true(each != MAP_FAILED);
    for (int i = 0; i < WORKERS; i++)
        if ((child[i] = fork()) == 0)
            work(run, i, &each[i], wanted / WORKERS);
    for (int i = 0; i < WORKERS; i++) {
        assert_int_equal(waitpid(child[i], &status, 0), child[i]);
        if (status != 0) /* an assertion of the store or of the harness */
            snprintf(each[i].first, sizeof each[i].first, "%s: aborted", each[i].doing), each[i].invented++;
        add_tally(&all, &each[i]);
    }
    munmap(each, WORKERS * sizeof *each);
    return all;
}

static struct tally play_scenario(const struct scenario *scenario, uint64_t with_seed, int64_t wanted)
{
    struct run *run = mem_alloc(sizeof *run);
    struct tally tally = {0};
    const char *only = getenv("ONLY");
    if (only == NULL || strcmp(only, scenario->name) == 0) {
        run_init(run, scenario, with_seed);
        tally = play_all(run, wanted);
        print_message("%-24s %4d calls %7lld states: %lld lost, %lld invented, %lld refused; %lld reconciled, %lld set "
                      "aside\n",
                      scenario->name, run->crash.count, (long long)tally.states, (long long)tally.lost,
                      (long long)tally.invented, (long long)tally.refused, (long long)tally.reconciled,
                      (long long)tally.set_aside);
        run_finish(run);
    }
    free(run);
    return tally;
}

static int64_t tried; /* in all scenarios that must hold */

static void expect_no_loss(const struct tally *all)
{
    tried += all->states;
    if (all->lost + all->invented + all->refused > 0)
        fail_msg("%lld lost, %lld invented, %lld refused; first: %s", (long long)all->lost, (long long)all->invented,
                 (long long)all->refused, all->first);
}

static void every_promise_outlives_every_cut(void **state)
{
    (void)state;
    struct tally all = {0};
    for (const struct scenario *one_of = scenarios; one_of->name != NULL; one_of++) {
        struct tally one = play_scenario(one_of, seed, states_wanted * one_of->percent / 100);
        add_tally(&all, &one);
    }
    expect_no_loss(&all);
}

static void so_it_does_a_cut_in_the_start_after_a_cut(void **state)
{
    (void)state;
    struct tally all = {0};
    int64_t wanted = states_wanted * SECOND_CUTS_PERCENT / 100;
    const char *only = getenv("ONLY");
    bool is_asked_for = only == NULL || strcmp(only, second_cut.name) == 0;
    for (uint64_t i = 1; is_asked_for && all.states < wanted; i++) {
        struct tally one = play_scenario(&second_cut, seed * 1009 + i, wanted / 10 < 500 ? wanted / 10 : 500);
        add_tally(&all, &one);
    }
    expect_no_loss(&all);
}

/* The harness must see what a weaker store would do. */
static void weaker_stores_are_found_out(void **state)
{
    (void)state;
    for (const struct scenario *control = scenario_controls; control->name != NULL; control++)
        assert_true(getenv("ONLY") != NULL || play_scenario(control, seed, 100).lost > 0);
}

int main(void)
{
    struct err err;
    if (!locked_init(&err))
        return 1;
    if (getenv("STATES") != NULL)
        states_wanted = strtoll(getenv("STATES"), NULL, 10);
    if (getenv("SEED") != NULL)
        seed = strtoull(getenv("SEED"), NULL, 10);
    if (getenv("TMPDIR") == NULL && access("/dev/shm", W_OK) == 0)
        setenv("TMPDIR", "/dev/shm", 1); /* what is lost here is in crash.c, not in the kernel */
    print_message("seed %llu\n", (unsigned long long)seed);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_promise_outlives_every_cut),
        cmocka_unit_test(so_it_does_a_cut_in_the_start_after_a_cut),
        cmocka_unit_test(weaker_stores_are_found_out),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    if (failed == 0)
        print_message("store-crash: ok %lld checks\n", (long long)tried);
    return failed;
}
