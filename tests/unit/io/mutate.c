/* Input with random damage is read or refused, twice, and never crashes; the
 * sanitised build makes this worth its while. */
#include "io.h"

static const char *const seeds[] = {
	"a,b,c\n\"x\ny\",2,\\N\n5\",\"q\"\"q\",\\\\\r\n1,2\n",
	"a\tb\n\\t\\n\t\"x\ty\"\n\\N\t\"\n",
	"[{\"a\":1,\"b\":[1,\"x\",null],\"c\":\"\\ud83d\\ude00\"},{\"d\":-1.5e+3}]",
	"{\"a\":true}\n{\"b\":false,\"\xe4\xb8\xad\":null}\n",
	"L1\nL2\n",
	"a;b\r1;2\r\"3\";4",
};

static const char bytes[] =
    "\",\n\r\t\\;{}[]:0N1eE.+-tfn u\xff\xe4\xb8\xad\0d8";

enum { SEEDS = sizeof seeds / sizeof seeds[0], ROOM = 300, TIMES = 6000 };

static size_t
damage(char *b, size_t n)
{
	size_t at = (size_t)rand() % (n + 1);
	char c = bytes[(size_t)rand() % (sizeof bytes - 1)];

	switch (rand() % 3) {
	case 0:
		memmove(b + at + 1, b + at, n - at);
		b[at] = c;
		return n + 1;
	case 1:
		if (at < n)
			b[at] = c;
		return n;
	default:
		if (at == n)
			return n;
		memmove(b + at, b + at + 1, n - at - 1);
		return n - 1;
	}
}

/* Every byte of every cell is looked at; the rows are counted. */
static long
read_rows(struct crm_reader *r)
{
	struct crm_row *row;
	struct crm_err err;
	long rows = 0;
	unsigned sum = 0;

	for (;; rows++) {
		crm_reader_next(r, &row, &err);
		if (row == NULL || rows > ROOM)
			break;
		for (size_t i = 0; i < row->n; i++)
			for (size_t k = 0; k < row->cell[i].text.n; k++)
				sum += (unsigned char)row->cell[i].text.p[k];
	}
	return sum == 1 ? -1 : rows;
}

int
main(void)
{
	static const enum crm_format formats[] = { CRM_FMT_AUTO, CRM_FMT_CSV,
		CRM_FMT_TSV, CRM_FMT_JSON, CRM_FMT_NDJSON, CRM_FMT_IDS };
	long differ = 0, endless = 0;

	srand(20261121);
	for (int i = 0; i < TIMES; i++) {
		char b[ROOM];
		const char *seed = seeds[rand() % SEEDS];
		size_t n = strlen(seed);
		struct crm_reader *r;
		struct crm_err err;
		long rows;

		memcpy(b, seed, n);
		for (int k = rand() % 6; k >= 0; k--)
			n = damage(b, n);
		r = io_read(b, n, formats[rand() % 6], &err);
		if (r == NULL)
			continue;
		rows = read_rows(r);
		endless += rows > ROOM;
		crm_reader_rewind(r, &err);
		differ += read_rows(r) != rows;
		crm_reader_close(r);
	}
	is_int(endless, 0, "reading always ends");
	is_int(differ, 0, "a second reading gives as many rows");
	io_end();
	return tap_done();
}
