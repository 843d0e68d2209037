package xlsform

import (
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"barometer/internal/questionnaire/convert"
)

const maxListFile = 5 << 20 // bytes

// fileList reads the list that stands in a file beside the form, once. Where
// it cannot be read that is reported, and the list is nil.
func (r *reader) fileList(n *node) *list {
	name := n.typ.list
	if l, ok := r.lists["file "+name]; ok {
		return l
	}
	r.lists["file "+name] = nil
	cells, err := r.readListFile(name)
	if err != nil {
		r.report.Add(convert.Unsupported, n.row.at("type"), n.typ.kind, "the file “%s” cannot be read (%v); put it beside the form", name, err)
		return nil
	}
	valueColumn, labelColumn := parameter(n.row, "value", "name"), parameter(n.row, "label", "label")
	for i, h := range cells[0] {
		switch h {
		case valueColumn:
			cells[0][i] = "name"
		case labelColumn:
			cells[0][i] = "label"
		}
	}
	s := table(name, cells)
	l := &list{name: "file " + name, codes: map[string]string{}, columns: map[string]string{}}
	for i := range s.rows {
		if s.rows[i].get("name") != "" {
			l.rows = append(l.rows, &s.rows[i])
		}
	}
	if len(l.rows) == 0 {
		r.report.Add(convert.Unsupported, n.row.at("type"), n.typ.kind, "the file “%s” has no rows with a column “%s”", name, valueColumn)
		return nil
	}
	r.lists[l.name] = l
	r.order = append(r.order, l)
	r.readOptions(l)
	return l
}

// parameter reads one of the parameters of a row: value=code label=title.
func parameter(row *row, name, absent string) string {
	for part := range strings.FieldsFuncSeq(row.get("parameters"), func(r rune) bool { return strings.ContainsRune(" ,;\n", r) }) {
		if key, value, ok := strings.Cut(part, "="); ok && strings.EqualFold(key, name) {
			return value
		}
	}
	return absent
}

// readListFile reads a table beside the form: rows of cells under one row of
// headers.
func (r *reader) readListFile(name string) ([][]string, error) {
	if r.src.Beside == nil || !fs.ValidPath(name) || strings.Contains(name, "/") {
		return nil, fs.ErrNotExist
	}
	f, err := r.src.Beside.Open(name)
	if err != nil {
		return nil, fs.ErrNotExist
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxListFile+1))
	if err != nil {
		return nil, err
	}
	if len(data) > maxListFile {
		return nil, fmt.Errorf("it is larger than %d MB", maxListFile>>20)
	}
	var cells [][]string
	switch suffix := strings.ToLower(path.Ext(name)); suffix {
	case ".csv":
		reader := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(data), "\ufeff")))
		reader.FieldsPerRecord, reader.LazyQuotes = -1, true
		cells, err = reader.ReadAll()
	case ".geojson":
		cells, err = geoJSON(data)
	case ".xml":
		cells, err = xmlItems(data)
	default:
		err = fmt.Errorf("files that end with “%s” are not read", suffix)
	}
	if err == nil && len(cells) == 0 {
		err = fmt.Errorf("it is empty")
	}
	for i := range cells {
		cells[i] = clean(cells[i])
	}
	return cells, err
}

// geoJSON makes a table of the properties of features. The name is that of a
// property id, or the feature's own id.
func geoJSON(data []byte) ([][]string, error) {
	var doc struct {
		Features []struct {
			ID         any            `json:"id"`
			Properties map[string]any `json:"properties"`
		} `json:"features"`
	}
	if err := json.Unmarshal(data, &doc); err != nil {
		return nil, err
	}
	items := make([]map[string]string, len(doc.Features))
	for i, feature := range doc.Features {
		items[i] = map[string]string{}
		if feature.ID != nil {
			items[i]["name"] = fmt.Sprint(feature.ID)
		}
		for name, value := range feature.Properties {
			switch name {
			case "id":
				name = "name"
			case "title":
				name = "label"
			}
			items[i][name] = fmt.Sprint(value)
		}
	}
	return tableOf(items), nil
}

// xmlItems makes a table of the children of <item> elements.
func xmlItems(data []byte) ([][]string, error) {
	var doc struct {
		Items []struct {
			Fields []struct {
				XMLName xml.Name
				Text    string `xml:",chardata"`
			} `xml:",any"`
		} `xml:"item"`
	}
	if err := xml.Unmarshal(data, &doc); err != nil {
		return nil, err
	}
	items := make([]map[string]string, len(doc.Items))
	for i, item := range doc.Items {
		items[i] = map[string]string{}
		for _, field := range item.Fields {
			items[i][field.XMLName.Local] = strings.TrimSpace(field.Text)
		}
	}
	return tableOf(items), nil
}

// tableOf makes rows of cells under one row of headers.
func tableOf(items []map[string]string) [][]string {
	var headers []string
	for _, item := range items {
		for name := range item {
			if !slices.Contains(headers, name) {
				headers = append(headers, name)
			}
		}
	}
	slices.Sort(headers)
	cells := [][]string{headers}
	for _, item := range items {
		values := make([]string, len(headers))
		for i, h := range headers {
			values[i] = item[h]
		}
		cells = append(cells, values)
	}
	return cells
}
