package yamlform

import (
	"bytes"
	"fmt"
	"regexp"

	"barometer/internal/questionnaire"
)

// checkComment begins the comments of a draft that wait for a person's
// decision.
var checkComment = regexp.MustCompile(`(?:^|\s)(# check)(?:[: ]|\s*$)`)

// checks warns of comments that wait for a decision: once a file, at the first
// of them, since a draft may have dozens.
func (r *reader) checks(source Source) {
	n, first := 0, questionnaire.Position{}
	for i, line := range bytes.Split(source.Data, []byte("\n")) {
		match := checkComment.FindSubmatchIndex(line)
		if match == nil {
			continue
		}
		at := match[2]
		if n++; n == 1 {
			first = questionnaire.Position{File: source.Name, Line: i + 1, Column: at + 1}
		}
	}
	if n == 0 {
		return
	}
	comments := "one comment “# check” waits"
	if n > 1 {
		comments = fmt.Sprintf("%d comments “# check” wait", n)
	}
	r.problems = append(r.problems, questionnaire.Problem{
		Position: first, Severity: questionnaire.Warning,
		Message: comments + " for a decision, the first one here; decide, then delete the comment",
	})
}
