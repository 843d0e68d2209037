package lss

import (
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"barometer/internal/fault"
)

const head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

// document writes a file of one survey with the rows of some tables.
func writeDocument(tables string) string {
	return head + "<document><LimeSurveyDocType>Survey</LimeSurveyDocType><languages><language>en</language></languages>" +
		"<surveys><rows><row><sid>1</sid><language>en</language></row></rows></surveys>" + tables + "</document>"
}

func repeated(table, row string, n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.ReplaceAll(row, "#", fmt.Sprint(i)))
	}
	return "<" + table + "><rows>" + b.String() + "</rows></" + table + ">"
}

const (
	groupRow    = "<row><gid>1</gid><group_name>g</group_name><language>en</language></row>"
	questionRow = "<row><qid>#</qid><gid>1</gid><parent_qid>0</parent_qid><type>S</type><title>a</title><question>t</question><language>en</language></row>"
)

// hostile are files that nobody exports: refused, or read within the limits.
func hostile() map[string]func() string {
	bomb := `<!DOCTYPE lolz [<!ENTITY a "lol">`
	for i := range 20 {
		bomb += fmt.Sprintf(`<!ENTITY %c "%s">`, 'b'+i, strings.Repeat(fmt.Sprintf("&%c;", 'a'+i), 10))
	}
	one := repeated("groups", groupRow, 1)
	text := func(s string) string {
		return writeDocument(one + repeated("questions", strings.Replace(questionRow, "<question>t", "<question><![CDATA["+s+"]]>", 1), 1))
	}
	most := MaxSize - 2000
	return map[string]func() string{
		"entities that expand": func() string {
			return head + bomb + "]><document><LimeSurveyDocType>&u;</LimeSurveyDocType></document>"
		},
		"entity of a file": func() string {
			return head + `<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><document><LimeSurveyDocType>&x;</LimeSurveyDocType></document>`
		},
		"entity without type":     func() string { return writeDocument("<a>&lol;</a>") },
		"more bytes than allowed": func() string { return writeDocument(strings.Repeat(" ", MaxSize)) },
		"deep nesting":            func() string { return head + strings.Repeat("<a>", most/3) },
		"a million attributes":    func() string { return head + "<document " + strings.Repeat(`a="" `, most/5) + "/>" },
		"a tag without end":       func() string { return head + "<" + strings.Repeat("a", most) },
		"a million empty rows": func() string {
			return writeDocument("<questions><rows>" + strings.Repeat("<row/>", 1_000_000) + "</rows></questions>")
		},
		"a million empty columns": func() string {
			return writeDocument("<questions><rows><row>" + strings.Repeat("<a/>", most/5) + "</row></rows></questions>")
		},
		"a million short columns": func() string {
			return writeDocument("<questions><rows><row>" + strings.Repeat("<a>1</a>", most/9) + "</row></rows></questions>")
		},
		"a hundred thousand questions": func() string {
			return writeDocument(one + repeated("questions", strings.ReplaceAll(questionRow, "<question>t</question><language>en</language>", ""), 75_000))
		},
		"a matrix of many cells": func() string {
			return writeDocument(one + repeated("questions", "<row><qid>1</qid><gid>1</gid><type>;</type><title>a</title></row>", 1) +
				repeated("subquestions", "<row><qid>9#</qid><parent_qid>1</parent_qid><title>a#</title></row><row><qid>8#</qid><parent_qid>1</parent_qid><scale_id>1</scale_id><title>a#</title></row>", 20_000))
		},
		"questions of one name":      func() string { return writeDocument(one + repeated("questions", questionRow, maxQuestions)) },
		"a text of words":            func() string { return text(strings.Repeat("a ", most/2)) },
		"a text of tags":             func() string { return text(strings.Repeat("<b>", most/3)) },
		"a text of lists":            func() string { return text(strings.Repeat("<ul><li>a", most/9)) },
		"a text of markup":           func() string { return text(strings.Repeat("<b>a</b>", most/8)) },
		"a text of expressions":      func() string { return text(strings.Repeat("{a}", most/3)) },
		"a text of open expressions": func() string { return text(strings.Repeat("{a", most/2)) },
		"a text of quotes":           func() string { return text(strings.Repeat(`{'"`, most/3)) },
		"a text of stars":            func() string { return text(strings.Repeat("*", most)) },
		"a text of entities":         func() string { return text(strings.Repeat("&amp;", most/5)) },
		"a long expression":          func() string { return text("{" + strings.Repeat("a_", most/2) + "}") },
		"long conditions": func() string {
			long := "<relevance><![CDATA[" + strings.Repeat(`a == "1" and `, 500) + "1]]></relevance>"
			return writeDocument(one + repeated("questions", strings.Replace(questionRow, "</row>", long+"</row>", 1), 1000))
		},
		"a calculation in every text": func() string {
			number := strings.Replace(strings.Replace(questionRow, ">a<", ">q#<", 1), "<type>S", "<type>N", 1)
			return writeDocument(one + repeated("questions", strings.Replace(number, ">t<", ">{q0+1#} {q0+2#} {q0+3#} {q0+4#} {q0+5#} {q0+6#}<", 1), maxQuestions))
		},
		"a long filter": func() string {
			return writeDocument(one + repeated("questions", strings.Replace(questionRow, ">S<", ">M<", 1), 1) + repeated("subquestions", "<row><qid>9#</qid><parent_qid>0</parent_qid><title>a#</title></row>", 1000) + repeated("question_attributes", "<row><qid>0</qid><attribute>array_filter</attribute><value>"+strings.Repeat("a;", most/4)+"</value></row>", 1))
		},
	}
}

// TestHostileFiles holds the promise that no file takes more than 256 MB or
// five seconds.
func TestHostileFiles(t *testing.T) {
	for name, write := range hostile() {
		t.Run(name, func(t *testing.T) {
			file := write()
			runtime.GC()
			done, highest := make(chan bool), make(chan uint64)
			go func() { highest <- watch(done) }()
			began := time.Now()
			_, _, err := Read(strings.NewReader(file), "x.lss")
			took := time.Since(began)
			close(done)
			if heap := <-highest; heap > 256<<20 {
				t.Errorf("took %d MB", heap>>20)
			} else {
				t.Logf("%.40s… (%d bytes): %v, %d MB, %v", file[len(head):], len(file), took.Round(time.Millisecond), heap>>20, err)
			}
			if took > 5*time.Second {
				t.Errorf("took %v", took)
			}
			if err != nil && !errors.Is(err, fault.Invalid) && !errors.Is(err, fault.TooLarge) {
				t.Errorf("got %v, want an error of kind invalid or too large", err)
			}
		})
	}
}

// watch returns the most memory that the heap has held until done is closed.
func watch(done <-chan bool) uint64 {
	var highest uint64
	for {
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		highest = max(highest, m.HeapInuse)
		select {
		case <-done:
			return highest
		case <-time.After(5 * time.Millisecond):
		}
	}
}
