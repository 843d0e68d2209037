package questionnaire

import (
	"slices"
)

// builder is the state of compiling one question. The methods here are for the
// types' build functions; those of options are in options.go.
type builder struct {
	*compiler
	def   *QuestionDef
	q     *Question
	path  string
	id    string // begins the ids of its strings: question.KEY.
	named bool   // the key can be used and is nobody else's
}

func (c *compiler) newBuilder(d *QuestionDef, q *Question, path string) *builder {
	return &builder{compiler: c, def: d, q: q, path: path, id: "question." + d.Key + "."}
}

// question compiles the question.
func (b *builder) question() {
	b.claimKey()
	b.require(b.path+".text", b.def.Text, "write the wording of the question")
	b.conditions()
	b.comparability()
	if !b.findType() {
		return
	}
	b.q.Base = b.q.Type.Base
	if b.def.Base != "" {
		b.q.Base = b.def.Base
	}
	b.unknownProperties()
	b.q.Type.build(b)
	b.q.Selective = b.selective()
	b.rules()
	b.defaultValue()
	if b.takes("nets") {
		b.nets()
	}
	if b.takes("map") {
		b.mapping()
	}
	b.scheduleRecodes()
}

// variable adds a variable of the question, which conditions may name; of
// shape codes also one name per option. The first gives the question its
// shape.
func (b *builder) variable(name string, shape Shape, text Text) *Variable {
	v := &Variable{Name: name, Shape: shape, Text: text, Question: b.q}
	if shape == ShapeCode || shape == ShapeCodes || shape == ShapeRanks {
		v.Options = b.q.Options
	}
	b.add(v)
	return v
}

// add adds a variable that is complete.
func (b *builder) add(v *Variable) {
	if len(b.q.Variables) == 0 && b.q.shape == ShapeNone {
		b.q.shape = v.Shape
	}
	b.q.Variables = append(b.q.Variables, v)
	if b.named {
		b.addVariable(v, b.path+".key")
	}
}

// otherTexts adds the variable of the text of each option that asks for one.
func (b *builder) otherTexts() {
	for _, o := range b.q.Options {
		if o.Other {
			v := b.variable(b.q.OtherName(o), ShapeText, joinTexts(b.q.Text, o.Text))
			v.Other = o
		}
	}
}

// explain says why a key that exists cannot stand in a condition.
func (b *builder) explain(key, why string) {
	if s, ok := b.symbols[key]; ok {
		s.refusal = why
		b.symbols[key] = s
	}
}

// number adds the variable of a question that is answered with a number.
func (b *builder) number(decimals int) {
	b.q.Decimals = decimals
	b.q.Unit = b.texts[b.id+"unit"]
	b.missingOnly()
	b.variable(b.def.Key, ShapeNumber, b.q.Text)
}

// places checks and gives the places after the point: initial unless the
// author says otherwise, at least fewest.
func (b *builder) places(initial, fewest int) int {
	if b.def.Decimals == nil {
		return initial
	}
	if n := *b.def.Decimals; n >= fewest && n <= mostDecimals {
		return n
	}
	b.fail(b.path+".decimals", "a number of this type has %d to %d places after the point, not %d; write a number between them", fewest, mostDecimals, *b.def.Decimals)
	return initial
}

// limits checks and sets min, max and step.
func (b *builder) limits() {
	lowest, highest := b.def.Min, b.def.Max
	fine := b.finite(b.path+".min", lowest)
	fine = b.finite(b.path+".max", highest) && fine
	if fine && lowest != nil && highest != nil && *lowest > *highest {
		b.fail(b.path+".min", "“min” is %v, more than “max”, %v; swap them", *lowest, *highest)
	}
	b.q.Min, b.q.Max = lowest, highest
	if b.def.Step != nil && b.finite(b.path+".step", b.def.Step) {
		b.q.Step = *b.def.Step
		if b.q.Step <= 0 {
			b.fail(b.path+".step", "numbers cannot be %v apart; write a number above 0, or remove the line", b.q.Step)
		}
	}
}

// wholeLimits is limits for numbers that are counted.
func (b *builder) wholeLimits() {
	b.limits()
	for _, limit := range []struct {
		name  string
		value *float64
	}{{"min", b.def.Min}, {"max", b.def.Max}} {
		const exact = 1 << 53
		if x := limit.value; x != nil && (*x != float64(int64(*x)) || *x > exact || *x < -exact) {
			b.fail(b.path+"."+limit.name, "“%s” must be a whole number, not %v", limit.name, *x)
		}
	}
}

// conditions schedules the question's conditions.
func (b *builder) conditions() {
	b.condition(b.path+".ask_if", b.def.AskIf, &b.q.AskIf, b.reach())
	b.condition(b.path+".base_if", b.def.BaseIf, &b.q.BaseIf, anywhere(true).in(b.roster()))
	oneOf(b.compiler, b.path+".base", b.def.Base, Bases()...)
}

// comparability checks what is said of the question's relation to that of the
// last edition.
func (b *builder) comparability() {
	d := b.def
	b.comparabilityOf(b.path, d.Comparability)
	b.q.Comparability = orSame(d.Comparability)
	if d.Comparability == Note && d.Note == "" {
		b.warn(b.path+".comparability", "the question is comparable with a remark, but has none; write it as “note”")
	}
	for i, key := range d.From {
		path := indexed(b.path+".from", i)
		if b.keySyntax(path, key) && slices.Contains(d.From[:i], key) {
			b.fail(path, "“%s” is listed twice; remove one", key)
		}
	}
	if len(d.From) > 0 && d.Comparability == New {
		b.fail(b.path+".from", "a new question comes from no other; remove “from”, or say same, note or break")
	}
}

func (c *compiler) comparabilityOf(path string, value Comparability) {
	path += ".comparability"
	if value == Retired {
		c.fail(path, "what is still asked is not retired; list the key of a retired question under “retired” at the top of the file")
		return
	}
	oneOf(c, path, value, Same, Note, Break, New)
}

func orSame(value Comparability) Comparability {
	if value == "" {
		return Same
	}
	return value
}

// mapping checks the relation between old and new codes.
func (b *builder) mapping() {
	if len(b.def.Map) > 0 && b.def.Comparability == New {
		b.fail(b.path+".map", "a new question has no old codes; remove “map”, or say same, note or break")
	}
	for i, m := range b.def.Map {
		path := indexed(b.path+".map", i)
		if len(m.Old) == 0 {
			b.fail(path+".old", "“old” is missing; list codes of the last edition")
		}
		if len(m.New) == 0 {
			b.fail(path+".new", "“new” is missing; list codes of this edition, or leave the relation out where nothing corresponds")
		}
		for j, code := range m.Old {
			b.codeSyntax(indexed(path+".old", j), code)
		}
		for j, code := range m.New {
			if _, isRow := b.row(code); !isRow {
				b.knownCode(indexed(path+".new", j), code)
			}
		}
	}
}

func (b *builder) row(code string) (*Row, bool) {
	for _, r := range b.q.Rows {
		if r.Code == code {
			return r, true
		}
	}
	return nil, false
}

// roster is the key of the roster that the question is asked in, "" if it is in
// none.
func (b *builder) roster() string {
	if b.q.Roster == nil {
		return ""
	}
	return b.q.Roster.Key
}

// reach is that of conditions on parts of the question: earlier questions.
func (b *builder) reach() reach {
	return reach{
		subject: "question “" + clip(b.def.Key) + "”", key: b.def.Key, before: b.q.order,
		section: b.q.Section.Index, roster: b.roster(),
	}
}

// claimKey checks the question's key and makes it known.
func (b *builder) claimKey() {
	path, key := b.path+".key", b.def.Key
	if !b.require(path, key, "give the question a stable name, for example role") || !b.keySyntax(path, key) {
		return
	}
	if b.claim(key, path, "question “"+key+"”") {
		b.named = true
		b.compiler.q.questions[key] = b.q
		b.symbols[key] = symbol{question: b.q.order, section: b.q.Section.Index, owner: key, roster: b.roster()}
	}
}
