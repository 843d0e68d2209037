package yamlform

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"barometer/internal/questionnaire"
)

// UpdateTranslation gives the file of a translation: that of before with what
// has changed in its lines, so that comments and whatever else authors wrote
// stay, or a new one where before is empty or cannot be kept. ids order the
// strings; those that are not among them come last.
func UpdateTranslation(before []byte, t questionnaire.Translation, ids []string) ([]byte, error) {
	after, ok := spliceTranslation(before, t, ids)
	if !ok {
		after = newTranslation(before, t, ids)
	}
	if got, ok := readTranslation(after); !ok || !reflect.DeepEqual(got, t) {
		return nil, fmt.Errorf("the translation to %q cannot be written as YAML: what is read back differs", t.Language)
	}
	return after, nil
}

// readTranslation reads a file back.
func readTranslation(data []byte) (questionnaire.Translation, bool) {
	r, d := newReader(), new(questionnaire.Definition)
	r.translation(Source{Name: "translation.yaml", Data: data}, d)
	for _, t := range d.Translations {
		return t, !r.problems.HasErrors()
	}
	return questionnaire.Translation{}, false
}

// newTranslation writes a file, with the comments at the top of the one before.
func newTranslation(before []byte, t questionnaire.Translation, ids []string) []byte {
	var b bytes.Buffer
	for line := range bytes.Lines(before) {
		if !bytes.HasPrefix(line, []byte("#")) {
			break
		}
		b.Write(line)
	}
	fmt.Fprintf(&b, "language: %s\nstrings:", t.Language)
	if len(t.Strings) == 0 {
		b.WriteString(" {}")
	}
	b.WriteString("\n")
	for _, id := range inOrder(t, ids) {
		b.WriteString(translationLine("  ", id, t.Strings[id]))
	}
	return b.Bytes()
}

// inOrder lists the ids of a translation.
func inOrder(t questionnaire.Translation, ids []string) []string {
	var list []string
	listed := map[string]bool{}
	for _, id := range ids {
		if _, ok := t.Strings[id]; ok && !listed[id] {
			list = append(list, id)
			listed[id] = true
		}
	}
	for _, id := range slices.Sorted(maps.Keys(t.Strings)) {
		if !listed[id] {
			list = append(list, id)
		}
	}
	return list
}

// translationLine writes one string.
func translationLine(indent, id string, s questionnaire.TranslatedString) string {
	reviewed := ""
	if s.Reviewed {
		reviewed = ", reviewed: true"
	}
	return fmt.Sprintf("%s%s: {hash: %s, text: %s%s}\n", indent, id, doubleQuoted(s.Hash), doubleQuoted(s.Text), reviewed)
}

// doubleQuoted writes a text in double quotes, which YAML reads as JSON does.
func doubleQuoted(s string) string {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(s); err != nil {
		return `""` // no text fails to be JSON
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// idPattern is the line on which a string begins.
var idPattern = regexp.MustCompile(`^( +)["']?([A-Za-z0-9_.-]+)["']?:( |$)`)

// chunk is the lines of one string, the comments above it included.
type chunk struct {
	id       string
	comments string
	lines    string
}

// spliceTranslation replaces the lines of the strings that differ and adds
// those that are new where they belong. It reports false for a file whose lines
// it cannot tell apart.
func spliceTranslation(before []byte, t questionnaire.Translation, ids []string) ([]byte, bool) {
	old, readable := readTranslation(before)
	head, chunks, indent, tail := chunksOf(string(before))
	if !readable || old.Language != t.Language || len(chunks) != len(old.Strings) || len(chunks) == 0 {
		return nil, false
	}
	known := map[string]chunk{}
	var kept []string
	for _, c := range chunks {
		now, stays := t.Strings[c.id]
		if was := old.Strings[c.id]; was != now {
			c.lines = translationLine(indent, c.id, now)
		}
		known[c.id] = c
		if stays {
			kept = append(kept, c.id)
		}
	}
	var b strings.Builder
	b.WriteString(head)
	for _, id := range insertNew(kept, inOrder(t, ids)) {
		c, existed := known[id]
		if !existed {
			c.lines = translationLine(indent, id, t.Strings[id])
		}
		b.WriteString(c.comments + c.lines)
	}
	b.WriteString(tail)
	return []byte(b.String()), true
}

// insertNew puts the ids that are not in kept each behind the one that it
// follows in order.
func insertNew(kept, order []string) []string {
	behind := map[string][]string{} // by the id before, "" at the start
	at := ""
	for _, id := range order {
		if slices.Contains(kept, id) {
			at = id
			continue
		}
		behind[at] = append(behind[at], id)
	}
	list := behind[""]
	for _, id := range kept {
		list = append(append(list, id), behind[id]...)
	}
	return list
}

// chunksOf parts a file into what stands before its first string, the lines of
// each, and the comments behind the last. No chunks mean that its strings are not written one below the other.
func chunksOf(text string) (head string, chunks []chunk, indent, comments string) {
	inside := false
	for line := range strings.Lines(text) {
		if !strings.HasSuffix(line, "\n") {
			line += "\n"
		}
		m := idPattern.FindStringSubmatch(strings.TrimRight(line, "\n"))
		trimmed := strings.TrimSpace(line)
		switch {
		case !inside:
			head += line
			inside = trimmed == "strings:" && !strings.HasPrefix(line, " ")
		case m != nil && (indent == "" || m[1] == indent):
			indent = m[1]
			chunks = append(chunks, chunk{id: m[2], comments: comments, lines: line})
			comments = ""
		case trimmed == "" || strings.HasPrefix(trimmed, "#") && (indent == "" || !strings.HasPrefix(line, indent+" ")):
			comments += line
		case len(chunks) == 0 || !strings.HasPrefix(line, indent+" "):
			return "", nil, "", ""
		default:
			last := &chunks[len(chunks)-1]
			last.lines += comments + line
			comments = ""
		}
	}
	return head, chunks, indent, comments
}
