// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package render

import (
	_ "embed"
	"fmt"
	"html/template"
	"strings"
	"sync"
)

//go:embed change_request.html
var changePage string

// changeTemplate escapes each text for its place in the page.
var changeTemplate = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("change_request").Funcs(template.FuncMap{"number": func(index int) int { return index + 1 }}).Parse(changePage))
})

// changeHTML returns the request as one page without scripts and without other files.
func changeHTML(request changeRequest) (string, error) {
	page := struct {
		changeRequest

		Title, Rule, TooLarge string
		Columns               []string
		Drawing               *drawing
	}{request, changeTitle, changeRule, diagramTooLarge, connectionColumns, nil}
	if !request.Diagram.isTooLarge() {
		page.Drawing = request.Diagram.draw()
	}
	var text strings.Builder
	if err := changeTemplate().Execute(&text, page); err != nil {
		return "", fmt.Errorf("the change request cannot be written as HTML: %w", err)
	}
	return text.String(), nil
}
