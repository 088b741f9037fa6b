#!/bin/sh
# Settings: one's own, and those beside the book; aliases; what holds, and why.
. "$(dirname "$0")/../../lib.sh"
book
mkdir -p config/crm
own=config/crm/config
crm-lead add -q company=Acme city=Rom score=90 > /dev/null
crm-lead add -q company=Beta city=Ulm score=10 > /dev/null

# ---- one's own ----

cat > $own <<'END'
# what I look at
columns.lead = lead_id, city
alias.crm-lead.hot = list -w 'score > 50 and company ~ "acm"' -c company
alias.crm-lead.list = list -o ids
END
run 'columns of tables' 0 crm-lead list -o table
is_out 'Lead ID  City
-------  ----
L1       Rom
L2       Ulm'
run 'not of files' 0 crm-lead list -l 1
like_out '^lead_id,company,'
run 'an alias' 0 crm-lead hot
is_out 'company
Acme'
run 'with options behind it' 0 crm-lead hot --csv -s -score
is_out 'company
Acme'
run 'no alias is a verb' 0 crm-lead list -o csv -c city -l 1
is_out 'city
Rom'
run 'an unknown word' 2 crm-lead cold
like_err "unknown verb 'cold'"
is "$(crm-lead --candidates ho | cut -f 1)" hot 'completion knows it'
is "$(crm-lead --candidates hot --sor)" "$(crm-lead --candidates list --sor)" \
    'and what it stands for'
run 'help lists it' 0 crm-lead --help
like_out '^Aliases:'
like_out "^  hot +list -w 'score > 50 and company ~ \"acm\"' -c company$"
run 'help of it is that of its verb' 0 crm-lead help hot
like_out 'crm-lead list'

echo 'columns.lead = lead_id,colour' > $own
run 'an unknown column' 2 crm-lead list -o table
like_err "^crm-lead: .*config/crm/config:1: columns.lead: no field 'colour'"
echo 'colums.lead = lead_id' > $own
run 'an unknown setting' 2 crm-lead list
like_err "config/crm/config:1: 'colums.lead' is no setting; there are columns"
printf '\nlanguage\n' > $own
run 'no value' 2 crm-lead list
like_err "config/crm/config:2: expected NAME = VALUE"
echo 'language = fr' > $own
run 'a value that is none' 2 crm-lead list
like_err "language: 'fr' is not one of en|zh"
run 'is told by config, which runs' 0 crm-admin config
like_out "^language,en,default$"
like_out "^language,fr,.*config/crm/config:1; not used: language: 'fr' is not one of en|zh"
printf 'nonsense\ncolumns.lead = city\n' > $own
run 'an alias that may be there' 2 crm-lead hot
like_err 'config/crm/config:1: expected NAME = VALUE'
run 'help is not in its way' 0 crm-lead list --help
run 'nor what is right' 0 crm-admin config
like_out '^nonsense,,.*config:1; not used: expected NAME = VALUE'
like_out '^columns.lead,city,.*config/crm/config:2$'
rm $own
mkdir $own
run 'a directory is no file' 1 crm-lead list
rmdir $own

echo 'language = zh' > $own
run 'Chinese' 0 crm-lead list -o table -c city
like_out '^城市'

echo 'date-order = dmy' > $own
printf 'company,entered_on\nGamma,05/04/2026\n' > dates.csv
run 'the order of dates' 0 crm-lead import dates.csv -o csv -c entered_on
like_out '^2026-04-05'
printf 'company,entered_on\nDelta,05/04/2026\n' > dates.csv
run 'a command line goes before it' 0 \
    crm-lead import dates.csv --date-format mdy -o csv -c entered_on
like_out '^2026-05-04'

echo 'pager = sed s/^/P:/' > $own
run 'the pager' 0 tty 80 'LINES=3 crm-lead list -c city'
like_out '^P:Ulm'

if ! on_server; then
	here=$CRM_DB
	crm-admin init -q --db sales.db
	echo "book.sales = $T_DIR/sales.db" > $own
	run 'a book by its name' 0 env CRM_DB=@sales crm-lead list -o ids
	is_out ''
	run 'on the command line' 0 crm-lead list -o ids --db @sales
	is_out ''
	is "$(crm-lead --candidates list --db @ | cut -f 1)" @sales 'completion'
	run 'one that has none' 2 crm-lead list --db @nobody
	like_err "'@nobody' is no book of the settings: book.nobody = "
	run 'nor is one made' 2 crm-admin init --db @nobody
	[ ! -e @nobody ]
	result $? 'as a file of that name'

	# ---- beside the book ----

	echo 'columns.lead = lead_id' > $own
	cat > "$here.config" <<-'END'
	columns.lead = city
	columns.deal = deal_id
	alias.crm-lead.romans = list -w 'city = Rom'
	END
	run 'an alias of all' 0 crm-lead romans -o ids
	is_out L1
	is "$(crm-lead --candidates rom | cut -f 1)" romans 'completion knows those'
	run 'and help' 0 crm-lead --help
	like_out "^  romans +list -w 'city = Rom'$"
	run 'the own goes first' 0 crm-lead list -o table -l 1
	like_out '^L1$'
	run 'what holds' 0 crm-admin config
	like_out "^book,$here,CRM_DB$"
	like_out '^user,ann,CRM_USER$'
	like_out '^date-order,ymd,default$'
	like_out '^columns.lead,lead_id,.*config/crm/config:1$'
	like_out '^columns.lead,city,"?.*book.db.config:1; not used, said before"?$'
	like_out '^columns.deal,deal_id,.*book.db.config:2$'
	like_out '^own-file,.*config/crm/config,is read$'
	run 'of another book' 0 crm-admin config --db sales.db
	like_out '^book,sales.db,command line$'
	unlike_out 'columns.deal'
	echo 'pager = rm -rf /' > "$here.config"
	run 'others set no pager' 2 crm-lead list
	like_err 'pager is read from your own file alone'
	run 'nor stop config' 0 crm-admin config
	like_out '^pager,rm -rf /,.*book.db.config:1; not used: pager is read from'
	cat > "$here.config" <<-'END'
	columns.nothing = a
	columns.deal = nothing
	alias.crm-nothing.a = list
	alias.crm-deal.list = list -l 1
	alias.crm-deal.visit = list
	alias.crm-deal = list
	END
	run 'what names nothing is told' 0 crm-admin config
	like_out "^columns.nothing,a,.*:1; there is no kind of record 'nothing'"
	like_out "^columns.deal,nothing,.*:2; no field 'nothing' in deal"
	like_out "^alias.crm-nothing.a,list,.*:3; there is no program 'crm-nothing'"
	like_out "^alias.crm-deal.list,.*:4; 'list' is a verb or a noun already"
	like_out "^alias.crm-deal.visit,.*:5; 'visit' is a verb or a noun already"
	like_out '^alias.crm-deal,list,.*:6; an alias is alias.PROGRAM.WORD'
	echo "alias.crm-deal.open = list -w 'stage = needs" > "$here.config"
	run 'a quote that is never closed' 2 crm-deal open
	like_err 'book.db.config:1: alias.crm-deal.open: a quote is never closed'
	rm "$here.config"
fi
run 'none is fine' 0 env XDG_CONFIG_HOME=/nonexistent crm-lead list -o ids -l 1
is_out L1
done_testing
