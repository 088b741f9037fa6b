/* The opener: pipes, encodings, what is no text, hash, rewind. */
#include "io.h"

static const char *
open_error(const char *path, const char *encoding, char text[2048])
{
	struct crm_reader_opts opts = { .encoding = encoding };
	struct crm_reader *r;
	struct crm_err err = { .text = "opened" };

	crm_reader_open(path, &opts, &r, &err);
	crm_reader_close(r);
	return io_said(&err, text);
}

static void
refusals(void)
{
	char text[2048];

	is_str(open_error("/nonexistent/x", NULL, text),
	    "cannot open: No such file or directory", "no such file");
	is_str(open_error("/tmp", NULL, text), "is a directory", "a directory");
	is_str(open_error(io_file("a\n1\n", 4), "klingon", text),
	    "unknown encoding 'klingon' (iconv -l lists them)",
	    "an unknown encoding");
	is_str(open_error(io_file("PK\003\004....", 8), NULL, text),
	    "a damaged workbook (Not a zip archive); was it cut off?",
	    "half a workbook");
	is_str(open_error(io_file("\xff\xfe"
				  "a\0\n\0",
			      6),
		   NULL, text),
	    "line 1, column 1: not UTF-8: give --encoding UTF-16", "UTF-16");
}

static void
dump_in(const char *p, size_t n, const char *encoding, const char *want,
    const char *name)
{
	struct crm_reader_opts opts = { .encoding = encoding };
	struct crm_buf b = CRM_BUF_INIT, again = CRM_BUF_INIT;
	struct crm_reader *r;
	struct crm_err err;

	crm_reader_open(io_file(p, n), &opts, &r, &err);
	if (r == NULL) {
		is_str(err.text, want, name);
		return;
	}
	is_str(io_dump(r, &b), want, name);
	crm_reader_rewind(r, &err);
	is_str(io_dump(r, &again), want, "the same after a rewind");
	crm_reader_close(r);
	crm_buf_free(&b);
	crm_buf_free(&again);
}

static void
encodings(void)
{
	dump_in("a\n\xb1\xb1\xbe\xa9\n", 7, "gb18030",
	    "a / 2:\xe5\x8c\x97\xe4\xba\xac", "gb18030");
	dump_in("\xff\xfe"
		"a\0\n\0\x17\x53\n\0",
	    10, "UTF-16", "a / 2:\xe5\x8c\x97", "UTF-16 with a BOM");
	dump_in("\xff\xfe"
		"a\0\n\0\x17\x53\n\0",
	    10, "UTF-16LE", "a / 2:\xe5\x8c\x97", "UTF-16LE with a BOM");
	dump_in("a\nx\n\xff\n", 6, "gb18030",
	    "a / 2:x / ! line 3: not valid gb18030", "bad bytes");
	dump_in("a\nx\xb1", 4, "gb18030", "a / ! line 2: not valid gb18030",
	    "half a character at the end");
}

/* Characters of two bytes across the ends of the decoder's buffers. */
static void
long_decoding(void)
{
	struct crm_reader_opts opts = { .encoding = "gb18030" };
	struct crm_buf b = CRM_BUF_INIT;
	struct crm_reader *r;
	struct crm_row *row;
	struct crm_err err;
	long good = 0;

	crm_buf_str(&b, "a,b\n");
	for (int i = 0; i < 60000; i++)
		crm_buf_printf(&b, "%d,\xb1\xb1\xbe\xa9\n", i);
	crm_reader_open(io_file(b.data, b.len), &opts, &r, &err);
	while (crm_reader_next(r, &row, &err) == CRM_OK && row != NULL)
		good += crm_text_is(
		    row->cell[1].text, "\xe5\x8c\x97\xe4\xba\xac");
	is_int(good, 60000, "a long file decoded");
	crm_reader_close(r);
	crm_buf_free(&b);
}

static void
pipes(void)
{
	struct crm_reader_opts opts = { 0 };
	struct crm_buf b = CRM_BUF_INIT;
	struct crm_reader *r;
	struct crm_err err;
	char hex[65];
	int fd[2], keep = dup(0);

	if (pipe(fd) != 0 || write(fd[1], "a,b\n1,2\n", 8) != 8)
		abort();
	close(fd[1]);
	dup2(fd[0], 0);
	ok(crm_reader_open("-", &opts, &r, &err) == CRM_OK, "a pipe");
	is_str(crm_reader_name(r), "stdin", "its name");
	is_int(crm_reader_size(r), 8, "its size is known");
	is_str(io_dump(r, &b), "a|b / 2:1|2", "its rows");
	crm_reader_hash(r, hex, &err);
	is_str(hex,
	    "492d5ea496056f1a6a6592241032fab764c321596317930b4fa0e1e8"
	    "bc3b7470",
	    "its hash");
	crm_reader_close(r);
	dup2(keep, 0);
	close(keep);
	close(fd[0]);
	crm_buf_free(&b);
}

static void
hashes(void)
{
	struct crm_reader_opts opts = { 0 };
	struct crm_reader *r;
	struct crm_err err;
	char hex[65], text[200];

	crm_reader_open(io_file("abc", 3), &opts, &r, &err);
	crm_reader_hash(r, hex, &err);
	is_str(hex,
	    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61"
	    "f20015ad",
	    "SHA-256 of abc");
	crm_reader_close(r);
	memset(text, 'a', sizeof text);
	crm_reader_open(io_file(text, 119), &opts, &r, &err);
	crm_reader_hash(r, hex, &err);
	is_str(hex,
	    "31eba51c313a5c08226adf18d4a359cfdfd8d2e816b13f4af952f7ea"
	    "6584dcfb",
	    "of 119 a");
	crm_reader_close(r);
}

/* A pipe that does not fit the temporary folder is an error, not a cut. */
static void
no_room(void)
{
	struct crm_reader_opts opts = { 0 };
	struct crm_reader *r;
	struct crm_err err;
	int fd[2], keep = dup(0);

	if (pipe(fd) != 0)
		abort();
	close(fd[1]);
	dup2(fd[0], 0);
	setenv("TMPDIR", "/nonexistent", 1);
	ok(crm_reader_open(NULL, &opts, &r, &err) == CRM_FAIL,
	    "no temporary folder: %s", err.text);
	unsetenv("TMPDIR");
	dup2(keep, 0);
	close(keep);
	close(fd[0]);
}

int
main(void)
{
	refusals();
	encodings();
	long_decoding();
	pipes();
	hashes();
	no_room();
	io_end();
	return tap_done();
}
