package label

import (
	"slices"
	"testing"

	"barometer/internal/questionnaire"
)

func TestNorm(t *testing.T) {
	for _, test := range []struct{ in, want string }{
		{"Greater than\u00a010,000", "greater than 10,000"},
		{"  Don’t   know ", "don't know"},
		{"1 – Extremely critical", "1 - extremely critical"},
		{"“good citizens”\u009d", `"good citizens"`},
		{"line\nbreak\tand\u200b zero width", "line break and zero width"},
		{"", ""},
		{"\u00a0 \u2003", ""},
	} {
		if got := Norm(test.in); got != test.want {
			t.Errorf("Norm(%q) = %q, want %q", test.in, got, test.want)
		}
	}
}

func TestHeader(t *testing.T) {
	for _, test := range []struct{ in, want string }{
		{"Q1 01—Where is your company?", "Where is your company?"},
		{"Q9 00— How many employees?", "How many employees?"},
		{"Q12. Role", "Role"},
		{"3) Role", "Role"},
		{"Recoded_or_edited-Other (please specify)", "Other (please specify)"},
		{"1-10", "1-10"},
		{"2021 budget", "2021 budget"},
		{"COVID-19: effects", "COVID-19: effects"},
		{"Q7", "Q7"},
	} {
		if got := Header(test.in); got != test.want {
			t.Errorf("Header(%q) = %q, want %q", test.in, got, test.want)
		}
	}
}

func TestWordingIgnoresPunctuation(t *testing.T) {
	same := []string{
		"Q18 00—How critical is it? (1 = extremely, 5 = not at all)",
		"how critical  is it? (1= extremely, 5 = not at all)",
		"How critical is it? (1=\u00a0extremely, 5 = not at all) \"",
	}
	for _, s := range same[1:] {
		if Wording(s) != Wording(same[0]) {
			t.Errorf("Wording(%q) = %q, want %q", s, Wording(s), Wording(same[0]))
		}
	}
	if Wording("more > 5") == Wording("more < 5") {
		t.Error("signs of comparison are lost")
	}
}

func TestMeaning(t *testing.T) {
	for _, s := range []string{"Don't know", "I don’t know", "DON’T KNOW.", "Not sure"} {
		if Missing(s) != questionnaire.DontKnow {
			t.Errorf("Missing(%q) = %v, want dont_know", s, Missing(s))
		}
	}
	if Missing("Prefer not to answer") != questionnaire.Refused {
		t.Error("prefer not to answer is not refused")
	}
	if Missing("I don't understand this question") != questionnaire.NotMissing {
		t.Error("an ordinary answer became a missing kind")
	}
	for s, want := range map[string]bool{
		"Other": true, "Other (please specify)": true, "Other (please explain)": true, "Other (please specify)12": true,
		"Other IT": false, "Other vendor’s paid version (e.g., GitLab)": false, "Recoded_or_edited-Other (please specify)": true,
	} {
		if IsOther(s) != want {
			t.Errorf("IsOther(%q) = %v", s, !want)
		}
	}
	for s, want := range map[string]bool{
		"Response": true, "Response77": true, "Open-Ended Response": true, "Multiple choice response": true, "Responsible": false,
	} {
		if IsReply(s) != want {
			t.Errorf("IsReply(%q) = %v", s, !want)
		}
	}
	for s, want := range map[string]bool{"None": true, "None of the above": true, "Not involved in open source": true, "No, but planning one": false} {
		if IsNone(s) != want {
			t.Errorf("IsNone(%q) = %v", s, !want)
		}
	}
}

func TestBandCode(t *testing.T) {
	for _, test := range []struct{ in, want string }{
		{"2-50", "2-50"}, {"251-1,000", "251-1000"}, {"81-100%", "81-100"}, {"18 - 29", "18-29"},
		{"Greater than 10,000", "more_10000"}, {"More than 10,000", "more_10000"}, {"> 10,000", "more_10000"},
		{"10+", "10_plus"}, {"$150,000+", "150000_plus"}, {"$200,000 and up", "200000_plus"}, {"$25,000 to $49,999", "25000-49999"},
		{"Less than 20%", "less_20"}, {"10 or younger", "up_to_10"}, {"0 (no dedicated staff yet)", "0"},
		{"6-12 months", ""}, {"Yes", ""}, {"Self-employed", ""},
	} {
		if got := BandCode(test.in); got != test.want {
			t.Errorf("BandCode(%q) = %q, want %q", test.in, got, test.want)
		}
	}
}

func TestDamaged(t *testing.T) {
	for _, test := range []struct{ in, want string }{
		{"43470", "1-5"}, {"43626", "6-10"}, {"43475", "1-10"}, {"5-Jan", "1-5"}, {"Oct-49", "10-49"}, {"10-Jun", "6-10"},
		{"2019-01-05", "1-5"}, {"1-5", ""}, {"12345", ""}, {"99999", ""}, {"5-Foo", ""}, {"1-Dec", ""},
	} {
		if got, ok := Damaged(test.in); got != test.want || ok != (test.want != "") {
			t.Errorf("Damaged(%q) = %q, %v, want %q", test.in, got, ok, test.want)
		}
	}
	got := AreDamaged([]string{"43475", "0", "11-50", "Don't know", "More than 1,000"})
	if len(got) != 1 || got[0] != "1-10" {
		t.Errorf("AreDamaged beside bands = %v, want label 0 as 1-10", got)
	}
	if got := AreDamaged([]string{"43475", "43476", "43499"}); len(got) != 0 {
		t.Errorf("amounts alone are taken for damaged ranges: %v", got)
	}
}

func TestOrder(t *testing.T) {
	for _, want := range [][]string{
		{"Never", "Rarely", "Sometimes", "Frequently"},
		{"Yes", "No, but planning one", "No"},
		{"1 – Extremely critical", "2 – Very critical", "3 – Somewhat critical"},
		{"Self-employed or not working", "2-50", "51-250", "1,000-10,000", "Greater than 10,000"},
		{"Very likely to increase", "Somewhat likely to increase", "Neutral", "Somewhat likely to decrease", "Very likely to decrease"},
		{"Extremely influential", "Very influential", "Moderately influential", "Slightly influential", "Not at all influential"},
		{"Extremely high value", "High value", "Average value", "Low value", "Extremely low value"},
		{"Excellent", "Above Average", "Average", "Below Average", "Very Poor"},
		{"Very favorably", "Somewhat favorably", "Neither favorably nor unfavorably (neutral)", "Somewhat unfavorably", "Very unfavorably"},
		{"In the next 6 months", "In the next year", "1-2 years from now", "Over 2 years from now"},
		{"Less than 1 month", "1-2 months", "3-6 months", "6-12 months", "Greater than 12 months"},
		{"Yes, very rude", "Yes, somewhat rude", "No, not rude at all"},
		{"Hourly", "Daily", "Weekly", "Monthly", "Less than once a month"},
		{"18-29", "30-44", "45-60", "> 60"},
	} {
		shuffled := slices.Clone(want)
		slices.Sort(shuffled)
		order, known := Order(shuffled)
		var got []string
		for _, i := range order {
			got = append(got, shuffled[i])
		}
		if !known || !slices.Equal(got, want) {
			t.Errorf("Order = %q, known %v, want %q", got, known, want)
		}
	}
	if _, known := Order([]string{"Legal", "IT", "Office of the CTO"}); known {
		t.Error("departments have no order")
	}
}

func TestGap(t *testing.T) {
	labels := []string{"51-250", "2-5", "251-1,000", "1,001-10,000"}
	before, after, ok := Gap(labels)
	if !ok || labels[before] != "2-5" || labels[after] != "51-250" {
		t.Errorf("Gap(%q) = %d, %d, %v", labels, before, after, ok)
	}
	for _, touching := range [][]string{{"1-5", "6-10", "11-20", "> 20"}, {"0-2 years", "3-5 years", "6-10 years"}, {"Less than 20%", "21-40%", "41-60%", "61-80%"}} {
		if _, _, ok := Gap(touching); ok {
			t.Errorf("Gap(%q) finds a gap", touching)
		}
	}
}

func FuzzLabel(f *testing.F) {
	for _, s := range []string{"Q1 01—Where?", "43470", "5-Jan", "> 10,000", "1 – a", "(a)(b", "’’", "\xff\xfe"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		n := Norm(s)
		if again := Norm(n); again != n {
			t.Errorf("Norm(%q) = %q, again %q", s, n, again)
		}
		if Clean(Clean(s)) != Clean(s) {
			t.Errorf("Clean(%q) is not clean", s)
		}
		if b, ok := ParseBand(s); ok && b.Low > b.High {
			t.Errorf("ParseBand(%q) = %v", s, b)
		}
		for _, c := range []byte(Join(Words(s), 20)) {
			if c >= 0x80 || c == ' ' {
				t.Errorf("Join(Words(%q)) = %q", s, Join(Words(s), 20))
			}
		}
		Header(s)
		Damaged(s)
		Order([]string{s, "1-10", n})
	})
}
