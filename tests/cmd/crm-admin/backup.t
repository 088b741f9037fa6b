#!/bin/sh
# Backups night after night: dated, the newest kept, replaced only where told,
# to a pipe, readable by nobody else.
. "$(dirname "$0")/../../lib.sh"
book
crm-deal add -q name=one amount=11 > /dev/null

# ---- rotation ----
mkdir night
for day in 17 18 19 20; do
	on "2026-11-$day" crm-admin backup -q --keep 3 night/book.db
done
is "$(ls night)" 'book-20261118T090000Z.db
book-20261119T090000Z.db
book-20261120T090000Z.db' 'the newest three of a name are kept'
touch night/book-20260101T000000Z.txt night/book-2026.db night/mine-20260101T000000Z.db
ln -s book-20261118T090000Z.db night/book-20260101T000000Z.db
run 'a backup that takes the place of an old one' 0 crm-admin backup --keep 3 night/book.db
is_err 'crm-admin: backed up to night/book-20261121T090000Z.db and verified
crm-admin: removed the older backup night/book-20261118T090000Z.db'
is "$(ls night)" 'book-2026.db
book-20260101T000000Z.db
book-20260101T000000Z.txt
book-20261119T090000Z.db
book-20261120T090000Z.db
book-20261121T090000Z.db
mine-20260101T000000Z.db' 'other files and links are left alone'
run 'it is a sound book' 0 crm-admin check -q --db night/book-20261121T090000Z.db

# A name alone does not make a backup of a file.
mkdir work
crm-admin copy -q work/a-20200101T000000Z.db
cp work/a-20200101T000000Z.db work/a-20200102T000000Z.db
ln work/a-20200101T000000Z.db work/a-20200103T000000Z.db
echo text > work/a-20200104T000000Z.db
run 'rotation beside the book that is open' 0 \
    crm-admin backup --db work/a-20200101T000000Z.db --keep 1 work/a.db
is_err 'crm-admin: backed up to work/a-20261121T090000Z.db and verified
crm-admin: removed the older backup work/a-20200102T000000Z.db'
is "$(ls work)" 'a-20200101T000000Z.db
a-20200103T000000Z.db
a-20200104T000000Z.db
a-20261121T090000Z.db' 'the book stays by each of its names, and so does what is no book'

# What a killed backup of last night left has a name that never comes again.
for part in work/a-20261120T090000Z.db.part-1 work/b-20261120T090000Z.db.part-1 \
    work/a-2026.db.part-1; do
	echo data > "$part"
done
echo data > work/a-20261120T090000Z.db.part-1-wal
on 2026-11-22 crm-admin backup -q --keep 2 work/a.db
is "$(cd work && ls ./*.part-*)" './a-2026.db.part-1
./b-20261120T090000Z.db.part-1' 'what was left of its own kind is gone'

# A clock that goes wrong must not make the one backup that is good the oldest.
run 'a clock that is behind' 0 on 2020-01-01 crm-admin backup --keep 1 night/book.db
like_err 'removed the older backup night/book-20261121T090000Z.db$'
[ -f night/book-20200101T090000Z.db ]
result $? 'what was just made stays'

run 'twice in a second' 0 on 2020-01-01 crm-admin backup --keep 2 night/book.db
is_err 'crm-admin: backed up to night/book-20200101T090001Z.db and verified'
run 'and again' 0 on 2020-01-01 crm-admin backup --keep 2 night/book.db
is_err 'crm-admin: backed up to night/book-20200101T090002Z.db and verified
crm-admin: removed the older backup night/book-20200101T090000Z.db'

# A backup that fails removes nothing.
run 'a backup that fails' 1 crm-admin backup --keep 1 none/book.db
[ -f night/book-20200101T090002Z.db ]
result $? 'the last good one is there'
for n in 0 -1 x 3x ''; do
	run "--keep '$n'" 2 crm-admin backup --keep "$n" night/book.db
	is_err "crm-admin: --keep: '$n' is no number of backups from 1 on"
done
run 'a name without an ending' 0 crm-admin backup -q --keep 2 night/.book
[ -f night/.book-20261121T090000Z ]
result $? 'has the time behind it'

# ---- over an older one ----
crm-admin backup -q one.db
crm-deal set -q D1 amount=12 > /dev/null
run 'never over a file' 1 crm-admin backup one.db
run 'but with --force' 0 crm-admin backup --force one.db
is_err 'crm-admin: backed up to one.db and verified'
run 'it is the new one' 0 crm-deal list --db one.db -c amount
is_out 'amount
12.00'
is "$(ls one.db*)" one.db 'nothing is left beside it'
run '--force where nothing is' 0 crm-admin backup -q --force two.db
echo text > notes.txt
run 'no file of another kind' 1 crm-admin backup --force notes.txt
is_err 'crm-admin: notes.txt is no backup of a book; it is not overwritten'
is "$(cat notes.txt)" text 'it is as it was'
ln -s one.db link.db
run 'nor through a link' 1 crm-admin backup --force link.db
if on_server; then
	skip 'nor the book itself' 'it is no file'
else
	run 'nor the book itself' 1 crm-admin backup --force "$CRM_DB"
	is_err "crm-admin: $CRM_DB is the book itself"
fi

# ---- to a pipe ----
run 'to a pipe' 0 crm-admin backup -
mv out piped.db
run 'it is a sound book' 0 crm-admin check -q --db piped.db
run 'with what was in the book' 0 crm-deal list --db piped.db -c amount
is_out 'amount
12.00'
mkdir tmp
TMPDIR=$T_DIR/tmp crm-admin backup - > piped2.db
is "$(ls -A tmp)" '' 'nothing is left where it was made'
run 'no rotation there' 2 crm-admin backup --keep 3 -

# ---- ended on its way ----
# A book that takes a while to copy; who ends a nightly job sends a signal, as soon
# as there is something to leave behind.
seq 60000 | sed '1i company' | crm-lead import -q - > /dev/null
# ended COMMAND…: its status, once it was told to end while it made NAME.part-…
ended() {
	"$@" > job.out 2> job.err &
	t_pid=$!
	t_try=0
	while ! ls -d ./*.part-"$t_pid" > /dev/null 2>&1 &&
	    [ $((t_try += 1)) -lt 2000 ] && kill -0 $t_pid 2> /dev/null; do
		:
	done
	kill -TERM $t_pid
	wait $t_pid
}
crm-admin backup -q back.db
for verb in 'backup ended.db' 'copy ended.db' 'restore back.db --db ended.db'; do
	# shellcheck disable=SC2086  # words
	run "told to end: $verb" 143 ended crm-admin $verb
	grep -qx 'crm-admin: interrupted' job.err
	result $? "it says so: $verb"
	is "$(find . -name 'ended.db*')" '' "nothing is left: $verb"
done

# ---- who may read it ----
mode() { stat -c %a "$1"; }
(umask 022 && crm-admin backup -q own.db)
on_server || is "$(mode own.db)" "$(mode "$CRM_DB")" 'as the book is'
(umask 022 && crm-admin init -q --db private.db)
is "$(mode private.db)" 600 'a new book is its owner'"'"'s alone'
mkdir team && chmod g+s team
(umask 007 && crm-admin init -q --db team/book.db)
is "$(mode team/book.db)" 660 'in a directory of a group it is the group'"'"'s'
is "$(stat -c %G team/book.db)" "$(stat -c %G team)" 'of that group'
(umask 077 && crm-admin init -q --db team/mine.db)
is "$(mode team/mine.db)" 600 'unless the umask says otherwise'

# ---- which book, how long ----
run 'without a home the book is asked for' 2 env -u CRM_DB -u HOME -u XDG_DATA_HOME crm-admin init
is_err 'crm-admin: which book? HOME is no absolute path to look for it in; say --db FILE, or set CRM_DB'
for d in . home ''; do
	run "nor is HOME='$d' one" 2 env -u CRM_DB -u XDG_DATA_HOME HOME="$d" crm-admin init
	like_err '^crm-admin: which book\?'
done
run 'a relative directory of data is none' 2 \
    env -u CRM_DB -u HOME XDG_DATA_HOME=data crm-admin init
[ ! -e data ] && [ ! -e home ] && [ ! -e .local ]
result $? 'nothing is made here'
run 'nor is it read here' 2 env -u CRM_DB -u HOME -u XDG_DATA_HOME crm-deal list
for t in abc -1 1s 99999999 nan; do
	run "CRM_BUSY_TIMEOUT=$t" 2 env CRM_BUSY_TIMEOUT="$t" crm-deal list
	is_err "crm-deal: CRM_BUSY_TIMEOUT: '$t' is no number of seconds from 0 to 86400"
done
run 'half a second' 0 env CRM_BUSY_TIMEOUT=0.5 crm-deal list -o ids
run 'no help needs a book' 0 env -u CRM_DB -u HOME crm-deal --help

done_testing
