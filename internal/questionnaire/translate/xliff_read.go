package translate

import (
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"barometer/internal/fault"
	"barometer/internal/questionnaire"
)

// ReadXLIFF reads XLIFF 2.0 or 2.1 that WriteXLIFF wrote and the tools of an
// agency have filled in. Segments into which a tool has cut a unit are joined
// again. A file that cannot be read at all is an error; what is wrong in it is
// found by Merge.
func ReadXLIFF(ctx context.Context, r io.Reader, name string) (*File, error) {
	limited := &io.LimitedReader{R: r, N: MaxSize + 1}
	x := &xliffReader{Decoder: xml.NewDecoder(limited), ctx: ctx, file: &File{Name: name}}
	err := x.document()
	if limited.N <= 0 {
		return nil, tooLarge(name)
	}
	if err != nil {
		return nil, x.explain(err)
	}
	return x.file, nil
}

// xliffReader reads elements as a tree of calls, so that every place is known.
type xliffReader struct {
	*xml.Decoder
	ctx   context.Context
	file  *File
	depth int
}

// maxElements bounds how deep elements stand in each other, in units.
const maxElements = 50

// explain says what is wrong with a file, and where.
func (x *xliffReader) explain(err error) error {
	var own *fault.Kind
	if errors.As(err, &own) || x.ctx.Err() != nil {
		return err
	}
	line, column := x.InputPos()
	return fault.New(fault.Invalid, "%s:%d:%d: this is no XLIFF that can be read (%v); export it again from the translation tool, as XLIFF 2 in UTF-8", x.file.Name, line, column, err)
}

func (x *xliffReader) here() questionnaire.Position {
	line, column := x.InputPos()
	return questionnaire.Position{File: x.file.Name, Line: line, Column: column}
}

// refuse makes an error at the place that was read last.
func (x *xliffReader) refuse(format string, args ...any) error {
	return fault.New(fault.Invalid, "%s: %s", x.here(), fmt.Sprintf(format, args...))
}

// next gives the next token, and refuses what XLIFF never needs and attackers
// do: document types, in which entities are declared.
func (x *xliffReader) next() (xml.Token, error) {
	if err := x.ctx.Err(); err != nil {
		return nil, err
	}
	token, err := x.Token()
	if err != nil {
		return nil, err
	}
	if _, is := token.(xml.Directive); is {
		return nil, x.refuse("the file declares a document type, which XLIFF has not; export it again from the translation tool")
	}
	return token, nil
}

// children visits the elements inside the one that was just opened, up to its
// end, and gives the text between them. visit must read its element to the end.
func (x *xliffReader) children(visit func(xml.StartElement) error) (string, error) {
	if x.depth++; x.depth > maxElements {
		return "", x.refuse("elements stand in each other more than %d deep; export the file again", maxElements)
	}
	defer func() { x.depth-- }()
	var text strings.Builder
	for {
		token, err := x.next()
		if err != nil {
			return "", err
		}
		switch token := token.(type) {
		case xml.CharData:
			text.Write(token)
		case xml.EndElement:
			return text.String(), nil
		case xml.StartElement:
			if err := visit(token); err != nil {
				return "", err
			}
		}
	}
}

// ignore reads an element to its end.
func (x *xliffReader) ignore(xml.StartElement) error {
	_, err := x.children(x.ignore)
	return err
}

// document reads all of the file.
func (x *xliffReader) document() error {
	for {
		token, err := x.next()
		if errors.Is(err, io.EOF) {
			return x.refuse("the file is empty; export it again")
		}
		if err != nil {
			return err
		}
		if root, ok := token.(xml.StartElement); ok {
			return x.root(root)
		}
	}
}

func (x *xliffReader) root(root xml.StartElement) error {
	version := attribute(root, "version")
	if root.Name.Local != "xliff" || !strings.HasPrefix(version, "2.") {
		return x.refuse("this is %s %s, not XLIFF 2; export it as XLIFF 2.0 or 2.1", clip(root.Name.Local), clip(version))
	}
	x.file.Language = attribute(root, "trgLang")
	_, err := x.children(func(e xml.StartElement) error {
		if e.Name.Local != "file" {
			return x.ignore(e)
		}
		x.file.Survey = attribute(e, "original")
		return x.group()
	})
	if err != nil {
		return err
	}
	for {
		if _, err := x.next(); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
	}
}

// group reads the units of a file or of a group.
func (x *xliffReader) group() error {
	_, err := x.children(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "group":
			return x.group()
		case "unit":
			return x.unit(e)
		}
		return x.ignore(e)
	})
	return err
}

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name && a.Name.Space == "" {
			return a.Value
		}
	}
	return ""
}

// unit reads a unit as a row.
func (x *xliffReader) unit(e xml.StartElement) error {
	u := unitReader{xliffReader: x, data: map[string]string{}}
	u.row.ID = attribute(e, "id")
	u.row.At = x.here()
	u.row.Text, u.row.StateAt = u.row.At, u.row.At
	if _, err := x.children(u.part); err != nil {
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
		_, err := u.children(func(e xml.StartElement) error {
			text, err := u.children(u.codePoint)
			u.data[attribute(e, "id")] = text
			return err
		})
		return err
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
	return u.ignore(e)
}

// codePoint refuses characters that XML cannot hold, which no text of ours has.
func (u *unitReader) codePoint(xml.StartElement) error {
	return u.refuse("the original data of “%s” holds an element; leave it as it was exported", clip(u.row.ID))
}

func (u *unitReader) metadata(xml.StartElement) error {
	_, err := u.children(func(group xml.StartElement) error {
		_, err := u.children(func(meta xml.StartElement) error {
			text, err := u.children(u.ignore)
			if attribute(group, "category") == ownCategory && attribute(meta, "type") == "export" {
				u.row.stamp, u.row.stamped = parseStamp(text)
			}
			return err
		})
		return err
	})
	return err
}

// segment reads a segment, or what stands between two. Where the latter has no
// target, its source, such as a space, stands in the translation too.
func (u *unitReader) segment(translated bool) error {
	source, target, targeted := "", "", false
	_, err := u.children(func(e xml.StartElement) (err error) {
		switch e.Name.Local {
		case "source":
			source, err = u.inline()
		case "target":
			if attribute(e, "order") != "" {
				return u.refuse("the segments of “%s” were put in another order; join them in the translation tool", clip(u.row.ID))
			}
			u.row.Text, targeted = u.here(), true
			target, err = u.inline()
		default:
			err = u.ignore(e)
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

// inline reads the content of a source or a target as the text that it stands
// for. Marks of reviewers and terms are passed over.
func (u *unitReader) inline() (string, error) {
	if u.depth++; u.depth > maxElements {
		return "", u.refuse("elements stand in each other more than %d deep; export the file again", maxElements)
	}
	defer func() { u.depth-- }()
	var text strings.Builder
	for {
		token, err := u.next()
		if err != nil {
			return "", err
		}
		switch token := token.(type) {
		case xml.CharData:
			text.Write(token)
		case xml.EndElement:
			return text.String(), nil
		case xml.StartElement:
			inner, err := u.element(token)
			if err != nil {
				return "", err
			}
			text.WriteString(inner)
		}
	}
}

// element gives the text that an inline element stands for.
func (u *unitReader) element(e xml.StartElement) (string, error) {
	switch e.Name.Local {
	case "mrk":
		return u.inline()
	case "sm", "em":
		return "", u.ignore(e)
	case "cp":
		code, err := strconv.ParseUint(attribute(e, "hex"), 16, 21)
		if err != nil {
			return "", u.refuse("“%s” holds a character of no number; write the character itself", clip(u.row.ID))
		}
		return string(rune(code)), u.ignore(e)
	case "ph":
		code, ok := u.data[attribute(e, "dataRef")]
		if !ok {
			return "", u.refuse("“%s” holds a placeholder that its source has not; remove it, or write ${key} as text", clip(u.row.ID))
		}
		return code, u.ignore(e)
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
