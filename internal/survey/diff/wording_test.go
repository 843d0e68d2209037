package diff

import "testing"

func TestDistance(t *testing.T) {
	for _, test := range []struct {
		before, after string
		want          degree
	}{
		{"How many?", "How many?", identical},
		{"How **many** people?", "How many people", edited},
		{"What do you use? (Check all that apply)", "What do you use?", edited},
		{"Organise the programme", "Organize the program", edited},
		{"External awareness (marketing and communcations)", "External awareness (marketing and communications)", edited},
		{"Telecom, communications, or media", "Telecom, communications or media", edited},
		{"Which companies do you know?", "Which company do you know?", edited},
		{"More than 1,000", "1,000+", edited},
		{"1,000-10,000", "1,001-10,000", edited},
		{"11-50", "11-100", rewritten},
		{"inside and outside the house", "inside or outside the house", reworded},
		{"How often does your company do the following activities?", "How often does your organization do the following activities?", reworded},
		{"Who pays the bills of the house?", "The house has bills. Who pays the bills of the house?", edited},
		{"a program or an initiative to manage it", "an initiative or a program to manage it", reworded},
		{"No license", "No preference", rewritten},
		{"How satisfied are you with the training?", "How satisfied are you with the food, the rooms and the staff?", rewritten},
		{"Do you plan to buy?", "Do you plan to buy nothing?", reworded},
		{"", "A hint", rewritten},
	} {
		if got := distance(test.before, test.after); got != test.want {
			t.Errorf("distance(%q, %q) = %d, want %d", test.before, test.after, got, test.want)
		}
		if a, b := distance(test.before, test.after), distance(test.after, test.before); a != b {
			t.Errorf("distance of %q and %q is %d one way and %d the other", test.before, test.after, a, b)
		}
	}
}

func TestSameWord(t *testing.T) {
	for _, test := range []struct {
		a, b string
		want bool
	}{
		{"community", "communities", true},
		{"organisation", "organization", true},
		{"evangelists", "evangelism", true},
		{"program", "programme", true},
		{"cat", "cats", true},
		{"internal", "international", false},
		{"increase", "decrease", false},
		{"formal", "informal", false},
		{"gplv2", "gplv3", false},
		{"2024", "2025", false},
		{"low", "slow", false},
	} {
		if got := sameWord(test.a, test.b); got != test.want {
			t.Errorf("sameWord(%q, %q) = %v, want %v", test.a, test.b, got, test.want)
		}
		if sameWord(test.a, test.b) != sameWord(test.b, test.a) {
			t.Errorf("sameWord(%q, %q) depends on the order", test.a, test.b)
		}
	}
}

func TestConjuncts(t *testing.T) {
	for condition, want := range map[string][]string{
		"":                              nil,
		"a == 'x'":                      {"a == 'x'"},
		"a == 'x and y' and b > 2":      {"a == 'x and y'", "b > 2"},
		"(a == 'x' and b > 2) and c":    {"( a == 'x' and b > 2 )", "c"},
		"a == 'x' or b > 2 and c":       {"a == 'x' or b > 2 and c"},
		"a  ==  'x'   and  not (b > 2)": {"a == 'x'", "not ( b > 2 )"},
	} {
		got := conjuncts(condition)
		if len(got) != len(want) {
			t.Errorf("conjuncts(%q) = %q, want %q", condition, got, want)
			continue
		}
		for i := range got {
			if got[i] != want[i] {
				t.Errorf("conjuncts(%q) = %q, want %q", condition, got, want)
			}
		}
	}
}

func TestRename(t *testing.T) {
	r := renaming{
		keys:  map[string]string{"sector": "branch", "size": "staff"},
		codes: map[string]map[string]string{"sector": {"state": "public"}},
	}
	for condition, want := range map[string]string{
		"sector == 'state' and size > 3": "branch == 'public' and staff > 3",
		"size in ('state')":              "staff in ( 'state' )",
		"sector__state":                  "branch__public",
		"other == 'state'":               "other == 'state'",
	} {
		if got := r.rename(condition); got != want {
			t.Errorf("rename(%q) = %q, want %q", condition, got, want)
		}
	}
}

func FuzzDistance(f *testing.F) {
	f.Add("What is it?", "What was it, in 2024?")
	f.Add("1-5", "> 10 years")
	f.Add("", "**")
	f.Fuzz(func(t *testing.T, a, b string) {
		if d := distance(a, a); d != identical {
			t.Errorf("distance(%q, %q) = %d, want identical", a, a, d)
		}
		if x, y := distance(a, b), distance(b, a); x != y {
			t.Errorf("distance of %q and %q is %d one way and %d the other", a, b, x, y)
		}
	})
}
