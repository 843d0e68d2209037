package questionnaire

import (
	"strconv"
	"strings"
	"time"
)

// rules checks and sets what an answer has to, and should, satisfy.
func (b *builder) rules() {
	b.q.Require = b.ruleList("require", b.def.Require)
	b.q.Warn = b.ruleList("warn", b.def.Warn)
}

func (b *builder) ruleList(name string, defs []RuleDef) []*Rule {
	keys := map[string]string{}
	var rules []*Rule
	for i, d := range defs {
		path := indexed(b.path+"."+name, i)
		b.localKey(path+".key", d.Key, "rule", keys)
		b.require(path+".text", d.Text, "write what respondents read where the rule does not hold: what is wrong and what to do")
		rule := &Rule{Key: d.Key, Text: b.texts[b.id+name+"."+d.Key]}
		if b.require(path+".that", d.That, "write the condition that has to hold") {
			r := b.reach()
			r.before, r.rule = len(b.all), true // behind the questions of a roster
			b.condition(path+".that", d.That, &rule.That, r)
		}
		rules = append(rules, rule)
	}
	return rules
}

// defaultValue checks and sets what the form holds at first.
func (b *builder) defaultValue() {
	value := b.def.Default
	if value == "" || !b.takes("default") {
		return
	}
	path := b.path + ".default"
	b.q.Default = value
	switch b.q.Shape() {
	case ShapeCode:
		if o, ok := b.knownCode(path, value); ok && o.Missing != NotMissing {
			b.fail(path, "a missing kind cannot be what the form holds at first: nobody would have said so; remove the line")
		}
	case ShapeCodes:
		for code := range strings.FieldsSeq(value) {
			b.knownCode(path, code)
		}
	case ShapeNumber:
		if _, err := strconv.ParseFloat(value, 64); err != nil {
			b.fail(path, "“%s” is no number; write one such as 5", clip(value))
		}
	case ShapeDate, ShapeMonth:
		layout := map[Shape]string{ShapeDate: time.DateOnly, ShapeMonth: MonthOnly}[b.q.Shape()]
		if _, err := time.Parse(layout, value); err != nil {
			b.fail(path, "“%s” cannot be used; write %s", clip(value), layout)
		}
	}
}
