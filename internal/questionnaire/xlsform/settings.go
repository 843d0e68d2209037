package xlsform

import (
	"cmp"
	"maps"
	"reflect"
	"slices"
	"strings"

	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/convert"
)

// head sets what is said of the questionnaire as a whole.
func (r *reader) head() {
	d := r.def
	d.Language = r.languages.source
	d.Title = r.setting("form_title")
	id := r.setting("form_id")
	if id == "" {
		id = r.fileName()
	}
	if d.Title == "" {
		d.Title = id
	}
	d.Survey = slug(id)
	d.Edition = editionOf(r.setting("version"))
	r.headOverlay()
	if d.Confidentiality == "" {
		d.Confidentiality = questionnaire.Confidential
		r.report.Add(convert.Changed, "settings", "confidentiality", "a form does not say what respondents are promised; confidential is assumed: write it in a column %s::confidentiality", own)
	}
	for _, name := range slices.Sorted(maps.Keys(r.settings)) {
		r.otherSetting(name, r.settings[name])
	}
}

// headOverlay sets the properties that stand in columns of ours.
func (r *reader) headOverlay() {
	for _, name := range slices.Sorted(maps.Keys(r.settings)) {
		property, ours := strings.CutPrefix(name, own+"::")
		if !ours {
			continue
		}
		s := r.settings[name]
		if err := overlay(reflect.ValueOf(r.def).Elem(), property, s.value); err != nil {
			r.report.Add(convert.LeftOut, s.place, name, "%v", err)
		}
	}
	if _, ok := r.settings[own+"::survey"]; !ok && r.def.Survey != r.setting("form_id") {
		r.report.Add(convert.Changed, cmp.Or(r.settings["form_id"].place, "settings"), "form_id", "the key of the survey is %s", r.def.Survey)
	}
}

// otherSetting reports a setting that has no meaning here.
func (r *reader) otherSetting(name string, s setting) {
	switch name {
	case "form_title", "form_id", "version", "default_language":
		return
	}
	if strings.HasPrefix(name, own+"::") {
		return
	}
	r.report.Add(convert.LeftOut, s.place, name, "this setting has no meaning here")
}

// slug makes the key of a survey: small letters, digits and single hyphens.
func slug(name string) string {
	s := strings.ToLower(strings.ReplaceAll(safe(name, ""), "_", "-"))
	if s == "" {
		return "form"
	}
	return s
}

// editionOf makes the key of an edition of a version: digits, letters and
// single . _ or -.
func editionOf(version string) string {
	var b strings.Builder
	for _, c := range safe(version, ".-") {
		last := b.String()
		if strings.ContainsRune("._-", c) && (last == "" || strings.ContainsAny(last[len(last)-1:], "._-")) {
			continue
		}
		b.WriteRune(c)
	}
	if edition := strings.TrimRight(b.String(), "._-"); edition != "" {
		return edition
	}
	return "1"
}
