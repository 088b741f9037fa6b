# crm: one non-recursive makefile for GNU make.
#
#   make                 the programs, into build/bin
#   make check           every test of this build
#   make check-pg        the shell tests on a PostgreSQL of their own
#   make WERROR=1        warnings are errors (the developer build)
#   make SAN=1           AddressSanitizer and UBSan, into build/san
#   make warnings        what a compiler says of all sources; with CC=clang, say
#   make fuzz            the fuzzer's targets, for a minute in total
#   make CC=clang        another compiler, into build/clang
#   make WITH_POSTGRES=0 without the engine for books on a server
#   make install         with PREFIX and DESTDIR; stripped, but for STRIP=
#   make bench           the table of speeds
#   make docs            regenerate what the tables generate
#   make tidy            clang-tidy, over what has changed
#   make format          the sources as .clang-format has them

PREFIX ?= /usr/local
DESTDIR ?=
VERSION := 0.1.0

, := ,
VARIANT := $(if $(FUZZ),/fuzz,$(if $(filter clang%,$(CC)),/clang,))$(if \
	$(SAN),/san,)$(if \
	$(filter 0,$(WITH_POSTGRES)),/file,)
B := build$(VARIANT)

pkg = $(shell pkg-config --$(1) $(2) 2>/dev/null || echo $(3))

# Debian ships no libcsv.pc; libxlsxwriter is loaded when a spreadsheet is
# written, libzip and expat when a workbook is read, libcjson when JSON is: never
# linked, for linking the first alone doubles the start-up time.
PKG_CFLAGS := $(call pkg,cflags,sqlite3 libcjson libutf8proc xlsxwriter libzip \
	expat,)
# gmime is loaded when mail is read.
PKG_CFLAGS += $(patsubst -I%,-isystem %,$(filter -I%,\
	$(call pkg,cflags,gmime-3.0,)))
# The others are linked statically where their archives are there: each shared
# library costs a twentieth of the start-up time of a point query, SQLite's a
# sixth.
LIBDIRS := $(call pkg,variable=libdir,libutf8proc,) \
	/usr/lib/$(shell $(CC) -dumpmachine)
static = $(if $(wildcard $(addsuffix /lib$(1).a,$(LIBDIRS))),-Wl$(,)-Bstatic \
	-l$(1) -Wl$(,)-Bdynamic,-l$(1))
LIBS := -pthread $(call static,sqlite3) $(call static,utf8proc) $(call static,csv) \
	-lm
# soname NAME DEFAULT: of a library that is loaded, as this machine has it.
soname = $(or $(firstword $(sort $(notdir $(wildcard \
	$(addsuffix /lib$(1).so.*,$(LIBDIRS)))))),lib$(1).so.$(2))

# So is ICU; its functions bear its version in their names.
ICU := $(firstword $(subst ., ,$(patsubst libicui18n.so.%,%,$(call \
	soname,icui18n,72))))

# The same holds for libpq.
WITH_POSTGRES ?= $(if $(shell pkg-config --exists libpq && echo yes),1,0)
ifneq ($(WITH_POSTGRES),0)
PKG_CFLAGS += $(patsubst -I%,-isystem %,\
	$(call pkg,cflags,libpq,-I/usr/include/postgresql)) \
	-DCRM_WITH_POSTGRES -DCRM_PQ_SONAME='"libpq.so.5"'
endif

WARN := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes \
	-Wpointer-arith -Wwrite-strings -Wvla -Wno-missing-field-initializers \
	$(if $(WERROR),-Werror,)
# With FUZZ=1 clang also counts which branches an input takes; of what is
# undefined it looks for what inputs bring about, which builds in half the time.
SANITIZE := $(if $(FUZZ),-fsanitize=address$(,)signed-integer-overflow$(,)shift$(,)bounds$(,)integer-divide-by-zero$(,)float-cast-overflow,$(if \
	$(SAN),-fsanitize=address$(,)undefined,))
# With SAN=1 what is undefined ends the program where it stands, and
# AddressSanitizer says where that was.  Texts that say what it was, and all that
# debuggers know, are a fifth of the build and slow each start.
WATCH := $(if $(FUZZ),-g -fsanitize=fuzzer-no-link,-g1 \
	-fsanitize-undefined-trap-on-error)
OPT := $(if $(SANITIZE),-O1 $(SANITIZE) $(WATCH) -fno-sanitize-recover=all \
	-fno-omit-frame-pointer,-O2 -g)
HARDEN := -fstack-protector-strong $(if $(SANITIZE),,-D_FORTIFY_SOURCE=2)
CFLAGS ?=
CPPFLAGS ?=
# What watches its own memory describes each of its texts, by four addresses: they
# are not moved at every start.
PIE := $(if $(SAN),no-pie,pie)
# Nor are its libraries found and moved each time (clang does so by itself).
STATIC := $(if $(findstring clang,$(CC))$(FUZZ),,$(if \
	$(SAN),-static-libasan -static-libubsan \
	-Wl$(,)--wrap=dl_iterate_phdr$(,)--wrap=__asan_unregister_globals,))
ALL_CFLAGS := -std=c11 $(OPT) $(WARN) $(HARDEN) -f$(if $(SAN),no-pie,PIE) $(CFLAGS)
ALL_CPPFLAGS := -D_GNU_SOURCE -Iinclude -Ilib -DCRM_VERSION='"$(VERSION)"' \
	-DCRM_XLSX_SONAME='"$(call soname,xlsxwriter,4)"' \
	-DCRM_ZIP_SONAME='"$(call soname,zip,4)"' \
	-DCRM_EXPAT_SONAME='"$(call soname,expat,1)"' \
	-DCRM_GMIME_SONAME='"$(call soname,gmime-3.0,0)"' \
	-DCRM_CJSON_SONAME='"$(call soname,cjson,1)"' \
	-DCRM_ICU_SONAME='"libicui18n.so.$(ICU)"' -DCRM_ICU_VERSION='"$(ICU)"' \
	$(if $(SANITIZE),-DCRM_SANITIZED,) $(PKG_CFLAGS) $(CPPFLAGS)
ALL_LDFLAGS := -$(PIE) -Wl,-z,relro -Wl,-z,now -Wl,--as-needed \
	$(SANITIZE) $(STATIC) $(LDFLAGS)

LIB_SRC := $(sort $(filter-out $(if $(filter 0,$(WITH_POSTGRES)),\
	lib/store/engine/pq-%.c lib/store/engine/postgres.c,),\
	$(wildcard lib/*/*.c lib/*/*/*.c)))
# What the targets of the fuzzer read with: a third, and no more is built for them.
ifdef FUZZ
LIB_SRC := $(filter $(addprefix lib/,base/% model/% io/% query/% store/% \
	domain/core/% domain/match/% domain/card/% domain/assign/%),$(LIB_SRC))
endif
# The templates that come with the program are files, made into a source.
TEMPLATES := lib/domain/document/templates
# What does not ask whether there is PostgreSQL is one object for both.
O := $(B:%/file=%)
ASKS := $(if $(filter-out $(O),$(B)),$(shell grep -l CRM_WITH_POSTGRES $(LIB_SRC)))
LIB_OBJ := $(ASKS:%.c=$(B)/obj/%.o) $(patsubst %.c,$(O)/obj/%.o,\
	$(filter-out $(ASKS),$(LIB_SRC))) $(O)/obj/build/gen/templates.o
PROGRAMS := $(sort $(notdir $(wildcard cmd/crm-*)))
BIN := $(PROGRAMS:%=$(B)/bin/%)
CMD_OBJ := $(patsubst %.c,$(O)/obj/%.o,$(wildcard cmd/*/*.c))
UNIT_SRC := $(sort $(wildcard tests/unit/*/*.c tests/unit/*/*/*.c))
UNIT := $(UNIT_SRC:tests/unit/%.c=$(B)/unit/%)
TOOL_SRC := $(sort $(wildcard scripts/*.c))
TOOLS := $(TOOL_SRC:scripts/%.c=$(B)/tools/%)
OBJECTS := $(LIB_OBJ) $(CMD_OBJ) $(UNIT_SRC:%.c=$(O)/obj/%.o) \
	$(TOOL_SRC:%.c=$(O)/obj/%.o)
SOURCES := $(LIB_SRC) $(wildcard cmd/*/*.c) $(UNIT_SRC) $(TOOL_SRC) \
	$(wildcard tests/fuzz/*.c)
# Translations, where a program finds them: ../share/locale beside it.
PO := $(wildcard lib/cli/po/*.po)
MO := $(PO:lib/cli/po/%.po=$(B)/share/locale/%/LC_MESSAGES/crm.mo)
FAULT := $(patsubst tests/fault/%.c,build/fault/lib%.so,\
	$(wildcard tests/fault/*.c))
FUZZERS := $(patsubst tests/fuzz/%.c,$(B)/fuzz/%,$(wildcard tests/fuzz/*.c))
# The dearest are begun first: nobody waits for one of them at the end.
DEAR := $(addprefix tests/,cmd/crm-admin/meddled.t fault/backup.t fault/change.t \
	cmd/frame/growth-input.t cmd/frame/growth.t cmd/frame/nouns.t \
	fault/attach.t fault/import.t cmd/manual/examples.t cmd/frame/words.t)
SHELL_TESTS := $(sort $(wildcard tests/*/*.t tests/*/*/*.t))
SHELL_TESTS := $(filter $(DEAR),$(SHELL_TESTS)) $(filter-out $(DEAR),$(SHELL_TESTS))
TIDY := $(patsubst %.c,build/tidy/%.ok,$(LIB_SRC) $(wildcard cmd/*/*.c) \
	$(TOOL_SRC))
HEADERS := $(wildcard include/crm/*/*.h lib/*/*.h lib/*/*/*.h cmd/*/*.h)
MAN := $(wildcard cmd/*/*.[1-8] man/*.[1-8])

.PHONY: all warnings check check-pg fuzz fuzzers unit bench docs tidy format \
	install uninstall clean tools fault
.SECONDARY:
.DELETE_ON_ERROR:

all: $(BIN) $(MO)
warnings:
	@printf '%s\n' $(SOURCES) | xargs -P $(CORES) -n 24 \
	    $(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS) -fsyntax-only
unit: $(UNIT)
tools: $(TOOLS)
fault: $(FAULT)
fuzzers: $(FUZZERS)

define object
$(1)/obj/%.o: %.c
	@mkdir -p $$(@D)
	$$(CC) $$(ALL_CPPFLAGS) $$(ALL_CFLAGS) -MMD -MP -c -o $$@ $$<
endef
$(foreach o,$(sort $(B) $(O)),$(eval $(call object,$(o))))

build/gen/templates.c: scripts/templates $(wildcard $(TEMPLATES)/*.* \
	$(TEMPLATES)/part/*)
	@mkdir -p $(@D)
	scripts/templates > $@.new
	@mv $@.new $@

$(B)/libcrm.a: $(LIB_OBJ)
	@rm -f $@
	$(AR) qcs $@ $^

$(B)/share/locale/%/LC_MESSAGES/crm.mo: lib/cli/po/%.po
	@mkdir -p $(@D)
	msgfmt --check-format -o $@ $<

define program
$(B)/bin/$(1): $(patsubst %.c,$(O)/obj/%.o,$(wildcard cmd/$(1)/*.c)) $(B)/libcrm.a
	@mkdir -p $$(@D)
	$$(CC) $$(ALL_LDFLAGS) -o $$@ $$^ $$(LIBS)
endef
$(foreach p,$(PROGRAMS),$(eval $(call program,$(p))))

$(B)/unit/%: $(O)/obj/tests/unit/%.o $(B)/libcrm.a
	@mkdir -p $(@D)
	$(CC) $(ALL_LDFLAGS) -o $@ $^ $(LIBS)

$(B)/tools/%: $(O)/obj/scripts/%.o $(B)/libcrm.a
	@mkdir -p $(@D)
	$(CC) $(ALL_LDFLAGS) -o $@ $^ $(LIBS)

$(B)/fuzz/%: $(B)/obj/tests/fuzz/%.o $(B)/libcrm.a
	@mkdir -p $(@D)
	$(CC) $(ALL_LDFLAGS) -fsanitize=fuzzer -o $@ $^ $(LIBS)

# Preloaded by tests/fault; never built with a sanitizer.
build/fault/lib%.so: tests/fault/%.c
	@mkdir -p $(@D)
	$(CC) -std=c11 -D_GNU_SOURCE -O2 $(WARN) -fPIC -shared -o $@ $< -ldl

# One that waits for what never comes fails, and is named, instead of the whole.
PROVE := prove --exec 'timeout -k 10 900'

# Tests at once: most wait for programs to start, on a server still more.
CORES := $(shell nproc)
MORE = $(shell echo $$(($(CORES) + 1)))

# What watches its own memory is slow to start, and races no better; of the random
# histories two each are enough, as others run the same verbs and differ only in
# what the book must say.  Of who called malloc it keeps two callers, fewer than which
# it takes for no leak (tests/fault/watched.t): a test that finds one tells more without
# this.
check: all unit tools fault
	$(if $(SAN),CRM_WRITERS_BATCHES=100 SEEDS='1 2' \
	    ASAN_OPTIONS=malloc_context_size=2:exitcode=86:handle_sigill=1) \
	    TMPDIR=$$(scripts/scratch) CRM_BIN=$(B)/bin \
	    $(PROVE) -j$(if $(SAN),$(MORE),$(CORES)) \
	    $(SHELL_TESTS) $(UNIT)

check-pg: all tools fault
	CRM_ENGINE=postgres TMPDIR=$$(scripts/scratch) CRM_BIN=$(B)/bin \
	    scripts/pg $(PROVE) -j$(MORE) $(SHELL_TESTS)

fuzz:
	$(MAKE) CC=clang FUZZ=1 fuzzers
	$(PROVE) tests/fuzz/run

bench: all tools
	tests/bench/start
	tests/bench/run
	tests/bench/bulk
	tests/bench/due
	tests/bench/stock
	tests/bench/journal
	tests/bench/dupes
	tests/bench/orders
	tests/bench/allocate
	tests/bench/reports
	tests/bench/receivables
	CRM_BIN=$(B)/bin tests/bench/m3
	CRM_BIN=$(B)/bin tests/bench/scoring
	CRM_BIN=$(B)/bin tests/bench/closing

docs: all
	scripts/check-drift --write
	scripts/check-texts --write

format:
	git ls-files '*.c' '*.h' | xargs clang-format -i

# A ninth of the states that it would look at in a function: of use after free,
# planted before the last return of each of 51 functions in five slow files, it
# finds all in either, and takes a quarter of the time.
ANALYZER := -Xclang -analyzer-config -Xclang max-nodes=25000

tidy: $(TIDY)
build/tidy/%.ok: %.c .clang-tidy $(HEADERS)
	@mkdir -p $(@D)
	clang-tidy --quiet $< -- -std=c11 $(ALL_CPPFLAGS) $(ANALYZER) 2>$@.log || \
	    { cat $@.log; exit 1; }
	@touch $@

# What debuggers read is most of a program.
STRIP = 1

# Where Debian's shells and man look for them.
BINDIR = $(DESTDIR)$(PREFIX)/bin
SHAREDIR = $(DESTDIR)$(PREFIX)/share
BASH_DIR = $(SHAREDIR)/bash-completion/completions
ZSH_DIR = $(SHAREDIR)/zsh/site-functions
FISH_DIR = $(SHAREDIR)/fish/vendor_completions.d

install: all
	install -d $(BINDIR) $(BASH_DIR) $(ZSH_DIR) $(FISH_DIR)
	install $(if $(STRIP),-s) $(BIN) $(BINDIR)
	for p in $(PROGRAMS); do \
	    install -m 644 completions/$$p.bash $(BASH_DIR)/$$p && \
	    install -m 644 completions/$$p.zsh $(ZSH_DIR)/_$$p && \
	    install -m 644 completions/$$p.fish $(FISH_DIR)/$$p.fish || \
	    exit 1; done
	for m in $(MO:$(B)/%=%); do \
	    install -D -m 644 $(B)/$$m $(DESTDIR)$(PREFIX)/$$m || exit 1; done
	install -D -m 644 LICENCE $(SHAREDIR)/doc/crm/LICENCE
	for m in $(MAN); do \
	    install -D -m 644 $$m $(SHAREDIR)/man/man$${m##*.}/$${m##*/} || \
	    exit 1; done

uninstall:
	rm -f $(PROGRAMS:%=$(BINDIR)/%) $(PROGRAMS:%=$(BASH_DIR)/%) \
	    $(PROGRAMS:%=$(ZSH_DIR)/_%) $(PROGRAMS:%=$(FISH_DIR)/%.fish)
	rm -f $(MO:$(B)/%=$(DESTDIR)$(PREFIX)/%)
	rm -f $(SHAREDIR)/doc/crm/LICENCE
	for m in $(MAN); do \
	    rm -f $(SHAREDIR)/man/man$${m##*.}/$${m##*/}; done

clean:
	rm -rf build

-include $(OBJECTS:.o=.d) $(FUZZERS:$(B)/fuzz/%=$(B)/obj/tests/fuzz/%.d)
