# Hamawaz. `make run` and `make test` set up what they need (packaging/setup), build and go.
# Variants: V=release (default), V=asan (address+undefined), V=tsan, V=coverage; CC=gcc or clang.

V       ?= release
CC      := $(if $(filter default,$(origin CC)),gcc,$(CC))
VERSION := 0.1
PKG_CONFIG ?= pkg-config

# `make VERBOSE=1` shows whole commands.
Q       := $(if $(VERBOSE),,@)
SAY      = $(if $(VERBOSE),@:,@echo " ")

B       := $(if $(filter release,$(V)),build,build/$(V))
O       := build/obj/$(V)-$(notdir $(CC))

PACKAGES_data    := sqlite3 libsodium jansson yaml-0.1 libutf8proc
PACKAGES_network := libpq
PACKAGES_picture := sdl2 SDL2_ttf SDL2_image harfbuzz freetype2 fribidi libqrencode libsystemd libdrm \
                    libudev libinput xkbcommon
FOLDERS_base     := base
FOLDERS_data     := content model vault store sync
FOLDERS_picture  := gfx gfx/bare text ui
FOLDERS_screens  := screens
FOLDERS_cli      := cli

WARN := -Wall -Wextra -Wpedantic -Wshadow -Wvla -Wformat=2 -Wswitch-enum -Wstrict-prototypes -Wmissing-prototypes \
        -Wwrite-strings -Wcast-qual -Wundef -Wpointer-arith -Wold-style-definition -Werror
ifneq (,$(findstring gcc,$(notdir $(CC))))
WARN += -Wnull-dereference -Wlogical-op -Wduplicated-cond
endif

OPTIMISE_release  := -O2 -g -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fPIE
LINK_release      := -pie -Wl,-z,relro,-z,now
OPTIMISE_asan     := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer
LINK_asan         := -fsanitize=address,undefined
OPTIMISE_tsan     := -O1 -g -fsanitize=thread
LINK_tsan         := -fsanitize=thread
OPTIMISE_fuzz     := -O1 -g -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=undefined
LINK_fuzz         := -fsanitize=address,undefined
OPTIMISE_coverage := -O0 -g --coverage
LINK_coverage     := --coverage

CPPFLAGS_own = -Isrc -D_GNU_SOURCE -DHAMAWAZ_VERSION='"$(VERSION)"' -DHAMAWAZ_BUILT_DAY=$(BUILT_DAY)L $(CFLAGS_libraries)
CFLAGS_own   = -std=c11 $(WARN) $(OPTIMISE_$(V)) -pthread -MMD -MP
LDFLAGS_own  = $(LINK_$(V)) -pthread -Wl,--as-needed
CFLAGS_libraries := $(shell $(PKG_CONFIG) --cflags $(PACKAGES_data) $(PACKAGES_network) $(PACKAGES_picture) 2>/dev/null)
LIBS_data        := $(shell $(PKG_CONFIG) --libs $(PACKAGES_data) 2>/dev/null) -lm
LIBS_network     := $(shell $(PKG_CONFIG) --libs $(PACKAGES_network) 2>/dev/null)
LIBS_picture     := $(shell $(PKG_CONFIG) --libs $(PACKAGES_picture) 2>/dev/null) -lunibreak -lm

# The day of the newest commit, so that the same source builds the same program (and no clock before it is believed).
SOURCE_DATE_EPOCH ?= $(or $(shell git log -1 --format=%ct 2>/dev/null),1728000000)
BUILT_DAY := $(shell expr $(SOURCE_DATE_EPOCH) / 86400)

sources = $(foreach d,$(FOLDERS_$(1)),$(wildcard src/$(d)/*.c))
objects = $(patsubst src/%.c,$(O)/%.o,$(call sources,$(1)))
archive = $(if $(strip $(call sources,$(1))),$(O)/lib$(1).a)

ARCHIVES_data    = $(call archive,data) $(call archive,base)
ARCHIVES_kiosk   = $(call archive,screens) $(call archive,picture) $(ARCHIVES_data)
UNIT_TESTS      := $(patsubst tests/%.c,$(B)/tests/%,$(wildcard tests/test_*.c))
SHARE           := build/share

.PHONY: all programs man run national test torture tour bench po lint check-pack share clean setup unit-tests
all: programs

setup:
	@packaging/setup

# What `make` alone builds; run and test go through `setup` first, then call make again so that pkg-config answers.
programs: $(B)/hamawaz-kiosk $(B)/hamawaz share

run: setup
	@$(MAKE) --no-print-directory programs
	@tests/run-kiosk $(ARGS)

national: setup
	@$(MAKE) --no-print-directory programs
	@packaging/national/try

tour: setup
	@$(MAKE) --no-print-directory programs
	@tests/tour $(ARGS)

test: setup
	@CC=$(CC) tests/run-tests

# The harnesses in their long form: hours. `SEED=n make torture` plays one again.
torture: setup
	@$(MAKE) --no-print-directory programs unit-tests
	@tests/torture $(ARGS)

bench: setup
	@$(MAKE) --no-print-directory programs $(addprefix build/bench-,floor pledge records text frame probe)
	@tests/bench $(ARGS)

# Takes the words on screen from the source into the catalogues; what is new is left for the translator.
po:
	@xgettext --from-code=UTF-8 --language=C -k_ -kN_ --add-comments=TRANSLATORS: --no-location --package-name=hamawaz \
	    -o assets/po/hamawaz.pot src/screens/*.c src/ui/*.c src/sync/*.c
	@for lang in ur en; do msgmerge -q --no-fuzzy-matching --no-location assets/po/$$lang.po assets/po/hamawaz.pot | \
	    msgattrib --no-obsolete -o assets/po/$$lang.po.tmp - && mv assets/po/$$lang.po.tmp assets/po/$$lang.po; done

lint:
	@tests/lint

check-pack: programs
	@$(B)/hamawaz check assets/campaign

$(O)/%.o: src/%.c
	@mkdir -p $(@D)
	$(SAY) $(notdir $(CC)) $<
	$(Q)$(CC) $(CPPFLAGS_own) $(CPPFLAGS) $(CFLAGS_own) $(CFLAGS) -c $< -o $@

# Whole frames, and every word's pixels, go through these loops; -O3 lets the compiler use vectors (three times the speed
# of -O2 here).
$(O)/gfx/paint.o $(O)/text/word.o: OPTIMISE_release += -O3

define archive_rule
$(O)/lib$(1).a: $$(call objects,$(1))
	@rm -f $$@
	@$(AR) rcs $$@ $$^
endef
$(foreach a,base data picture screens cli,$(eval $(call archive_rule,$(a))))

$(B)/hamawaz-kiosk: $(O)/kiosk.o $(ARCHIVES_kiosk)
	@mkdir -p $(@D)
	$(SAY) link $@
	$(Q)$(CC) $(LDFLAGS_own) $(LDFLAGS) $^ $(LIBS_picture) $(LIBS_data) -o $@

$(B)/hamawaz: $(O)/hamawaz.o $(call archive,cli) $(ARCHIVES_data)
	@mkdir -p $(@D)
	$(SAY) link $@
	$(Q)$(CC) $(LDFLAGS_own) $(LDFLAGS) $^ $(LIBS_data) $(LIBS_network) -o $@

man: $(B)/man/hamawaz-kiosk.1 $(B)/man/hamawaz.1

$(B)/man/hamawaz-kiosk.1: $(B)/hamawaz-kiosk
	@mkdir -p $(@D)
	@$< --man >$@

$(B)/man/hamawaz.1: $(B)/hamawaz
	@mkdir -p $(@D)
	@$< man >$@

unit-tests: $(UNIT_TESTS) share

# Helpers of several unit tests; only what a test asks for is linked.
HELPERS := $(patsubst tests/%.c,$(O)/tests/%.o,$(wildcard tests/crash/*.c))
$(HELPERS): CPPFLAGS_own += -Itests
$(O)/tests/%.o: tests/%.c
	@mkdir -p $(@D)
	$(SAY) $(notdir $(CC)) $<
	$(Q)$(CC) $(CPPFLAGS_own) $(CPPFLAGS) $(CFLAGS_own) $(CFLAGS) -c $< -o $@

$(O)/libtests.a: $(HELPERS)
	@rm -f $@
	@$(AR) rcs $@ $^

$(B)/tests/test_%: tests/test_%.c $(wildcard tests/*.h) $(O)/libtests.a $(ARCHIVES_kiosk) $(call archive,cli)
	@mkdir -p $(@D)
	$(SAY) link $@
	$(Q)$(CC) $(CPPFLAGS_own) -Itests $(CPPFLAGS) $(filter-out -MMD -MP,$(CFLAGS_own)) $(CFLAGS) $(LDFLAGS_own) $(LDFLAGS) $< \
	    $(O)/libtests.a $(call archive,cli) $(ARCHIVES_kiosk) -lcmocka $(LIBS_picture) $(LIBS_data) $(LIBS_network) -o $@

# A harness of several files around the whole program; only ever built with sanitizers (V=asan).
$(B)/tests/monkey: $(wildcard tests/monkey/*.[ch]) tests/kiosk.h $(ARCHIVES_kiosk)
	@mkdir -p $(@D)
	$(SAY) link $@
	$(Q)$(CC) $(CPPFLAGS_own) -Itests $(CPPFLAGS) $(filter-out -MMD -MP,$(CFLAGS_own)) $(CFLAGS) $(LDFLAGS_own) $(LDFLAGS) \
	    $(filter %.c,$^) $(ARCHIVES_kiosk) $(LIBS_picture) $(LIBS_data) -o $@

# The fuzz targets: with libFuzzer's main in V=fuzz, which is clang's alone, else with one that is given files.
FUZZ_TARGETS := $(filter-out replay,$(patsubst tests/fuzz/%.c,%,$(wildcard tests/fuzz/*.c)))
FUZZ_MAIN    := $(if $(filter fuzz,$(V)),-fsanitize=fuzzer,tests/fuzz/replay.c)
.PHONY: fuzz fuzz-targets
fuzz-targets: share $(FUZZ_TARGETS:%=$(B)/fuzz/%)

$(B)/fuzz/%: tests/fuzz/%.c tests/fuzz/replay.c tests/fuzz/fuzz.h tests/kiosk.h $(ARCHIVES_kiosk)
	@mkdir -p $(@D)
	$(SAY) link $@
	$(Q)$(CC) $(CPPFLAGS_own) -Itests $(CPPFLAGS) $(filter-out -MMD -MP,$(CFLAGS_own)) $(CFLAGS) $(LDFLAGS_own) $(LDFLAGS) $< \
	    $(FUZZ_MAIN) $(ARCHIVES_kiosk) $(LIBS_picture) $(LIBS_data) -o $@

fuzz: setup
	@$(MAKE) --no-print-directory V=fuzz CC=clang fuzz-targets
	@tests/fuzz/run $(or $(SECONDS),60) $(ARGS)

# Parts of the kiosk, timed from inside.
build/bench-text build/bench-frame: build/%: tests/%.c tests/bench.h tests/kiosk.h $(ARCHIVES_kiosk)
	@mkdir -p $(@D)
	$(Q)$(CC) $(CPPFLAGS_own) -Itests $(filter-out -MMD -MP,$(CFLAGS_own)) $(LDFLAGS_own) $(filter-out %.h,$^) $(LIBS_picture) $(LIBS_data) -o $@

# A stranger to the kiosk: knows the display only.
build/bench-probe: tests/bench-probe.c tests/bench.h
	@mkdir -p $(@D)
	$(Q)$(CC) -std=c11 -D_GNU_SOURCE $(WARN) -O2 $(shell pkg-config --cflags x11 xext xtst) $< $(shell pkg-config --libs x11 xext xtst) -o $@

# Says to a window that a display was pulled out.
build/unplug: tests/unplug.c
	@mkdir -p $(@D)
	$(Q)$(CC) -std=c11 -D_GNU_SOURCE $(WARN) -O2 $(shell pkg-config --cflags x11 xrandr) $< $(shell pkg-config --libs x11 xrandr) -o $@

# Bare SDL programs without any of our code: the floor of `make bench`, and tools for pictures.
build/bench-floor build/compare-png build/small-png build/contact-sheet: build/%: tests/%.c
	@mkdir -p $(@D)
	$(Q)$(CC) -std=c11 -D_GNU_SOURCE $(WARN) -O2 $(shell pkg-config --cflags sdl2 SDL2_image) $< $(shell pkg-config --libs sdl2 SDL2_image) -lm -o $@

# Runs in the machine of tests/bare-display, without any library.
build/bare-guest: tests/bare/guest.c
	@mkdir -p $(@D)
	$(Q)$(CC) -std=c11 -D_GNU_SOURCE $(WARN) -O2 -static $< -o $@

build/in-memory: tests/in-memory.c tests/in_memory.h
	@mkdir -p $(@D)
	$(Q)$(CC) -std=c11 -D_GNU_SOURCE $(WARN) -O2 $< -o $@

# The page of every control's states, for the tour.
build/states: tests/states.c tests/states.h $(call archive,picture) $(call archive,base)
	@mkdir -p $(@D)
	$(Q)$(CC) $(CPPFLAGS_own) -Itests $(filter-out -MMD -MP,$(CFLAGS_own)) $(LDFLAGS_own) $(filter-out %.h,$^) $(LIBS_picture) -lm -o $@

# Small programs on the data column alone.
build/bench-pledge build/bench-records build/bench-sync build/kiosk-stick: build/%: tests/%.c $(ARCHIVES_data)
	@mkdir -p $(@D)
	$(Q)$(CC) $(CPPFLAGS_own) $(filter-out -MMD -MP,$(CFLAGS_own)) $(LDFLAGS_own) $^ $(LIBS_data) -o $@

# build/share is laid out as /usr/share/hamawaz will be.
LOCALES := $(patsubst assets/po/%.po,$(SHARE)/locale/%/LC_MESSAGES/hamawaz.mo,$(wildcard assets/po/*.po))
share: $(LOCALES) $(SHARE)/fonts/.gathered $(SHARE)/fonts/coverage
	@mkdir -p $(SHARE)
	@for d in campaign themes; do rm -rf $(SHARE)/$$d; cp -r assets/$$d $(SHARE)/$$d; done
	@cp assets/no-fonts.svg $(SHARE)

$(SHARE)/locale/%/LC_MESSAGES/hamawaz.mo: assets/po/%.po
	@mkdir -p $(@D)
	@msgfmt --check -o $@ $<

$(SHARE)/fonts/.gathered: fonts/manifest fonts/gather
	@fonts/gather $(SHARE)/fonts && touch $@

build/font-coverage: fonts/coverage.c
	@mkdir -p $(@D)
	$(Q)$(CC) -std=c11 -D_GNU_SOURCE $(WARN) -O2 $(shell pkg-config --cflags freetype2) $< $(shell pkg-config --libs freetype2) -o $@

$(SHARE)/fonts/coverage: build/font-coverage $(SHARE)/fonts/.gathered
	@build/font-coverage $(SHARE)/fonts/*.?tf > $@.tmp && mv $@.tmp $@

# Debian packages into build/deb; ARCH=arm64 is a cross build in a chroot of its own.
.PHONY: deb image image-test
deb:
	@packaging/setup deb
	@VERSION=$(VERSION) SOURCE_DATE_EPOCH=$(SOURCE_DATE_EPOCH) packaging/build-deb $(ARCH)

# A disk image for laptops, build/image/hamawaz.img, and what it does in qemu.
image: deb
	@packaging/setup deb image
	@SOURCE_DATE_EPOCH=$(SOURCE_DATE_EPOCH) packaging/image/build

image-test: programs build/compare-png
	@packaging/setup deb image
	@packaging/image/test $(ARGS)

clean:
	rm -rf build

-include $(shell find $(O) -name '*.d' 2>/dev/null)
