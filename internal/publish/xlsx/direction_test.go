package xlsx

import "testing"

func TestDirected(t *testing.T) {
	for text, want := range map[string]string{
		"":                      "",
		"12":                    "12",
		"Supplier":              "Supplier",
		"It is no sample.":      "\u2066It is no sample.\u2069",
		"1 (self-employed)":     "\u20661 (self-employed)\u2069",
		"10,000 أو أكثر":        "10,000 أو أكثر",
		"بما في ذلك «لا أعرف».": "بما في ذلك \u2067«لا أعرف»\u2069.",
	} {
		if got := directed(text); got != want {
			t.Errorf("%q becomes %q, not %q", text, got, want)
		}
	}
}
