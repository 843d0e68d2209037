package questionnaire

import "fmt"

// Limits of one questionnaire, far above what anybody answers. They bound the
// time that checking takes.
const (
	maxQuestions = 2000    // those of rosters and columns of matrices included
	maxOptions   = 5000    // of one question or list, and other things that are listed
	maxChoices   = 100_000 // that can be ticked in all: every option of every question and row
)

// bounds counts what a definition holds.
type bounds struct {
	*compiler
	lists              map[string]int // how many options each list has
	questions, choices int
	exceeded           bool
}

// bounded reports whether the definition is small enough to be checked, and
// else reports the problem.
func (c *compiler) bounded() bool {
	b := bounds{compiler: c, lists: map[string]int{}}
	d := c.def
	for i, l := range d.Lists {
		b.list(indexed("lists", i), len(l.Options))
		b.lists[l.Key] = len(l.Options)
	}
	for i := range d.Sections {
		for j := range d.Sections[i].Questions {
			b.question(&d.Sections[i].Questions[j], fmt.Sprintf("sections[%d].questions[%d]", i, j))
		}
	}
	if n := max(b.questions, len(d.Sections), len(d.Populations), len(d.Banners), len(d.Administrative), len(d.Lists), len(d.Retired)); n > maxQuestions {
		b.exceed("sections", "the questionnaire has %d questions, sections or declarations; split it into several of at most %d", n, maxQuestions)
	}
	if b.choices > maxChoices {
		b.exceed("sections", "the questionnaire has %d options to tick in all its questions and rows; shorten its lists to %d", b.choices, maxChoices)
	}
	return !b.exceeded
}

// question counts a question with what is asked in it, as far as the limit.
func (b *bounds) question(q *QuestionDef, path string) {
	if b.questions++; b.exceeded || b.questions > maxQuestions {
		return
	}
	b.list(path, max(len(q.Options), len(q.Rows), len(q.Nets), len(q.Recodes), len(q.Map), len(q.OptionGroups), len(q.Require), len(q.Warn),
		len(q.Currencies), len(q.Accept), len(q.From), len(q.Columns), len(q.Questions)))
	b.choices += (len(q.Options) + b.lists[q.List]) * max(len(q.Rows), 1)
	for i := range q.Questions {
		b.question(&q.Questions[i], indexed(path+".questions", i))
	}
	for i := range q.Columns {
		column := &q.Columns[i]
		b.question(column, indexed(path+".columns", i))
		b.choices += (len(column.Options) + b.lists[column.List] + 1) * len(q.Rows)
	}
}

func (b *bounds) list(path string, n int) {
	if n > maxOptions {
		b.exceed(path, "there is a list of %d; shorten it to %d", n, maxOptions)
	}
}

func (b *bounds) exceed(path, format string, args ...any) {
	if !b.exceeded {
		b.fail(path, format, args...)
	}
	b.exceeded = true
}
