package respond

import (
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"barometer/internal/collect/response"
	"barometer/internal/locale"
	"barometer/internal/questionnaire"
)

// A roster's fields are named ROSTER.ITEM.NAME, where NAME is what the field is
// called outside of rosters: keys hold no point, and ids of items are written
// without. The field ROSTER.items says for each item on the page, in their
// order, its id and the keys of the questions that are shown about it.
//
// What an item is asked follows from its answers when the page is saved: the
// script of the page knows nothing of items.

func init() {
	// Not in the table itself, since a roster's controls are looked up in it.
	controls["roster"] = control{
		template: "roster",
		names:    func(q *questionnaire.Question) []string { return []string{itemsField(q)} },
		layout:   func(*Field, *questionnaire.Question, view) {}, // see visit.rosterHTML
		fill:     func(*Field, url.Values) {},
		parse:    parseRoster, format: formatRoster,
	}
}

// controlOf is the control of a question.
func controlOf(q *questionnaire.Question) control {
	if q.Shape() == questionnaire.ShapeGrid {
		return grid()
	}
	return controls[q.Type.Name]
}

// fieldNames lists the names of the fields that a question can have on a page
// that sent these ones.
func fieldNames(q *questionnaire.Question, entered url.Values) []string {
	names := controlOf(q).names(q)
	if q.Shape() != questionnaire.ShapeItems {
		return names
	}
	for _, item := range listedItems(q, entered) {
		prefix := itemPrefix(q, item.id)
		for _, inner := range q.Questions {
			for _, name := range controlOf(inner).names(inner) {
				names = append(names, prefix+name)
			}
		}
	}
	return names
}

func itemsField(roster *questionnaire.Question) string { return roster.Key + ".items" }

// itemPrefix is what the names of an item's fields begin with.
func itemPrefix(roster *questionnaire.Question, id string) string {
	return roster.Key + "." + withoutPoints(id) + "."
}

// withoutPoints writes a code so that it can stand between points.
func withoutPoints(code string) string { return strings.ReplaceAll(code, ".", "~") }

// within gives the fields of a prefix under the names that they have without
// it.
func within(entered url.Values, prefix string) url.Values {
	inner := url.Values{}
	for name, values := range entered {
		if rest, ok := strings.CutPrefix(name, prefix); ok {
			inner[rest] = values
		}
	}
	return inner
}

// listedItem is an item that a form says was on the page.
type listedItem struct {
	id    string
	shown []string // keys of the questions about it
}

var itemIDPattern = regexp.MustCompile(`^[A-Za-z0-9_.-]{1,64}$`)

// listedItems lists the items that were on a page. What cannot be the id of an
// item of the roster is left out, and so is what comes after too many.
func listedItems(roster *questionnaire.Question, entered url.Values) []listedItem {
	var items []listedItem
	for _, line := range entered[itemsField(roster)] {
		words := strings.Fields(line)
		if len(words) == 0 || !canBeItem(roster, words[0]) || len(items) > questionnaire.MaxItems {
			continue
		}
		if !slices.ContainsFunc(items, func(x listedItem) bool { return x.id == words[0] }) {
			items = append(items, listedItem{words[0], words[1:]})
		}
	}
	return items
}

// canBeItem reports whether an item of a roster can have an id.
func canBeItem(roster *questionnaire.Question, id string) bool {
	switch {
	case roster.ItemsFrom != nil:
		o, ok := roster.ItemsFrom.Option(id)
		return ok && o.Missing == questionnaire.NotMissing
	case roster.ItemsCount != nil:
		n, err := strconv.Atoi(id)
		return err == nil && n >= 1 && n <= questionnaire.MaxItems && id == strconv.Itoa(n)
	}
	return itemIDPattern.MatchString(id)
}

// isListed reports whether the respondent lists the items of a roster.
func isListed(roster *questionnaire.Question) bool {
	return roster.ItemsFrom == nil && roster.ItemsCount == nil
}

// parseRoster reads what was entered about each item. What can be read is given
// even where something else cannot.
func parseRoster(roster *questionnaire.Question, p *locale.Printer, entered url.Values) (response.Answers, []response.Violation) {
	var items []response.Item
	var found []response.Violation
	for _, listed := range listedItems(roster, entered) {
		own := within(entered, itemPrefix(roster, listed.id))
		item := response.Item{ID: listed.id, Answers: response.Answers{}}
		for _, q := range roster.Questions {
			if !slices.Contains(listed.shown, q.Key) {
				continue
			}
			answers, refused := controlOf(q).parse(q, p, own)
			for _, violation := range refused {
				violation.Item = listed.id
				found = append(found, violation)
			}
			maps.Copy(item.Answers, answers)
		}
		if len(item.Answers) > 0 {
			items = append(items, item)
		}
	}
	if len(items) == 0 {
		return response.Answers{}, found
	}
	return response.Answers{roster.Key: response.Items(items...)}, found
}

// formatRoster is the inverse of parseRoster, with all questions about each
// item.
func formatRoster(roster *questionnaire.Question, p *locale.Printer, a response.Answers) url.Values {
	entered := url.Values{}
	for _, item := range a[roster.Key].Items() {
		entered.Add(itemsField(roster), item.ID+" "+keys(roster.Questions))
		prefix := itemPrefix(roster, item.ID)
		for _, q := range roster.Questions {
			for name, values := range controlOf(q).format(q, p, item.Answers) {
				entered[prefix+name] = values
			}
		}
	}
	return entered
}

// withUnseen adds to what was read of a page what its form does not hold: files,
// and of rosters the answers about items that were not on it, and those to
// questions that were not shown about one that was. An item of which nothing is
// answered is left out.
func withUnseen(q *questionnaire.Question, stored, read response.Answers, entered url.Values) response.Answers {
	switch q.Shape() {
	case questionnaire.ShapeFile:
		if stored[q.Key].Kind() == response.KindFile {
			return keep(q, stored[q.Key])
		}
	case questionnaire.ShapeItems:
		items := unseenItems(q, stored[q.Key].Items(), read[q.Key].Items(), entered)
		if len(items) == 0 {
			return response.Answers{}
		}
		return response.Answers{q.Key: response.Items(items...)}
	}
	return read
}

func unseenItems(roster *questionnaire.Question, stored, read []response.Item, entered url.Values) []response.Item {
	var items []response.Item
	for _, listed := range listedItems(roster, entered) {
		before, known := answersOf(stored, listed.id)
		now, _ := answersOf(read, listed.id)
		if !known && isListed(roster) && isDefault(roster, now) {
			continue
		}
		answers := unseenAnswers(roster, listed, before, entered)
		if isListed(roster) && len(now) == 0 && !holdsFile(answers) {
			continue
		}
		maps.Copy(answers, now)
		if len(answers) > 0 {
			items = append(items, response.Item{ID: listed.id, Answers: answers})
		}
	}
	if isListed(roster) {
		return items
	}
	return inStoredOrder(roster, stored, items, entered)
}

// unseenAnswers are the stored answers about an item that its fields do not
// replace.
func unseenAnswers(roster *questionnaire.Question, listed listedItem, before response.Answers, entered url.Values) response.Answers {
	kept := response.Answers{}
	for _, q := range roster.Questions {
		seen := slices.Contains(listed.shown, q.Key) && before[q.Key].Kind() != response.KindFile
		if !seen && entered.Get(fieldClear) != itemPrefix(roster, listed.id)+q.Key {
			maps.Copy(kept, stored(before, q))
		}
	}
	return kept
}

// inStoredOrder adds the items that follow from other answers and were not on
// the page: they come back where those answers do.
func inStoredOrder(roster *questionnaire.Question, stored, shown []response.Item, entered url.Values) []response.Item {
	onPage := listedItems(roster, entered)
	var items []response.Item
	for _, item := range stored {
		if answers, ok := answersOf(shown, item.ID); ok {
			items = append(items, response.Item{ID: item.ID, Answers: answers})
		} else if !slices.ContainsFunc(onPage, func(x listedItem) bool { return x.id == item.ID }) {
			items = append(items, item)
		}
	}
	for _, item := range shown {
		if _, ok := answersOf(stored, item.ID); !ok {
			items = append(items, item)
		}
	}
	return items
}

func answersOf(items []response.Item, id string) (response.Answers, bool) {
	i := slices.IndexFunc(items, func(x response.Item) bool { return x.ID == id })
	if i < 0 {
		return response.Answers{}, false
	}
	return items[i].Answers, true
}

func holdsFile(a response.Answers) bool {
	for _, value := range a {
		if value.Kind() == response.KindFile {
			return true
		}
	}
	return false
}

// isDefault reports whether answers about an item are none but those that its
// form holds at first.
func isDefault(roster *questionnaire.Question, a response.Answers) bool {
	initial := itemDefaults(roster)
	for name := range a {
		if _, ok := initial[name]; !ok {
			return false
		}
	}
	for _, q := range roster.Questions {
		if len(stored(a, q)) > 0 && fingerprint(a, q) != fingerprint(initial, q) {
			return false
		}
	}
	return true
}

// itemDefaults are the answers that the form of a new item holds.
func itemDefaults(roster *questionnaire.Question) response.Answers {
	initial := response.Answers{}
	for _, q := range roster.Questions {
		if q.Default != "" {
			maps.Copy(initial, keep(q, defaultValue(q)))
		}
	}
	return initial
}
