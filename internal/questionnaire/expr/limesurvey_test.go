package expr

import "testing"

var limeScope = Symbols{
	"sex":      {Kind: KindCode, Codes: []string{"F", "M"}},
	"age":      {Kind: KindNumber},
	"name":     {Kind: KindText},
	"uses":     {Kind: KindCodes, Codes: []string{"A", "B"}},
	"trust__1": {Kind: KindCode, Codes: []string{"1", "2", "3"}},
}

func limeVariable(name string) (LimeSurveyVariable, bool) {
	switch name {
	case "uses_A", "12X3X4A":
		return LimeSurveyVariable{Key: "uses", Option: "A"}, true
	case "uses_B":
		return LimeSurveyVariable{Key: "uses", Option: "B"}, true
	case "trust_1":
		return LimeSurveyVariable{Key: "trust__1"}, true
	}
	_, ok := limeScope[name]
	return LimeSurveyVariable{Key: name}, ok
}

func limeMembers(reference string) []string {
	return map[string][]string{"self": {"trust_1", "age"}, "that.uses": {"uses_A", "uses_B"}, "self.one": {"age"}}[reference]
}

func TestFromLimeSurvey(t *testing.T) {
	tests := []struct{ src, want string }{
		{"1", "true"},
		{`((sex.NAOK == "F"))`, "sex == 'F'"},
		{`sex.NAOK != "F" && age gt 5`, "not (sex == 'F') and age > 5"},
		{"!is_empty(age) || is_empty(name.NAOK)", "answered(age) or not answered(name)"},
		{`name != ""`, "answered(name)"},
		{`uses_A.NAOK == "Y"`, "'A' in uses"},
		{`(12X3X4A.NAOK == "Y" or uses_B == "Y")`, "'A' in uses or 'B' in uses"},
		{`uses_A != "Y"`, "not ('A' in uses)"},
		{`uses_A == ""`, "not ('A' in uses)"},
		{"is_empty(uses_A)", "not ('A' in uses)"},
		{"uses_A", "'A' in uses"},
		{"uses_A == 'N'", "false"},
		{"trust_1 >= 2", "trust__1 in ('2', '3')"},
		{"age == '5'", "age == 5"},
		{"count(that.uses) > 1", "if('A' in uses, 1, 0) + if('B' in uses, 1, 0) > 1"},
		{"count(uses_A, age) == 2", "if('A' in uses, 1, 0) + if(answered(age), 1, 0) == 2"},
		{`countif("2", self) > 0`, "if(trust__1 == '2', 1, 0) + if(age == 2, 1, 0) > 0"},
		{"countifop('<', 3, age) > 0", "if(age < 3, 1, 0) > 0"},
		{"sum(age, 3) <= 10", "coalesce(sum(age, 3), 0) <= 10"},
		{"self.one.NAOK > 3", "age > 3"},
		{"(this / 2) == floor(this/2)", "age / 2 == floor(age / 2)"},
		{`regexMatch('/^\d{3}$/', name)`, `matches(name, '^\d{3}$')`},
		{`regexMatch("/ab+/", name)`, `matches(name, '.*(?:ab+).*')`},
		{"strlen(name) > 3", "length(name) > 3"},
		{`if(sex == "F", 1, 0) == 1`, "if(sex == 'F', 1, 0) == 1"},
		{".5 < age", "age > 0.5"},
		{"implode(', ', name, 'x') == 'a, x'", "join(name, ', ', 'x') == 'a, x'"},
	}
	for _, test := range tests {
		got, err := FromLimeSurvey(test.src, LimeSurveyOptions{Self: "age", Variable: limeVariable, Members: limeMembers, Scope: limeScope})
		if err != nil || got.Source != test.want {
			t.Errorf("%s\n got %s (%v)\nwant %s", test.src, got.Source, err, test.want)
		}
	}
}

// TestLimeSurveyRefused holds that what cannot be said has a reason and a place.
func TestLimeSurveyRefused(t *testing.T) {
	tests := []struct {
		src    string
		reason Reason
		offset int
	}{
		{"age >", ReasonSyntax, 5},
		{"age = 5", ReasonSyntax, 4},
		{"unknown == 1", ReasonPath, 0},
		{"age > 3 and rand(1, 2) == 1", ReasonFunction, 12},
		{`sex.shown == "Female"`, ReasonFunction, 0},
		{`regexMatch('/a/i', name)`, ReasonPattern, 11},
		{"self == 3", ReasonPath, 0},
		{"uses + 1 == 2", ReasonKind, 0},
	}
	for _, test := range tests {
		_, err := FromLimeSurvey(test.src, LimeSurveyOptions{Self: "age", Variable: limeVariable, Members: limeMembers, Scope: limeScope})
		problem, ok := err.(*Untranslated)
		if !ok || problem.Reason != test.reason || problem.Problem.Offset != test.offset {
			t.Errorf("%s: %+v, want %s at %d", test.src, problem, test.reason, test.offset)
		}
	}
}
