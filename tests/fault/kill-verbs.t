#!/bin/sh
# Every verb that writes the book or a file, killed at a random moment: the book
# is as before or as after, and sound; a file is not there, or what it was, or
# whole; nothing is left in TMPDIR; and the same command again does all of it.
# KILLS: how often each; SEED: other moments.
. "$(dirname "$0")/../lib.sh"
. "$TOP/tests/fault/fault.sh"

is_watched && { echo '1..0 # SKIP the same without a sanitizer'; exit 0; }

KILLS=${KILLS:-3}
seed=${SEED:-$(date +%s)}
echo "# SEED=$seed"
random() {
	seed=$(((seed * 1103515245 + 12345) % 2147483648))
	r=$((seed / 65536 % $1))
}
mkdir tmp

# What a book says, all of it; also where it is none, or an older one.
# What the book says; on a server without its ids, for those that a killed command
# had taken are not given again.
digest() {
	{ crm-admin log -o csv "$@"; crm-admin feed "$@"; } 2>&1 |
	    if on_server; then sed -E 's/[A-Z]+[0-9]+/ID/g'; else cat; fi | cksum
}
# What a file is: nothing, a book and what it says, or its bytes.
file_is() {
	case $1 in
	-) ;;
	*.db) [ ! -e "$1" ] || digest --db "$T_DIR/$1" ;;
	*) [ ! -e "$1" ] || cksum < "$1" ;;
	esac
}
# start: the book and the files of a trial.
start() {
	again
	rm -rf made.* tmp/*
	prepare
}
prepare() { :; }

# doomed COMMAND…: runs it until it is killed, at a call that the book's files
# depend on; of a server at some moment.
doomed() {
	if on_server; then
		random 40
		env TMPDIR="$T_DIR/tmp" timeout -s KILL "0.0$(printf %02d "$r")" \
		    "$@" > out 2> err < /dev/null
		return
	fi
	random 8
	case $r in
	0 | 1) d_call=sync ;;
	2) d_call=rename ;;
	3) d_call=open ;;
	*) d_call='write' ;;
	esac
	# Of those that there are: as counted in a run that nobody killed.
	d_n=$(cat "calls.$d_call")
	random "$((d_n + 1))"
	TMPDIR=$T_DIR/tmp faulty "$d_call" "$((r + 1))" kill "$@" < /dev/null
}

# The numbers of calls in a run to the end.
count() {
	for c_call in write sync rename open; do
		on_server || {
			start
			faulty "$c_call" 0 EIO "$@" < /dev/null
			cp calls "calls.$c_call"
		}
	done
}

# killed NAME FILE COMMAND…: FILE is what it makes beside the book, or -.
killed() {
	k_name=$1 k_file=$2
	shift 2
	count "$@"
	start
	k_book=$(digest) k_made=$(file_is "$k_file")
	"$@" > out 2> err < /dev/null
	k_book_after=$(digest) k_made_after=$(file_is "$k_file")
	[ "$k_book$k_made" != "$k_book_after$k_made_after" ] || {
		result 1 "$k_name does something"
		say < err
	}
	k_left=$KILLS k_bad=0 k_dead=0
	while [ "$k_left" -gt 0 ]; do
		start
		doomed "$@"
		[ $? -ne 137 ] || k_dead=$((k_dead + 1))
		k_wrong=$(judge "$@")
		[ -z "$k_wrong" ] || {
			k_bad=$((k_bad + 1))
			echo "${d_call-}, $r: $k_wrong" | say
		}
		k_left=$((k_left - 1))
	done
	is "$k_bad" 0 "$k_name, killed $k_dead of $KILLS times"
}

# The server may still be at the last words of who was killed.
gone() {
	g_left=100
	while on_server && [ "$g_left" -gt 0 ] && [ "$(ask "
		select count(*) from pg_stat_activity
		where datname = current_database() and pid <> pg_backend_pid()
		    and backend_type = 'client backend'")" != 0 ]; do
		sleep 0.05
		g_left=$((g_left - 1))
	done
}

# Who is killed between the commit and the new name of a file has not made it.
judge() {
	gone
	j_book=$(digest) j_made=$(file_is "$k_file")
	[ "$j_book" = "$k_book" ] || [ "$j_book" = "$k_book_after" ] ||
	    echo 'the book is neither as before nor as after'
	[ "$j_made" = "$k_made" ] ||
	    [ "$j_book $j_made" = "$k_book_after $k_made_after" ] ||
	    echo "a file that is not whole: $(ls -l made.*)"
	[ -z "$(ls -A tmp)" ] || echo "left in TMPDIR: $(ls -A tmp)"
	sound || echo "not sound: $(cat check.out)"
	[ "$j_book$j_made" = "$k_book$k_made" ] || return
	"$@" > out 2> err < /dev/null
	[ "$(digest) $(file_is "$k_file")" = "$k_book_after $k_made_after" ] ||
	    echo "once more: $(cat err)"
	[ -z "$(find . -name '*.part-*')" ] ||
	    echo "left: $(find . -name '*.part-*')"
}
# The older book is made by hand, and lacks what its log has.
sound() {
	[ "$k_name" = migrate ] || crm-admin check -q > check.out 2>&1
}

book
crm-admin pool add -q kind=lead name=East > /dev/null
crm-admin assign-rule add -q kind=lead seq=1 method=round_robin > /dev/null
crm-admin score-rule add -q kind=lead name=named points=10 \
    when='company is not null' > /dev/null
crm-customer add -q name=Acme > /dev/null
crm-customer add -q name=Acme2 > /dev/null
crm-lead add -q company=First name=Li > /dev/null
crm-team add -q login=bob > /dev/null
for verb in assign work qualify; do
	crm-lead $verb -q L1 > /dev/null
done
crm-deal add -q name=d customer=C1 > /dev/null
crm-task add -q subject=call about=L1 > /dev/null
leads 150 > leads.csv
crm-lead import -q leads.csv > /dev/null
crm-lead list -o ids -l 100 > ids
sed 1q leads.csv > more.csv
leads 150 | sed '1d; s/^X/Z/' >> more.csv
sed 's/,a[0-9]*@/,b@/; s/Company/Firm/' leads.csv > edited.csv
{ cat more.csv; echo 'Y1,Bad,nothing,,new'; } > some-bad.csv
printf 'BEGIN:VCARD\nFN:Na Li\nORG:Yunfan\nEND:VCARD\n' > card.vcf
crm-task activity add -q kind=meeting about=L1 > /dev/null
printf '%s\n' 'From: a@b.example' 'Subject: x' 'Message-ID: <1@b>' 'MIME-Version: 1.0' \
    'Content-Type: multipart/mixed; boundary=z' '' --z '' text --z \
    'Content-Disposition: attachment; filename=f' '' file --z-- > in.eml
printf '%s\n' BEGIN:VCALENDAR BEGIN:VEVENT UID:u DTSTART:20261101T000000Z \
    'RRULE:FREQ=DAILY;COUNT=9' END:VEVENT END:VCALENDAR > in.ics
printf -- '- [ ] one\n- [ ] two\n' > in.txt
LAST=$(crm-admin log -l 1 -o csv -c batch | sed 1d)
keep

killed 'import' - crm-lead import more.csv
killed 'import over what is there' - \
    crm-lead import edited.csv --on-duplicate update
killed 'import --save-mapping' - crm-lead import more.csv --save-mapping m
prepare() { echo old > made.csv; }
killed 'import --rejects' made.csv crm-lead import some-bad.csv \
    --rejects made.csv
prepare() { :; }
killed 'capture' - crm-lead capture card.vcf
killed 'set' - sh -c 'crm-lead set - industry=x < ids'
killed 'delete' - sh -c 'tail -n 90 ids | crm-lead delete -'
killed 'undo' - crm-admin undo "$LAST"
killed 'assign' - crm-lead assign
killed 'score' - crm-lead score
killed 'release' - sh -c 'crm-lead release - pool=East < ids'
killed 'transfer' - crm-lead transfer L1 to=ann
killed 'convert' - crm-lead convert L1 deal=made
killed 'merge' - crm-customer merge C1 C2
killed 'win' - crm-deal win D1
killed 'task done' - crm-task 'done' T1
killed 'attach' - crm-task attach L1 leads.csv ids
killed 'mail' - crm-task mail --create=lead --attachments in.eml
killed 'calendar' - crm-task calendar in.ics
killed 'minutes' - crm-task activity minutes A1 in.txt
killed 'field add' - crm-admin field add entity=lead name=f type=int

if ! on_server; then
	killed 'backup' made.db crm-admin backup made.db
	killed 'copy' made.db crm-admin copy made.db
	killed 'init' made.db crm-admin init --db made.db
	crm-admin backup -q earlier
	crm-lead add -q company=Later > /dev/null
	sqlite3 "$CRM_DB" 'PRAGMA wal_checkpoint(TRUNCATE)' > /dev/null
	keep
	killed 'restore' - crm-admin restore -y earlier
	ask "UPDATE book SET value = '0' WHERE key = 'schema';
	    DELETE FROM word; DELETE FROM calendar; DELETE FROM sla;
	    PRAGMA wal_checkpoint(TRUNCATE)" > /dev/null
	keep
	killed 'migrate' - crm-admin migrate
fi
done_testing
