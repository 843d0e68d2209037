package respond

import (
	"slices"
	"strings"
)

// prefixed puts the names and ids of a field under a prefix, so that the same
// question can stand on a page several times.
func (f *Field) prefixed(prefix string) {
	id := func(s *string) {
		list := strings.Fields(*s)
		for i, one := range list {
			if rest, ok := strings.CutPrefix(one, "q-"); ok {
				list[i] = "q-" + prefix + rest
			}
		}
		*s = strings.Join(list, " ")
	}
	name := func(s *string) {
		if *s != "" {
			*s = prefix + *s
		}
	}
	part := func(p *Part) {
		id(&p.ID)
		name(&p.Name)
	}
	choices := func(list []Choice) {
		for i := range list {
			c := &list[i]
			id(&c.ID)
			name(&c.Name)
			id(&c.LabelledBy)
			if c.Other != nil {
				other := *c.Other
				part(&other)
				c.Other = &other
			}
		}
	}
	name(&f.Key)
	name(&f.Name)
	id(&f.ID)
	f.Parts, f.Columns = slices.Clone(f.Parts), slices.Clone(f.Columns)
	for _, p := range []*Part{&f.Day, &f.Month, &f.Year} {
		part(p)
	}
	for i := range f.Parts {
		part(&f.Parts[i])
	}
	choices(f.Options)
	choices(f.Missing)
	for i := range f.Columns {
		id(&f.Columns[i].ID)
	}
	for i := range f.Rows {
		id(&f.Rows[i].ID)
		choices(f.Rows[i].Choices)
		for _, cell := range f.Rows[i].Cells {
			cell.prefixed(prefix)
		}
	}
}
