package diff

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"barometer/internal/questionnaire"
)

// WriteText writes a report for people: the changes of each section in the
// order of the questionnaire, every wording in every language before and after,
// then what is declared otherwise than proposed, and last the trends that end.
func (r *Report) WriteText(w io.Writer) error {
	b := bufio.NewWriter(w)
	fmt.Fprintf(b, "%s: %s → %s\n", r.Survey, r.Old, r.New)
	if len(r.Changes) == 0 {
		fmt.Fprintln(b, "Nothing changed.")
		return b.Flush()
	}
	fmt.Fprintf(b, "%s, which an open edition would take as %s. %s; %s.\n",
		count(len(r.Changes), "change"), r.Effect, count(len(r.Breaks), "trend")+ends(len(r.Breaks)), count(len(r.Findings), "declaration")+" to look at")
	r.writeChanges(b)
	r.writeFindings(b)
	r.writeBreaks(b)
	return b.Flush()
}

func count(n int, word string) string {
	if n != 1 {
		word += "s"
	}
	return fmt.Sprintf("%d %s", n, word)
}

func ends(n int) string {
	if n == 1 {
		return " ends"
	}
	return " end"
}

// writeChanges writes the changes by section, and by question inside it.
func (r *Report) writeChanges(w io.Writer) {
	writeGroup := func(title string, of func(c Change) bool) {
		headed, question := false, ""
		for _, c := range r.bySection(of) {
			if !headed {
				fmt.Fprintf(w, "\n%s\n%s\n", title, strings.Repeat("─", len([]rune(title))))
				headed = true
			}
			if c.Question != question {
				question = c.Question
				fmt.Fprintf(w, "  %s%s\n", question, r.classOf(question))
			}
			c.write(w)
		}
	}
	writeGroup("The questionnaire", func(c Change) bool { return c.Section == "" })
	seen := map[string]bool{}
	for _, s := range r.sections {
		if !seen[s.key] {
			seen[s.key] = true
			writeGroup(s.title, func(c Change) bool { return c.Section == s.key })
		}
	}
}

// bySection lists the changes of one section, with those of each question
// together.
func (r *Report) bySection(of func(c Change) bool) []Change {
	var keys []string
	byKey := map[string][]Change{}
	for _, c := range r.Changes {
		if !of(c) {
			continue
		}
		if _, ok := byKey[c.Question]; !ok {
			keys = append(keys, c.Question)
		}
		byKey[c.Question] = append(byKey[c.Question], c)
	}
	var sorted []Change
	for _, key := range keys {
		sorted = append(sorted, byKey[key]...)
	}
	return sorted
}

// classOf is the class proposed for a question, for its heading.
func (r *Report) classOf(question string) string {
	for _, p := range r.Proposals {
		if p.Question == question {
			return ": " + string(p.Class)
		}
	}
	return ""
}

// name says what changed, and in which part of the question.
func (c Change) name() string {
	name := strings.ReplaceAll(string(c.What), "_", " ")
	if c.Part != "" {
		name += " “" + c.Part + "”"
	}
	return name
}

// write writes one change.
func (c Change) write(w io.Writer) {
	name := c.name()
	if related := arrow(c.Old, c.New); related != "" && c.What != OptionsReordered && c.What != RowsReordered {
		name += ": " + related
	}
	class := ""
	if c.Class != "" {
		class = string(c.Class) + "; "
	}
	fmt.Fprintf(w, "    %s %s (%s%s)\n", c.sign(), name, class, c.Reason)
	for _, wording := range c.Wordings {
		indent := strings.Repeat(" ", 8+len(wording.Language)+4)
		before, after := strings.ReplaceAll(wording.Before, "\n", "\n"+indent), strings.ReplaceAll(wording.After, "\n", "\n"+indent)
		switch {
		case before == "":
			fmt.Fprintf(w, "        %s  + %s\n", wording.Language, after)
		case after == "":
			fmt.Fprintf(w, "        %s  − %s\n", wording.Language, before)
		case before == after:
			fmt.Fprintf(w, "        %s  = %s\n", wording.Language, after)
		default:
			fmt.Fprintf(w, "        %s  − %s\n%s+ %s\n", wording.Language, before, indent[:len(indent)-2], after)
		}
	}
}

// arrow writes what became what, unless the change says it by its name.
func arrow(old, new []string) string {
	if len(old) == 0 || len(new) == 0 {
		return ""
	}
	return strings.Join(old, ", ") + " → " + strings.Join(new, ", ")
}

// sign is + for what came, − for what went, ~ for what changed.
func (c Change) sign() string {
	switch {
	case c.Class == questionnaire.New, c.What == LanguageAdded, c.What == SectionAdded:
		return "+"
	case c.Class == questionnaire.Retired, c.What == LanguageRemoved, c.What == SectionRemoved:
		return "−"
	}
	return "~"
}

func (r *Report) writeFindings(w io.Writer) {
	if len(r.Findings) == 0 {
		return
	}
	fmt.Fprint(w, "\nDeclared otherwise than proposed\n")
	for _, f := range r.Findings {
		name := f.Question
		if name == "" {
			name = "edition"
		}
		if f.Position != "" {
			name = f.Position + ": " + name
		}
		fmt.Fprintf(w, "  %s: %s\n", name, f.Message)
	}
}

func (r *Report) writeBreaks(w io.Writer) {
	if len(r.Breaks) == 0 {
		fmt.Fprint(w, "\nNo trend ends.\n")
		return
	}
	fmt.Fprint(w, "\nTrends that end\n")
	for _, b := range r.Breaks {
		name, how := b.Question, "proposed"
		if b.Part != "" {
			name += ", “" + b.Part + "”"
		}
		if b.Declared {
			how = "declared"
		}
		fmt.Fprintf(w, "  %s (%s; last comparable with %s): %s\n", name, how, b.Since, b.Reason)
	}
}

// quoted and list write codes and keys for messages.
func quoted(words []string) string { return "“" + strings.Join(words, "”, “") + "”" }
func list(words []string) string   { return "[" + strings.Join(words, ", ") + "]" }
