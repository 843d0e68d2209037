package xlsform

import (
	"slices"
	"strings"
)

// own is the prefix of the columns and sheets that carry what XLSForm cannot
// say.
const own = "barometer"

// ownChoice is the prefix among the choices, where other programs make XML of
// every column: barometer_score.
const ownChoice = own + "_"

// aliases are other spellings of columns, in small letters and with _ for
// spaces.
var aliases = map[string]string{
	"caption":                   "label",
	"command":                   "type",
	"tag":                       "name",
	"value":                     "name",
	"relevance":                 "relevant",
	"bind::relevant":            "relevant",
	"bind::relevance":           "relevant",
	"constraining_message":      "constraint_message",
	"constraint_msg":            "constraint_message",
	"constraintmsg":             "constraint_message",
	"constraint-msg":            "constraint_message",
	"bind::constraint":          "constraint",
	"bind::jr:constraintmsg":    "constraint_message",
	"bind::required":            "required",
	"requiredmsg":               "required_message",
	"bind::jr:requiredmsg":      "required_message",
	"calculate":                 "calculation",
	"bind::calculate":           "calculation",
	"bind::calculation":         "calculation",
	"read_only":                 "readonly",
	"bind::readonly":            "readonly",
	"count":                     "repeat_count",
	"jr:count":                  "repeat_count",
	"control::jr:count":         "repeat_count",
	"body::jr:count":            "repeat_count",
	"control::appearance":       "appearance",
	"body::appearance":          "appearance",
	"noapperrorstring":          "no_app_error_string",
	"bind::jr:noapperrorstring": "no_app_error_string",
	"image":                     "media::image",
	"big-image":                 "media::big-image",
	"audio":                     "media::audio",
	"video":                     "media::video",
	"set_form_title":            "form_title",
	"title":                     "form_title",
	"set_form_id":               "form_id",
	"id_string":                 "form_id",
	"default_lang":              "default_language",
}

// translated are the columns of which there is one for each language.
var translated = []string{
	"label", "hint", "guidance_hint", "constraint_message", "required_message", "no_app_error_string",
	"media::image", "media::big-image", "media::audio", "media::video",
}

// parseHeader takes a header apart: label::French (fr), bind:relevant,
// media::image::English. Old workbooks have single colons; double says that
// this one does not.
func parseHeader(header string, double bool) column {
	c := column{header: header}
	parts := splitHeader(strings.Join(strings.Fields(header), " "), double)
	if parts[0] == "" {
		return c
	}
	if strings.EqualFold(parts[0], own) && len(parts) > 1 {
		c.name = own + "::" + strings.ToLower(parts[1])
		return c
	}
	if property, ours := strings.CutPrefix(strings.ToLower(parts[0]), ownChoice); ours && len(parts) == 1 {
		c.name = own + "::" + property
		return c
	}
	for n := min(len(parts), 2); n > 0; n-- {
		name, isKnown := canonical(strings.Join(parts[:n], "::"))
		if n == len(parts) && (isKnown || n == 1) || n == len(parts)-1 && slices.Contains(translated, name) {
			c.name, c.language = name, strings.Join(parts[n:], "::")
			return c
		}
	}
	c.name = strings.Join(parts, "::")
	return c
}

// splitHeader cuts a header at its colons, but for those of prefixes such as
// jr:.
func splitHeader(header string, double bool) []string {
	separator := "::"
	if !double && !strings.Contains(header, separator) {
		separator = ":"
		for _, prefix := range []string{"jr:", "orx:", "odk:", "esri:", "entities:"} {
			header = strings.ReplaceAll(header, prefix, strings.TrimSuffix(prefix, ":")+"\x00")
		}
	}
	parts := strings.Split(header, separator)
	for i := range parts {
		parts[i] = strings.TrimSpace(strings.ReplaceAll(parts[i], "\x00", ":"))
	}
	return parts
}

// canonical gives the one spelling of the name of a column, and whether it is
// known. Others, such as those of columns that filters read, keep theirs.
func canonical(name string) (string, bool) {
	key := strings.ReplaceAll(strings.ToLower(name), " ", "_")
	if known, ok := aliases[key]; ok {
		return known, true
	}
	if slices.Contains(known, key) || slices.Contains(translated, key) {
		return key, true
	}
	return name, false
}

// known are the columns that are read, and those that are known to be without
// a meaning here.
var known = []string{
	"type", "name", "relevant", "constraint", "required", "calculation", "readonly", "default", "appearance",
	"choice_filter", "repeat_count", "parameters", "disabled", "list_name", "trigger", "autoplay", "rows",
	"form_title", "form_id", "version", "default_language", "style", "allow_choice_duplicates", "sms_field",
	"public_key", "submission_url", "instance_name", "language",
}
