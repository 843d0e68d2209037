package xlsform

import "testing"

func TestParseType(t *testing.T) {
	for cell, want := range map[string]rowType{
		"text":                                   {kind: "text"},
		"q string":                               {kind: "text"},
		"Integer":                                {kind: "integer"},
		"add image prompt":                       {kind: "image"},
		"select_one yes_no":                      {kind: "select_one", list: "yes_no"},
		"select one yes_no":                      {kind: "select_one", list: "yes_no"},
		"select one from yes_no":                 {kind: "select_one", list: "yes_no"},
		"select_one colors or_other":             {kind: "select_one", list: "colors", other: true},
		"select one from sexes or specify other": {kind: "select_one", list: "sexes", other: true},
		"select_multiple  happy_sad":             {kind: "select_multiple", list: "happy_sad"},
		"select all that apply from Browsers":    {kind: "select_multiple", list: "Browsers"},
		"select_one_from_file cities.csv":        {kind: "select_one_from_file", list: "cities.csv"},
		"select_one_external city":               {kind: "select_one_external", list: "city"},
		"select1 a":                              {kind: "select_one", list: "a"},
		"rank needs":                             {kind: "rank", list: "needs"},
		"select_one":                             {kind: "select_one"},
		"begin group":                            {kind: "begin_group"},
		"end_repeat":                             {kind: "end_repeat"},
		"begin loop over toilet_type":            {kind: "begin_loop", list: "toilet_type"},
		"get start time":                         {kind: "get_start_time"},
		"date time":                              {kind: "dateTime"},
		"barcode":                                {kind: "barcode"},
		"beginner question":                      {kind: "beginner question"},
	} {
		if got := parseType(cell); got != want {
			t.Errorf("%q: got %+v, want %+v", cell, got, want)
		}
	}
}

func TestParseHeader(t *testing.T) {
	for header, want := range map[string]column{
		"label":                         {name: "label"},
		"Label::English (en)":           {name: "label", language: "English (en)"},
		"label:english":                 {name: "label", language: "english"},
		"bind:relevant":                 {name: "relevant"},
		"bind: constraint":              {name: "constraint"},
		"bind:jr:constraintMsg":         {name: "constraint_message"},
		"constraint message":            {name: "constraint_message"},
		"constraint_message::chinese":   {name: "constraint_message", language: "chinese"},
		"media::audio::chinese":         {name: "media::audio", language: "chinese"},
		"image::english":                {name: "media::image", language: "english"},
		"media:image":                   {name: "media::image"},
		"list name":                     {name: "list_name"},
		"CHOICE_FILTER":                 {name: "choice_filter"},
		"read only":                     {name: "readonly"},
		"repeat_count":                  {name: "repeat_count"},
		"body::bodyAttribute":           {name: "body::bodyAttribute"},
		"YES_NO":                        {name: "YES_NO"},
		"barometer::Comparability":      {name: "barometer::comparability"},
		"  relevance ":                  {name: "relevant"},
		"":                              {},
		"hint::Français de Suisse (fr)": {name: "hint", language: "Français de Suisse (fr)"},
	} {
		want.header = header
		if got := parseHeader(header, false); got != want {
			t.Errorf("%q: got %+v, want %+v", header, got, want)
		}
	}
}
