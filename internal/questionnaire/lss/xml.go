package lss

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"

	"barometer/internal/fault"
)

// MaxSize is how large a file may be, in bytes: several times what a survey
// of hundreds of questions in five languages has.
const MaxSize = 8 << 20

// Limits on what a file may hold, far above what LimeSurvey writes: they keep
// a small file from taking much memory.
const (
	maxRows   = 100_000
	maxValues = 1_000_000
	maxTag    = 4096 // bytes
	maxDepth  = 32
)

// A row is one row of a table of LimeSurvey's database.
type row struct {
	table  string
	number int // from 1
	fields []field
}

type field struct{ name, value string }

// get returns a column's value, "" if it is absent.
func (r row) get(name string) string {
	for _, f := range r.fields {
		if f.name == name {
			return f.value
		}
	}
	return ""
}

// number returns a column's whole number, 0 if it is none.
func (r row) int(name string) int {
	n, err := strconv.Atoi(r.get(name))
	if err != nil {
		return 0
	}
	return n
}

func (r row) place() string { return fmt.Sprintf("%s, row %d", r.table, r.number) }

// document is an exported file as it was written.
type document struct {
	kind      string // of the export: Survey
	languages []string
	tables    map[string][]row
}

// parse reads the tables of a file. All errors are of kind fault.Invalid or
// fault.TooLarge, but for those of r.
func parse(r io.Reader, name string) (*document, error) {
	data, err := io.ReadAll(io.LimitReader(r, MaxSize+1))
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", name, err)
	}
	switch {
	case len(data) > MaxSize:
		return nil, fault.New(fault.TooLarge, "%s is larger than %d MB; export the survey's structure only (.lss), without responses", name, MaxSize>>20)
	case bytes.HasPrefix(data, []byte("PK")):
		return nil, fault.New(fault.Invalid, "%s is an archive (.lsa); unpack it and convert the .lss file inside", name)
	}
	if err := screen(data); err != nil {
		return nil, fault.New(fault.Invalid, "%s: %w", name, err)
	}
	p := parser{decoder: xml.NewDecoder(bytes.NewReader(data)), document: document{tables: map[string][]row{}}}
	if err := p.run(); err != nil {
		return nil, fault.New(fault.Invalid, "%s is no survey structure (.lss) that can be read: %w", name, err)
	}
	if p.document.kind != "Survey" {
		return nil, fault.New(fault.Invalid, "%s holds “%s” and no survey; in LimeSurvey choose Display/Export, Survey structure (.lss)", name, clip(p.document.kind))
	}
	return &p.document, nil
}

// screen refuses what no export holds and what could take memory before the
// decoder hands it over: document types, which declare entities, and tags of
// great length.
func screen(data []byte) error {
	for at := 0; ; {
		next := bytes.IndexByte(data[at:], '<')
		if next < 0 {
			return nil
		}
		at += next
		rest, end := data[at:], 0
		switch {
		case bytes.HasPrefix(rest, []byte("<![CDATA[")):
			end = bytes.Index(rest, []byte("]]>"))
		case bytes.HasPrefix(rest, []byte("<!--")):
			end = bytes.Index(rest, []byte("-->"))
		case bytes.HasPrefix(rest, []byte("<!")):
			return errors.New("it declares a document type or entities, which no export of LimeSurvey does; export the survey again")
		default:
			if end = bytes.IndexByte(rest[:min(len(rest), maxTag)], '>'); end < 0 && len(rest) > maxTag {
				return fmt.Errorf("it holds a tag of more than %d characters, which no export of LimeSurvey does; export the survey again", maxTag)
			}
		}
		if end < 0 {
			return errors.New("it breaks off in the middle; export the survey again")
		}
		at += end + 1
	}
}

// parser walks over the elements document › table › rows › row › column.
type parser struct {
	decoder      *xml.Decoder
	document     document
	path         []string
	row          *row
	text         []byte
	rows, values int
}

func (p *parser) run() error {
	for {
		token, err := p.decoder.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		switch t := token.(type) {
		case xml.StartElement:
			err = p.open(t.Name.Local)
		case xml.EndElement:
			err = p.close()
		case xml.CharData:
			p.text = append(p.text, t...)
		}
		if err != nil {
			line, _ := p.decoder.InputPos()
			return fmt.Errorf("line %d: %w", line, err)
		}
	}
	if p.document.kind == "" {
		return errors.New("it has no LimeSurveyDocType")
	}
	return nil
}

func (p *parser) open(name string) error {
	p.path = append(p.path, name)
	p.text = p.text[:0]
	if len(p.path) > maxDepth {
		return fmt.Errorf("elements stand more than %d deep in each other", maxDepth)
	}
	if len(p.path) == 4 && p.path[2] == "rows" && name == "row" {
		if p.rows++; p.rows > maxRows {
			return fmt.Errorf("there are more than %d rows", maxRows)
		}
		table := p.path[1]
		p.row = &row{table: table, number: len(p.document.tables[table]) + 1}
	}
	return nil
}

func (p *parser) close() error {
	name := p.path[len(p.path)-1]
	switch {
	case len(p.path) == 2 && name == "LimeSurveyDocType":
		p.document.kind = string(p.text)
	case len(p.path) == 3 && p.path[1] == "languages":
		p.document.languages = append(p.document.languages, string(p.text))
	case len(p.path) == 5 && p.row != nil && len(p.text) > 0:
		if p.values++; p.values > maxValues {
			return fmt.Errorf("there are more than %d values", maxValues)
		}
		p.row.fields = append(p.row.fields, field{name, string(p.text)})
	case len(p.path) == 4 && p.row != nil:
		p.row.fields = slices.Clip(p.row.fields)
		p.document.tables[p.row.table] = append(p.document.tables[p.row.table], *p.row)
		p.row = nil
	}
	p.path = p.path[:len(p.path)-1]
	p.text = p.text[:0]
	return nil
}
