/* The smallest TAP producer that names what failed. */
#ifndef TAP_H
#define TAP_H

#include <stdio.h>
#include <string.h>

static int tap_count, tap_failed;

#define ok(cond, ...) \
	do { \
		int good_ = (cond) != 0; \
		tap_failed += !good_; \
		printf("%sok %d - ", good_ ? "" : "not ", ++tap_count); \
		printf(__VA_ARGS__); \
		putchar('\n'); \
		if (!good_) \
			printf("# %s:%d: %s\n", __FILE__, __LINE__, #cond); \
	} while (0)

#define is_str(got, want, name) \
	do { \
		const char *g_ = (got), *w_ = (want); \
		int good_ = strcmp(g_, w_) == 0; \
		tap_failed += !good_; \
		printf("%sok %d - %s\n", good_ ? "" : "not ", ++tap_count, \
		    (name)); \
		if (!good_) \
			printf("# %s:%d: got '%s', want '%s'\n", __FILE__, \
			    __LINE__, g_, w_); \
	} while (0)

#define is_int(got, want, name) \
	do { \
		long long g_ = (got), w_ = (want); \
		tap_failed += g_ != w_; \
		printf("%sok %d - %s\n", g_ == w_ ? "" : "not ", ++tap_count, \
		    (name)); \
		if (g_ != w_) \
			printf("# %s:%d: got %lld, want %lld\n", __FILE__, \
			    __LINE__, g_, w_); \
	} while (0)

/* Ends main: prints the plan. */
static inline int
tap_done(void)
{
	printf("1..%d\n", tap_count);
	return tap_failed != 0;
}

#endif
