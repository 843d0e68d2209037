package sav

import (
	"bytes"
	"strconv"
	"strings"
)

// setSets reads the multiple-response sets. A line that does not follow the
// format is left out, and so is a set of which no variable is known; of two
// sets with one name the first stays.
func (d *dictionary) setSets(byName map[string]int) {
	taken := map[string]bool{}
	members := 0
	for _, record := range d.extension.sets {
		for line := range bytes.SplitSeq(bytes.Trim(record, "\x00"), []byte{'\n'}) {
			set, ok := d.parseSet(line, byName)
			if lower := strings.ToLower(set.Name); ok && !taken[lower] && members+len(set.Variables) <= maxLabelled {
				taken[lower] = true
				members += len(set.Variables)
				d.file.Sets = append(d.file.Sets, set)
			}
		}
	}
}

// parseSet reads one of
//
//	$name=C 5 Label v1 v2
//	$name=D1 1 5 Label v1 v2
//	$name=E 1 1 1 5 Label v1 v2
//
// where a text stands behind its length in bytes. 11 in place of the first 1 of
// E says that the label is that of the first variable.
func (d *dictionary) parseSet(line []byte, byName map[string]int) (set Set, ok bool) {
	name, rest, found := bytes.Cut(line, []byte{'='})
	if !found || len(rest) < 2 {
		return set, false
	}
	set.Name = d.file.text(name)
	kind, rest := rest[0], rest[1:]
	ofVariable := false
	switch kind {
	case 'C':
	case 'D':
		set.Dichotomies = true
	case 'E':
		set.Dichotomies, set.LabelOfCounted = true, true
		var flags []byte
		if flags, rest, ok = bytes.Cut(bytes.TrimPrefix(rest, []byte{' '}), []byte{' '}); !ok {
			return set, false
		}
		ofVariable = string(flags) == "11"
	default:
		return set, false
	}
	if set.Dichotomies {
		var counted []byte
		if counted, rest, ok = countedText(rest); !ok {
			return set, false
		}
		set.Counted = d.file.text(counted)
	}
	label, rest, ok := countedText(rest)
	if !ok {
		return set, false
	}
	for name := range strings.FieldsSeq(d.file.text(rest)) {
		if i := d.file.find(byName, name); i >= 0 {
			set.Variables = append(set.Variables, i)
		}
	}
	if len(set.Variables) == 0 {
		return set, false
	}
	set.Label = d.file.text(label)
	if ofVariable {
		set.Label = d.file.Variables[set.Variables[0]].Label
	}
	return set, true
}

// countedText reads a text behind its length and a space.
func countedText(b []byte) (text, rest []byte, ok bool) {
	length, rest, found := bytes.Cut(bytes.TrimPrefix(b, []byte{' '}), []byte{' '})
	n, err := strconv.Atoi(string(length))
	if !found || err != nil || n < 0 || n > len(rest) {
		return nil, nil, false
	}
	return rest[:n], rest[n:], true
}
