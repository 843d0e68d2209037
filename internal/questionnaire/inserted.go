package questionnaire

import (
	"maps"
	"slices"
	"strings"

	"barometer/internal/questionnaire/expr"
)

// strings checks the source strings: what is inserted into them, and Markdown.
func (c *compiler) strings() {
	for _, s := range c.sources {
		if !c.fits(s.Path, s.Text) {
			continue
		}
		eachPipe(ParsePipes(s.Text), 0, func(p Pipe, offset int) {
			if c.readable(p, s.Path, offset) && c.inserted(s, p, ByteOf(s.Path, offset+p.Start)) {
				c.plural(p, c.def.Language, ByteOf(s.Path, offset+p.Start))
			}
		})
		if s.Markdown {
			c.rawHTML(s.Path, s.Text)
		}
	}
}

// maxString bounds a text, in bytes: far above what anybody reads, and low
// enough that no Markdown takes long to render.
const maxString = 10_000

// fits reports whether a text is short enough to look at.
func (c *compiler) fits(path, text string) bool {
	if len(text) <= maxString {
		return true
	}
	c.fail(path, "the text has %d bytes; shorten it to %d", len(text), maxString)
	return false
}

// eachPipe visits what is inserted into a text and into its plural forms, with
// the offset that the places of each count from.
func eachPipe(pipes []Pipe, offset int, visit func(p Pipe, offset int)) {
	for _, p := range pipes {
		if p.Number {
			continue
		}
		visit(p, offset)
		for _, f := range p.Forms {
			eachPipe(f.Pipes(), offset+f.Start, visit)
		}
	}
}

// knownBefore reports whether a question is a calculation of what is asked
// before a page, so that its value is known when the page is shown.
func (c *compiler) knownBefore(q *Question, page int) bool {
	if q.Calculate == nil {
		return false
	}
	for _, v := range q.Calculate.Variables {
		if v == nil || v.Question == nil || v.Question.order >= page && !c.knownBefore(v.Question, page) {
			return false
		}
	}
	return true
}

// readable reports a pipe that cannot be read.
func (c *compiler) readable(p Pipe, path string, offset int) bool {
	if p.Problem != "" {
		c.fail(ByteOf(path, offset+p.At), "%s", p.Problem)
	}
	return p.Problem == ""
}

// inserted checks that a text inserts only an answer that is known by then.
func (c *compiler) inserted(s SourceString, p Pipe, path string) bool {
	symbol, known := c.symbols[p.Key]
	switch {
	case s.asked == noPipes:
		c.fail(path, "answers cannot be inserted into this text; write it without ${…}, or $${ for a literal ${")
	case !known:
		c.fail(path, "there is no question “%s” whose answer could be inserted; %s", clip(p.Key), c.suggest(p.Key, c.symbolNames(), "write the key of an earlier question"))
	case symbol.refusal != "":
		c.fail(path, "“%s” %s", p.Key, symbol.refusal)
	case symbol.question < 0 || symbol.option != nil || symbol.variable != nil && symbol.variable.Recode != nil:
		c.fail(path, "“%s” is no answer that could be inserted; write the key of an earlier question", p.Key)
	case symbol.question >= s.asked:
		c.fail(path, "“%s” is asked later than this text is shown; insert the answer of an earlier question", p.Key)
	case symbol.roster != "" && symbol.roster != s.roster:
		c.fail(path, "“%s” is asked for every item of “%s”, so there is no one answer to insert here; insert it inside the roster, or a calculated question such as count(%s)", p.Key, symbol.roster, symbol.roster)
	case symbol.question >= s.page && !c.knownBefore(c.all[symbol.question], s.page):
		c.warn(path, "“%s” is asked on the same page, so its answer is not known when this text is first shown; move this to a later section", p.Key)
		return true
	default:
		return true
	}
	return false
}

// plural checks that the plural forms of a pipe follow a number, and that every
// number has one that the language uses for it.
func (c *compiler) plural(p Pipe, language, path string) {
	if p.Forms == nil {
		return
	}
	switch kind := c.symbols[p.Key].Kind; kind {
	case expr.KindNumber, expr.KindCodes, expr.KindItems, 0:
	default:
		c.fail(path, "“%s” is %s, which has no plural forms; name a number, a multiple choice or a roster, or write ${%s}", p.Key, kind, p.Key)
		return
	}
	needed, used := pluralNeeds(language, p)
	for _, name := range needed {
		c.warn(path, "the plural forms of “%s” lack “%s”, which %s has for numbers such as %s; add %s {…}", p.Key, name, language, example(language, name), name)
	}
	for _, f := range p.Forms {
		if !strings.HasPrefix(f.Name, "=") && !slices.Contains(used, f.Name) {
			c.warn(path, "%s never uses the plural form “%s” of “%s”; its forms are %s: remove it, or write =N {…} for exactly one number", language, f.Name, p.Key, listWords(used, "and"))
		}
	}
}

// translatedPipes checks what a translation inserts: the same answers as its
// source, however often and in whatever order. A language may need plural
// forms where the source has none, and the other way round.
func (c *compiler) translatedPipes(s SourceString, text, language, path string) {
	got, readable := map[string]bool{}, true
	eachPipe(ParsePipes(text), 0, func(p Pipe, offset int) {
		readable = c.readable(p, path, offset) && readable
		got["${"+p.Key+"}"] = true
		if s.asked != noPipes && p.Key != "" {
			c.plural(p, language, ByteOf(path, offset+p.Start))
		}
	})
	want := map[string]bool{}
	eachPipe(ParsePipes(s.Text), 0, func(p Pipe, _ int) { want["${"+p.Key+"}"] = true })
	if readable && !maps.Equal(want, got) {
		c.fail(path, "the translation of “%s” inserts %s, its source %s; insert the same answers", s.ID, orNothing(got), orNothing(want))
	}
}

func orNothing(keys map[string]bool) string {
	if len(keys) == 0 {
		return "nothing"
	}
	return listWords(slices.Sorted(maps.Keys(keys)), "and")
}
