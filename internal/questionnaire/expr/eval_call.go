package expr

import "math"

// call evaluates the functions of numbers, dates and texts.
func (n *node) call(env Env) Value {
	switch n.op {
	case opCoalesce:
		for _, arg := range n.args {
			if v := arg.eval(env); !v.IsMissing() {
				return v
			}
		}
		return Missing()
	case opJoin:
		return n.join(env)
	case opItem:
		return itemAt(n.args[0].eval(env), n.args[1].eval(env))
	case opCodeAt:
		return codeAt(n.args[0].eval(env), n.args[1].eval(env))
	case opPosition:
		return position(env)
	case opAttribute:
		return attribute(env, n.args[0].text)
	case opAbs, opFloor, opRound, opMod, opPower:
		return n.numeric(env)
	case opYear, opMonth, opDay, opDays, opYears, opDateAdd:
		return n.calendar(env)
	}
	return n.textual(env)
}

// numeric evaluates the functions of numbers.
func (n *node) numeric(env Env) Value {
	a, b := n.args[0].eval(env), Number(0)
	if len(n.args) > 1 {
		b = n.args[1].eval(env)
	}
	if a.kind != isNumber || b.kind != isNumber {
		return Missing()
	}
	switch n.op {
	case opAbs:
		return Number(math.Abs(a.num))
	case opFloor:
		return Number(floor(a.num))
	case opRound:
		return round(a.num, b.num)
	case opMod:
		return Number(math.Mod(a.num, b.num)) // by zero: not finite, so missing
	default:
		return power(a.num, b.num)
	}
}

// floor is the largest whole number that is not above x, where a number that
// is below a whole one by rounding only is taken as that. So
// floor((0.1 + 0.7) * 10) is 8.
func floor(x float64) float64 {
	const largest, rounding = 1e12, 1e-14
	whole := math.Floor(x)
	if size := math.Abs(x); size < largest && x-whole >= 1-float64(rounding*max(1, size)) {
		return whole + 1
	}
	return whole
}

const maxDecimals = 10

// round rounds half away from zero, to decimals from 0 to 10. Numbers that are
// too large to have such decimals stay as they are.
func round(x, decimals float64) Value {
	if decimals < 0 || decimals > maxDecimals || decimals != math.Floor(decimals) {
		return Missing()
	}
	const largest = 1e15
	scale := 1.0
	for range int(decimals) {
		scale *= 10
	}
	scaled := float64(math.Abs(x) * scale) // converted, so that no processor adds to it before rounding
	if scaled >= largest {
		return Number(x)
	}
	rounded := floor(scaled+0.5) / scale
	if x < 0 {
		rounded = 0 - rounded // never -0
	}
	return Number(rounded)
}

// power raises x to a whole exponent or to half of one (0.5 is the square
// root) by multiplications, which all machines round alike; to others it is
// missing.
func power(x, exponent float64) Value {
	const largest = 1000
	size := math.Abs(exponent)
	whole := math.Floor(size)
	if size > largest || size != whole && size != whole+0.5 {
		return Missing()
	}
	result := 1.0
	if size != whole {
		result = math.Sqrt(x)
	}
	for factor, n := x, int(whole); n > 0; n /= 2 {
		if n%2 == 1 {
			result *= factor
		}
		factor *= factor
	}
	if exponent < 0 {
		result = 1 / result
	}
	return Number(result)
}
