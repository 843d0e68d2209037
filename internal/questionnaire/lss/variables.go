package lss

import (
	"regexp"
	"strconv"
	"strings"
)

// variable is what a name in LimeSurvey's expressions stands for.
type variable struct {
	question *question
	name     string // ours, of the answer; "" where it has no name of its own
	option   string // our code, where it is whether the option of a multiple choice is chosen
	code     string // the same, LimeSurvey's
	rank     int    // the place, from 1, where it is the option at a place of a ranking
	scale    int    // of the answers that it takes
	sub      *question
}

// options are the codes of LimeSurvey with ours that a variable can have; nil
// where it is no choice.
func (v variable) options() map[string]string {
	q := v.question
	codes := map[string]string{}
	for _, a := range q.answers[v.scale] {
		codes[a.code] = a.key
	}
	for _, w := range words[q.kind] {
		codes[w.code] = w.code
	}
	if q.other && (q.kind == "L" || q.kind == "!" || q.kind == "O") {
		codes["-oth-"] = q.otherKey
	}
	switch q.kind {
	case "5", "A", "B":
		for i := range 10 {
			codes[strconv.Itoa(i+1)] = strconv.Itoa(i + 1)
		}
	}
	return codes
}

var sgqa = regexp.MustCompile(`^(?:[0-9]+)X(?:[0-9]+)X([0-9]+)(.*)$`)

// lookup finds what a name stands for: a question's code, with the codes of
// its parts behind underscores, or the older form of survey, group and
// question number.
func (s *survey) lookup(name string) (variable, bool) {
	if m := sgqa.FindStringSubmatch(name); m != nil {
		return s.byNumber(m[1], m[2])
	}
	if q := s.byCode[strings.ToLower(name)]; q != nil {
		return q.part("")
	}
	for i := len(name) - 1; i > 0; i-- {
		if name[i] != '_' {
			continue
		}
		if q := s.byCode[strings.ToLower(name[:i])]; q != nil {
			if v, ok := q.part(name[i+1:]); ok {
				return v, true
			}
		}
	}
	return variable{}, false
}

// byNumber finds a question by its number, behind which the digits of a part's
// code may stand.
func (s *survey) byNumber(digits, rest string) (variable, bool) {
	for n := len(digits); n > 0; n-- {
		q := s.byQID[digits[:n]]
		if q == nil || q.group == nil {
			continue
		}
		if v, ok := q.part(digits[n:] + strings.Replace(rest, "#", "_", 1)); ok {
			return v, true
		}
	}
	return variable{}, false
}

// part finds a part of a question by what stands behind its code; "" is the
// question itself.
func (q *question) part(rest string) (variable, bool) {
	v := variable{question: q, name: q.key}
	form := kindOf(q).form
	if rest == "" {
		return v, form == formValue || form == formCode
	}
	switch form {
	case formCode:
		return v.ofList(rest)
	case formCodes:
		return v.ofMultiple(rest)
	case formRanks:
		rank, err := strconv.Atoi(rest)
		v.rank = rank
		return v, err == nil && rank > 0
	case formRows, formShares:
		v.sub = q.sub(0, rest)
		if v.sub == nil {
			return v, false
		}
		v.name += "__" + v.sub.key
		return v, true
	case formCells, formRowCodes:
		return v.ofCells(rest)
	}
	return v, false
}

func (v variable) ofList(rest string) (variable, bool) {
	switch {
	case rest == "other" && v.question.other:
		v.name += "__" + v.question.otherKey + "__text"
		v.scale = 1
		return v, true
	case rest == "comment" && v.question.kind == "O":
		v.name = v.question.commentKey
		v.scale = 1
		return v, true
	}
	return v, false
}

func (v variable) ofMultiple(rest string) (variable, bool) {
	code, isComment := strings.CutSuffix(rest, "comment")
	s := v.question.sub(0, rest)
	switch {
	case s != nil:
		v.sub, v.option, v.code = s, s.key, s.code
	case rest == "other" && v.question.other:
		v.name += "__" + v.question.otherKey + "__text"
		return v, true
	case isComment && v.question.kind == "P" && v.question.sub(0, code) != nil:
		v.sub = v.question.sub(0, code)
		v.name += "__" + v.sub.key + "__text"
		return v, true
	case isComment && code == "other" && v.question.other:
		v.name += "__" + v.question.otherKey + "__text"
		return v, true
	default:
		return v, false
	}
	v.name += "__" + v.option
	return v, true
}

func (v variable) ofCells(rest string) (variable, bool) {
	q := v.question
	switch q.kind {
	case "K", "Q":
		if v.sub = q.sub(0, rest); v.sub == nil {
			return v, false
		}
		v.name += "__" + v.sub.key + "__" + q.onlyColumn()
		return v, true
	}
	row, column, found := cutLast(rest)
	if v.sub = q.sub(0, row); !found || v.sub == nil {
		return v, false
	}
	v.name += "__" + v.sub.key
	if q.kind == "1" {
		scale, err := strconv.Atoi(column)
		v.scale = scale
		v.name += "__" + scaleKey(scale)
		return v, err == nil && (scale == 0 || scale == 1)
	}
	s := q.sub(1, column)
	if s == nil {
		return v, false
	}
	if kindOf(q).form == formRowCodes {
		v.option, v.code = s.key, s.code
		v.name += "__" + s.key
		return v, true
	}
	v.name += "__" + s.key
	return v, true
}

func cutLast(s string) (before, after string, found bool) {
	i := strings.LastIndexByte(s, '_')
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+1:], true
}

// onlyColumn is the column of inputs that stand below each other.
func (q *question) onlyColumn() string {
	if q.kind == "Q" && !q.is("numbers_only") {
		return textColumn
	}
	return numberColumn
}

// parts lists the variables of a question that has several, in their order;
// the question itself where it has one.
func (q *question) parts() []variable {
	if v, ok := q.part(""); ok {
		return []variable{v}
	}
	var all []variable
	for _, rest := range q.rests() {
		if v, ok := q.part(rest); ok {
			all = append(all, v)
		}
	}
	return all
}

// rests lists what stands behind a question's code in the names of its
// variables.
func (q *question) rests() []string {
	var rests []string
	if kindOf(q).form == formRanks {
		for i := range q.answers[0] {
			rests = append(rests, strconv.Itoa(i+1))
		}
		return rests
	}
	for _, s := range q.subs[0] {
		rests = append(rests, s.restsOf(q)...)
	}
	if q.other {
		rests = append(rests, "other")
	}
	return rests
}

// restsOf lists what stands behind a question's code in the names of a row.
func (s *question) restsOf(q *question) []string {
	if q.kind == "1" {
		return []string{s.code + "_0", s.code + "_1"}
	}
	if q.kind == "P" {
		return []string{s.code, s.code + "comment"}
	}
	if len(q.subs[1]) == 0 {
		return []string{s.code}
	}
	var rests []string
	for _, column := range q.subs[1] {
		rests = append(rests, s.code+"_"+column.code)
	}
	return rests
}
