package xlsform

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"barometer/internal/questionnaire/convert"
	"barometer/internal/questionnaire/expr"
)

const maxName = 64 // characters of a key or a code

// names hands out keys that differ in more than small and capital letters.
type names map[string]bool

// claim makes a key of what a form calls something, and takes it.
func (t names) claim(name string) string {
	return t.unique(keyOf(name))
}

// unique takes a name, or one with a number behind it where it is taken.
func (t names) unique(name string) string {
	candidate := name
	for n := 2; t[strings.ToLower(candidate)]; n++ {
		suffix := fmt.Sprintf("_%d", n)
		candidate = strings.TrimRight(name[:min(len(name), maxName-len(suffix))], "_") + suffix
	}
	t[strings.ToLower(candidate)] = true
	return candidate
}

// keyOf makes a key of any name: letters, digits and single _, a letter first,
// no word of the condition language.
func keyOf(name string) string {
	key := safe(name, "")
	if key == "" || key[0] < 'A' {
		key = strings.TrimRight("q_"+key, "_")
	}
	key = strings.TrimRight(key[:min(len(key), maxName)], "_")
	if expr.IsReserved(key) {
		key += "_1"
	}
	return key
}

// codeOf makes a code of any name: letters, digits, single _, . and -.
func codeOf(name string) string {
	code := safe(name, ".-")
	if code == "" {
		code = "option"
	}
	return strings.TrimRight(code[:min(len(code), maxName)], "_")
}

// safe keeps letters A to Z, digits and what else is allowed, and makes a
// single _ of everything between.
func safe(name, allowed string) string {
	var b strings.Builder
	for _, r := range name {
		switch {
		case 'a' <= r && r <= 'z', 'A' <= r && r <= 'Z', '0' <= r && r <= '9', r < utf8.RuneSelf && strings.ContainsRune(allowed, r):
			b.WriteRune(r)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "_"):
			b.WriteByte('_')
		}
	}
	return strings.TrimRight(b.String(), "_")
}

// nameAll gives every question, repeat and matrix of the form its key, and
// notes what expressions call it.
func (r *reader) nameAll(n *node) {
	for _, child := range n.children {
		switch {
		case child.isGroup() && !r.isMatrix(child), child.unasked():
		case child.typ.kind == "geopoint":
			r.keys[child] = r.taken.claim(child.name + "_latitude")
			r.longitudes[child] = r.taken.claim(child.name + "_longitude")
			r.refer(child.name, r.keys[child])
		default:
			key := r.taken.claim(child.name)
			r.keys[child] = key
			if key != child.name {
				r.report.Add(convert.Changed, child.row.at("name"), "name", "the name “%s” cannot be a key here, or is taken; the key is %s", child.name, key)
			}
			r.refer(child.name, key)
			if child.typ.other {
				r.refer(child.name+"_other", key+"__"+otherCode+"__text")
			}
		}
		if child.isGroup() && r.isMatrix(child) {
			r.nameRows(child)
			continue
		}
		r.nameAll(child)
	}
}

// unasked reports whether a row makes no question at all.
func (n *node) unasked() bool {
	_, none := noForm[n.typ.kind]
	return none || n.typ.kind == "form_title" || n.typ.kind == "form_id"
}

// nameRows gives the questions of a matrix their codes as rows.
func (r *reader) nameRows(matrix *node) {
	codes := names{}
	key := r.keys[matrix]
	for _, child := range matrix.children {
		name := strings.TrimPrefix(child.name, matrix.name+"__")
		if own := child.row.get(own + "::code"); own != "" {
			name = own
		}
		code := codes.unique(codeOf(name))
		r.keys[child] = code
		r.refer(child.name, key+"__"+code)
	}
}

// refer notes what expressions call a variable of ours. The first of several
// questions with one name is meant.
func (r *reader) refer(name, variable string) {
	if _, known := r.references[name]; !known {
		r.references[name] = variable
	}
}
