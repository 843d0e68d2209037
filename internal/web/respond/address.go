package respond

import "net/url"

// The addresses of an edition's pages. edition is survey/edition.

func editionURL(edition string) string { return (&url.URL{Path: "/s/" + edition}).EscapedPath() }

func startURL(edition string) string    { return editionURL(edition) + "/start" }
func reviewURL(edition string) string   { return editionURL(edition) + "/review" }
func submitURL(edition string) string   { return editionURL(edition) + "/submit" }
func receiptURL(edition string) string  { return editionURL(edition) + "/receipt" }
func languageURL(edition string) string { return editionURL(edition) + "/language" }

// sectionURL is the address of a section. Keys need no escaping.
func sectionURL(edition, section string) string { return editionURL(edition) + "/section/" + section }
