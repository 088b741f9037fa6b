#!/bin/sh
# Every example of the manual pages and of the README, run in order, a page on a
# sample book of its own, says what stands below it.
#
# In a page the examples are the literal blocks, in the README the blocks of
# `console' that begin with a `$'.  A command begins with `$ ' and goes on over
# lines that are indented or lie within a here-document; what it prints, messages
# too, follows.  A line `...' stands for one or more lines, `...' within a line
# for any text.
. "$(dirname "$0")/../../lib.sh"
TOOLS=$CRM_BIN/../tools
PATH=$TOOLS:$PATH
[ -x "$TOOLS/sample" ] || { echo "Bail out! no $TOOLS/sample"; exit 1; }

# The commands of a page and what they print, numbered, into the directory
# $2: 1.sh, 1.want, 2.sh …  Prints how many there are.
extract() {
	mkdir -p "$2"
	awk -v dir="$2" '
	function close_all() {
		if (n > 0) {
			close(dir "/" n ".sh")
			close(dir "/" n ".want")
		}
	}
	function text(line) {
		if (page) {
			gsub(/\\&/, "", line)
			gsub(/\\e/, "\\", line)
		}
		return line
	}
	FILENAME !~ /README/ { page = 1 }
	page && /^\.Bd -literal/ || !page && /^```console/ {
		inside = 1
		next
	}
	inside && (page ? /^\.Ed/ : /^```$/) {
		inside = command = 0
		next
	}
	!inside { next }
	/^\$ / {
		close_all()
		n++
		command = 1
		here = /<<.?END/
		print text(substr($0, 3)) > (dir "/" n ".sh")
		printf "" > (dir "/" n ".want")
		next
	}
	!command { next }
	!started[n] && (here || /^[ \t]/) {
		print text($0) > (dir "/" n ".sh")
		if (here && $0 == "END")
			here = 0
		next
	}
	{
		started[n] = 1
		print text($0) > (dir "/" n ".want")
	}
	END { print n + 0 }' "$1"
}

# Whether the file $1 is what $2 says.
matches() {
	awk '
	function like(line, pattern,  at, first) {
		at = index(pattern, "...")
		if (at == 0)
			return line == pattern
		first = substr(pattern, 1, at - 1)
		if (substr(line, 1, at - 1) != first)
			return 0
		return behind(substr(line, at), substr(pattern, at + 3))
	}
	function behind(line, rest,  i) {
		for (i = 1; i <= length(line) + 1; i++)
			if (like(substr(line, i), rest))
				return 1
		return 0
	}
	function same(g, w,  i) {
		while (w <= n_want) {
			if (want[w] == "...") {
				for (i = g + 1; i <= n_got + 1; i++)
					if (same(i, w + 1))
						return 1
				return 0
			}
			if (g > n_got || !like(got[g++], want[w++]))
				return 0
		}
		return g > n_got
	}
	FNR == 1 { file++ }
	FILENAME == ARGV[1] { got[++n_got] = $0; next }
	{ want[++n_want] = $0 }
	END { exit !same(1, 1) }' "$1" "$2"
}

# The sample book, made once; each page begins with a copy.
sample_book() {
	CRM_DB=$PWD/book.db
	export CRM_DB
	sample book . today=2026-11-21 && crm-admin init -q &&
	    crm-team team import -q teams.csv &&
	    crm-team import -q users.csv &&
	    crm-stock import -q products.csv &&
	    crm-lead campaign import -q campaigns.csv &&
	    crm-customer import -q customers.csv &&
	    crm-customer contact import -q contacts.csv &&
	    crm-lead import -q leads.csv &&
	    crm-deal import -q deals.csv &&
	    crm-task import -q tasks.csv &&
	    crm-order import -q orders.csv &&
	    crm-order order-line import -q order_lines.csv
}

# try_page FILE: its commands, in a directory that holds the book.
try_page() {
	label=${1#"$TOP"/}
	count=$(extract "$1" "$T_DIR/examples/$label")
	[ "$count" -gt 0 ]
	result $? "$label has examples"
	: > "$T_DIR/exports"
	i=0
	while [ "$i" -lt "$count" ]; do
		i=$((i + 1))
		try_example "$T_DIR/examples/$label/$i" "$label"
	done
}

try_example() {
	cat "$T_DIR/exports" "$1.sh" > "$1.all"
	sh "$1.all" > "$1.got" 2>&1
	# What a page exports holds to its end.
	grep '^export ' "$1.sh" >> "$T_DIR/exports"
	matches "$1.got" "$1.want"
	result $? "$2: $(sed 's/\\/|/g; 1q' "$1.sh")"
	matches "$1.got" "$1.want" || diff "$1.want" "$1.got" | say
}

mkdir "$T_DIR/sample" && cd "$T_DIR/sample" || exit 1
(sample_book) > /dev/null || { echo "Bail out! no sample book"; exit 1; }

# First, that a wrong example would be found.
cat > "$T_DIR/wrong" <<'PAGE'
.Bd -literal
$ echo one; echo two
one
...
$ echo one
two
$ echo a b c
a...c
$ true
...
$ echo one; echo two
one
$ cat <<END
in
END
in
$ printf '\en'

$ echo "long \e
    line"
long     line
.Ed
PAGE
count=$(extract "$T_DIR/wrong" "$T_DIR/check")
is "$count" 8 'all commands are found'
found=
i=0
while [ "$i" -lt "$count" ]; do
	i=$((i + 1))
	sh "$T_DIR/check/$i.sh" > "$T_DIR/check/$i.got" 2>&1
	matches "$T_DIR/check/$i.got" "$T_DIR/check/$i.want" ||
	    found="$found $i"
done
is "$found" ' 2 4 5' 'what is not so is found, and nothing else'

for page in "$TOP"/cmd/*/*.[1-8]; do
	rm -rf "$T_DIR/book"
	cp -R "$T_DIR/sample" "$T_DIR/book" && cd "$T_DIR/book" || exit 1
	# Messages name the book as it is given.
	CRM_DB=book.db
	export CRM_DB
	try_page "$page"
done

# The README begins with nothing.
if [ -f "$TOP/README.md" ]; then
	mkdir "$T_DIR/readme" && cd "$T_DIR/readme" || exit 1
	CRM_DB=book.db
	export CRM_DB
	try_page "$TOP/README.md"
fi
done_testing
