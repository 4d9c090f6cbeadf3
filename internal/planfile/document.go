// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package planfile

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/nexthink/terraform-provider-nexthink/internal/wording"
)

// document is what is read of a plan. Values are left as text until it is known that they are needed.
type document struct {
	FormatVersion json.RawMessage `json:"format_version"`
	PlannedValues *stateValues    `json:"planned_values"`
	Changes       []change        `json:"resource_changes"`
	Deferred      []deferred      `json:"deferred_changes"`
	PriorState    *priorState     `json:"prior_state"`
	Configuration configuration   `json:"configuration"`
	Errored       bool            `json:"errored"`
	Values        json.RawMessage `json:"values"`  // a state has them
	Lineage       json.RawMessage `json:"lineage"` // the file of a state has one
	Level         json.RawMessage `json:"@level"`  // a line of the log of a plan has one
}

type priorState struct {
	Values *stateValues `json:"values"`
}

type stateValues struct {
	Root module `json:"root_module"`
}

type module struct {
	Address   string          `json:"address"` // empty for the root
	Resources []stateResource `json:"resources"`
	Children  []module        `json:"child_modules"`
}

type stateResource struct {
	Address   string          `json:"address"`
	Mode      string          `json:"mode"`
	Type      string          `json:"type"`
	Name      string          `json:"name"`
	Values    json.RawMessage `json:"values"`
	Sensitive json.RawMessage `json:"sensitive_values"`
}

type change struct {
	Address string `json:"address"`
	Module  string `json:"module_address"`
	Mode    string `json:"mode"`
	Type    string `json:"type"`
	Name    string `json:"name"`
	Deposed string `json:"deposed"`
	Change  struct {
		Actions   []string        `json:"actions"`
		Before    json.RawMessage `json:"before"`
		After     json.RawMessage `json:"after"`
		Unknown   json.RawMessage `json:"after_unknown"`
		Sensitive json.RawMessage `json:"after_sensitive"`

		SensitiveBefore json.RawMessage `json:"before_sensitive"`
	} `json:"change"`
}

type deferred struct {
	Change change `json:"resource_change"`
}

type configuration struct {
	Providers map[string]configProvider `json:"provider_config"`
	Root      configModule              `json:"root_module"`
}

type configProvider struct {
	Expressions map[string]json.RawMessage `json:"expressions"`
}

type configModule struct {
	Resources []configResource        `json:"resources"`
	Calls     map[string]*configCall  `json:"module_calls"`
	Outputs   map[string]configOutput `json:"outputs"`

	byAddress map[string]*configResource
	users     map[string][]string // the addresses of the resources that refer to a local value, by its name
}

type configResource struct {
	Address     string                     `json:"address"`
	Provider    string                     `json:"provider_config_key"`
	Expressions map[string]json.RawMessage `json:"expressions"`
	ForEach     json.RawMessage            `json:"for_each_expression"`
	Count       json.RawMessage            `json:"count_expression"`
}

type configCall struct {
	Expressions map[string]json.RawMessage `json:"expressions"`
	ForEach     json.RawMessage            `json:"for_each_expression"`
	Module      configModule               `json:"module"`
}

type configOutput struct {
	Expression json.RawMessage `json:"expression"`
}

// instead says what to give.
const instead = `give what "terraform show -json" prints of a saved plan, such as file("plan.json")`

// parse reads a plan, or says what the text is instead.
func parse(text string) (*document, error) {
	text = withoutWrapper(text)
	if strings.TrimSpace(text) == "" {
		return nil, errors.New("the text is empty; " + instead)
	}
	var read document
	err := json.Unmarshal([]byte(text), &read)
	if wrong, ok := errors.AsType[*json.SyntaxError](err); ok {
		return nil, notJSON(text, wrong)
	}
	switch {
	case read.Level != nil:
		return nil, errors.New(`this is the log of "terraform plan -json"; save the plan with -out and ` + instead)
	case read.Lineage != nil, read.Values != nil && read.PlannedValues == nil:
		return nil, errors.New(`this is a state and not a plan; save a plan with "terraform plan -out=plan" and ` + instead)
	case err != nil || read.FormatVersion == nil || read.PlannedValues == nil && read.Changes == nil:
		return nil, errors.New("this is JSON, but not a plan; " + instead)
	}
	if err := checkFormat(read.FormatVersion); err != nil {
		return nil, err
	}
	if read.Errored {
		return nil, errors.New("the plan failed and does not show all changes; correct the error, and " + instead)
	}
	return &read, nil
}

func notJSON(text string, wrong *json.SyntaxError) error {
	switch {
	case wrong.Offset >= int64(len(text)) && strings.HasPrefix(strings.TrimSpace(text), "{"):
		return errors.New("the text ends in the middle of the plan; save all that \"terraform show -json\" prints, and " + instead)
	case strings.Contains(firstLine(text), `"@level"`):
		return errors.New(`this is the log of "terraform plan -json"; save the plan with -out and ` + instead)
	}
	return fmt.Errorf("the text is not JSON from its character %d on; %s", wrong.Offset, instead)
}

// withoutWrapper returns the text without a byte order mark, as PowerShell writes one, and without the lines that the wrapper of the
// GitHub action setup-terraform prints around it: the command first, and commands to GitHub at the end.
func withoutWrapper(text string) string {
	text = strings.TrimPrefix(text, "\ufeff")
	if strings.HasPrefix(text, "[command]") {
		_, text, _ = strings.Cut(text, "\n")
		if end := strings.Index(text, "\n::"); end >= 0 {
			text = text[:end]
		}
	}
	return text
}

func firstLine(text string) string {
	line, _, _ := strings.Cut(text, "\n")
	return line
}

// checkFormat refuses a version of the format whose meaning is not known. Terraform 0.12 to 1.0 wrote 0.1 and 0.2, whose parts that are
// read here are the same.
func checkFormat(given json.RawMessage) error {
	var version string
	err := json.Unmarshal(given, &version)
	if major, _, _ := strings.Cut(version, "."); err != nil || major != "1" && version != "0.1" && version != "0.2" {
		return fmt.Errorf("the plan has the format version %s, and this provider knows 0.1, 0.2 and those that begin with 1; "+
			"use a newer version of the provider", wording.Quote(strings.Trim(string(given), `"`)))
	}
	return nil
}
