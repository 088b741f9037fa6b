#!/bin/sh
# Every naughty string goes in through add and through import of csv and json,
# and comes out of csv, json and ndjson byte for byte, but for those of a file in which
# nobody sees anything; formulas are disarmed for spreadsheets in text columns only.
. "$(dirname "$0")/../../lib.sh"
DATA=$TOP/../shared/data/bad_input
need "$DATA"
LC_ALL=C grep -v -e '^#' -e '^$' \
    "$DATA/big-list-of-naughty-strings/blns.txt" > all
is "$(wc -l < all)" 516 'the list is whole'

# Blanks of all widths, controls, signs without any width.
nothing='^(?:[ \t\v\f]|\xC2[\x80-\xA0]|\xE1\x9A\x80|\xE2\x80[\x80-\x8F\xA8-\xAF]'
nothing="$nothing|\\xE2\\x81\\x9F|\\xE3\\x80\\x80|\\xEF\\xBB\\xBF)*\$"
LC_ALL=C grep -vP "$nothing" all > lines
LC_ALL=C grep -P "$nothing" all > unseen
is "$(wc -l < unseen)" 4 'of four lines nobody sees anything'

# What the lines are in each format, by the rules of the formats alone.
wants() {
LC_ALL=C awk '
function json(s,   i, c, out) {
	for (i = 1; i <= length(s); i++) {
		c = substr(s, i, 1)
		out = out (c in esc ? esc[c] : c)
	}
	return "\"" out "\""
}
function csv(s) {
	if (s ~ /^\\/)
		s = "\\" s
	if (s ~ /[",]/ || s ~ /^ / || s ~ / $/) {
		gsub(/"/, "\"\"", s)
		s = "\"" s "\""
	}
	return s
}
BEGIN {
	for (i = 1; i < 32; i++)
		esc[sprintf("%c", i)] = sprintf("\\u%04x", i)
	esc["\b"] = "\\b"; esc["\t"] = "\\t"; esc["\n"] = "\\n"
	esc["\f"] = "\\f"; esc["\r"] = "\\r"
	esc["\""] = "\\\""; esc["\\"] = "\\\\"
	print "company,notes" > "want.csv"
}
{
	print csv($0) "," csv($0) > "want.csv"
	print "{\"company\":" json($0) ",\"notes\":" json($0) "}" > "want.ndjson"
}' "$1"
{ echo '['; sed '$!s/$/,/' want.ndjson; echo ']'; } > want.json
}
wants lines

comes_out() {
	for f in csv ndjson json; do
		run "$1, out as $f" 0 crm-lead list -c company,notes -o $f
		cmp -s out want.$f
		result $? "$1, $f: byte for byte"
		cmp -s out want.$f || diff out want.$f | head -4 | say
	done
}

book
run 'import of csv' 0 crm-lead import want.csv -o ids
is_err 'crm-lead: read 512, inserted 512, like others 16 (16 by the company name alone) (batch B2)'
comes_out 'in as csv'
run 'what comes out goes in' 0 sh -c 'crm-lead list | crm-lead import - -o ids'
is_err 'crm-lead: read 512, unchanged 512'
run 'as json too' 0 sh -c 'crm-lead list -o json | crm-lead import - -o ids'
is_err 'crm-lead: read 512, unchanged 512'
run 'as tsv too' 0 sh -c 'crm-lead list -o tsv | crm-lead import - -i tsv -o ids'
is_err 'crm-lead: read 512, unchanged 512'

book
run 'import of json' 0 crm-lead import want.json -o ids
is_err 'crm-lead: read 512, inserted 512, like others 16 (16 by the company name alone) (batch B2)'
comes_out 'in as json'

# A file of what nobody sees has no values.
awk 'BEGIN { print "company,notes" } { print "\"" $0 "\",\"" $0 "\"" }' unseen > unseen.csv
run 'nobody sees them' 0 crm-lead import unseen.csv -o ids
is_err 'crm-lead: read 0, blank 4'

book
wants all
bad=
while IFS= read -r line; do
	crm-lead add "company=$line" "notes=$line" -q > /dev/null 2> err ||
	    bad="${bad}[$line]$(cat err)"
done < all
is "$bad" '' 'add company=… notes=…'
is "$(crm-lead list -c company -o ndjson | wc -l)" 516 'all lines'
comes_out 'in as operands'

# ---- formulas ----

LC_ALL=C grep -v '^$' "$DATA/csv-injection-payloads/Intruder/csv-payload.txt" |
    tr -d '\r' > lines
n=$(grep -c . lines)
awk '{ gsub(/"/, "\"\""); print "\"" $0 "\"" }
    BEGIN { print "company" }' lines > payloads.csv
book
run 'payloads' 0 crm-lead import payloads.csv --default score=-5 -o ids
is "$(wc -l < out)" "$n" 'all of them'
run 'as they are' 0 crm-lead list -c company -o tsv
is "$(sed 1d out)" "$(sed 's/\\/\\\\/g' lines)" 'the same text'
run 'for spreadsheets' 0 crm-lead list -c company,score --excel
is "$(sed 1d out | grep -c '^"\{0,1\}[=+@-]')" 0 'no cell begins like a formula'
is "$(sed 1d out | grep -c "^\"\{0,1\}'[=+@-]")" "$(grep -c '^[=+@-]' lines)" \
    'each of them has an apostrophe before it'
is "$(sed 1d out | grep -c ',-5.$')" "$n" 'a negative number has none'
run 'phones too' 0 crm-lead add name=x phone=+8613800138000 -o ids
run 'a phone' 0 crm-lead list -w 'name = x' -c name,phone --excel
is "$(sed -n 2p out | tr -d '\r')" x,+8613800138000 'computes nothing'
run 'all of them again' 0 sh -c 'crm-lead list --excel -c all,version |
    crm-lead import - -o ids'
is_err "crm-lead: read $((n + 1)), unchanged $((n + 1))"
run 'and by a workbook' 0 sh -c 'crm-lead list -o xlsx -c all,version |
    crm-lead import - -o ids'
is_err "crm-lead: read $((n + 1)), unchanged $((n + 1))"

done_testing
