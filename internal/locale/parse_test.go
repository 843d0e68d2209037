package locale

import (
	"math"
	"testing"
)

func TestParseNumber(t *testing.T) {
	for _, test := range []struct {
		tag, typed string
		want       float64
	}{
		{"en", "12", 12},
		{"en", " 12.5 ", 12.5},
		{"en", "12,5", 12.5},
		{"en", "1,200", 1200},
		{"en", "1,234,567.25", 1234567.25},
		{"en", "1.234.567,25", 1234567.25},
		{"en", "1.250", 1.25},
		{"fr", "1,250", 1.25},
		{"fr", "1.250", 1250},
		{"fr", "1 234,5", 1234.5},
		{"fr", "1\u202f234,5", 1234.5},
		{"de", "1.234", 1234},
		{"ar", "١٢٫٥", 12.5},
		{"ar", "١٬٢٣٤", 1234},
		{"fa", "۱۲", 12},
		{"en", "-3", -3},
		{"en", "−3", -3},
		{"en", "+3", 3},
		{"en", ".5", 0.5},
		{"en", "1’200", 1200},
		{"th", "๑๒", 12},
	} {
		got, ok := For(test.tag).ParseNumber(test.typed)
		if !ok || got != test.want {
			t.Errorf("%s %q: got %v, %v, want %v", test.tag, test.typed, got, ok, test.want)
		}
	}
}

func TestParseNumberRefuses(t *testing.T) {
	for _, typed := range []string{"", " ", "-", ".", "abc", "1e5", "NaN", "Inf", "0x10", "1-2", "--1", "12,34,5", "1.2.3", "1,23,456", "1.,2", "12 €", "½", "1+1"} {
		if got, ok := For("en").ParseNumber(typed); ok {
			t.Errorf("%q was read as %v", typed, got)
		}
	}
}

func TestAmbiguous(t *testing.T) {
	for _, test := range []struct {
		typed              string
		thousands, decimal float64
	}{{"1.000", 1000, 1}, {"1,000", 1000, 1}, {"1,250", 1250, 1.25}, {"-12.500", -12500, -12.5}, {" 123,456 ", 123456, 123.456}, {"١,٢٥٠", 1250, 1.25}} {
		thousands, decimal, ok := Ambiguous(test.typed)
		if !ok || thousands != test.thousands || decimal != test.decimal {
			t.Errorf("%q: got %v, %v, %v, want %v and %v", test.typed, thousands, decimal, ok, test.thousands, test.decimal)
		}
	}
	for _, typed := range []string{"", "12", "12.5", "12,5", "1.25", "1.2500", "1,000.5", "1.000.000", "1 000", "0.125", "-0,125", ".125", "1234.567", "١٫٢٥٠", "1’000", "a.000"} {
		if _, _, ok := Ambiguous(typed); ok {
			t.Errorf("%q is taken for ambiguous", typed)
		}
	}
}

// What is written for an entry is never ambiguous when it comes back.
func TestPlainNumberIsClear(t *testing.T) {
	for _, tag := range []string{"en", "fr", "ar"} {
		for _, x := range []float64{1.125, -12.345, 1000, 0.125, 1234.567} {
			if s := For(tag).PlainNumber(x); s == "" {
				t.Errorf("%s: nothing is written for %v", tag, x)
			} else if _, _, ok := Ambiguous(s); ok {
				t.Errorf("%s: %v is written %q, which is ambiguous", tag, x, s)
			}
		}
	}
}

func FuzzPlainNumber(f *testing.F) {
	for _, x := range []float64{0, 1, -1, 0.001, 1234.5, 1e15, 1.125} {
		f.Add(x)
	}
	f.Fuzz(func(t *testing.T, x float64) {
		if math.IsNaN(x) || math.IsInf(x, 0) {
			t.Skip("no number is written for it")
		}
		for _, tag := range []string{"en", "fr", "ar"} {
			p := For(tag)
			got, ok := p.ParseNumber(p.PlainNumber(x))
			if !ok || got != x {
				t.Errorf("%s: %v is written %q and read as %v, %v", tag, x, p.PlainNumber(x), got, ok)
			}
		}
	})
}
