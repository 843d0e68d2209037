package xlsform

import "strings"

// rowType is what the type of a row of the survey says.
type rowType struct {
	kind  string // of rowKinds, in one spelling: text, select_one, begin_group; as written if unknown
	list  string // of choices, or the file that holds them
	other bool   // or_other: one more option with a text
}

// rowKinds are the kinds of rows by their spellings, in small letters with _
// for spaces, without a leading “q_” or the “add_…_prompt” of old forms.
var rowKinds = map[string]string{
	"text": "text", "string": "text",
	"integer": "integer", "int": "integer", "decimal": "decimal", "range": "range",
	"date": "date", "time": "time", "datetime": "dateTime", "date_time": "dateTime",
	"note": "note", "hidden": "hidden", "calculate": "calculate", "today": "today", "get_today": "today",
	"acknowledge": "acknowledge", "trigger": "acknowledge",
	"geopoint": "geopoint", "gps": "geopoint", "location": "geopoint",
	"image": "image", "photo": "image", "picture": "image", "file": "file",
	"phone_number": "phone_number", "percentage": "percentage",
	"number_of_days_in_last_month": "days_month", "number_of_days_in_last_six_months": "days_six_months", "number_of_days_in_last_year": "days_year",
	"set_form_title": "form_title", "set_form_id": "form_id",
}

// noForm are the kinds of rows that a device fills in by itself, without
// anybody being asked.
var noForm = map[string]string{
	"start": "when the form was opened", "end": "when it was closed", "start_time": "when the form was opened", "end_time": "when it was closed",
	"get_start_time": "when the form was opened", "get_end_time": "when it was closed",
	"deviceid": "the number of the device", "device_id": "the number of the device", "get_device_id": "the number of the device", "imei": "the number of the device",
	"uri:deviceid": "the number of the device", "simserial": "the number of the SIM card", "sim_id": "the number of the SIM card",
	"get_sim_id": "the number of the SIM card", "uri:simserial": "the number of the SIM card",
	"subscriberid": "the number of the subscriber", "subscriber_id": "the number of the subscriber", "get_subscriber_id": "the number of the subscriber",
	"uri:subscriberid": "the number of the subscriber", "phonenumber": "the phone number of the device", "get_phone_number": "the phone number of the device",
	"uri:phonenumber": "the phone number of the device", "username": "who uses the app", "uri:username": "who uses the app",
	"email": "the address of who uses the app", "uri:email": "the address of who uses the app",
	"audit": "a log of how the form was filled in", "start-geopoint": "where the form was opened",
	"background-audio": "a recording in the background", "background-geopoint": "where a question was answered",
}

// recorded are the kinds of rows that a device scans, records or draws. They
// are kept as unsupported questions.
var recorded = map[string]string{
	"barcode": "a device scans it", "audio": "a device records it", "video": "a device records it",
	"osm": "it is chosen on a map", "geotrace": "it is drawn on a map", "geoshape": "it is drawn on a map",
}

// selects are the kinds of choices by their spellings, longer ones first.
var selects = []struct{ words, kind string }{
	{"add_select_multiple_prompt_using", "select_multiple"}, {"add_select_one_prompt_using", "select_one"},
	{"select_all_that_apply_from", "select_multiple"}, {"select_all_that_apply", "select_multiple"},
	{"select_multiple_from_file", "select_multiple_from_file"}, {"select_one_from_file", "select_one_from_file"},
	{"select_multiple_external", "select_multiple_external"}, {"select_one_external", "select_one_external"},
	{"select_multiple_from", "select_multiple"}, {"select_multiple_using", "select_multiple"}, {"select_multiple", "select_multiple"},
	{"select_one_from", "select_one"}, {"select_one_using", "select_one"}, {"select_one", "select_one"}, {"select1", "select_one"},
	{"rank", "rank"},
}

// parseType reads the type of a row.
func parseType(cell string) rowType {
	words := strings.Fields(cell)
	joined := strings.ToLower(strings.Join(words, "_"))
	if t, ok := parseGroup(joined, words); ok {
		return t
	}
	for _, s := range selects {
		n := strings.Count(s.words, "_") + 1
		rest, ok := strings.CutPrefix(joined+"_", s.words+"_")
		if !ok || rest == "" {
			continue
		}
		// Words of the cell may hold _ themselves: count those of the prefix.
		used := 0
		for used < len(words) && strings.Count(strings.Join(words[:used], "_"), "_")+1 < n || used == 0 {
			used++
		}
		t := rowType{kind: s.kind}
		if used < len(words) {
			t.list = words[used]
			t.other = isOrOther(words[used+1:])
		}
		return t
	}
	plain := strings.TrimPrefix(joined, "q_")
	if inner, ok := strings.CutPrefix(joined, "add_"); ok {
		plain = strings.TrimSuffix(inner, "_prompt")
	}
	if kind, ok := rowKinds[plain]; ok {
		return rowType{kind: kind}
	}
	if _, ok := recorded[plain]; ok {
		return rowType{kind: plain}
	}
	if _, ok := recorded[firstWord(words)]; ok {
		return rowType{kind: firstWord(words)}
	}
	if _, ok := noForm[joined]; ok {
		return rowType{kind: joined}
	}
	return rowType{kind: strings.Join(words, " ")}
}

// firstWord is the first word in small letters, "" if there is none.
func firstWord(words []string) string {
	if len(words) == 0 {
		return ""
	}
	return strings.ToLower(words[0])
}

// isOrOther reports whether what stands behind a list adds an option with a
// text of one's own.
func isOrOther(words []string) bool {
	switch strings.ToLower(strings.Join(words, "_")) {
	case "or_other", "or_specify_other":
		return true
	}
	return false
}

// parseGroup reads the begin and the end of groups.
func parseGroup(joined string, words []string) (rowType, bool) {
	edge, what, found := strings.Cut(joined, "_")
	if !found || edge != "begin" && edge != "end" {
		return rowType{}, false
	}
	what, _, _ = strings.Cut(what, "_over_")
	switch what {
	case "group":
		return rowType{kind: edge + "_group"}, true
	case "repeat", "lgroup", "looped_group":
		return rowType{kind: edge + "_repeat"}, true
	case "loop":
		return rowType{kind: edge + "_loop", list: words[len(words)-1]}, true
	}
	return rowType{}, false
}

// begins reports whether the row opens a group, a repeat or a loop, and ends
// whether it closes one.
func (t rowType) begins() bool { return strings.HasPrefix(t.kind, "begin_") }
func (t rowType) ends() bool   { return strings.HasPrefix(t.kind, "end_") }

// isSelect reports whether options are chosen, or ranked.
func (t rowType) isSelect() bool {
	return strings.HasPrefix(t.kind, "select_") || t.kind == "rank"
}

// multiple reports whether several options can be chosen.
func (t rowType) multiple() bool { return strings.HasPrefix(t.kind, "select_multiple") }
