/*
 * What a value adds to the seal of its record: something else for another field,
 * kind, length or byte, wherever that stands, so that neither a changed value nor
 * two that changed places stay unseen.
 */
#include "store/internal.h"

#include "../tap.h"

enum { LONGEST = 40 };

static const struct crm_field email = { .name = "email" },
			      name = { .name = "name" },
			      first = { .flags = CRM_F_CUSTOM, .custom_id = 1 },
			      second = { .flags = CRM_F_CUSTOM,
				      .custom_id = 2 };

static int64_t
of_text(const struct crm_field *f, const char *p, size_t n)
{
	struct crm_value v = crm_value_text((struct crm_text){ p, n });

	return seal_value(seal_seed(f), &v);
}

static int64_t
of_int(const struct crm_field *f, int64_t i)
{
	struct crm_value v = crm_value_int(i);

	return seal_value(seal_seed(f), &v);
}

/* How many texts of up to LONGEST bytes have the seal of a text that differs in
 * one bit. */
static int
unseen_bits(void)
{
	char text[LONGEST];
	int unseen = 0;
	size_t n, bit;

	memset(text, 'a', sizeof text);
	for (n = 1; n <= LONGEST; n++) {
		int64_t seal = of_text(&name, text, n);

		for (bit = 0; bit < n * 8; bit++) {
			text[bit / 8] ^= (char)(1 << bit % 8);
			unseen += of_text(&name, text, n) == seal;
			text[bit / 8] ^= (char)(1 << bit % 8);
		}
	}
	return unseen;
}

/* And of a text that has one byte more, of any length and byte. */
static int
unseen_ends(void)
{
	static const char same[] = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
			  zero[LONGEST];
	int unseen = 0;
	size_t n;

	for (n = 0; n < LONGEST; n++) {
		unseen += of_text(&name, same, n) ==
		    of_text(&name, same, n + 1);
		unseen += of_text(&name, zero, n) ==
		    of_text(&name, zero, n + 1);
	}
	return unseen;
}

/* How many of the texts that differ in the last byte can change places with
 * "…A" between two fields and leave the sum as it was. */
static int
unseen_swaps(void)
{
	char a[LONGEST], b[LONGEST];
	int unseen = 0, c;
	size_t n;

	memset(a, '7', sizeof a);
	memset(b, '7', sizeof b);
	for (n = 1; n <= LONGEST; n++) {
		a[n - 1] = 'A';
		for (c = 'B'; c <= 'Z'; c++) {
			b[n - 1] = (char)c;
			unseen += seal_add(of_text(&name, a, n),
				      of_text(&email, b, n)) ==
			    seal_add(
				of_text(&name, b, n), of_text(&email, a, n));
		}
		a[n - 1] = b[n - 1] = '7';
	}
	return unseen;
}

/* The sum over fields is that of their values, without those that are null. */
static void
check_sum(void)
{
	struct crm_value v[] = { crm_value_int(5),
		crm_value_text(CRM_TEXT("Ada")), CRM_VALUE_NULL };
	struct crm_record r = { .v = v };
	const uint64_t seed[] = { seal_seed(&email), seal_seed(&name),
		seal_seed(&first) };
	const int all[] = { 2, 1, 0 };
	int64_t sum = seal_add(of_int(&email, 5), of_text(&name, "Ada", 3));

	ok(seal_fields(&r, seed, all, 3) == sum, "fields add up, in any order");
	ok(seal_fields(&r, seed, all, 2) == of_text(&name, "Ada", 3),
	    "only those of the list");
	ok(seal_less(sum, of_int(&email, 5)) == of_text(&name, "Ada", 3),
	    "what was added can be taken away");
}

int
main(void)
{
	const struct crm_value null = CRM_VALUE_NULL;

	ok(seal_value(seal_seed(&name), &null) == 0, "null adds nothing");
	is_int(unseen_bits(), 0, "each bit of a text counts");
	is_int(unseen_ends(), 0, "its length counts");
	is_int(unseen_swaps(), 0, "values that change places are seen");
	ok(of_text(&name, "x", 1) != of_text(&email, "x", 1),
	    "the field counts");
	ok(of_text(&first, "x", 1) != of_text(&second, "x", 1),
	    "a user's field, too");
	ok(of_int(&name, '5') != of_text(&name, "5", 1),
	    "the kind of value counts");
	ok(of_int(&name, INT64_MIN) != of_int(&name, 0) &&
		of_int(&name, 1) != of_int(&name, -1),
	    "each bit of a number counts");
	ok(seal_born(1, 2) != seal_born(2, 1), "whose record it is counts");
	check_sum();
	return tap_done();
}
