package report

import (
	"slices"
	"time"

	"barometer/internal/analyse/disclose"
	"barometer/internal/fault"
	"barometer/internal/publish/wording"
	"barometer/internal/questionnaire"
)

// Input is everything that a report is made of.
type Input struct {
	Questionnaire *questionnaire.Questionnaire
	Edition       Edition
	Language      string    // BCP 47 tag; "" is the questionnaire's source language
	Produced      time.Time // the day printed on the report

	// Tables are the frequencies of all variables, in the order of the
	// questionnaire. Variables without a table are described without results.
	Tables []*disclose.Published
	// Crosstabs are tables by banner; those with the same columns go on one
	// sheet, in the order of their first table.
	Crosstabs []*disclose.Published
	// Banner is the title of the chosen banner; "" names the declared banner
	// that has the columns, or else its questions.
	Banner string
	// Data tells that sheets of all responses follow, open answers included.
	Data bool
}

// Edition is what a reader must know of the edition. Zero values are left out.
type Edition struct {
	Opened, Closed time.Time // in the edition's time zone
	Invited        int
	Complete       int // responses by disposition
	Partial        int
	ScreenedOut    int
	Refused        int
}

// Received is the number of responses of any disposition.
func (e Edition) Received() int { return e.Complete + e.Partial + e.ScreenedOut + e.Refused }

// Build makes the document. It fails with fault.Invalid where a table is of a
// variable that the questionnaire does not have.
func Build(in Input) (*Document, error) {
	if in.Language == "" {
		in.Language = in.Questionnaire.Definition.Language
	}
	b := &builder{
		Words: wording.For(in.Language), in: in, q: in.Questionnaire,
		numbers: wording.Numbers(in.Questionnaire), byQuestion: map[string][]*disclose.Published{},
	}
	for _, v := range slices.Concat(in.Tables, in.Crosstabs) {
		if _, ok := b.q.Variable(v.Stub().Variable); !ok {
			return nil, fault.New(fault.Invalid, "the report holds a table of “%s”, which this questionnaire does not have; compute the tables again", v.Stub().Variable)
		}
	}
	for _, v := range in.Tables {
		if key := v.Stub().Question; key != "" {
			b.byQuestion[key] = append(b.byQuestion[key], v)
		}
	}
	return b.document(), nil
}

// builder is the state of making one document.
type builder struct {
	*wording.Words
	in         Input
	q          *questionnaire.Questionnaire
	numbers    map[string]string // Q1 by key
	byQuestion map[string][]*disclose.Published
}

func (b *builder) document() *Document {
	d := &Document{
		Language:    b.Language(),
		RightToLeft: b.Dir() == "rtl",
		Labels:      b.labels(),
		Cover:       b.cover(),
		Method:      b.method(),
		Frequencies: b.frequencies(),
		Crosstabs:   b.crosstabSheets(),
		Codebook:    b.codebook(),
	}
	if b.internal() {
		d.Internal = b.Text("report.internal")
	}
	d.Properties = Properties{
		Title: d.Cover.Heading, Subject: d.Cover.Subtitle, Creator: b.q.Definition.Institute,
		Description: d.Internal, Keywords: b.q.Definition.Survey + " " + b.q.Definition.Edition, Created: b.in.Produced,
	}
	return d
}

func (b *builder) labels() Labels {
	return Labels{
		Contents: b.Text("report.part.contents"), Page: b.Text("report.page"),
		DataCodes: b.Text("report.part.data_codes"), DataLabels: b.Text("report.part.data_labels"),
		Suppressed: b.Text("report.suppressed_short"),
	}
}

// all are the tables of both kinds.
func (b *builder) all() []*disclose.Published { return slices.Concat(b.in.Tables, b.in.Crosstabs) }

// internal reports whether anything in the document is not for publication.
func (b *builder) internal() bool {
	return b.in.Data || slices.ContainsFunc(b.all(), (*disclose.Published).Internal)
}
