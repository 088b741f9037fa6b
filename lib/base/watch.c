/*
 * Where programs watch their own memory: what makes the watching cheaper, for tests
 * start programs some ten thousand times.  The linker puts each function in the place
 * of what it is named after (--wrap).
 *
 * Who looks for memory that was not given back reads all that a program or a library
 * may write to, also some MiB that the sanitizer sets aside for itself and hardly uses.
 * What was never touched cannot hold the address of anything: only the pages that were
 * are shown to it.
 *
 * What stands around texts and tables is not taken down at the end.
 */
#ifdef CRM_SANITIZED
#include <fcntl.h>
#include <link.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <unistd.h>

enum {
	MANY = 512,        /* pages that are asked for at once */
	ROOM = 128,        /* parts of a program, or its pieces */
	PIECES = ROOM / 2, /* behind so many what lies between is shown, too */
};

/* It runs where nothing else does: no watching here, and no call that is watched. */
#define UNWATCHED __attribute__((no_sanitize("address", "undefined")))

typedef int (*shown_to)(struct dl_phdr_info *, size_t, void *);

int __real_dl_iterate_phdr(shown_to f, void *data);
int __wrap_dl_iterate_phdr(shown_to f, void *data);
void __wrap___asan_unregister_globals(void *globals, size_t n);

struct show {
	shown_to f;
	void *data;
	long map; /* what the kernel says of each page */
	uintptr_t page;
	ElfW(Phdr) piece[ROOM];
	size_t n;
};

/* What of `h` was touched, in pieces; all, where the kernel does not say. */
UNWATCHED static void
add_touched(struct show *s, const ElfW(Phdr) * h, uintptr_t moved)
{
	/* It is there, or on the disk. */
	static const uint64_t touched = (uint64_t)3 << 62;
	uint64_t what[MANY];
	uintptr_t end = h->p_vaddr + h->p_memsz, next;
	ElfW(Phdr) *last = NULL;
	bool known = false;
	size_t i = MANY;

	for (uintptr_t at = h->p_vaddr; at < end; at = next, i++) {
		uintptr_t page = (moved + at) / s->page;

		if (i == MANY) {
			known = syscall(SYS_pread64, s->map, what, sizeof what,
				    page * sizeof *what) == sizeof what;
			i = 0;
		}
		next = (page + 1) * s->page - moved;
		if (known && (what[i] & touched) == 0)
			continue;
		if (last == NULL ||
		    (last->p_vaddr + last->p_memsz != at && s->n < PIECES)) {
			last = &s->piece[s->n++];
			*last = *h;
			last->p_vaddr = at;
		}
		last->p_memsz = next - last->p_vaddr;
	}
}

UNWATCHED static int
show(struct dl_phdr_info *object, size_t size, void *context)
{
	struct show *s = context;
	struct dl_phdr_info o = *object;

	s->n = 0;
	if (object->dlpi_phnum > PIECES)
		return s->f(object, size, s->data);
	for (size_t i = 0; i < object->dlpi_phnum; i++) {
		const ElfW(Phdr) *h = &object->dlpi_phdr[i];

		if (h->p_type == PT_LOAD && (h->p_flags & PF_W) != 0)
			add_touched(s, h, object->dlpi_addr);
		else
			s->piece[s->n++] = *h;
	}
	o.dlpi_phdr = s->piece;
	o.dlpi_phnum = (ElfW(Half))s->n;
	return s->f(&o, size, s->data);
}

UNWATCHED int
__wrap_dl_iterate_phdr(shown_to f, void *data)
{
	struct show s;
	int status;

	s.f = f;
	s.data = data;
	s.page = (uintptr_t)sysconf(_SC_PAGESIZE);
	s.map = syscall(
	    SYS_openat, AT_FDCWD, "/proc/self/pagemap", O_RDONLY | O_CLOEXEC);
	status = __real_dl_iterate_phdr(show, &s);
	if (s.map >= 0)
		syscall(SYS_close, s.map);
	return status;
}

void
__wrap___asan_unregister_globals(void *globals, size_t n)
{
	(void)globals, (void)n;
}
#endif
