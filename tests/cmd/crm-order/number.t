#!/bin/sh
# Numbers of orders: by day and seller, none missing, none twice.
. "$(dirname "$0")/../../lib.sh"
book

quiet() { "$@" -q > /dev/null; }
numbers() { crm-order list -s number -o csv -c number -w 'number is not null' | sed 1d | paste -sd' '; }
draft() { crm-order add amount=1 -o ids "$@"; }
batch() { crm-admin log -l 1 -o csv -c batch | sed 1d; }

# ---- nu-01: by day ----

for day in 2026-11-19 2026-11-19 2026-11-19 2026-11-20; do
	quiet draft ordered_on=$day
done
run 'submit' 0 crm-order submit O1 O2 O3 O4 -o csv -c number,status
is_out 'number,status
SO-20261119-0001,approved
SO-20261119-0002,approved
SO-20261119-0003,approved
SO-20261120-0001,approved'
run 'a draft alone' 5 crm-order submit O1
is_err 'crm-order: O1 is approved; a draft is submitted'
quiet draft notes=x
run 'today, where there is no day' 0 crm-order submit O5 -o csv -c number,ordered_on
is_out 'number,ordered_on
SO-20261121-0001,2026-11-21'
run 'a zone that is none' 4 crm-admin setting add name=zone value=Nowhere/Town
like_err '^crm-admin: zone: '
quiet crm-admin setting add name=zone value=Pacific/Kiritimati
quiet draft notes=x
CRM_NOW=2026-11-21T12:00:00Z run 'in the zone of the book' 0 crm-order submit O6 -o csv -c number
is_out 'number
SO-20261122-0001'
quiet draft number=Q-7
run 'a number of its own stays' 0 crm-order submit O7 -o csv -c number
is_out 'number
Q-7'
quiet draft ordered_on=2026-11-19
run 'a dry run takes none' 0 crm-order submit O8 -n -o csv -c number
is_out 'number
SO-20261119-0004'
run 'nor what is refused' 5 crm-order submit O8 O1 -q

# ---- nu-03: void ones stay ----

run 'the next' 0 crm-order submit O8 -o csv -c number
is_out 'number
SO-20261119-0004'
run 'undone' 0 crm-admin undo "$(batch)"
like_err 'voided 1'
is "$(crm-order list O8 -o csv -c number,status | sed 1d)" SO-20261119-0004,cancelled 'it keeps its number and is void'
quiet draft ordered_on=2026-11-19
run 'which is not given again' 0 crm-order submit O9 -o csv -c number
is_out 'number
SO-20261119-0005'

# ---- nu-05: more than four digits; behind an import ----

try 'imported' 0 'printf "number,ordered_on,status\nSO-20261101-9998,2026-11-01,closed\nSO-20261101-0003,2026-11-01,closed\nSO-2026-9,2026-11-01,closed\n" | crm-order import - -q -o ids'
for n in 1 2; do quiet draft ordered_on=2026-11-01; done
run 'it goes on behind the highest' 0 crm-order submit O13 O14 -o csv -c number
is_out 'number
SO-20261101-9999
SO-20261101-10000'
run 'the series' 0 crm-admin series list -s name -o csv -c name,last
is_out 'name,last
SO-20261101,10000
SO-20261119,5
SO-20261120,1
SO-20261121,1
SO-20261122,1'
run 'which nobody sets back' 5 crm-admin series set SO-20261119 last=1
run 'nor deletes' 5 crm-admin series delete SO-20261119
is_err 'crm-admin: a series stays: no number of it is given twice'
try 'nor imports back' 5 'printf "name,last\nSO-20261119,1\n" | crm-admin series import - --on-duplicate update'
like_err 'a series goes on: no number of it is given twice'
try 'nor lets numbers out' 5 'printf "name,last\nSO-20261119,77\n" | crm-admin series import - --on-duplicate update'
like_err 'last: goes on by documents alone: none is left out'
try 'nor lets out those of another day' 5 'printf "name,last\nSO-20261125,77\n" | crm-admin series import -'
like_err 'last: no document has the numbers up to 77: a series begins with its documents, which an import brings with theirs'
try 'as it is it comes in again' 0 'crm-admin series list -o csv | crm-admin series import - --on-duplicate update -q'

# ---- nu-07: two sellers count apart ----

quiet crm-admin seller add code=A name=Alpha
quiet draft ordered_on=2026-10-01
run 'one seller needs no code' 0 crm-order submit O15 -o csv -c number
is_out 'number
SO-20261001-0001'
quiet crm-admin seller add code=B name=Beta
for s in A B A; do quiet draft ordered_on=2026-10-01 seller=$s; done
run 'two sellers' 0 crm-order submit O16 O17 O18 -o csv -c number
is_out 'number
SO-A-20261001-0001
SO-B-20261001-0001
SO-A-20261001-0002'
quiet draft ordered_on=2026-10-01
run 'whose it is must be said' 5 crm-order submit O19
is_err 'crm-order: seller: is needed where there are several: crm-admin seller list'

# ---- a closed day ----

quiet crm-admin period close 2026-09
quiet crm-admin period close 2026-10 seller=A 2> /dev/null
run 'no draft of a closed day' 5 crm-order add ordered_on=2026-10-05 seller=A
like_err 'the first open day is 2026-11-01'
run 'which another seller may have' 0 crm-order add ordered_on=2026-10-05 seller=B -o ids
is_out O20
run 'the books' 0 crm-admin check -q

# ---- nu-11: eight writers ----

other many
crm-admin init -q
for n in $(seq 40); do echo "2026-11-21,1"; done | sed 1iordered_on,amount | crm-order import - -q > /dev/null
start=$(date +%s%N)
for w in 0 1 2 3 4 5 6 7; do
	for n in 1 2 3 4 5; do
		crm-order submit "O$((w * 5 + n))" -q > /dev/null 2>> "w$w"
	done &
done
wait
took=$((($(date +%s%N) - start) / 1000000))
is "$(cat w?)" '' 'eight writers: all do'
is "$(crm-order list -s number -o csv -c number | sed 1d)" \
    "$(seq -f 'SO-20261121-%04.0f' 40)" 'each number once, none missing'
echo "# $took ms"

# ---- a number that was given stays ----

quiet crm-order add amount=5 ordered_on=2026-11-20
quiet crm-order add amount=5 ordered_on=2026-11-20 number=K-1
quiet crm-order submit O41 O42
for edit in 'O41 number=' 'O41 number=X' 'O42 number=' 'O42 number=K-2'; do
	# shellcheck disable=SC2086
	run "set $edit" 5 crm-order set $edit
done
is_err 'crm-order: number: K-1 was given to O42 and stays: a number that is missing would have to be explained'
try 'an import changes none of ours' 5 'printf "order_id,number\nO41,X\n" | crm-order import - -q --on-duplicate update'
like_err 'number: SO-20261120-0001 was given to O41 and stays'
try 'but puts another right' 0 'printf "order_id,number\nO42,K-3\n" | crm-order import - -q --on-duplicate update'
is "$(crm-order list O41 O42 -o csv -c number | sed 1d | paste -sd' ')" 'SO-20261120-0001 K-3' 'as it came'
for o in O41 O42; do
	run "a submitted order is not deleted: $o" 5 crm-order delete $o -y
	is_err "crm-order: $o was submitted and stays, with its number: crm-order cancel $o takes it back"
done
quiet crm-order amend O41
run 'nor where it is a draft again' 5 crm-order delete O41 -y
run 'nor numbered anew' 5 crm-order set O41 number=
quiet crm-order cancel O41
run 'nor cancelled' 5 crm-order delete O41 -y
is_err 'crm-order: O41 is cancelled and stays, with its number'
quiet crm-order add amount=5 number=K-9
run 'a draft of another number goes' 0 crm-order delete O43 -y -q
quiet crm-customer add name=Pine
quiet crm-order contract add customer=C1 amount=5
quiet crm-order contract submit CTR1
run 'nor does a contract lose its number' 5 crm-order contract set CTR1 number=
like_err 'number: CT-20261121-0001 was given to CTR1 and stays'
run 'nor is it deleted' 5 crm-order contract delete CTR1 -y
like_err 'CTR1 was submitted and stays, with its number: crm-order contract terminate CTR1 takes it back'
quiet crm-deal quote add customer=C1 valid_until=2027-01-01
quiet crm-stock add name=Px sku=PX list_price=5
quiet crm-deal quote-line add quote=QU1 product=PX quantity=1
quiet crm-deal quote submit QU1
run 'nor a quote' 5 crm-deal quote set QU1 number=QT-1
like_err 'number: QT-20261121-0001 was given to QU1 and stays'

# ---- a number that somebody typed is no number of ours ----

order=$(crm-order add amount=5 -q -o ids)
quiet crm-order set "$order" number=key-29
b=$(crm-admin log -l 1 -o csv -c batch | sed 1d)
run 'its undo' 0 crm-admin undo "$b" -q
is "$(crm-order list "$order" -o csv -c number,status | sed 1d)" ',draft' 'takes it back'

# ---- one of ours to the eye ----

for n in so-20261121-0077 'SO－20261121－0077' '  SO-20261121-0077 '; do
	run "not typed: '$n'" 5 crm-order add amount=1 number="$n"
	like_err 'is of our own form: such numbers are given, and not typed'
done
done_testing
