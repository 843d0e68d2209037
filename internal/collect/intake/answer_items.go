package intake

import (
	"fmt"
	"slices"
	"strconv"

	"barometer/internal/collect/response"
	"barometer/internal/questionnaire"
)

// answerItems reads the items of a roster, which stand beside the response or in
// a table of their own.
func (in *importer) answerItems(qp *questionPlan, r *response.Response) {
	found := in.itemsBeside(qp)
	if qp.listed != nil {
		listed := qp.listed.of(in)
		if listed.refused {
			in.refuseItems(qp, fmt.Sprintf("an item of roster %s is refused, and so is its response", qp.Key))
			return
		}
		found = slices.SortedStableFunc(slices.Values(listed.items), func(a, b numbered) int { return a.number - b.number })
	}
	if c, ok := in.decode(qp.main); ok && int(c.value.Num()) != len(found) {
		in.refuse(qp.main.index, fmt.Sprintf("%s of this response came along; name the file that holds them beside this one, add those that are missing, or correct the number", count(len(found), "item")))
	}
	if len(found) == 0 {
		return
	}
	ids, follow := in.itemIDs(qp.Question, r)
	var items []response.Item
	for _, item := range found {
		id := strconv.Itoa(item.number)
		if follow && item.number > len(ids) {
			in.refuseItems(qp, fmt.Sprintf("there is an item %d of roster %s, but %s gives %s; correct one of the two", item.number, qp.Key, qp.ItemsFrom.Key, count(len(ids), "item")))
			return
		}
		if follow {
			id = ids[item.number-1]
		}
		items = append(items, response.Item{ID: id, Answers: item.answers})
	}
	r.Answers[qp.Key] = response.Items(items...)
}

// refuseItems refuses the current response because of items.
func (in *importer) refuseItems(qp *questionPlan, reason string) {
	column := 0
	switch {
	case qp.listed != nil && qp.listed.own >= 0:
		column = qp.listed.own
	case len(qp.items) > 0:
		column = slices.IndexFunc(in.columns, func(d *decoder) bool { return d != nil && d.item > 0 && d.question.Roster == qp.Question })
	}
	in.refuse(column, reason)
}

// itemsBeside reads items from columns beside the response: those of which
// anything is answered.
func (in *importer) itemsBeside(qp *questionPlan) []numbered {
	var found []numbered
	for _, item := range qp.items {
		answers := response.Answers{}
		for _, inner := range item.questions {
			in.answer(inner, answers)
		}
		if len(answers) > 0 {
			found = append(found, numbered{item.number, answers})
		}
	}
	return found
}

// itemIDs are the ids of items that follow from a choice, by number; follow is
// false where items are known by their number.
func (in *importer) itemIDs(roster *questionnaire.Question, r *response.Response) (ids []string, follow bool) {
	if roster.ItemsFrom == nil {
		return nil, false
	}
	for _, item := range response.Trace(in.questionnaire, r.Context, r.Answers).Items(roster) {
		ids = append(ids, item.ID())
	}
	if len(ids) > 0 {
		return ids, true
	}
	for _, o := range roster.ItemsFrom.Options { // against the routing
		if r.Answers[roster.ItemsFrom.Key].Chose(o.Code) {
			ids = append(ids, o.Code)
		}
	}
	return ids, true
}
