package expr

// LimeSurveyVariable is what a variable of LimeSurvey is here.
type LimeSurveyVariable struct {
	// Key is the name of our variable: a question, a row of a matrix, the text
	// of an option.
	Key string
	// Option is set where the variable says whether an option of the multiple
	// choice Key was chosen: its code.
	Option string
}

// LimeSurveyOptions says what the names in an expression mean. The zero value
// takes them for our keys.
type LimeSurveyOptions struct {
	// Calculation wants a value of any kind; otherwise a condition.
	Calculation bool
	// Self is what “this” stands for.
	Self string
	// Variable finds what a name stands for, such as Q1, Q1_SQ001, Q1_other or
	// 282267X46X1435SH101, without .NAOK and the like.
	Variable func(name string) (LimeSurveyVariable, bool)
	// Members lists the names of the variables that “self”, “self.sq”,
	// “that.Q1” or “that.Q1.sq” stands for. Without it they stand for the whole
	// question.
	Members func(reference string) []string
	// Code gives our code for a code of the question with our key.
	Code func(key, code string) string
	// Scope knows our questions.
	Scope Scope
}

// FromLimeSurvey translates an expression of LimeSurvey (ExpressionScript), as
// it stands in relevance, validation and equations, into our dialect with the
// same meaning. Its error, if any, is an [*Untranslated].
func FromLimeSurvey(src string, o LimeSurveyOptions) (Translation, error) {
	parsed, problem := parseWith(&limeSurvey, src)
	if problem != nil {
		return Translation{}, &Untranslated{ReasonSyntax, *problem}
	}
	names := limeSurveyNames{o}
	t := translator{src: src, functions: limeSurveyFunctions, names: names, variable: names.variable, members: names.members}
	return t.translation(parsed.root, !o.Calculation)
}

// limeSurveyNames implements names for LimeSurvey.
type limeSurveyNames struct{ LimeSurveyOptions }

func (l limeSurveyNames) key(name string) string { return name }

func (l limeSurveyNames) code(key, code string) string {
	if l.Code == nil {
		return code
	}
	return l.Code(key, code)
}

func (l limeSurveyNames) symbol(key string) Symbol {
	if l.Scope == nil {
		return Symbol{}
	}
	symbol, _ := l.Scope.Var(key)
	return symbol
}

func (l limeSurveyNames) self() (string, bool) { return l.Self, l.Self != "" }

func (l limeSurveyNames) isAnswered(string) bool { return false }

func (l limeSurveyNames) attribute(string) (string, bool, bool) { return "", false, false }

func (l limeSurveyNames) roster(string) string { return "" }

// variable translates a variable. One that stands for an option holds “Y” if
// it was chosen and nothing otherwise.
func (l limeSurveyNames) variable(t *translator, n *node) term {
	if n.text == "this" {
		return t.self(n)
	}
	if isReference(n.text) {
		members := l.members(n)
		if len(members) != 1 {
			return t.fail(n, ReasonPath, "“"+shorten(n.text)+"” stands for several answers", "count or sum them")
		}
		n = members[0]
	}
	v := LimeSurveyVariable{Key: n.text}
	if l.Variable != nil {
		var ok bool
		if v, ok = l.Variable(n.text); !ok {
			return t.fail(n, ReasonPath, "there is no variable “"+shorten(n.text)+"”", "")
		}
	}
	question := t.question(n, v.Key)
	if v.Option == "" || t.problem != nil {
		return question
	}
	chosen := binary(opIn, literal(t.names.code(v.Key, v.Option)), question.node)
	return term{node: call(opIf, chosen, literal(tickText), literal("")), kind: KindText, blank: blankText}
}

// tickText is the value of an option that was chosen.
const tickText = "Y"

// tick gives the condition of a value that is “Y” or nothing.
func tick(n *node) (*node, bool) {
	if n.op == opIf && n.args[1].op == opString && n.args[1].text == tickText && n.args[2].op == opString && n.args[2].text == "" {
		return n.args[0], true
	}
	return nil, false
}

// members lists the variables that a reference to several stands for.
func (l limeSurveyNames) members(n *node) []*node {
	if !isReference(n.text) {
		return []*node{n}
	}
	if l.Members == nil {
		if name, ok := wholeQuestion(n.text, l.Self); ok {
			return []*node{{op: opQuestion, pos: n.pos, text: name}}
		}
		return nil
	}
	var nodes []*node
	for _, name := range l.Members(n.text) {
		nodes = append(nodes, &node{op: opQuestion, pos: n.pos, text: name})
	}
	return nodes
}
