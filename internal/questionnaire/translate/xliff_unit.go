package translate

import (
	"encoding/xml"
	"strconv"
	"strings"

	"barometer/internal/questionnaire"
)

// unit reads a unit as a row.
func (x *xliffReader) unit(e xml.StartElement) error {
	u := unitReader{xliffReader: x, data: map[string]string{}}
	u.row.ID = attribute(e, "id")
	u.row.At = x.here()
	u.row.Text, u.row.StateAt = u.row.At, u.row.At
	if err := x.elements(u.part); err != nil {
		return err
	}
	u.row.Source, u.row.Translation = u.source.String(), u.target.String()
	u.row.State = u.state()
	x.file.Rows = append(x.file.Rows, u.row)
	return nil
}

// unitReader is the state of reading one unit.
type unitReader struct {
	*xliffReader
	row            Row
	data           map[string]string // original codes, by id
	source, target strings.Builder
	states         []string // of the segments
}

func (u *unitReader) part(e xml.StartElement) error {
	switch e.Name.Local {
	case "metadata":
		return u.metadata(e)
	case "originalData":
		return u.elements(func(e xml.StartElement) error {
			text, err := u.children(u.codePoint)
			u.data[attribute(e, "id")] = text
			return err
		})
	case "segment":
		state := attribute(e, "state")
		if attribute(e, "subState") == staleSubState && state == "initial" {
			state = string(questionnaire.StateStale)
		}
		u.states = append(u.states, state)
		return u.segment(true)
	case "ignorable":
		return u.segment(false)
	}
	return u.skip()
}

// codePoint refuses characters that XML cannot hold, which no text of ours has.
func (u *unitReader) codePoint(xml.StartElement) (string, error) {
	return "", u.refuse("the original data of “%s” holds an element; leave it as it was exported", clip(u.row.ID))
}

func (u *unitReader) metadata(xml.StartElement) error {
	return u.elements(func(group xml.StartElement) error {
		return u.elements(func(meta xml.StartElement) error {
			text, err := u.children(u.ignore)
			if attribute(group, "category") == ownCategory && attribute(meta, "type") == "export" {
				u.row.stamp, u.row.stamped = parseStamp(text)
			}
			return err
		})
	})
}

// segment reads a segment, or what stands between two. Where the latter has no
// target, its source, such as a space, stands in the translation too.
func (u *unitReader) segment(translated bool) error {
	source, target, targeted := "", "", false
	err := u.elements(func(e xml.StartElement) (err error) {
		switch e.Name.Local {
		case "source":
			source, err = u.children(u.element)
		case "target":
			if attribute(e, "order") != "" {
				return u.refuse("the segments of “%s” were put in another order; join them in the translation tool", clip(u.row.ID))
			}
			u.row.Text, targeted = u.here(), true
			target, err = u.children(u.element)
		default:
			err = u.skip()
		}
		return err
	})
	u.source.WriteString(source)
	if !translated && !targeted && u.target.Len() > 0 {
		target = source
	}
	u.target.WriteString(target)
	return err
}

// element gives the text that an inline element of a source or a target stands
// for. Marks of reviewers and terms are passed over.
func (u *unitReader) element(e xml.StartElement) (string, error) {
	switch e.Name.Local {
	case "mrk":
		return u.children(u.element)
	case "sm", "em":
		return u.ignore(e)
	case "cp":
		code, err := strconv.ParseUint(attribute(e, "hex"), 16, 21)
		if err != nil {
			return "", u.refuse("“%s” holds a character of no number; write the character itself", clip(u.row.ID))
		}
		return string(rune(code)), u.skip()
	case "ph":
		code, ok := u.data[attribute(e, "dataRef")]
		if !ok {
			return "", u.refuse("“%s” holds a placeholder that its source has not; remove it, or write ${key} as text", clip(u.row.ID))
		}
		return code, u.skip()
	}
	return "", u.refuse("“%s” holds an inline element <%s>, which the source has not; write Markdown such as **bold** instead", clip(u.row.ID), clip(e.Name.Local))
}

// state is that of the unit: of its segments the one that is least done.
func (u *unitReader) state() string {
	order := []string{"", "initial", string(questionnaire.StateStale), "translated", "reviewed", "final"}
	least := len(order) - 1
	for _, state := range u.states {
		for i, s := range order {
			if s == state {
				least = min(least, i)
			}
		}
	}
	switch {
	case len(u.states) == 0 || least == 0:
		return ""
	case order[least] == "final":
		return string(questionnaire.StateReviewed)
	case order[least] == "initial" && strings.TrimSpace(u.target.String()) == "":
		return string(questionnaire.StateMissing)
	case order[least] == "initial":
		return u.row.initial()
	}
	return order[least]
}

// initial is the state of a translation that a tool has not marked as done: as
// it was before. Its text counts if it was changed.
func (r Row) initial() string {
	if r.stamped {
		return string(r.stamp.state)
	}
	return ""
}
