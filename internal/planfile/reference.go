// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package planfile

import (
	"encoding/json"
	"strings"
)

// reference is what an expression of the configuration refers to, such as aws_security_group.this["a"].id.
type reference struct {
	kind      string // var, local, module, each, count, data, or the type of a resource
	dataType  string // the type of a data source
	name      string
	index     string // the literal index, with its brackets
	attribute string // the attribute of a resource or the output of a module; empty if the plan does not say
}

// address returns the type and name of a resource or data source.
func (to reference) address() string {
	if to.kind == "data" {
		return "data." + to.dataType + "." + to.name
	}
	return to.kind + "." + to.name
}

// isWhole reports whether the reference is to all instances of a resource or module, as an index that is an expression makes it.
func (to reference) isWhole() bool { return to.index == "" && to.attribute == "" }

// referencesOf returns what an expression refers to.
func referencesOf(expression json.RawMessage) []reference {
	var read struct {
		References []string `json:"references"`
	}
	if len(expression) == 0 || json.Unmarshal(expression, &read) != nil {
		return nil
	}
	found := []reference{}
	previous := ""
	for _, text := range read.References {
		if !isShorter(text, previous) {
			found = append(found, parseReference(text))
		}
		previous = text
	}
	return found
}

// isShorter reports whether a text repeats the text before it without its last step. Terraform lists each reference in full, and then
// again and again without its last step.
func isShorter(text, before string) bool {
	rest, isPrefix := strings.CutPrefix(before, text)
	return isPrefix && rest != "" && (rest[0] == '.' || rest[0] == '[')
}

func parseReference(text string) reference {
	parts := steps(text)
	at := func(i int) string {
		if i < len(parts) {
			return parts[i]
		}
		return ""
	}
	to := reference{}
	to.kind, _ = splitIndex(at(0))
	if to.kind == "data" {
		to.dataType = at(1)
		parts = parts[1:]
	}
	to.name, to.index = splitIndex(at(1))
	to.attribute, _ = splitIndex(at(2))
	return to
}
