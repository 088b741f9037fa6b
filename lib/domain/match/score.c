/*
 * How like two records are: Fellegi and Sunter (1969).  Each thing compared
 * adds or takes bits, log2 of how much oftener it is so among duplicates than
 * among others; what one of the two lacks says nothing.  The sum becomes a
 * share by the logistic curve.
 */
#include "match.h"

#include <math.h>

/* The sum at which both are as likely, and how many bits halve the doubt: not
 * one, for the things compared depend on each other. */
#define EVEN 6.0
#define HALF 2.0

/* The most that may come from what others have too, where names differ: those
 * of people, of people who have another surname, of companies. */
#define PEOPLE_SHARE 8.0
#define RENAMED_SHARE 11.0
#define COMPANIES_SHARE 12.0
#define NAME_AGREES 0.85
/* The most that an employer may give. */
#define EMPLOYER_MOST 3.0

static const struct point employer_curve[] = { { 0.84, -1.5 }, { 0.92, 0.5 },
	{ 1.00, EMPLOYER_MOST } };

/* What speaks for two records, by whose it is. */
struct sum {
	bool people;
	bool named;   /* the names of both are known */
	bool renamed; /* they have another surname */
	double name;
	double domain;  /* not yet in shared */
	double own;     /* nobody else has it: mobile, e-mail, birthday */
	bool elsewhere; /* their places are not one */
	double shared;  /* a household or an office has it */
};

/* Two people where both have a name or one can be nothing else; else two
 * companies. */
static bool
are_people(const struct crm_party *a, const struct crm_party *b)
{
	return (a->names > 0 && b->names > 0) || a->entity->company < 0 ||
	    b->entity->company < 0;
}

/* A domain says the same as a company that two people work at: the better of
 * the two. */
static double
employer_bits(const struct crm_party *a, const struct crm_party *b,
    double domain, struct crm_match *m)
{
	double like, bits;

	if (!both(a->company.key, b->company.key))
		return domain;
	like = company_like(&a->company, &b->company);
	bits = CURVE(like, employer_curve);
	if (like > 0.95)
		m->agree |= CRM_AGREE_COMPANY;
	return bits > 0 || domain > 0 ? fmax(bits, domain) : fmin(bits, domain);
}

static void
add_ids(const struct crm_party *a, const struct crm_party *b, struct sum *sum,
    struct crm_match *m)
{
	double phone = phone_bits(a, b, m);

	if (same(a->credit_code, b->credit_code)) {
		m->agree |= CRM_AGREE_CREDIT;
		sum->own += 20;
	}
	if (same(a->wechat, b->wechat)) {
		m->agree |= CRM_AGREE_WECHAT;
		sum->own += 10;
	}
	if (same(a->ext, b->ext)) {
		m->agree |= CRM_AGREE_EXT;
		sum->own += 4;
	}
	if ((m->agree & CRM_AGREE_MOBILE) != 0)
		sum->own += phone;
	else
		sum->shared += phone;
	sum->own += email_bits(a, b, m) + birthday_bits(a, b, m);
	sum->shared += postcode_bits(a, b, m);
	if (both(a->region, b->region))
		sum->shared += crm_text_eq(a->region, b->region) ? 0.5 : -0.5;
}

/* Domains of companies say more than those where people work. */
static double
domain_bits(const struct crm_party *a, const struct crm_party *b,
    const struct sum *sum, struct crm_match *m)
{
	if (!both(a->domain, b->domain) || a->common_domain || b->common_domain)
		return 0;
	if (!crm_text_eq(a->domain, b->domain))
		return sum->people ? -0.5 : -2;
	m->agree |= CRM_AGREE_DOMAIN;
	return sum->people ? 3 : 5.5;
}

/* Who has one given name and lives in one place has married.  Among colleagues
 * there are several Toms. */
static bool
is_renamed(const struct crm_party *a, const struct crm_party *b)
{
	return a->company.key.n + b->company.key.n + a->domain.n +
		b->domain.n ==
	    0 &&
	    given_same(a, b);
}

/* Colleagues and families share much and are other people; so do the tenants of
 * a building, though one of another name may have been renamed. */
static double
total(const struct sum *s)
{
	double shared = s->shared;

	if (s->named && s->people && s->name < WHOLE_NAME)
		shared = fmin(
		    shared, s->renamed ? RENAMED_SHARE : PEOPLE_SHARE);
	else if (s->named && !s->people && s->name < 0)
		shared = fmin(shared, COMPANIES_SHARE);
	return s->name + s->own + shared;
}

/* The same name, and nothing that speaks against it; of a company that is
 * another street in another town alone. */
static bool
is_for_review(const struct sum *s, bool same_name)
{
	return same_name &&
	    (s->people ? s->own + s->shared >= 0 : !s->elsewhere);
}

/* Two that each stand for their company, and for the same one. */
static bool
have_same_company(const struct crm_party *a, const struct crm_party *b)
{
	return a->entity->company >= 0 && b->entity->company >= 0 &&
	    same(a->company.key, b->company.key) &&
	    a->company.flags == b->company.flags;
}

static bool
have_same_name(
    const struct crm_party *a, const struct crm_party *b, const struct sum *s)
{
	return s->people ? person_same(a, b) : have_same_company(a, b);
}

/* The cheap things first: most pairs are given up before a name is looked at.
 * `least` is the sum below which nobody asks; *m has then no score. */
static bool
compare(const struct crm_party *a, const struct crm_party *b, double least,
    struct crm_match *m)
{
	struct sum sum = { .people = are_people(a, b) };
	double bits, address, city;
	bool same_name, one_company;

	*m = (struct crm_match){ .score = 0 };
	if (both(a->credit_code, b->credit_code) &&
	    !crm_text_eq(a->credit_code, b->credit_code))
		return false;
	sum.named = sum.people ? a->names > 0 && b->names > 0
			       : both(a->company.key, b->company.key);
	same_name = have_same_name(a, b, &sum);
	one_company = sum.people && have_same_company(a, b);
	if (same_name || one_company)
		least = -INFINITY;
	sum.domain = domain_bits(a, b, &sum, m);
	add_ids(a, b, &sum, m);
	least -= (sum.people ? EMPLOYER_MOST : sum.domain) +
	    (both(a->city, b->city) ? CITY_MOST : 0);
	if (sum.own + sum.shared + ADDRESS_MOST + NAME_MOST < least)
		return false;
	address = address_bits(a, b, m);
	sum.shared += address;
	if (sum.own + sum.shared + NAME_MOST < least)
		return false;
	if (sum.named)
		sum.name = sum.people ? person_bits(a, b, &m->name)
				      : company_bits(a, b, &m->name);
	sum.renamed = sum.people && sum.named && is_renamed(a, b);
	if (total(&sum) < least)
		return false;
	city = city_bits(a, b, m);
	sum.shared += city;
	sum.elsewhere = address < 0 && city < 0;
	if (sum.people)
		sum.shared += employer_bits(a, b, sum.domain, m);
	else
		sum.own += sum.domain;
	bits = total(&sum);
	m->score = 1 / (1 + exp2((EVEN - bits) / HALF));
	m->sure = m->score >= CRM_MATCH_SURE &&
	    (sum.people || a->company.flags == b->company.flags) &&
	    (!sum.named || sum.name >= 0 || (m->agree & CRM_AGREE_CREDIT) != 0);
	if (one_company || is_for_review(&sum, same_name))
		m->score = fmax(m->score, CRM_MATCH_REVIEW);
	return true;
}

bool
party_compare(
    const struct crm_party *a, const struct crm_party *b, struct crm_match *m)
{
	static const double odds = CRM_MATCH_REVIEW / (1 - CRM_MATCH_REVIEW);

	return compare(a, b, EVEN + HALF * log2(odds), m) &&
	    m->score >= CRM_MATCH_REVIEW;
}

void
crm_match_reason(const struct crm_match *m, struct crm_buf *out)
{
	static const char *const words[] = { N_("email"), N_("mobile"),
		N_("phone"), N_("credit code"), N_("domain"), N_("wechat"),
		N_("address"), N_("postcode"), N_("birthday"), N_("city"),
		N_("company"), N_("external id") };
	size_t i, start = out->len;

	for (i = 0; i < sizeof words / sizeof *words; i++)
		if ((m->agree >> i & 1) != 0)
			crm_buf_printf(out, "%s%s",
			    out->len > start ? ", " : "", crm_tr(words[i]));
	if (m->name > NAME_AGREES)
		crm_buf_printf(out, crm_tr("%sname %.2f"),
		    out->len > start ? ", " : "", m->name);
}
