#!/bin/sh
# csv-spectrum: each file of csv means what its file of JSON says.
. "$(dirname "$0")/../../lib.sh"
DATA=$TOP/../shared/data/bad_input/csv-spectrum
need "$DATA"

# Both go into a book; what comes out must be the same bytes.
means() {
	name=$1 map=$2 fields=$3 json=$4
	book
	run "$name.csv" 0 crm-lead import "$DATA/csvs/$name.csv" --map "$map" -q
	crm-lead list -c "$fields" -o ndjson > csv.out
	book
	run "$name.json" 0 crm-lead import "$DATA/json/$name.json" \
	    --map "$map" -q
	crm-lead list -c "$fields" -o ndjson > json.out
	is "$(cat csv.out)" "$(cat json.out)" "$name: the same records"
	is "$(cat csv.out)" "$json" "$name: these"
}

means simple a=company,b=name,c=title company,name,title \
    '{"company":"1","name":"2","title":"3"}'
means simple_crlf a=company,b=name,c=title company,name,title \
    '{"company":"1","name":"2","title":"3"}'
means comma_in_quotes 'first+last=name' name,address,city,postcode \
    '{"name":"John Doe","address":"120 any st.","city":"Anytown, WW","postcode":"08123"}'
means empty a=company,b=name,c=title company,name,title \
    '{"company":"1","name":null,"title":null}
{"company":"2","name":"3","title":"4"}'
means empty_crlf a=company,b=name,c=title company,name,title \
    '{"company":"1","name":null,"title":null}
{"company":"2","name":"3","title":"4"}'
means escaped_quotes a=company,b=notes company,notes \
    '{"company":"1","notes":"ha \"ha\" ha"}
{"company":"3","notes":"4"}'
means json key=company,val=notes company,notes \
    '{"company":"1","notes":"{\"type\": \"Point\", \"coordinates\": [102.0, 0.5]}"}'
means newlines a=notes,b=company,c=title company,title,notes \
    '{"company":"2","title":"3","notes":"1"}
{"company":"5","title":"6","notes":"Once upon \na time"}
{"company":"8","title":"9","notes":"7"}'
means newlines_crlf a=notes,b=company,c=title company,title,notes \
    '{"company":"2","title":"3","notes":"1"}
{"company":"5","title":"6","notes":"Once upon \r\na time"}
{"company":"8","title":"9","notes":"7"}'
means quotes_and_newlines a=company,b=notes company,notes \
    '{"company":"1","notes":"ha \n\"ha\" \nha"}
{"company":"3","notes":"4"}'
means utf8 a=company,b=name,c=title company,name,title \
    '{"company":"1","name":"2","title":"3"}
{"company":"4","name":"5","title":"ʤ"}'

# This one differs from its JSON in the number, and its degree signs were lost
# before it was published.
book
run 'location_coordinates.csv' 0 crm-lead import \
    "$DATA/csvs/location_coordinates.csv" --map \
    'Contact Phone Number=phone,Location Coordinates=notes,Cities=city,Counties=region' -q
run 'location_coordinates' 0 crm-lead list -c phone,city,region,notes -o ndjson
is_out "{\"phone\":\"2095257564\",\"city\":\"Modesto\",\"region\":\"Stanislaus\",\
\"notes\":\"37�36'37.8\\\"N 121�2'17.9\\\"W\"}"
done_testing
