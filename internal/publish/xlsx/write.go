package xlsx

import (
	"context"
	"fmt"
	"io"

	"github.com/xuri/excelize/v2"

	"barometer/internal/locale"
	"barometer/internal/publish/report"
)

// Write writes a report as a workbook, followed by the sheets of records if
// there are any. It holds the report in memory and streams the records.
func Write(ctx context.Context, w io.Writer, doc *report.Document, data ...DataSheet) (err error) {
	f := excelize.NewFile()
	defer func() {
		if cerr := f.Close(); err == nil {
			err = cerr
		}
	}()
	b, err := newBook(f, doc)
	if err != nil {
		return fmt.Errorf("xlsx.Write: %w", err)
	}
	if err := b.report(doc, data); err != nil {
		return fmt.Errorf("xlsx.Write: %w", err)
	}
	if err := b.data(ctx, data); err != nil {
		return fmt.Errorf("xlsx.Write: %w", err)
	}
	return b.finish(w)
}

// WriteData writes a workbook that holds nothing but sheets of records.
// Language decides the direction of the sheets.
func WriteData(ctx context.Context, w io.Writer, language string, data ...DataSheet) (err error) {
	f := excelize.NewFile()
	defer func() {
		if cerr := f.Close(); err == nil {
			err = cerr
		}
	}()
	doc := &report.Document{Language: language, RightToLeft: locale.Dir(language) == "rtl"}
	b, err := newBook(f, doc)
	if err != nil {
		return fmt.Errorf("xlsx.WriteData: %w", err)
	}
	if err := b.data(ctx, data); err != nil {
		return fmt.Errorf("xlsx.WriteData: %w", err)
	}
	return b.finish(w)
}

// report writes all sheets but those of records. Sheets are made in the order
// of the tabs; the contents are filled in last, when every place is known.
func (b *book) report(doc *report.Document, data []DataSheet) error {
	cover := b.sheet(doc.Cover.Title)
	contents := b.sheet(doc.Labels.Contents)
	b.contents = contents.name

	b.cover(cover, doc)
	b.method(b.sheet(doc.Method.Title), doc)
	b.frequencies(b.sheet(doc.Frequencies.Title), doc)
	for _, x := range doc.Crosstabs {
		b.crosstab(b.sheet(x.Title), doc, x)
	}
	b.codebook(b.sheet(doc.Codebook.Title), doc.Codebook)
	for _, d := range data {
		b.place(0, "", d.Title, b.reserve(d.Title), 1)
	}
	b.contentsSheet(contents, doc)
	b.file.SetActiveSheet(0) // reads every sheet again, so before the large ones
	return b.err
}

// finish writes the workbook in its normal form.
func (b *book) finish(w io.Writer) error {
	buf, err := b.file.WriteToBuffer()
	if err != nil {
		return fmt.Errorf("writing the workbook: %w", err)
	}
	return normalise(w, buf.Bytes())
}
