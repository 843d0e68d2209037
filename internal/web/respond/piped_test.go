package respond

import (
	"strings"
	"testing"

	"barometer/internal/collect/response"
	"barometer/internal/locale"
	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/yamlform"
)

const pipedYAML = `survey: piped
edition: "1"
language: en
title: Piped
confidentiality: anonymous
thanks: "Thanks"
sections:
  - key: first
    title: First
    questions:
      - {key: name, type: text, text: Name}
      - {key: people, type: integer, text: People}
      - {key: share, type: decimal, decimals: 2, text: Share}
      - {key: since, type: date, text: Since}
      - {key: tools, type: multiple, text: Tools, options: [{code: a, text: Hammer}, {code: b, text: Saw}]}
      - {key: projects, type: roster, text: Projects, item: Project, item_name: title, questions: [{key: title, type: text, text: Title}]}
  - key: second
    title: Second
    text: "**${name}**: ${people, plural, =0 {nobody} one {*#* person} other {*#* people of ${name}}}"
    questions:
      - {key: last, type: text, text: "${share} since ${since}; ${tools, plural, one {# tool: ${tools}} other {# tools: ${tools}}}; ${projects, plural, one {# project} other {# projects}}: ${projects}"}
`

const pipedFrench = `language: fr
strings:
  section.second.text: {hash: x, text: "**${name}** : ${people, plural, =0 {personne} one {*#* personne} other {*#* personnes chez ${name}}}"}
  question.last.text: {hash: x, text: "${share} depuis le ${since} ; ${tools, plural, one {# outil : ${tools}} other {# outils : ${tools}}} ; ${projects, plural, one {# projet} other {# projets}} : ${projects}"}
`

const pipedArabic = `language: ar
strings:
  section.second.text: {hash: x, text: "**${name}**: ${people, plural, zero {لا أحد} one {شخص واحد} two {شخصان} few {*#* أشخاص} many {*#* شخصًا} other {*#* شخص لدى ${name}}}"}
  question.last.text: {hash: x, text: "${share} منذ ${since}؛ ${tools, plural, zero {لا أدوات} one {أداة: ${tools}} two {أداتان: ${tools}} few {# أدوات: ${tools}} many {# أداة: ${tools}} other {# أداة: ${tools}}}؛ ${projects, plural, zero {لا مشاريع} one {مشروع} two {مشروعان} few {# مشاريع} many {# مشروعًا} other {# مشروع}}: ${projects}"}
`

// TestPiped checks what is inserted, in the forms and with the numbers and
// dates of each language, as HTML and as plain text.
func TestPiped(t *testing.T) {
	q, problems := yamlform.CompileSources(
		yamlform.Source{Name: "piped.yaml", Data: []byte(pipedYAML)},
		yamlform.Source{Name: "piped.fr.yaml", Data: []byte(pipedFrench)}, yamlform.Source{Name: "piped.ar.yaml", Data: []byte(pipedArabic)})
	if q == nil {
		t.Fatal(problems)
	}
	answers := response.Answers{
		"name": response.String("<A & B>"), "people": response.Number(1234), "share": response.Number(1.5), "since": response.String("2026-05-01"),
		"tools": response.Codes("a", "b"),
		"projects": response.Items(
			response.Item{ID: "1", Answers: response.Answers{"title": response.String("One")}},
			response.Item{ID: "2", Answers: response.Answers{"title": response.String("Two")}}),
	}
	tests := []struct {
		language    string
		people      float64
		html, plain string
	}{
		{"en", 1234, "<strong>&lt;A &amp; B&gt;</strong>: <em>1,234</em> people of &lt;A &amp; B&gt;", "1.5 since 1 May 2026; 2 tools: Hammer and Saw; 2 projects: One and Two"},
		{"en", 0, "nobody", ""}, {"en", 1, "<em>1</em> person", ""},
		{"fr", 1234, "<em>1\u202f234</em> personnes chez &lt;A", "1,5 depuis le 1 mai 2026 ; 2 outils : Hammer et Saw ; 2 projets : One et Two"},
		{"fr", 1.5, "<em>1,5</em> personne", ""},
		{"ar", 1234, "<em>1,234</em> شخصًا", "1.5 منذ 1 مايو 2026؛ أداتان: Hammer وSaw؛ مشروعان: One وTwo"},
		{"ar", 0, "لا أحد", ""}, {"ar", 2, "شخصان", ""}, {"ar", 5, "<em>5</em> أشخاص", ""}, {"ar", 100, "<em>100</em> شخص لدى", ""},
	}
	for _, test := range tests {
		answers["people"] = response.Number(test.people)
		w := words{questionnaire: q, printer: locale.For(test.language), path: response.Trace(q, response.Context{}, answers), answers: answers}
		if html := strings.ReplaceAll(string(block(t, q, test.language).insert(w)), "\u00a0", "\u202f"); !strings.Contains(html, test.html) {
			t.Errorf("%v in %s: the section says\n%s\nwant\n%s", test.people, test.language, html, test.html)
		}
		last, _ := q.Question("last")
		if plain := w.text(last.Text); test.plain != "" && plain != test.plain {
			t.Errorf("%s: the question says\n%s\nwant\n%s", test.language, plain, test.plain)
		}
	}
	if html := block(t, q, "en").insert(questionnaire.Words(nobody)); !strings.Contains(string(html), "<em>…</em> people of …") {
		t.Errorf("without answers the section says %s", html)
	}
}

// block is the text of the second section in a language.
func block(t *testing.T, q *questionnaire.Questionnaire, language string) piped {
	t.Helper()
	w := newWordings()
	made, err := w.piped(q.Sections[1].Text, language, w.markdown.Block)
	if err != nil {
		t.Fatal(err)
	}
	return made
}
