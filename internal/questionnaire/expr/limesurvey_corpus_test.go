package expr

import (
	"encoding/xml"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// lssRow is a question or a part of one in a structure file.
type lssRow struct {
	ID        string `xml:"qid"`
	Parent    string `xml:"parent_qid"`
	Survey    string `xml:"sid"`
	Group     string `xml:"gid"`
	Type      string `xml:"type"`
	Title     string `xml:"title"`
	Scale     string `xml:"scale_id"`
	Relevance string `xml:"relevance"`
	Groups    string `xml:"grelevance"`
}

type lssFile struct {
	Groups       []lssRow `xml:"groups>rows>row"`
	Questions    []lssRow `xml:"questions>rows>row"`
	Subquestions []lssRow `xml:"subquestions>rows>row"`
}

// lssNames finds variables of a structure file.
type lssNames struct {
	variables map[string]LimeSurveyVariable
	of        map[string][]string // question → its variables
	self      string
}

// lssKey makes a key of names that hold other characters.
func lssKey(name string) string { return "q_" + strings.NewReplacer("-", "_", "#", "_").Replace(name) }

func namesIn(f lssFile) lssNames {
	names := lssNames{variables: map[string]LimeSurveyVariable{}, of: map[string][]string{}}
	children := map[string][]lssRow{}
	for _, sub := range f.Subquestions {
		children[sub.Parent] = append(children[sub.Parent], sub)
	}
	for _, q := range f.Questions {
		names.variables[q.Title] = LimeSurveyVariable{Key: lssKey(q.Title)}
		add := func(suffix string, v LimeSurveyVariable) {
			for _, name := range []string{q.Title + "_" + suffix, q.Survey + "X" + q.Group + "X" + q.ID + strings.ReplaceAll(suffix, "_", "")} {
				names.variables[name] = v
			}
			names.of[q.Title] = append(names.of[q.Title], q.Title+"_"+suffix)
		}
		for _, row := range children[q.ID] {
			v := LimeSurveyVariable{Key: lssKey(q.Title + "_" + row.Title)}
			if q.Type == "M" || q.Type == "P" {
				v = LimeSurveyVariable{Key: lssKey(q.Title), Option: row.Title}
			}
			add(row.Title, v)
			add(row.Title+"comment", LimeSurveyVariable{Key: lssKey(q.Title + row.Title + "_comment")})
			for _, scale := range append(children[q.ID], lssRow{Title: "0", Scale: "1"}, lssRow{Title: "1", Scale: "1"}) {
				if scale.Scale == "1" && row.Scale != "1" {
					add(row.Title+"_"+scale.Title, LimeSurveyVariable{Key: lssKey(q.Title + "_" + row.Title + "_" + scale.Title)})
				}
			}
		}
		add("other", LimeSurveyVariable{Key: lssKey(q.Title + "_other")})
	}
	return names
}

func (l lssNames) variable(name string) (LimeSurveyVariable, bool) {
	v, ok := l.variables[name]
	return v, ok
}

// members lists the variables of a question, or the one that a part such as
// sq_01 names.
func (l lssNames) members(reference string) []string {
	parts := strings.Split(reference, ".")
	question, rest := l.self, parts[1:]
	if parts[0] == "that" {
		question, rest = parts[1], parts[2:]
	}
	if len(rest) == 0 {
		return l.of[question]
	}
	if name := question + "_" + strings.TrimPrefix(rest[0], "sq_"); l.variables[name] != (LimeSurveyVariable{}) {
		return []string{name}
	}
	return nil
}

// TestCorpusOfLimeSurvey holds that nearly all relevance equations of real
// surveys can be translated.
func TestCorpusOfLimeSurvey(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(testData(t), "lss", "*.lss"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no structure files (%v)", err)
	}
	equations, translated := 0, 0
	for _, path := range files {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		var f lssFile
		if err := xml.Unmarshal(data, &f); err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		names := namesIn(f)
		titles := map[string]string{}
		for _, q := range f.Questions {
			titles[q.ID] = q.Title
		}
		rows := append(append(f.Groups, f.Questions...), f.Subquestions...)
		for _, row := range rows {
			src := strings.TrimSpace(row.Relevance + row.Groups)
			if src == "" || src == "1" || src == row.Title {
				continue // always asked; old exports repeat the code of columns
			}
			names.self = titles[row.Parent] + titles[row.ID]
			equations++
			got, err := FromLimeSurvey(src, LimeSurveyOptions{Self: lssKey(names.self), Variable: names.variable, Members: names.members})
			if err != nil {
				t.Logf("%s: %s: %s: %v", filepath.Base(path), row.Title, src, err)
				continue
			}
			if _, err := Parse(got.Source); err != nil {
				t.Errorf("%s is not read: %v", got.Source, err)
			}
			translated++
		}
	}
	t.Logf("%d of %d equations translated", translated, equations)
	const atLeast, share = 100, 0.98
	if equations < atLeast || float64(translated) < share*float64(equations) {
		t.Errorf("%d of %d equations translated, want %.0f %%", translated, equations, 100*share)
	}
}
