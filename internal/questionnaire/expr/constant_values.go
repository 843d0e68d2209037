package expr

import (
	"math"
	"slices"
)

// fact is a part of a condition that says something about one question.
type fact struct {
	name    *node
	symbol  Symbol
	counted bool    // it is about how many codes or items there are
	fixed   []*node // the literals that it is compared with
}

// fact reads a condition about one question. It is false for all others.
func (a *analysis) fact(n *node) (f fact, ok bool) {
	f, ok = factOf(n)
	if !ok {
		return f, false
	}
	for _, literal := range f.fixed {
		if !literal.isLiteral() {
			return f, false
		}
	}
	if f.name.op == opCount && len(f.name.args) == 1 {
		f.name, f.counted = f.name.args[0], true
	}
	if f.name.op != opName {
		return f, false
	}
	f.symbol, ok = a.scope.Var(f.name.text)
	return f, ok && !f.symbol.Many
}

func factOf(n *node) (fact, bool) {
	switch n.op {
	case opName:
		return fact{name: n}, true
	case opAnswered:
		return fact{name: n.args[0]}, true
	case opSelected, opBetween:
		return fact{name: n.args[0], fixed: n.args[1:]}, true
	case opIn:
		if n.args[1].op == opList {
			return fact{name: n.args[0], fixed: n.args[1].args}, true
		}
		return fact{name: n.args[1], fixed: n.args[:1]}, true
	}
	if !n.op.isComparison() {
		return fact{}, false
	}
	if n.args[0].isLiteral() {
		return fact{name: n.args[1], fixed: n.args[:1]}, true
	}
	return fact{name: n.args[0], fixed: n.args[1:]}, true
}

// uses are all that a condition says about one question.
type uses struct {
	symbol  Symbol
	facts   int
	texts   []string // that it is compared with or asked for, sorted
	numbers []float64
	counts  []float64 // that its count is compared with
	counted bool
}

func (u *uses) add(f fact) {
	u.facts++
	u.counted = u.counted || f.counted
	for _, literal := range f.fixed {
		switch v := literal.value; {
		case v.kind == isString:
			if at, found := slices.BinarySearch(u.texts, v.text); !found {
				u.texts = slices.Insert(u.texts, at, v.text)
			}
		case v.kind == isNumber && f.counted:
			u.counts = append(u.counts, v.num)
		case v.kind == isNumber:
			u.numbers = append(u.numbers, v.num)
		}
	}
}

// values gives one value for each that the condition tells apart, without the
// missing one. It is false where there are too many of them or they cannot be
// told.
func (u *uses) values() ([]Value, bool) {
	switch u.symbol.Kind {
	case KindBool:
		return []Value{Bool(true), Bool(false)}, true
	case KindCode:
		return u.ofCode(), !u.counted
	case KindCodes:
		return u.ofCodes()
	case KindNumber:
		return u.ofNumber()
	case KindText, KindDate, KindMonth:
		return u.ofText(), true
	case KindItems:
		var values []Value
		most, ok := u.mostCounted(math.MaxInt)
		for n := range most + 1 {
			values = append(values, Items(n))
		}
		return values, ok
	}
	return nil, false
}

// unlike is a text that no literal can be, and before all of them.
const unlike = "\x00"

func (u *uses) ofCode() []Value {
	var values []Value
	for _, code := range u.texts {
		values = append(values, String(code))
	}
	if len(u.symbol.Codes) == 0 {
		return append(values, String(unlike))
	}
	if rest := u.unnamed(); len(rest) > 0 {
		values = append(values, String(rest[0]))
	}
	return values
}

// unnamed are the codes that the condition does not name.
func (u *uses) unnamed() []string {
	var rest []string
	for _, code := range u.symbol.Codes {
		if _, named := slices.BinarySearch(u.texts, code); !named {
			rest = append(rest, code)
		}
	}
	return rest
}

// ofCodes gives every choice among the codes that are named, each together
// with so many others as make a difference to its count.
func (u *uses) ofCodes() ([]Value, bool) {
	const maxNamed = 5
	if len(u.texts) > maxNamed {
		return nil, false
	}
	rest := u.unnamed()
	most, ok := 0, true
	if u.counted {
		limit := len(rest)
		if len(u.symbol.Codes) == 0 {
			limit = math.MaxInt
		}
		most, ok = u.mostCounted(limit)
	}
	if !ok {
		return nil, false
	}
	for len(rest) < most {
		rest = append(rest, unlike)
	}
	var values []Value
	for set := range 1 << len(u.texts) {
		for others := range most + 1 {
			chosen := slices.Clone(rest[:others])
			for i, code := range u.texts {
				if set>>i&1 == 1 {
					chosen = append(chosen, code)
				}
			}
			values = append(values, Codes(chosen))
		}
	}
	return values, true
}

// mostCounted is the largest number to try: one above all that the count is
// compared with, at most limit.
func (u *uses) mostCounted(limit int) (int, bool) {
	const maxCount = 40
	most := 1.0
	for _, n := range u.counts {
		most = max(most, math.Floor(n)+2)
	}
	most = min(most, float64(limit))
	return int(min(most, maxCount)), most <= maxCount
}

// ofText gives, in the order of texts, those that are named and one before,
// between and behind them.
func (u *uses) ofText() []Value {
	values := []Value{String(unlike)}
	for _, text := range u.texts {
		values = append(values, String(text), String(text+unlike))
	}
	return values
}

// ofNumber gives the numbers that are named, the bounds, and one number below,
// between and above them, as far as the bounds allow.
func (u *uses) ofNumber() ([]Value, bool) {
	const largest, apart = 1e100, 1e-9
	points := slices.Clone(u.numbers)
	lowest, highest := math.Inf(-1), math.Inf(1)
	if u.symbol.Min != nil {
		lowest = *u.symbol.Min
		points = append(points, lowest)
	}
	if u.symbol.Max != nil {
		highest = *u.symbol.Max
		points = append(points, highest)
	}
	slices.Sort(points)
	points = slices.Compact(points)
	if len(points) == 0 {
		return []Value{Number(0)}, true
	}
	first, last := points[0], points[len(points)-1]
	if lowest > highest || !(-largest < first && last < largest) {
		return nil, false
	}
	tried := []float64{first - max(1, math.Abs(first)), last + max(1, math.Abs(last))}
	for i, point := range points {
		tried = append(tried, point)
		if i == 0 {
			continue
		}
		before := points[i-1]
		if point-before <= apart*max(1, math.Abs(before), math.Abs(point)) {
			return nil, false // equal but for rounding
		}
		tried = append(tried, before+(point-before)/2)
	}
	var values []Value
	for _, number := range tried {
		if lowest <= number && number <= highest {
			values = append(values, Number(number))
		}
	}
	return values, true
}
