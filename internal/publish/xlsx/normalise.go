package xlsx

import (
	"archive/zip"
	"bytes"
	"cmp"
	"encoding/xml"
	"fmt"
	"io"
	"slices"
)

const contentTypes = "[Content_Types].xml"

// types is the part that names the content type of every other part.
type types struct {
	XMLName   xml.Name       `xml:"http://schemas.openxmlformats.org/package/2006/content-types Types"`
	Defaults  []typeDefault  `xml:"Default"`
	Overrides []typeOverride `xml:"Override"`
}

type typeDefault struct {
	Extension   string `xml:",attr"`
	ContentType string `xml:",attr"`
}

type typeOverride struct {
	PartName    string `xml:",attr"`
	ContentType string `xml:",attr"`
}

// normalise writes a workbook so that equal content has equal bytes: parts
// sorted by name with the content types first, their entries sorted, no times.
// The parts are copied as they are, compressed.
func normalise(w io.Writer, workbook []byte) error {
	r, err := zip.NewReader(bytes.NewReader(workbook), int64(len(workbook)))
	if err != nil {
		return fmt.Errorf("reading the workbook again: %w", err)
	}
	files := slices.Clone(r.File)
	slices.SortFunc(files, func(a, b *zip.File) int {
		return cmp.Or(cmp.Compare(partRank(a.Name), partRank(b.Name)), cmp.Compare(a.Name, b.Name))
	})
	out := zip.NewWriter(w)
	for _, f := range files {
		if f.Name == contentTypes {
			err = writeTypes(out, f)
		} else {
			err = copyPart(out, f)
		}
		if err != nil {
			return fmt.Errorf("writing part %s: %w", f.Name, err)
		}
	}
	return out.Close()
}

// partRank puts the parts that readers look for first at the front.
func partRank(name string) int {
	switch name {
	case contentTypes:
		return 0
	case "_rels/.rels":
		return 1
	}
	return 2
}

// copyPart copies the compressed bytes under a header without time and extras.
func copyPart(out *zip.Writer, f *zip.File) error {
	from, err := f.OpenRaw()
	if err != nil {
		return err
	}
	header := &zip.FileHeader{
		Name: f.Name, Method: f.Method, CRC32: f.CRC32,
		CompressedSize64: f.CompressedSize64, UncompressedSize64: f.UncompressedSize64,
	}
	to, err := out.CreateRaw(header)
	if err != nil {
		return err
	}
	_, err = io.Copy(to, from)
	return err
}

func writeTypes(out *zip.Writer, f *zip.File) error {
	from, err := f.Open()
	if err != nil {
		return err
	}
	defer from.Close()
	var t types
	if err := xml.NewDecoder(from).Decode(&t); err != nil {
		return err
	}
	slices.SortFunc(t.Defaults, func(a, b typeDefault) int { return cmp.Compare(a.Extension, b.Extension) })
	slices.SortFunc(t.Overrides, func(a, b typeOverride) int { return cmp.Compare(a.PartName, b.PartName) })
	body, err := xml.Marshal(t)
	if err != nil {
		return err
	}
	to, err := out.Create(f.Name)
	if err != nil {
		return err
	}
	_, err = to.Write(append([]byte(xml.Header), body...))
	return err
}
