#!/bin/sh
# Killed at any moment: a book holds all of a batch or nothing of it.
. "$(dirname "$0")/../lib.sh"
. "$TOP/tests/fault/fault.sh"
is_watched && { echo '1..0 # SKIP the same without a sanitizer'; exit 0; }

# loop NAME TIMES MOST FILE: kills as many imports of FILE, each up to MOST
# thousandths of a second after its start.
loop() {
	l_name=$1 l_times=$2 l_most=$3 l_file=$4
	l_rows=$(($(wc -l < "$l_file") - 1)) l_none=0 l_all=0 l_bad=0
	while [ "$l_times" -gt 0 ]; do
		again
		crm-lead import "$l_file" -o ids > /dev/null 2>&1 &
		l_pid=$!
		sleep "0.$(printf %03d $(($(random) % l_most)))"
		kill -9 $l_pid 2> /dev/null
		wait $l_pid 2> /dev/null
		l_seen=$(crm-lead list -o ids | wc -l)
		case $l_seen in
		0) l_none=$((l_none + 1)) ;;
		"$l_rows") l_all=$((l_all + 1)) ;;
		*) l_bad=$((l_bad + 1)); echo "# $l_seen of $l_rows" ;;
		esac
		crm-admin check -q > check.out 2>&1 ||
		    { l_bad=$((l_bad + 1)); say < check.out; }
		l_times=$((l_times - 1))
	done
	[ "$l_bad" -eq 0 ]
	result $? "$l_name: none $l_none times, all $l_all times"
}
random() {
	od -An -N2 -tu2 /dev/urandom | tr -d ' '
}

book
keep
leads 20000 > leads.csv
loop 'an import of 20,000 rows' 20 120 leads.csv
# A large file takes another road into the book.
long=$(head -c 2000 /dev/zero | tr '\0' x)
awk -v s="$long" 'NR == 1 { print $0 ",notes"; next } { print $0 "," s }' \
    leads.csv > large.csv
loop 'an import of 40 MB' 6 600 large.csv
again
run 'the book works after all that' 0 crm-lead import leads.csv
done_testing
