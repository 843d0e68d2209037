package xlsform

import (
	"reflect"

	"barometer/internal/questionnaire/convert"
)

// The columns of the sheet of ours: translated strings that no other sheet has
// a cell for, or that are stale or reviewed.
const (
	columnID       = "id"
	columnLanguage = "language"
	columnText     = "text"
	columnHash     = "hash"
	columnReviewed = "reviewed"
)

// ownSheet sets the translated strings that stand in the sheet of ours.
func (r *reader) ownSheet(b *book) {
	s := b.find(own)
	if s == nil {
		return
	}
	sources := map[string]string{}
	for _, source := range r.def.Strings() {
		sources[source.ID] = source.Text
	}
	for i := range s.rows {
		row := &s.rows[i]
		id, tag, text := row.get(columnID), row.get(columnLanguage), row.get(columnText)
		if id == "" || tag == "" {
			r.report.Add(convert.LeftOut, row.at(columnID), "string", "a string needs an id and a language")
			continue
		}
		if text == cleared {
			delete(r.def.Translations[tag].Strings, id)
			continue
		}
		r.translate(tag, id, sources[id], plainText(text))
		t := r.def.Translations[tag].Strings[id]
		if hash := row.get(columnHash); hash != "" {
			t.Hash = plainText(hash)
		}
		t.Reviewed = isTrue(row.get(columnReviewed))
		r.def.Translations[tag].Strings[id] = t
	}
}

// plainText undoes what encode does to a text.
func plainText(cell string) string {
	var text string
	if err := decode(reflect.ValueOf(&text).Elem(), cell); err != nil {
		return cell
	}
	return text
}
