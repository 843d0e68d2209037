package translate

import (
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
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

// children reads what is inside the element that was just opened, up to its
// end, and gives it as text: the characters, and in place of each element what
// visit gives for it. visit must read its element to the end.
func (x *xliffReader) children(visit func(xml.StartElement) (string, error)) (string, error) {
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
			inner, err := visit(token)
			if err != nil {
				return "", err
			}
			text.WriteString(inner)
		}
	}
}

// elements visits the elements inside the one that was just opened, up to its
// end; the text between them is only space. visit must read its element to the
// end.
func (x *xliffReader) elements(visit func(xml.StartElement) error) error {
	_, err := x.children(func(e xml.StartElement) (string, error) { return "", visit(e) })
	return err
}

// skip reads to the end of the element that was just opened.
func (x *xliffReader) skip() error {
	return x.elements(func(xml.StartElement) error { return x.skip() })
}

// ignore reads an element to its end; no text stands for it.
func (x *xliffReader) ignore(xml.StartElement) (string, error) { return "", x.skip() }

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
	err := x.elements(func(e xml.StartElement) error {
		if e.Name.Local != "file" {
			return x.skip()
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
	return x.elements(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "group":
			return x.group()
		case "unit":
			return x.unit(e)
		}
		return x.skip()
	})
}

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name && a.Name.Space == "" {
			return a.Value
		}
	}
	return ""
}
