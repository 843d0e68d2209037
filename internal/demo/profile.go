package demo

import "hash/fnv"

// shares are the weights of options in the years 2024, 2025 and 2026, for the
// questions whose results a reader would find odd if they were random. Options
// that are not named weigh what weigh gives them.
var shares = map[string]map[string][3]float64{
	"restraints": {
		"privacy": {9, 8.5, 10}, "data_sharing": {6, 5.5, 5}, "knowledge": {5.5, 5, 4.5}, "misinformation": {4, 5, 6},
		"regulation": {4.5, 5, 6}, "spoofing": {1.5, 3, 5}, "fairness": {3, 3, 2.5}, "accuracy": {2, 1.8, 1.5},
		"cost": {3, 2.8, 2.5}, "standards": {2.2, 2, 2}, "skills": {0, 0, 2}, "none": {0.3, 0.3, 0.2},
	},
	"development_past_year": {
		"digital_identity": {24, 20, 15}, "artificial_intelligence": {14, 19, 0}, "ai_recognition": {0, 0, 11}, "ai_detection": {0, 0, 13},
		"digital_wallets": {8, 11, 14}, "border": {9, 8, 8}, "remote_onboarding": {8, 8, 7}, "financial_services": {8, 7, 6},
		"travel": {5, 6, 7}, "law_enforcement": {4, 4, 4}, "national_identity": {6, 5, 4},
	},
	"development_next_five_years": {
		"digital_identity": {28, 24, 18}, "artificial_intelligence": {16, 20, 0}, "ai_recognition": {0, 0, 9}, "ai_detection": {0, 0, 15},
		"digital_wallets": {12, 15, 19}, "border": {6, 5, 5}, "travel": {6, 6, 7}, "financial_services": {7, 7, 6},
	},
	"modality_increase": {
		"face": {45, 41, 37}, "multimodal": {16, 21, 25}, "contactless_finger": {7, 7, 7}, "voice": {9, 7, 5}, "iris": {7, 7, 8},
		"behavioural": {6, 7, 8}, "vein_palm": {4, 5, 6}, "contact_finger": {2, 2, 1.5}, "dna": {1.5, 1.5, 1}, "none": {0.5, 0.5, 0.5},
	},
	"unsuitable_uses": {
		"social_media": {6, 6.5, 7}, "politics": {7, 7, 7.5}, "schools": {5, 5, 5.2}, "emotion": {3, 4, 5}, "births": {3, 3, 2.6},
		"public_space": {4, 4, 4}, "retail": {3, 3.2, 3.4}, "employees": {3.4, 3.5, 3.6}, "none": {0.5, 0.5, 0.4},
	},
	"synthetic_attack": {"several": {6, 12, 19}, "once": {7, 10, 13}, "suspected": {12, 13, 14}, "none": {62, 52, 41}},
	"controls": {
		"much_too_loose": {12, 13, 14}, "too_loose": {32, 33, 33}, "about_right": {27, 26, 27}, "too_tight": {12, 13, 12}, "much_too_tight": {4, 4, 4},
	},
	"testing_duty": {"all": {30, 30, 31}, "high_risk": {50, 50, 49}, "voluntary": {14, 14, 13}},
	"priorities": {
		"testing": {8, 8, 8}, "guidance": {7, 7, 7}, "attacks": {5, 5, 6}, "regulators": {5, 5, 5}, "privacy": {4, 4, 4}, "training": {3, 3, 3},
		"public_information": {3, 3, 3},
	},
	"answering_as": {"organisation": {72, 73, 74}, "personal": {28, 27, 26}},
}

// means are where answers on a five-point scale centre in 2024 and how they
// move a year; rows and questions that are not named centre near 3.3.
var means = map[string]struct{ level, yearly float64 }{
	"optimism":                          {3.9, -0.05},
	"sales_change":                      {3.5, 0.05},
	"privacy_views__informed_consent":   {2.5, -0.08},
	"privacy_views__privacy_restrains":  {3.9, -0.05},
	"privacy_views__policy_pace":        {3.9, 0.05},
	"privacy_views__public_education":   {4.4, 0},
	"privacy_views__police_use":         {3.8, 0.05},
	"privacy_views__children":           {4.1, 0},
	"threats__deepfake_face":            {3.6, 0.25},
	"threats__deepfake_voice":           {3.4, 0.25},
	"threats__injection":                {3.0, 0.3},
	"threats__presentation":             {3.3, -0.05},
	"threats__template_theft":           {3.7, 0},
	"safeguards__liveness":              {4.3, 0.05},
	"safeguards__injection_detection":   {3.7, 0.2},
	"safeguards__template_protection":   {4.4, 0},
	"technology_views__ai_image":        {3.9, 0.1},
	"technology_views__identity_anchor": {4.2, 0},
	"technology_views__ai_accuracy":     {3.9, 0.05},
	"technology_views__multimodal":      {3.8, 0.05},
	"services__events":                  {3.9, 0.05},
	"services__guidance":                {4.0, 0.05},
	"satisfaction":                      {3.9, 0.05},
	"recommend":                         {7.9, 0.1},
}

// traitOf says which trait moves the answers to a question, and how strongly;
// the others are moved a little by one that follows from their name.
var traitOf = map[string]struct {
	trait int
	load  float64
}{
	"optimism": {growth, 0.7}, "sales_change": {growth, 0.8}, "satisfaction": {growth, 0.3}, "recommend": {growth, 0.6},
	"privacy_views": {privacy, 0.5}, "threats": {privacy, 0.45}, "safeguards": {privacy, 0.35}, "technology_views": {novelty, 0.4},
	"services": {growth, 0.25},
}

// texts are open answers.
var texts = map[string][]string{
	"modality_reason": {
		"No contact needed", "Cameras are everywhere already", "Easy to use at the border", "Phones have made people used to it",
		"Better accuracy with masks and glasses", "Harder to fake than one alone", "Works remotely", "Lower cost per check",
	},
	"outlook": {
		"Injection attacks will force everyone to rethink remote onboarding.",
		"Wallets will move the check from the service to the phone.",
		"A court ruling on live face recognition could change the rules overnight.",
		"Public procurement will start to ask for independent test reports.",
		"Generative models make presentation attacks cheap; detection has to become routine.",
		"Less hype, more evaluation. We need numbers that procurement people can read.",
		"Children's data. Schools are the next battleground.",
		"Interoperability between national schemes, at last.",
		"La réglementation européenne, et la façon dont elle sera appliquée.",
	},
	"other": {"A regional body", "Depends on the project", "Humanitarian work", "Sports and events", "None that fits", "Elections"},
}

// weigh gives an option that no profile names a weight of its own, the same in
// every year: between 0.5 and 2.
func weigh(names ...string) float64 {
	h := fnv.New32a()
	for _, name := range names {
		h.Write([]byte(name))
		h.Write([]byte{0})
	}
	return 0.5 + 1.5*float64(h.Sum32()%1000)/1000
}
