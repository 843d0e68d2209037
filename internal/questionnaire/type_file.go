package questionnaire

import (
	"regexp"
	"strings"
)

const (
	megabyte       = 1 << 20
	mostMegabytes  = 10 // of one file, so that backup and several servers bear it
	commonSuffixes = ".pdf .png .jpg .jpeg .docx .xlsx .odt .ods .csv .txt"
)

var suffixPattern = regexp.MustCompile(`^\.[A-Za-z0-9]{1,10}$`)

func typeFile() *Type {
	return &Type{
		Name:       "file",
		Doc:        "A file that the respondent sends, of the kinds in accept and at most max_size megabytes.",
		Shapes:     []Shape{ShapeFile},
		Base:       BaseAnswered,
		Properties: answering("accept", "max_size"),
		build: func(b *builder) {
			b.accept()
			size := b.def.MaxSize
			if size < 0 || size > mostMegabytes || size != size {
				b.fail(b.path+".max_size", "a file has at most %d megabytes, not %v; write a number up to that, or remove the line", mostMegabytes, size)
			}
			if size == 0 {
				size = mostMegabytes
			}
			b.q.MaxBytes = int64(size * megabyte)
			b.missingOnly()
			b.q.shape = ShapeFile
			b.variable(b.def.Key, ShapeText, b.q.Text)
		},
	}
}

// accept checks and sets the kinds of files.
func (b *builder) accept() {
	for i, suffix := range b.def.Accept {
		if !suffixPattern.MatchString(suffix) {
			b.fail(indexed(b.path+".accept", i), "“%s” is no kind of file; write how their names end, with the point, for example .pdf", clip(suffix))
		}
		b.q.Accept = append(b.q.Accept, strings.ToLower(suffix))
	}
	if len(b.q.Accept) == 0 {
		b.q.Accept = strings.Fields(commonSuffixes)
	}
}
