#!/bin/sh
# Invoices of a company come in by a mapping: the means that were published come out,
# and the ageing of a day is what a sum outside of the book says.
. "$(dirname "$0")/../lib.sh"
DATA=$TOP/../shared/data/ibm_ar
need "$DATA"
DATA=$DATA/accounts_receivable.csv
book --currency USD
quiet() {
	"$@" -q > out 2> err || result 1 "$*: $(cat err)"
}

# One file gives both what was owed and what was paid: a payment of each invoice, which
# its reference names.  What was disputed is a note: the published figures know no column
# of it.
run 'invoices' 0 crm-order receivable import "$DATA" -q --create-missing \
    --date-format mdy --ignore-unknown --map 'invoiceNumber=number,customerID=customer,InvoiceDate=booked_on,DueDate=due_on,InvoiceAmount=amount,Disputed=notes'
run 'payments' 0 crm-order payment import "$DATA" -q \
    --date-format mdy --ignore-unknown --map 'invoiceNumber=reference,customerID=customer,SettledDate=received_on,InvoiceAmount=amount'
run 'each for its own' 0 crm-order payment allocate -q method=reference
run 'all is settled' 0 crm-report ageing -c total,credit
is_out 'total,credit'
run 'the books are sound' 0 crm-admin check -q

run 'published means' 0 crm-report days-to-pay --by currency -c settled,days_to_pay,days_late,mean_amount
is_out 'settled,days_to_pay,days_late,mean_amount
2466,26.44,3.44,59.90'

# ageing DAY: what was issued by then and settled later, added up by another program.
outside() {
	python3 - "$DATA" "$1" <<'END'
import csv
import datetime
import sys

path, on = sys.argv[1:]
on = datetime.date.fromisoformat(on)
edges = [0, 30, 60, 90, 120]
sums = [0] * (len(edges) + 1)


def day(text):
    month, day, year = map(int, text.split("/"))
    return datetime.date(year, month, day)


with open(path, newline="") as f:
    for r in csv.DictReader(f):
        if day(r["InvoiceDate"]) <= on < day(r["SettledDate"]):
            late = (on - day(r["DueDate"])).days
            sums[sum(late > e for e in edges)] += round(
                float(r["InvoiceAmount"]) * 100)
print(",".join(f"{s // 100}.{s % 100:02}" for s in [*sums, sum(sums)]))
END
}
ages() {
	crm-report ageing --by currency --on "$1" \
	    -c not_due,days_1_30,days_31_60,days_61_90,days_91_120,days_over_120,total |
	    tail -1
}
is "$(ages 2012-12-31)" 4936.32,788.74,0.00,0.00,0.00,0.00,5725.06 'published ageing'
for on in 2012-03-15 2012-12-31 2013-02-28 2013-07-01; do
	is "$(ages $on)" "$(outside $on)" "of $on"
done
done_testing
