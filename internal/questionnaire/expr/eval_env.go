package expr

// Env holds the values that an expression is evaluated over. It may also be an
// [ItemEnv], a [PositionEnv] or an [OptionEnv].
type Env interface {
	// Value returns the value of the variable Names()[i].
	Value(i int) Value
	// Today returns the reference date as "2026-05-01".
	Today() string
}

// ItemEnv is an [Env] in which rosters can be looked into. Without it,
// count(roster, condition) is missing.
type ItemEnv interface {
	Env
	// Item returns the values of item n, from 0, of the roster Names()[i],
	// whose value is [Items] with more than n. It has the same names in the
	// same places; those of the roster's questions stand for that item's
	// answers, and it is a [PositionEnv].
	Item(i, n int) Env
}

// PositionEnv is an [Env] within an item of a roster.
type PositionEnv interface {
	Env
	// Position returns the number of the item from 1, or 0 outside a roster,
	// where position() is missing.
	Position() int
}

// OptionEnv is an [Env] within an option.
type OptionEnv interface {
	Env
	// Attribute returns the value of the option's attribute, missing if it has
	// none of that name.
	Attribute(name string) Value
}

// position is the number of the item.
func position(env Env) Value {
	if p, ok := env.(PositionEnv); ok && p.Position() > 0 {
		return Number(float64(p.Position()))
	}
	return Missing()
}

func attribute(env Env, name string) Value {
	if o, ok := env.(OptionEnv); ok {
		return o.Attribute(name)
	}
	return Missing()
}

// countItems counts the items of a roster for which a condition holds.
func (n *node) countItems(env Env) Value {
	if n.args[0].op != opName {
		return Missing()
	}
	roster := env.Value(n.args[0].slot)
	items, ok := env.(ItemEnv)
	if roster.kind != isItems || !ok {
		return Missing()
	}
	held := 0
	for i := range int(roster.num) {
		if n.args[1].holds(items.Item(n.args[0].slot, i)) {
			held++
		}
	}
	return Number(float64(held))
}

// count returns how many codes were chosen, how many items there are, or how
// many of many values are not missing.
func count(v Value) Value {
	switch v.kind {
	case isCodes:
		return Number(float64(len(v.codes)))
	case isItems:
		return Number(v.num)
	case isString:
		return Number(1)
	case isMany:
		answered := 0
		for _, one := range v.many {
			if !one.IsMissing() {
				answered++
			}
		}
		return Number(float64(answered))
	default:
		return Missing()
	}
}

// at returns the n-th of a length from 1 as an index from 0.
func at(n Value, length int) (index int, ok bool) {
	if n.kind != isNumber || n.num < 1 || n.num > float64(length) || n.num != float64(int(n.num)) {
		return 0, false
	}
	return int(n.num) - 1, true
}

func itemAt(v, n Value) Value {
	if i, ok := at(n, len(v.many)); ok {
		return v.many[i]
	}
	return Missing()
}

func codeAt(v, n Value) Value {
	if i, ok := at(n, len(v.codes)); ok {
		return String(v.codes[i])
	}
	return Missing()
}

// total gathers numbers for sum, min, max and mean.
type total struct {
	op    op
	value float64
	count int
}

func (t *total) add(v Value) {
	if v.kind == isMany {
		for _, one := range v.many {
			t.add(one)
		}
		return
	}
	if v.kind != isNumber {
		return
	}
	t.count++
	switch {
	case t.count == 1:
		t.value = v.num
	case t.op == opMin:
		t.value = min(t.value, v.num)
	case t.op == opMax:
		t.value = max(t.value, v.num)
	default:
		t.value += v.num
	}
}

// aggregate passes over missing values, and is missing if all of them are.
func (n *node) aggregate(env Env) Value {
	t := total{op: n.op}
	for _, arg := range n.args {
		t.add(arg.eval(env))
	}
	switch {
	case t.count == 0:
		return Missing()
	case n.op == opMean:
		return Number(t.value / float64(t.count))
	default:
		return Number(t.value)
	}
}
