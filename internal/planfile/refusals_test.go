// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package planfile_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/nexthink/terraform-provider-nexthink/internal/messagetest"
	"github.com/nexthink/terraform-provider-nexthink/internal/planfile"
)

func TestMessages_SayWhyATextIsNoPlanAndWhyARuleIsUnproven(t *testing.T) {
	t.Parallel()
	messages := map[string]string{}
	for name, text := range map[string]string{
		"empty":              "",
		"blank":              " \n",
		"no JSON":            "resource \"x\" {}",
		"a list":             "[]",
		"a string":           `"plan"`,
		"null":               "null",
		"an empty object":    "{}",
		"no resources":       `{"format_version":"1.2"}`,
		"of other types":     `{"format_version":"1.2","planned_values":5}`,
		"changes no list":    `{"format_version":"1.2","planned_values":{},"resource_changes":{}}`,
		"cut off":            `{"format_version":"1.2","planned_values":{`,
		"another major":      `{"format_version":"2.0","planned_values":{}}`,
		"a number for it":    `{"format_version":1,"planned_values":{}}`,
		"a state as shown":   `{"format_version":"1.0","terraform_version":"1.11.4","values":{"root_module":{}}}`,
		"the file of one":    `{"version":4,"terraform_version":"1.11.4","serial":1,"lineage":"x","outputs":{},"resources":[]}`,
		"a log of one line":  `{"@level":"info","type":"version"}`,
		"a log":              "{\"@level\":\"info\",\"type\":\"version\"}\n{\"@level\":\"info\"}\n",
		"a plan that failed": `{"format_version":"1.2","planned_values":{},"errored":true}`,
	} {
		rules, err := planfile.Rules(text)
		messages["text, "+name] = messagetest.Text(err)
		if rules != nil {
			t.Errorf("%s: got the rules %v", name, rules)
		}
	}
	for _, plans := range []func(checker){plansOfNewGroups, plansOfUnknownValues, plansOfNetworkFirewall, plansOfDNSFirewall} {
		plans(func(name string, given plan, _ ...string) {
			rules, err := planfile.Rules(given.text())
			if err != nil {
				t.Errorf("%s: %v", name, err)
			}
			for _, rule := range rules {
				if rule.Unproven != "" {
					messages[fmt.Sprintf("%s, %s in %s", name, rule.ID, rule.Group)] = rule.Unproven
				}
			}
		})
	}
	messagetest.Compare(t, messages)
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
