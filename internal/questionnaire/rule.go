package questionnaire

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
