package expr

import (
	"fmt"
	"maps"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// TestDocumentation holds docs/conditions.md to the language: every function
// and reserved word is in it, and every example of its last table is read.
func TestDocumentation(t *testing.T) {
	text := documentation(t)
	for _, word := range slices.Concat(ours.functionNames(), slices.Collect(maps.Keys(ours.constants))) {
		if !strings.Contains(text, "`"+word) {
			t.Errorf("%q is not documented", word)
		}
	}
	rows := regexp.MustCompile("(?m)^\\| .* \\| `(.*)` \\|$").FindAllStringSubmatch(section(t, text, "Examples"), -1)
	if len(rows) < 5 {
		t.Fatalf("only %d examples found", len(rows))
	}
	for _, row := range rows {
		if _, err := Parse(row[1]); err != nil {
			t.Errorf("example %s: %v", row[1], err)
		}
	}
}

func documentation(t *testing.T) string {
	t.Helper()
	source, err := os.ReadFile("../../../docs/conditions.md")
	if err != nil {
		t.Fatal(err)
	}
	return string(source)
}

// section is the text below a heading.
func section(t *testing.T, text, heading string) string {
	t.Helper()
	_, rest, found := strings.Cut(text, "\n## "+heading+"\n")
	if !found {
		t.Fatalf("there is no section %q", heading)
	}
	rest, _, _ = strings.Cut(rest, "\n## ")
	return rest
}

// TestDocumentedMissing holds what the documentation says of missing answers
// to be so.
func TestDocumentedMissing(t *testing.T) {
	code := regexp.MustCompile("`([^`]+)`")
	documented := map[string]bool{}
	checked := 0
	for line := range strings.Lines(section(t, documentation(t), "Where there is no answer")) {
		cells := strings.Split(strings.Trim(strings.TrimSpace(line), "|"), "|")
		want := strings.Trim(cells[min(1, len(cells)-1)], " *")
		for _, span := range code.FindAllStringSubmatch(cells[0], -1) {
			if len(cells) < 2 || len(cells) > 3 || want == "holds?" || want == "gives" {
				continue
			}
			e, env := evalOver(t, span[1], nil)
			got := textOf(e.Value(env))
			switch truth, isTruth := e.Value(env).Truth(); {
			case isTruth && truth:
				got = "yes"
			case isTruth:
				got = "no"
			case got == "":
				got = "missing"
			}
			if got != want {
				t.Errorf("%s gives %s, documented is %s", span[1], got, want)
			}
			checked++
			for _, name := range ours.functionNames() {
				documented[name] = documented[name] || strings.Contains(span[1], name+"(")
			}
		}
	}
	for _, name := range ours.functionNames() {
		if !documented[name] {
			t.Errorf("it is not documented what %s gives where something is missing", name)
		}
	}
	if checked < 80 {
		t.Errorf("only %d expressions found", checked)
	}
}

// TestDocumentedTruths holds the table of and, or and not.
func TestDocumentedTruths(t *testing.T) {
	values := map[string]Value{"yes": Bool(true), "no": Bool(false), "missing": Missing()}
	rows := regexp.MustCompile(`(?m)^\| (yes|no|missing) \| (yes|no|missing) \| (yes|no) \| (yes|no) \| (yes|no) \|$`).
		FindAllStringSubmatch(documentation(t), -1)
	if len(rows) != 9 {
		t.Fatalf("%d rows", len(rows))
	}
	for _, row := range rows {
		for i, src := range []string{"a and b", "a or b", "not a"} {
			e, env := evalOver(t, src, map[string]Value{"a": values[row[1]], "b": values[row[2]]})
			if e.Bool(env) != (row[3+i] == "yes") {
				t.Errorf("%s with a %s, b %s is documented as %s", src, row[1], row[2], row[3+i])
			}
		}
	}
}

// TestDocumentedLimits holds the numbers to those of the language.
func TestDocumentedLimits(t *testing.T) {
	text := section(t, documentation(t), "What it costs")
	for what, n := range map[string]int{"%s characters": MaxLength, "%s brackets": MaxDepth, "%s values": manyArguments, "%s steps": maxSteps} {
		number := strconv.Itoa(n)
		if len(number) > 3 {
			number = number[:len(number)-3] + "," + number[len(number)-3:]
		}
		if want := fmt.Sprintf(what, number); !strings.Contains(text, want) {
			t.Errorf("the documentation does not say %q", want)
		}
	}
}

// TestDocumentedConstants holds what the documentation says of conditions that
// never or always hold.
func TestDocumentedConstants(t *testing.T) {
	hundred := 100.0
	scope := Symbols{
		"role": {Kind: KindCode, Codes: []string{"supplier", "agency", "academic"}}, "staff": {Kind: KindNumber},
		"share": {Kind: KindNumber, Max: &hundred}, "concerns": {Kind: KindCodes, Codes: []string{"privacy", "cost"}},
	}
	text := section(t, documentation(t), "What is found out beforehand")
	rows := regexp.MustCompile("(?m)^\\| `([^`]*)`.* \\| (never|always|is not)").FindAllStringSubmatch(text, -1)
	if len(rows) < 6 {
		t.Fatalf("only %d rows found", len(rows))
	}
	for _, row := range rows {
		e := mustParse(t, row[1])
		if problems := e.Check(scope); len(problems) > 0 {
			t.Errorf("%s: %v", row[1], problems)
		}
		got := "is not"
		if truth, known := e.Constant(scope); known {
			got = map[bool]string{true: "always", false: "never"}[truth]
		}
		if got != row[2] {
			t.Errorf("%s: %s, documented is %s", row[1], got, row[2])
		}
	}
}
