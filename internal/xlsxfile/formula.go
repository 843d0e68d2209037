package xlsxfile

import (
	"archive/zip"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strings"
)

// Unsaved lists up to most cells of a worksheet, such as B2, with a formula
// whose value the file does not hold, so that they seem empty: programs that
// write workbooks without being spreadsheets leave such.
func (b *Book) Unsaved(sheet string, most int) []string {
	archive, err := zip.NewReader(b.file, b.size)
	if err != nil {
		return nil
	}
	part, err := archive.Open(worksheetPart(archive, sheet))
	if err != nil {
		return nil
	}
	defer part.Close()
	var cells []string
	decoder := xml.NewDecoder(io.LimitReader(part, b.limits.Unpacked))
	cell, formula, value := "", false, false
	for len(cells) < most {
		token, err := decoder.RawToken()
		if err != nil {
			return cells // Rows says what is wrong with the file
		}
		switch element := token.(type) {
		case xml.StartElement:
			switch element.Name.Local {
			case "c":
				cell, formula, value = attribute(element, "r"), false, false
			case "f":
				formula = true
			case "v", "is":
				value = true
			}
		case xml.EndElement:
			if element.Name.Local == "c" && formula && !value && cell != "" {
				cells = append(cells, cell)
			}
		}
	}
	return cells
}

func attribute(element xml.StartElement, name string) string {
	for _, a := range element.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// worksheetPart finds the part of the file that holds a worksheet, "" if it is
// not where it should be.
func worksheetPart(archive *zip.Reader, sheet string) string {
	var book struct {
		Sheets []struct {
			Name string `xml:"name,attr"`
			ID   string `xml:"http://schemas.openxmlformats.org/officeDocument/2006/relationships id,attr"`
		} `xml:"sheets>sheet"`
	}
	var relations struct {
		List []struct {
			ID     string `xml:"Id,attr"`
			Target string `xml:"Target,attr"`
		} `xml:"Relationship"`
	}
	if err := errors.Join(decodePart(archive, "xl/workbook.xml", &book), decodePart(archive, "xl/_rels/workbook.xml.rels", &relations)); err != nil {
		return ""
	}
	for _, s := range book.Sheets {
		for _, r := range relations.List {
			if s.Name == sheet && r.ID == s.ID {
				return strings.TrimPrefix(path.Join("/xl", r.Target), "/")
			}
		}
	}
	return ""
}

// maxDirectory bounds the parts that list others, in bytes.
const maxDirectory = 1 << 20

func decodePart(archive *zip.Reader, name string, to any) error {
	part, err := archive.Open(name)
	if err != nil {
		return err
	}
	defer part.Close()
	return xml.NewDecoder(io.LimitReader(part, maxDirectory)).Decode(to)
}
