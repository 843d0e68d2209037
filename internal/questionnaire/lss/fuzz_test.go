package lss

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"barometer/internal/fault"
	"barometer/internal/questionnaire"
)

// everyType is a survey with a question of every type and most settings.
func everyType() string {
	var questions, subquestions, answers, attributes strings.Builder
	for i, kind := range sortedKeys(kinds) {
		id := string(rune('a' + i%26))
		cell := func(name, value string) string { return "<" + name + "><![CDATA[" + value + "]]></" + name + ">" }
		row := func(columns ...string) string { return "<row>" + strings.Join(columns, "") + "</row>" }
		qid := cell("qid", string(rune('1'+i/10))+string(rune('0'+i%10)))
		parent := strings.ReplaceAll(qid, "qid", "parent_qid")
		questions.WriteString(row(qid, cell("gid", "1"), cell("type", kind), cell("title", "Q"+id+string(rune('0'+i/26))),
			cell("question", "<b>What</b> of {Qa0}, {Qb0.shown}?"), cell("help", "see {sum(Qn0, 1)}"), cell("other", "Y"), cell("mandatory", "Y"),
			cell("language", "en"), cell("relevance", `Qa0_s1 == "Y" and !is_empty(Qb0)`), cell("preg", "/^[0-9]+$/")))
		for j, scale := range []string{"0", "0", "1"} {
			subquestions.WriteString(row(cell("qid", "9"+string(rune('1'+i/10))+string(rune('0'+i%10))+string(rune('0'+j))), parent, cell("gid", "1"),
				cell("title", "s"+string(rune('1'+j))), cell("question", "part"), cell("language", "en"), cell("scale_id", scale), cell("relevance", "Qb0 > 1")))
			answers.WriteString(row(qid, cell("code", "A"+string(rune('1'+j))), cell("answer", "answer"), cell("sortorder", "1"), cell("language", "en"), cell("scale_id", scale)))
		}
		for _, a := range []string{"array_filter=Qa0", "min_answers=1", "max_answers=Qn0", "em_validation_q=count(self.NAOK) > 1", "em_validation_sq=this > 1",
			"random_order=1", "equation={1 + 1}", "suffix=kg", "exclude_all_others=s1", "max_num_value_n=9", "other_replace_text=Another"} {
			name, value, _ := strings.Cut(a, "=")
			attributes.WriteString(row(qid, cell("attribute", name), cell("value", value)))
		}
	}
	table := func(name, rows string) string { return "<" + name + "><rows>" + rows + "</rows></" + name + ">" }
	return writeDocument(table("groups", strings.Replace(groupRow, "<language>", "<grelevance>1</grelevance><language>", 1)) +
		table("questions", questions.String()) + table("subquestions", subquestions.String()) + table("answers", answers.String()) +
		table("question_attributes", attributes.String()))
}

// TestEveryType reads a survey with all that fuzzing begins with.
func TestEveryType(t *testing.T) {
	d, report, err := Read(strings.NewReader(everyType()), "every.lss")
	if err != nil {
		t.Fatal(err)
	}
	if _, problems := questionnaire.Compile(d, nil); problems.HasErrors() {
		t.Errorf("it does not compile:\n%v", problems)
	}
	types := map[string]bool{}
	for _, q := range d.Sections[0].Questions {
		types[q.Type] = true
	}
	for _, want := range []string{
		"allocation", "calculated", "date", "decimal", "file", "matrix", "multiple", "note", "paragraph", "ranking", "rating", "single", "text", "unsupported",
	} {
		if !types[want] && want != "allocation" && want != "calculated" {
			t.Errorf("no question became a %s", want)
		}
	}
	if report.Rows.Total() != len(kinds)+1 {
		t.Errorf("the report counts %d rows, want %d questions and a group", report.Rows.Total(), len(kinds))
	}
}

// FuzzRead holds that no file crashes the reader, and that what it reads
// compiles.
func FuzzRead(f *testing.F) {
	f.Add([]byte(everyType()))
	f.Add([]byte(writeDocument(repeated("groups", groupRow, 1) + repeated("questions", questionRow, 3))))
	f.Fuzz(func(t *testing.T, data []byte) {
		d, _, err := Read(bytes.NewReader(data), "x.lss")
		if err != nil {
			if !errors.Is(err, fault.Invalid) && !errors.Is(err, fault.TooLarge) {
				t.Fatalf("an error of another kind: %v", err)
			}
			return
		}
		if _, problems := questionnaire.Compile(d, nil); problems.HasErrors() {
			t.Fatalf("it does not compile:\n%v", problems)
		}
	})
}
