// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package planfile_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/nexthink/terraform-provider-nexthink/internal/planfile"
)

// sizes are plans whose time must grow with their size. Twice the size may take 2.5 times as long.
var sizes = map[string]struct {
	size int
	plan func(size int) plan
}{
	"inline_groups_and_rules":  {10_000, inlineGroups},
	"groups_by_reference":      {4_000, groupsByReference},
	"groups_by_key":            {4_000, groupsByKey},
	"groups_by_ID":             {4_000, groupsByID},
	"groups_by_name":           {4_000, groupsByName},
	"modules_with_uncertainty": {150, modulesWithUncertainRules},
	"modules_that_share":       {150, modulesThatShareGroups},
	"instances_of_a_module":    {4_000, instancesOfAModule},
	"nested_modules":           {20, nestedModules},
}

func inlineGroups(size int) plan {
	given, blocks := plan{}, []object{}
	for i := range size {
		name := fmt.Sprintf("aws_security_group.g%d", i)
		inline := object{"protocol": "tcp", "from_port": 443, "to_port": 443, "cidr_blocks": []any{"0.0.0.0/0"}, "self": false}
		given.changes = append(given.changes, kept(name, object{"id": fmt.Sprintf("sg-%08d", i), "egress": []any{inline}}),
			kept(fmt.Sprintf("%sr%d", egressRule, i), egress(fmt.Sprintf("sg-%08d", i), "10.0.0.0/8")))
		blocks = append(blocks, block(name, nil), block(fmt.Sprintf("%sr%d", egressRule, i), object{"security_group_id": expression(name + ".id")}))
	}
	given.root = object{"resources": blocks}
	return given
}

func groupsByReference(size int) plan {
	given, blocks := plan{}, []object{}
	for i := range size {
		name := fmt.Sprintf("aws_security_group.g%d", i)
		given.changes = append(given.changes, newGroup(name), newRule(fmt.Sprintf("%sr%d", egressRule, i)))
		blocks = append(blocks, block(name, nil), block(fmt.Sprintf("%sr%d", egressRule, i), object{"security_group_id": expression(name + ".id")}))
	}
	given.root = object{"resources": blocks}
	return given
}

func groupsByKey(size int) plan {
	given := plan{root: rootWith(object{"security_group_id": expression("aws_security_group.this", "each.key")}, block("aws_security_group.this", nil))}
	for i := range size {
		given.changes = append(given.changes, newGroup(fmt.Sprintf("aws_security_group.this[\"%d\"]", i)), newRule(fmt.Sprintf("%srule[\"%d\"]", egressRule, i)))
	}
	return given
}

func groupsByID(size int) plan {
	given := plan{}
	for i := range size {
		id := fmt.Sprintf("sg-%08d", i)
		given.changes = append(given.changes, kept(fmt.Sprintf("aws_security_group.g%d", i), object{"id": id}), kept(fmt.Sprintf("%sr%d", egressRule, i), egress(id, "0.0.0.0/0")))
	}
	return given
}

func groupsByName(size int) plan {
	given := plan{}
	for i := range size {
		where := object{"resource_group_name": fmt.Sprintf("rg%d", i)}
		rule := nsgRule(where)
		rule.address = fmt.Sprintf("azurerm_network_security_rule.r%d", i)
		given.changes = append(given.changes, nsg(fmt.Sprintf("g%d", i), where), rule)
	}
	return given
}

// modulesWithUncertainRules have two groups each, and rules that may belong to either.
func modulesWithUncertainRules(size int) plan {
	given, calls := plan{}, object{}
	for i := range size {
		module := fmt.Sprintf("module.m%d.", i)
		blocks := []object{block("aws_security_group.a", nil), block("aws_security_group.b", nil)}
		given.changes = append(given.changes, newGroup(module+"aws_security_group.a"), newGroup(module+"aws_security_group.b"))
		for j := range 10 {
			rule := fmt.Sprintf("%sr%d", egressRule, j)
			given.changes = append(given.changes, newRule(module+rule))
			blocks = append(blocks, block(rule, object{"security_group_id": expression("local.group", "aws_security_group.a.id")}))
		}
		calls[fmt.Sprintf("m%d", i)] = called(object{"resources": blocks}, object{"x": expression("var.x")})
	}
	given.root = object{"module_calls": calls}
	return given
}

// modulesThatShareGroups have rules that may belong to any group of the root.
func modulesThatShareGroups(size int) plan {
	given, calls := plan{}, object{}
	blocks := []object{block("aws_security_group.all", nil)}
	for i := range size {
		given.changes = append(given.changes, newGroup(fmt.Sprintf("aws_security_group.all[%d]", i)))
		rules := []object{}
		for j := range 10 {
			given.changes = append(given.changes, newRule(fmt.Sprintf("module.m%d.%sr%d", i, egressRule, j)))
			rules = append(rules, block(fmt.Sprintf("%sr%d", egressRule, j), object{"security_group_id": expression("var.group")}))
		}
		calls[fmt.Sprintf("m%d", i)] = called(object{"resources": rules}, object{"group": expression("aws_security_group.all")})
	}
	given.root = object{"module_calls": calls, "resources": blocks}
	return given
}

// instancesOfAModule have a group each, and each rule may belong to any.
func instancesOfAModule(size int) plan {
	given := plan{root: object{
		"module_calls": object{"sg": called(groupModule(), object{"for_each": expression()})},
		"resources":    ruleWith(object{"security_group_id": expression("module.sg", "each.value"), "for_each": expression()}),
	}}
	for i := range size {
		given.changes = append(given.changes, newGroup(fmt.Sprintf("module.sg[\"%d\"].aws_security_group.this[0]", i)), newRule(fmt.Sprintf("%srule[\"%d\"]", egressRule, i)))
	}
	return given
}

// nestedModules pass on three variables. Each may be any of the three of the module outside.
func nestedModules(size int) plan {
	inner := object{"resources": []object{block(egressRule+"rule", object{"security_group_id": expression("var.a")})}}
	for i := range size {
		arguments := object{}
		for _, name := range []string{"a", "b", "c"} {
			arguments[name] = expression("var.a", "var.b", "var.c")
			if i == size-1 {
				arguments[name] = expression("aws_security_group." + name + ".id")
			}
		}
		inner = object{"module_calls": object{"m": called(inner, arguments)}}
	}
	inner["resources"] = []object{block("aws_security_group.a", nil), block("aws_security_group.b", nil), block("aws_security_group.c", nil)}
	return plan{root: inner, changes: []resource{
		newGroup("aws_security_group.a"), newGroup("aws_security_group.b"), newGroup("aws_security_group.c"), newRule(strings.Repeat("module.m.", size) + egressRule + "rule"),
	}}
}

// BenchmarkFirewalls compares each plan with one of half its size.
func BenchmarkFirewalls(b *testing.B) {
	for name, of := range sizes {
		for label, size := range map[string]int{"half": of.size / 2, "whole": of.size} {
			text := of.plan(size).text()
			b.Run(fmt.Sprintf("of=%s/size=%s", name, label), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					if _, err := planfile.Firewalls(text); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
