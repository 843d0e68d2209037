package lss

import (
	"slices"

	"barometer/internal/questionnaire/convert"
)

// word is one that LimeSurvey itself puts on the form, so that the file does
// not have it.
type word string

const (
	wordYes       word = "Yes"
	wordNo        word = "No"
	wordUncertain word = "Uncertain"
	wordIncrease  word = "Increase"
	wordSame      word = "Same"
	wordDecrease  word = "Decrease"
	wordFemale    word = "Female"
	wordMale      word = "Male"
	wordOther     word = "Other"
	wordComment   word = "Please enter your comment here:"
	wordNumber    word = "Number"
	wordAnswer    word = "Answer"
	wordCheck     word = "Please check your answer."
)

// translated are the words by language, in the order of wordOrder. English are
// the words themselves.
var (
	wordOrder = []word{
		wordYes, wordNo, wordUncertain, wordIncrease, wordSame, wordDecrease, wordFemale, wordMale, wordOther,
		wordComment, wordNumber, wordAnswer, wordCheck,
	}
	translated = map[string][]string{
		"ar": {"نعم", "لا", "غير متأكد", "زيادة", "نفس الشيء", "نقصان", "أنثى", "ذكر", "أخرى", "يرجى كتابة تعليقك هنا:", "العدد", "الإجابة", "يرجى مراجعة إجابتك."},
		"de": {"Ja", "Nein", "Unsicher", "Zunahme", "Gleich", "Abnahme", "weiblich", "männlich", "Sonstiges", "Bitte geben Sie hier Ihren Kommentar ein:", "Zahl", "Antwort", "Bitte prüfen Sie Ihre Antwort."},
		"es": {"Sí", "No", "Dudoso", "Aumentar", "Igual", "Disminuir", "Femenino", "Masculino", "Otro", "Escriba aquí su comentario:", "Número", "Respuesta", "Revise su respuesta."},
		"fr": {"Oui", "Non", "Incertain", "Augmente", "Sans changement", "Diminue", "Féminin", "Masculin", "Autre", "Veuillez saisir votre commentaire ici :", "Nombre", "Réponse", "Veuillez vérifier votre réponse."},
		"it": {"Sì", "No", "Incerto", "Aumenta", "Uguale", "Diminuisce", "Femmina", "Maschio", "Altro", "Inserisca qui il suo commento:", "Numero", "Risposta", "Controlli la sua risposta."},
		"nl": {"Ja", "Nee", "Onzeker", "Toename", "Gelijk", "Afname", "Vrouw", "Man", "Anders", "Vul hier uw opmerking in:", "Getal", "Antwoord", "Controleer uw antwoord."},
		"pt": {"Sim", "Não", "Incerto", "Aumento", "Igual", "Diminuição", "Feminino", "Masculino", "Outro", "Escreva aqui o seu comentário:", "Número", "Resposta", "Verifique a sua resposta."},
		"ru": {"Да", "Нет", "Не уверен(а)", "Увеличивается", "Без изменений", "Уменьшается", "Женский", "Мужской", "Другое", "Пожалуйста, оставьте свой комментарий здесь:", "Число", "Ответ", "Пожалуйста, проверьте ваш ответ."},
	}
)

// in gives the word in a language; false where it is not known there.
func (w word) in(tag string) (string, bool) {
	base := tag
	if len(tag) > 2 && tag[2] == '-' {
		base = tag[:2]
	}
	if base == "en" {
		return string(w), true
	}
	list, ok := translated[base]
	if !ok {
		return "", false
	}
	return list[slices.Index(wordOrder, w)], true
}

// word says one of LimeSurvey's words in all languages that are known.
func (c *converter) word(id, place string, w word) string {
	for _, tag := range c.language {
		if text, ok := w.in(tag); ok {
			c.put(id, tag, text)
		}
	}
	text, ok := w.in(c.definition.Language)
	if !ok {
		c.report.Add(convert.Changed, place, "wording", "LimeSurvey itself says this in “%s”; it is “%s” until you write it", c.definition.Language, w)
		return string(w)
	}
	return text
}
