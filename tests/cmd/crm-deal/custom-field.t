#!/bin/sh
# Fields that users define: what may be defined, and that it works.
. "$(dirname "$0")/../../lib.sh"
book

# refuse WHY OPERAND…: refused as invalid input, with this message.
refuse() {
	why=$1
	shift
	run "refused: $*" 4 crm-admin field add "$@"
	is_out ''
	is_err "crm-admin: $why"
}

types='text, note, email, phone, tags, enum, int, decimal, percent, money, date, instant, bool, ref'
refuse "entity: 'dael' is not a kind of record like deal or order-line" \
    entity=dael name=x type=text
refuse "type: 'rate' is not one of $types" entity=deal name=x type=rate
refuse "type: 'string' is not one of $types" entity=deal name=x type=string
for name in X 1x x-y 'x y' _x; do
	refuse "name: '$name' cannot name a field; use a to z, 0 to 9 and _, a letter first" \
	    entity=deal "name=$name" type=text
done
refuse "name: 'in' is a word of filters" entity=deal name=in type=text
refuse "name: 'id' is a word of filters" entity=deal name=id type=text
refuse "name: 'amount' already means the field amount of a deal" \
    entity=deal name=amount type=text
refuse "name: 'owner_id' already means the field owner of a deal" \
    entity=deal name=owner_id type=text
refuse "name: 'exchange_rate' already means the field rate of a deal" \
    entity=deal name=exchange_rate type=text
refuse "name: 'created' already means the field created of a deal" \
    entity=deal name=created type=date
refuse "label: 'Next Step' already means the field next_step of a deal" \
    entity=deal name=x type=text label='Next Step'
refuse "label_zh: '金额' already means the field amount of a deal" \
    entity=deal name=x type=text label_zh=金额
refuse "choices: an enum needs its choices: choices='a|b|c'" \
    entity=deal name=x type=enum
refuse "choices: 'a|' has a blank choice, or blanks round one" \
    entity=deal name=x type=enum choices='a|'
refuse "choices: 'a' is there twice" entity=deal name=x type=enum choices='a|b|a'
refuse "choices: only an enum has choices" entity=deal name=x type=text choices=a
refuse "ref: a reference needs the kind of record that it leads to: ref=customer" \
    entity=deal name=x type=ref
refuse "ref: 'shop' is not a kind of record like deal or order-line" \
    entity=deal name=x type=ref ref=shop
refuse "ref: only a field of type ref leads to records" \
    entity=deal name=x type=int ref=customer

run 'a field is defined' 0 crm-admin field add entity=deal name=color \
    type=enum choices='red|green' label=Colour -o ids
is_out FD1
run 'its name is taken now' 4 crm-admin field add entity=deal name=color type=int
is_err "crm-admin: name: 'color' already means the field color of a deal"
run 'its label too' 4 crm-admin field add entity=deal name=colour type=int
like_err "'colour' already means the field color of a deal"
run 'not for another kind of record' 0 crm-admin field add entity=lead \
    name=color type=int -o ids
is_out FD2
run 'a reference' 0 crm-admin field add entity=deal name=architect type=ref \
    ref=user -o ids
is_out FD3
run 'it takes its key column' 4 crm-admin field add entity=deal \
    name=architect_id type=text
like_err "'architect_id' already means the field architect of a deal"

run 'the type stays' 5 crm-admin field set FD1 type=text
is_out ''
like_err '^crm-admin: type: of a field cannot change once it is defined'
run 'the kind of record stays' 5 crm-admin field set FD1 entity=customer
like_err '^crm-admin: entity: '
run 'labels and choices may change' 0 crm-admin field set FD1 label=Farbe \
    choices='red|green|blue'

run 'it takes values' 0 crm-deal add name=x color=blue architect=ann -o csv \
    -c deal_id,color,architect
is_out 'deal_id,color,architect
D1,blue,ann'
run 'and only these' 4 crm-deal set D1 color=pink
like_err '^crm-deal: color: '
run 'filters know it' 0 crm-deal list -w 'color = blue and architect.login = ann' \
    -o ids
is_out D1
run 'reports too' 0 crm-report win-rate --by color -o csv -c color,open
is_out 'color,open
blue,1'

done_testing
