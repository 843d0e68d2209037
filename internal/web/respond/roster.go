package respond

import (
	"crypto/rand"
	"encoding/base32"
	"html/template"
	"net/url"
	"slices"
	"strings"

	"barometer/internal/collect/response"
	"barometer/internal/questionnaire"
)

// What a respondent can do with the items of a roster besides answering. The
// page is saved first.
const (
	goAdd    = "add:"    // with the key of the roster
	goRemove = "remove:" // with the key and the id of the item
	goSend   = "send:"   // with the key of a question for a file
)

// staysOnPage reports whether the respondent did not want to go on.
func staysOnPage(action string) bool {
	return slices.ContainsFunc([]string{goAdd, goRemove, goSend}, func(s string) bool { return strings.HasPrefix(action, s) })
}

// ItemField is one item of a roster on a page.
type ItemField struct {
	ID     string // of its group
	Title  string
	Listed string // tells which item it is and what was shown of it
	Fields []template.HTML
	Remove string // what the button sends that removes it; "" for none
}

// newItemID makes the id of an item that a respondent adds.
func newItemID() string {
	var b [5]byte
	rand.Read(b[:]) // never fails
	return strings.ToLower(base32.StdEncoding.EncodeToString(b[:]))
}

// rosterHTML renders a roster with what was entered or, where entered is nil,
// with what is stored. Where nothing is yet, there is room for the first item.
func (v *visit) rosterHTML(roster *questionnaire.Question, entered url.Values, problems, doubtful []Problem) (template.HTML, error) {
	ids := v.itemsShown(roster, entered)
	path := v.withItems(roster, ids, entered)
	f := v.wording.layout(roster, v.words(), v.path)
	for _, problem := range problems {
		if problem.key == roster.Key {
			f.Problems = append(f.Problems, problem.Text)
		}
	}
	for _, doubt := range doubtful {
		if doubt.key == roster.Key {
			f.Warnings = append(f.Warnings, doubt.Text)
		}
	}
	for _, item := range path.Items(roster) {
		one, err := v.item(item, roster).itemField(roster, entered, problems, doubtful)
		if err != nil {
			return "", err
		}
		if isListed(roster) {
			one.Remove = goRemove + roster.Key + ":" + item.ID()
		}
		f.Items = append(f.Items, one)
	}
	if isListed(roster) && len(f.Items) < mostItems(roster) {
		f.Add = goAdd + roster.Key
	}
	return renderField(roster, f)
}

// itemField is one item; v is the visit of the item.
func (v *visit) itemField(roster *questionnaire.Question, entered url.Values, problems, doubtful []Problem) (ItemField, error) {
	shown := v.path.Shown()
	f := ItemField{
		ID: "f-" + strings.TrimSuffix(v.prefix, "."), Title: v.itemTitle(roster), Listed: strings.TrimSpace(v.path.ID() + " " + keys(shown)),
	}
	if entered != nil {
		entered = within(entered, v.prefix)
	}
	for _, q := range shown {
		html, err := v.fieldHTML(q, entered, problems, doubtful)
		if err != nil {
			return f, err
		}
		f.Fields = append(f.Fields, html)
	}
	return f, nil
}

// mostItems is how many items a respondent can list.
func mostItems(roster *questionnaire.Question) int {
	if roster.Max != nil {
		return min(int(*roster.Max), questionnaire.MaxItems)
	}
	return questionnaire.MaxItems
}

// itemsShown lists the ids of the items that a page shows.
func (v *visit) itemsShown(roster *questionnaire.Question, entered url.Values) []string {
	var ids []string
	switch {
	case !isListed(roster):
		for _, item := range v.path.Items(roster) {
			ids = append(ids, item.ID())
		}
		return ids
	case entered != nil:
		for _, item := range listedItems(roster, entered) {
			ids = append(ids, item.id)
		}
	default:
		for _, item := range v.draft.Answers[roster.Key].Items() {
			ids = append(ids, item.ID)
		}
	}
	if key, id, _ := strings.Cut(v.adding, ":"); key == roster.Key && canBeItem(roster, id) && !slices.Contains(ids, id) {
		ids = append(ids, id)
	}
	for len(ids) == 0 || roster.Min != nil && len(ids) < int(*roster.Min) && len(v.draft.Answers[roster.Key].Items()) == 0 {
		ids = append(ids, newItemID())
	}
	return ids[:min(len(ids), questionnaire.MaxItems)]
}

// withItems is the path of the visit if a roster had the items given, with
// what was entered about them as far as it can be read.
func (v *visit) withItems(roster *questionnaire.Question, ids []string, entered url.Values) *response.Path {
	read := response.Answers{}
	if entered != nil {
		read, _ = parseRoster(roster, v.printer(), entered)
		read = withUnseen(roster, v.draft.Answers, read, entered)
	}
	stored := v.draft.Answers[roster.Key].Items()
	items := make([]response.Item, len(ids))
	for i, id := range ids {
		answers, ok := answersOf(read[roster.Key].Items(), id)
		if !ok {
			answers, ok = answersOf(stored, id)
		}
		if !ok && entered == nil {
			answers = itemDefaults(roster)
		}
		items[i] = response.Item{ID: id, Answers: answers}
	}
	answers := response.Answers{}
	for name, value := range v.draft.Answers {
		answers[name] = value
	}
	answers[roster.Key] = response.Items(items...)
	return v.path.With(answers)
}

// item is the visit of one item: the same respondent with the answers about it.
func (v *visit) item(path *response.Path, roster *questionnaire.Question) *visit {
	item := *v
	item.outer, item.prefix = v.draft.Answers, itemPrefix(roster, path.ID())
	item.path, item.draft.Answers = path, path.Answers()
	return &item
}

// about is the visit of the item that a violation is about, v itself where it is
// about none.
func (v *visit) about(found response.Violation) *visit {
	roster := found.Question.Roster
	if roster == nil || found.Item == "" {
		return v
	}
	path, ok := v.path.Item(roster, found.Item)
	if v.sent != nil && (!ok || v.unsaved(*v.sent, roster)) {
		entered := v.shownAgain(*v.sent, []*questionnaire.Question{roster})
		path, ok = v.withItems(roster, v.itemsShown(roster, entered), entered).Item(roster, found.Item)
	}
	if !ok {
		return v
	}
	return v.item(path, roster)
}

// itemTitle is what an item is called on the page; v is the visit of the item.
func (v *visit) itemTitle(roster *questionnaire.Question) string {
	return v.words().itemTitle(roster, v.path)
}

// top is the question itself or, of a question of a roster, the roster.
func top(q *questionnaire.Question) *questionnaire.Question {
	if q.Roster != nil {
		return q.Roster
	}
	return q
}

// ofRefusedFile names an item of which nothing is stored, since nothing was
// entered but a file that was refused: it stays on the page. "" if there is none.
func (v *visit) ofRefusedFile(found []response.Violation) string {
	for _, violation := range found {
		if roster := violation.Question.Roster; roster != nil && isRefusedFile(violation) {
			if _, stored := v.path.Item(roster, violation.Item); !stored {
				return roster.Key + ":" + violation.Item
			}
		}
	}
	return ""
}

// removeItem takes an item and its fields out of what was entered.
func removeItem(roster *questionnaire.Question, id string, entered url.Values) {
	name := itemsField(roster)
	entered[name] = slices.DeleteFunc(slices.Clone(entered[name]), func(line string) bool {
		first, _, _ := strings.Cut(line, " ")
		return first == id
	})
	prefix := itemPrefix(roster, id)
	for field := range entered {
		if strings.HasPrefix(field, prefix) {
			delete(entered, field)
		}
	}
}

// newlyAskedOfItem is the key, on the page, of the first question about an item
// that the answers just saved led to: see newlyAsked. "" if there is none.
func (v *visit) newlyAskedOfItem(roster *questionnaire.Question, in input, before *response.Path) string {
	listed := listedItems(roster, in.entered)
	for _, item := range v.path.Items(roster) {
		i := slices.IndexFunc(listed, func(x listedItem) bool { return x.id == item.ID() })
		prefix := itemPrefix(roster, item.ID())
		was, existed := before.Item(roster, item.ID())
		for _, q := range item.Shown() {
			if item.Answers().Has(q) || !q.IsAsked() {
				continue
			}
			if i < 0 || !slices.Contains(listed[i].shown, q.Key) || existed && varies(q) && offersMore(q, was, item) {
				return prefix + q.Key
			}
		}
	}
	return ""
}

// changeItems takes out of what was entered what the respondent takes back of
// a roster: an item, or an answer about one.
func (in *input) changeItems() {
	action, _ := strings.CutPrefix(in.entered.Get(fieldGo), goRemove)
	clear := in.entered.Get(fieldClear)
	for _, roster := range in.shown {
		if roster.Shape() != questionnaire.ShapeItems {
			continue
		}
		if id, ok := strings.CutPrefix(action, roster.Key+":"); ok && isListed(roster) {
			removeItem(roster, id, in.entered)
		}
		for _, item := range listedItems(roster, in.entered) {
			prefix := itemPrefix(roster, item.id)
			for _, q := range roster.Questions {
				if clear != prefix+q.Key {
					continue
				}
				for _, name := range controlOf(q).names(q) {
					in.entered.Del(prefix + name)
				}
			}
		}
	}
}

// sameURL is where to go on the page that was just saved: to the item that is
// added, the roster that one was removed from, or the file that was sent.
func (v *visit) sameURL(here string, query url.Values, action string) string {
	what, of, _ := strings.Cut(action, ":")
	key, _, _ := strings.Cut(of, ":")
	if what+":" == goAdd {
		id := newItemID()
		query.Set("add", key+":"+id)
		key += "." + id
	}
	return withQuery(here, query.Encode()) + "#f-" + url.PathEscape(key)
}
