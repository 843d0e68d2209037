package publishtest

import (
	"testing"

	"barometer/internal/questionnaire"
)

// Small is a questionnaire with one question of each kind that results are
// written of, and with everything that a report says about questions. Its
// French is complete where reports need it.
func Small(t testing.TB, promise questionnaire.Confidentiality) *questionnaire.Questionnaire {
	t.Helper()
	q, problems := questionnaire.Compile(smallDefinition(promise), nil)
	if problems.HasErrors() {
		t.Fatal(problems)
	}
	return q
}

func smallDefinition(promise questionnaire.Confidentiality) *questionnaire.Definition {
	d := &questionnaire.Definition{
		Survey: "small", Edition: "2026", Language: "en", Title: "A small survey", Institute: "The Institute & Co",
		Confidentiality: promise, Note: "First edition in **French**.", DefaultPopulation: "respondents",
		Method:         questionnaire.MethodDef{Sponsor: "The institute.", Sampling: "Everybody was invited."},
		Administrative: []questionnaire.AdministrativeDef{{Key: "channel"}},
		Populations: []questionnaire.PopulationDef{
			{Key: "respondents", Text: "Everyone who answered"}, {Key: "suppliers", Text: "Suppliers", If: "role == 'supplier'"}},
		Banners: []questionnaire.BannerDef{{Key: "main", Text: "Role and size", Of: []string{"role", "size"}}},
		Sections: []questionnaire.SectionDef{
			{Key: "you", Title: "About you", Questions: aboutYou()},
			{Key: "views", Title: "Your views", Questions: views()},
		},
		Retired: []questionnaire.RetiredDef{{Key: "fax", Note: "Nobody has one."}},
	}
	d.Translations = map[string]questionnaire.Translation{"fr": {Language: "fr", Strings: map[string]questionnaire.TranslatedString{
		"title":                         translated("A small survey", "Une petite enquête"),
		"question.role.text":            translated("Which describes **you** best?", "Qu’est-ce qui vous décrit le mieux ?"),
		"question.role.option.supplier": translated("Supplier", "Fournisseur"),
	}}}
	return d
}

func translated(source, text string) questionnaire.TranslatedString {
	return questionnaire.TranslatedString{Hash: questionnaire.SourceHash(source), Text: text}
}

func number(x float64) *float64 { return &x }

func aboutYou() []questionnaire.QuestionDef {
	return []questionnaire.QuestionDef{
		{Key: "role", Type: "single", Text: "Which describes **you** best?", Comparability: questionnaire.Note, Note: "Asked without “expert” in 2025.",
			Options: []questionnaire.OptionDef{
				{Code: "supplier", Text: "Supplier"}, {Code: "user", Text: "User"},
				{Code: "expert", Text: "=Privacy expert", Comparability: questionnaire.New},
				{Code: "dk", Text: "Don’t know", Missing: questionnaire.DontKnow}}},
		{Key: "staff", Type: "integer", Text: "How many people work with you?", Unit: "people",
			AskIf: "role in ('supplier', 'user')",
			Recodes: []questionnaire.RecodeDef{{Key: "size", Text: "Size", Groups: []questionnaire.GroupDef{
				{Code: "small", Text: "Under 50", To: number(50)}, {Code: "large", Text: "50 and more", From: number(50)}}}}},
	}
}

func views() []questionnaire.QuestionDef {
	scale := []questionnaire.OptionDef{
		{Code: "agree", Text: "Agree", Score: number(3)}, {Code: "neither", Text: "Neither", Score: number(2)},
		{Code: "disagree", Text: "Disagree", Score: number(1)}, {Code: "dk", Text: "Don’t know", Missing: questionnaire.DontKnow}}
	return []questionnaire.QuestionDef{
		{Key: "worries", Type: "multiple", Text: "What worries you?", Max: number(3), Options: []questionnaire.OptionDef{
			{Code: "privacy", Text: "Privacy and data protection"}, {Code: "cost", Text: "Cost"},
			{Code: "skills", Text: "Shortage of people with the skills that are needed to run such systems well"},
			{Code: "other", Text: "Other", Other: true}, {Code: "none", Text: "Nothing", Exclusive: true}},
			Nets: []questionnaire.NetDef{{Key: "means", Text: "Money or people", Codes: []string{"cost", "skills"}}}},
		{Key: "statements", Type: "matrix", Text: "Do you agree?", Options: scale, Rows: []questionnaire.RowDef{
			{Code: "consent", Text: "Consent is rarely informed"}, {Code: "fakes", Text: "Deepfakes are a threat", Comparability: questionnaire.Break, Note: "Reworded."}}},
		{Key: "channels", Type: "matrix", PerRow: "multiple", Text: "Where is it used?", Options: []questionnaire.OptionDef{
			{Code: "door", Text: "Doors"}, {Code: "phone", Text: "Phones"}},
			Rows: []questionnaire.RowDef{{Code: "work", Text: "At work"}, {Code: "home", Text: "At home"}}},
		{Key: "outlook", Type: "rating", Text: "How do you see the future?", Low: "Dark", High: "Bright", Comparability: questionnaire.New},
		{Key: "recommend", Type: "nps", Text: "Would you recommend us?"},
		{Key: "since", Type: "date", Text: "Since when?"},
		{Key: "comment", Type: "paragraph", Text: "Anything else?", AskIf: "'privacy' in worries"},
		{Key: "bye", Type: "note", Text: "Thank you."},
	}
}
