// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package planfile_test

import (
	"strings"
	"testing"

	"github.com/nexthink/terraform-provider-nexthink/internal/planfile"
)

func TestRules_RefuseWhatIsNoPlan(t *testing.T) {
	t.Parallel()
	const instead = `give what "terraform show -json" prints of a saved plan, such as file("plan.json")`
	const noPlan = "this is JSON, and no plan; " + instead
	const log = `this is the log of "terraform plan -json"; save the plan with -out and ` + instead
	const state = `this is a state and not a plan; save a plan with "terraform plan -out=plan" and ` + instead
	for name, test := range map[string]struct{ text, want string }{
		"empty":              {"", "the text is empty; " + instead},
		"blank":              {" \n", "the text is empty; " + instead},
		"no JSON":            {"resource \"x\" {}", "the text is no JSON from its character 1 on; " + instead},
		"a list":             {"[]", noPlan},
		"a string":           {`"plan"`, noPlan},
		"null":               {"null", noPlan},
		"an empty object":    {"{}", noPlan},
		"no resources":       {`{"format_version":"1.2"}`, noPlan},
		"of other types":     {`{"format_version":"1.2","planned_values":5}`, noPlan},
		"changes no list":    {`{"format_version":"1.2","planned_values":{},"resource_changes":{}}`, noPlan},
		"cut off":            {`{"format_version":"1.2","planned_values":{`, "the text ends in the middle of the plan; save all that \"terraform show -json\" prints, and " + instead},
		"another major":      {`{"format_version":"2.0","planned_values":{}}`, `the plan has the format version "2.0", and this provider knows those that begin with 1; use a newer version of the provider`},
		"a number for it":    {`{"format_version":1,"planned_values":{}}`, `the plan has the format version "1", and this provider knows those that begin with 1; use a newer version of the provider`},
		"a state as shown":   {`{"format_version":"1.0","terraform_version":"1.11.4","values":{"root_module":{}}}`, state},
		"the file of one":    {`{"version":4,"terraform_version":"1.11.4","serial":1,"lineage":"x","outputs":{},"resources":[]}`, state},
		"a log of one line":  {`{"@level":"info","type":"version"}`, log},
		"a log":              {"{\"@level\":\"info\",\"type\":\"version\"}\n{\"@level\":\"info\"}\n", log},
		"a plan that failed": {`{"format_version":"1.2","planned_values":{},"errored":true}`, "the plan failed and does not say all that it would change; mend what failed and " + instead},
	} {
		rules, err := planfile.Rules(test.text)
		if err == nil || err.Error() != test.want || rules != nil {
			t.Errorf("%s:\n got %v, %v\nwant %s", name, err, rules, test.want)
		}
	}
}

// samplePlan has something of each kind.
func samplePlan() plan {
	return plan{
		changes: []resource{
			create("aws_security_group.devices", object{"name": "devices"}, "id", "egress"),
			create(`module.a["x.y"].aws_vpc_security_group_egress_rule.web[0]`, without(egress(nil, "0.0.0.0/0"), "security_group_id"), "security_group_id"),
			ruleGroup("aws_networkfirewall_rule_group.list", domains("ALLOWLIST", ".eu.nexthink.cloud")),
		},
		prior: []resource{create("aws_network_acl.devices", object{"id": "acl-1", "egress": []any{}, "ingress": []any{}})},
		root: object{
			"resources":    []object{configured("aws_security_group.devices", nil)},
			"module_calls": object{"a": object{"expressions": object{"group": object{"references": []string{"aws_security_group.devices"}}}}},
		},
	}
}

func TestRules_NeverTakeACutPlanForAWhole(t *testing.T) {
	t.Parallel()
	text := samplePlan().text()
	if _, err := planfile.Rules(text); err != nil {
		t.Fatal(err)
	}
	for cut := range len(text) {
		if rules, err := planfile.Rules(text[:cut]); err == nil || rules != nil {
			t.Fatalf("cut at %d, %d rules are found", cut, len(rules))
		}
	}
}

func FuzzRules(f *testing.F) {
	f.Add(samplePlan().text())
	f.Add("{}")
	f.Add(`{"format_version":"1.2","planned_values":{"root_module":{"resources":[{"address":"aws_security_group.a","mode":"managed","type":"aws_security_group","values":{"egress":[null,5]}}]}}}`)
	f.Fuzz(func(t *testing.T, text string) {
		rules, err := planfile.Rules(text)
		if err != nil {
			if len(err.Error()) > 1000 || strings.Contains(err.Error(), "json:") {
				t.Errorf("%q", err)
			}
			return
		}
		for i := range rules {
			if rules[i].Unknown != 0 {
				t.Errorf("%+v is not known", rules[i])
			}
			if err := rules[i].Check(); err != nil {
				t.Errorf("%+v: %v", rules[i], err)
			}
		}
	})
}
