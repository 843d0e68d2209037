package lss

import (
	"slices"
	"strings"

	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/convert"
)

// coreThemes are the ways of showing questions that LimeSurvey itself has and
// that change nothing of what is asked.
var coreThemes = set("5pointchoice listradio list_dropdown list_with_comment arrays/array arrays/5point arrays/10point arrays/yesnouncertain " +
	"arrays/increasesamedecrease arrays/column arrays/dualscale arrays/multiflexi arrays/texts arrays/array_5point date file_upload gender language " +
	"multiplenumeric multiplenumericalinput numerical numericalinput ranking boilerplate yesno hugefreetext longfreetext multipleshorttext shortfreetext " +
	"multiplechoice multiplechoice_with_comments multiplechoicewithcomments equation core arrays/byColumn arrays/numbers listdropdown")

// cosmetic are the settings that say how a question looks, is printed,
// exported or drawn in charts, which is decided otherwise here.
var cosmetic = set("hide_tip public_statistics statistics_showgraph statistics_graphtype statistics_showmap scale_export page_break " +
	"display_columns display_rows text_input_width text_input_columns label_input_columns input_size answer_width answer_width_bycolumn cssclass printable_help save_as_default " +
	"dropdown_size dropdown_prefix dropdown_dates dropdown_dates_minute_step dropdown_dates_month_style dropdown_separators dropdown_prepostfix " +
	"dropdown_dates_year_min dropdown_dates_year_max reverse repeat_headings parent_order array_filter_style display_type display_rows use_dropdown " +
	"slider_middlestart slider_showminmax slider_handle slider_custom_handle slider_reset slider_reversed slider_separator slider_orientation slider_rating " +
	"show_totals show_grand_total show_comment show_title show_search show_tick show_handle show_number showpopups samechoiceheight samelistheight " +
	"choice_title rank_title choice_input_columns text_input_columns visualize only_pull keep_aspect crop_or_resize fix_height fix_width horizontal_scroll " +
	"addlineicon autoaddnewline button_size width_entry time_limit_action time_limit_disable_next time_limit_disable_prev time_limit_message " +
	"time_limit_message_delay time_limit_message_style time_limit_warning time_limit_warning_display_time time_limit_warning_message " +
	"time_limit_warning_style time_limit_countdown_message time_limit_timer_style time_limit_warning_2 time_limit_warning_2_display_time " +
	"time_limit_warning_2_message time_limit_warning_2_style location_city location_country location_postal location_state location_mapheight " +
	"location_mapwidth location_mapzoom location_nodefaultfromip location_defaultcoordinates add_platform_info suppress_question_type max_filesize_units " +
	"placeholder printable_help prefix_width value_range_allows_missing numbers_only em_validation_q_tip em_validation_sq_tip other_replace_text " +
	"exclude_all_others_auto commented_checkbox commented_checkbox_auto multiflexible_checkbox input_boxes num_value_int_only hidden other_position slider_default_set")

func set(words string) map[string]bool {
	s := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		s[w] = true
	}
	return s
}

// off are values of settings that are switched off.
var off = set("0 N no none normal default false off")

// remedies says of settings that are kept what can be done.
var remedies = map[string]string{
	"random_group":            "questions keep their order; sections and questions are not shown in random order here",
	"time_limit":              "nobody is hurried; there is no limit of time",
	"other_comment_mandatory": "the text of the option “other” may stay empty",
	"other_numbers_only":      "the text of the option “other” may be any text",
	"exclude_all_others":      "a row does not hide the others; write ask_if on them where that matters",
	"location_mapservice":     "there is no map; the answer is a text",
	"num_value_equals_sgqa":   "LimeSurvey itself no longer reads it",
	"min_num_value_sgqa":      "LimeSurvey itself no longer reads it",
	"max_num_value_sgqa":      "LimeSurvey itself no longer reads it",
	"maximum_chars":           "numbers have no greatest length; write min and max",
	"random_order":            "the order stays as it is",
}

// leftAttributes keeps the settings that nothing has read and that are not
// only about looks.
func (c *converter) leftAttributes(q *question, d *questionnaire.QuestionDef) {
	for i, p := range slices.Concat([]*question{q}, q.subs[0], q.subs[1]) {
		for _, name := range sortedKeys(p.attributes) {
			value := p.attribute(name)
			if i == 0 && q.used[name] || cosmetic[name] || off[value] || strings.TrimSpace(value) == "" || name == "assessment_value" {
				continue
			}
			key := name
			if i > 0 {
				key += " " + p.code
			}
			keep(d, key, value)
			what := remedies[name]
			if what == "" {
				what = "kept without effect"
			}
			c.report.Add(convert.Kept, p.place(), name, "“%s”: %s", clip(value), what)
		}
	}
}

// leftParts lists subquestions that questions of their type do not have, which
// LimeSurvey keeps when the type is changed.
func (c *converter) leftParts(q *question) {
	for _, s := range slices.Concat(q.subs[0], q.subs[1]) {
		if !s.shown {
			c.report.Add(convert.LeftOut, s.place(), "subquestion", "a question of the type “%s” does not show it", kindOf(q).name)
			c.leftExpressions(s)
		}
	}
}

// leftExpressions counts the expressions of a question that is left out.
func (c *converter) leftExpressions(q *question) {
	if !always(q.relevance) {
		feature := "relevance"
		if q.parent != "" {
			feature = "subquestion relevance"
		}
		c.untranslated(q.place(), feature, q.relevance, errOrphan)
	}
	if strings.TrimSpace(q.preg) != "" {
		c.untranslated(q.place(), "preg", q.preg, errOrphan)
	}
}
