# crm: one non-recursive makefile for GNU make.
#
#   make                 the programs, into build/bin
#   make check           every test (scripts/test also installs what is missing)
#   make WERROR=1        warnings are errors (the developer build)
#   make SAN=1           AddressSanitizer and UBSan, into build/san
#   make CC=clang        another compiler, into build/clang
#   make install         with PREFIX and DESTDIR
#   make bench           the table of speeds
#   make docs            regenerate what the tables generate

PREFIX ?= /usr/local
DESTDIR ?=
VERSION := 0.1.0

, := ,
VARIANT := $(if $(filter clang%,$(CC)),/clang,)$(if $(SAN),/san,)
B := build$(VARIANT)

pkg = $(shell pkg-config --$(1) $(2) 2>/dev/null || echo $(3))

# Debian ships no libcsv.pc; libxlsxwriter is loaded when a spreadsheet is
# written, never linked, for linking it alone doubles the start-up time.
PKG_CFLAGS := $(call pkg,cflags,sqlite3 libcjson libutf8proc xlsxwriter,)
LIBS := $(call pkg,libs,sqlite3,-lsqlite3) $(call pkg,libs,libcjson,-lcjson) \
	$(call pkg,libs,libutf8proc,-lutf8proc) -lcsv -lm
XLSX_SONAME := $(notdir $(firstword $(wildcard $(addsuffix /libxlsxwriter.so.*,\
	$(call pkg,variable=libdir,xlsxwriter,) /usr/lib/$(shell $(CC) -dumpmachine)))))

WARN := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes \
	-Wpointer-arith -Wwrite-strings -Wvla $(if $(WERROR),-Werror,)
OPT := $(if $(SAN),-O1 -g -fsanitize=address$(,)undefined -fno-sanitize-recover=all -fno-omit-frame-pointer,-O2 -g)
HARDEN := -fstack-protector-strong $(if $(SAN),,-D_FORTIFY_SOURCE=2)
CFLAGS ?=
CPPFLAGS ?=
ALL_CFLAGS := -std=c11 $(OPT) $(WARN) $(HARDEN) -fPIE $(CFLAGS)
ALL_CPPFLAGS := -D_GNU_SOURCE -Iinclude -DCRM_VERSION='"$(VERSION)"' \
	-DCRM_XLSX_SONAME='"$(or $(XLSX_SONAME),libxlsxwriter.so.4)"' \
	$(PKG_CFLAGS) $(CPPFLAGS)
ALL_LDFLAGS := -pie -Wl,-z,relro -Wl,-z,now -Wl,--as-needed \
	$(if $(SAN),-fsanitize=address$(,)undefined,) $(LDFLAGS)

LIB_SRC := $(sort $(wildcard lib/*/*.c))
LIB_OBJ := $(LIB_SRC:%.c=$(B)/obj/%.o)
PROGRAMS := $(sort $(notdir $(wildcard cmd/crm-*)))
BIN := $(PROGRAMS:%=$(B)/bin/%)
CMD_OBJ := $(patsubst %.c,$(B)/obj/%.o,$(wildcard cmd/*/*.c))
UNIT_SRC := $(sort $(wildcard tests/unit/*/*.c))
UNIT := $(UNIT_SRC:tests/unit/%.c=$(B)/unit/%)
TOOL_SRC := $(sort $(wildcard scripts/*.c))
TOOLS := $(TOOL_SRC:scripts/%.c=$(B)/tools/%)

.PHONY: all check unit bench docs install uninstall clean tools
.SECONDARY:
.DELETE_ON_ERROR:

all: $(BIN)
unit: $(UNIT)
tools: $(TOOLS)

$(B)/obj/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$(B)/libcrm.a: $(LIB_OBJ)
	@rm -f $@
	$(AR) rcs $@ $^

define program
$(B)/bin/$(1): $(patsubst %.c,$(B)/obj/%.o,$(wildcard cmd/$(1)/*.c)) $(B)/libcrm.a
	@mkdir -p $$(@D)
	$$(CC) $$(ALL_LDFLAGS) -o $$@ $$^ $$(LIBS)
endef
$(foreach p,$(PROGRAMS),$(eval $(call program,$(p))))

$(B)/unit/%: $(B)/obj/tests/unit/%.o $(B)/libcrm.a
	@mkdir -p $(@D)
	$(CC) $(ALL_LDFLAGS) -o $@ $^ $(LIBS)

$(B)/tools/%: $(B)/obj/scripts/%.o
	@mkdir -p $(@D)
	$(CC) $(ALL_LDFLAGS) -o $@ $^ -lm

clean:
	rm -rf build

-include $(LIB_OBJ:.o=.d) $(CMD_OBJ:.o=.d) $(UNIT_SRC:%.c=$(B)/obj/%.d) $(TOOL_SRC:%.c=$(B)/obj/%.d)
