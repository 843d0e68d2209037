package questionnaire

import "encoding/json"

// translated is a Text with translations as JSON.
type translated struct {
	Source string            `json:"source"`
	In     map[string]string `json:"in"`
}

// MarshalJSON writes a text without translations as a string, else as an
// object with the source and the translations by language.
func (t Text) MarshalJSON() ([]byte, error) {
	if len(t.in) == 0 {
		return json.Marshal(t.source)
	}
	return json.Marshal(translated{t.source, t.in})
}

// UnmarshalJSON reads what MarshalJSON writes.
func (t *Text) UnmarshalJSON(b []byte) error {
	if len(b) > 0 && b[0] == '"' {
		t.in = nil
		return json.Unmarshal(b, &t.source)
	}
	var x translated
	if err := json.Unmarshal(b, &x); err != nil {
		return err
	}
	t.source, t.in = x.Source, x.In
	return nil
}
