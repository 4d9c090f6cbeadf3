// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package planfile_test

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"gotest.tools/v3/golden"

	"github.com/nexthink/terraform-provider-nexthink/internal/planfile"
)

// expression is an expression with references, listed as Terraform lists them: each in full, and then without its last steps.
func expression(references ...string) object {
	all := []string{}
	for _, reference := range references {
		all = append(all, reference)
		least := 2
		if strings.HasPrefix(reference, "data.") {
			least = 3
		}
		for strings.HasSuffix(reference, "]") || strings.Count(withoutIndex(reference), ".") >= least {
			cut := strings.LastIndexByte(reference, '.')
			if strings.HasSuffix(reference, "]") {
				cut = strings.LastIndexByte(reference, '[')
			}
			reference = reference[:cut]
			all = append(all, reference)
		}
	}
	return object{"references": all}
}

func withoutIndex(reference string) string {
	before, rest, _ := strings.Cut(reference, "[")
	_, after, _ := strings.Cut(rest, "]")
	return before + after
}

// block is a resource of the configuration. Its arguments are expressions; for_each and count belong to the resource itself.
func block(address string, arguments object) object {
	return addArguments(object{"address": address}, arguments)
}

func addArguments(made, arguments object) object {
	expressions := object{}
	made["expressions"] = expressions
	for name, argument := range arguments {
		switch name {
		case "for_each", "count":
			made[name+"_expression"] = argument
		case "provider":
			made["provider_config_key"] = argument
		default:
			expressions[name] = argument
		}
	}
	return made
}

// called is a call of a module.
func called(module object, arguments object) object {
	return addArguments(object{"module": module}, arguments)
}

func outputs(given object) object {
	made := object{}
	for name, value := range given {
		made[name] = object{"expression": value}
	}
	return made
}

// owners lists the firewalls of each rule. A question mark means that the rule may belong to the firewall.
func owners(t *testing.T, given plan) []string {
	t.Helper()
	firewalls, err := planfile.Firewalls(given.text())
	if err != nil {
		t.Fatal(err)
	}
	return ownersIn(firewalls)
}

func ownersIn(firewalls []planfile.Firewall) []string {
	shown := []string{}
	for _, firewall := range firewalls {
		for _, rule := range firewall.Rules {
			if strings.Contains(rule.ID, "rule") {
				shown = append(shown, firewall.Address+" "+short(rule.ID))
			}
		}
		for _, rules := range firewall.Uncertain {
			for _, rule := range rules {
				shown = append(shown, firewall.Address+" ? "+short(rule.ID))
			}
		}
	}
	return shown
}

// short leaves out the type of a rule.
func short(id string) string {
	for _, resourceType := range []string{"aws_vpc_security_group_egress_rule.", "azurerm_network_security_rule.", "aws_security_group_rule."} {
		id = strings.ReplaceAll(id, resourceType, "")
	}
	return id
}

func newGroup(address string) resource {
	return create(address, object{"name": "devices"}, "id", "egress", "vpc_id", "arn")
}

func newRule(address string) resource {
	return create(address, without(egress(nil, "0.0.0.0/0"), "security_group_id"), "security_group_id", "id")
}

const egressRule = "aws_vpc_security_group_egress_rule."

type ownershipCase struct {
	name      string
	resources []string // groups a and b, this["a"] and this["b"], g[0] and g[1] are there anyway
	root      object
	want      []string
}

// rootWith is a configuration with a rule whose group is an expression.
func rootWith(arguments object, more ...object) object {
	return object{"resources": append(ruleWith(arguments), more...)}
}

func ruleWith(arguments object) []object { return []object{block(egressRule+"rule", arguments)} }

func TestFirewalls_AreThoseThatAnExpressionReaches(t *testing.T) {
	t.Parallel()
	const one = egressRule + "rule"
	group := func(references ...string) object { return object{"security_group_id": expression(references...)} }
	both := []string{"aws_security_group.a ? rule", "aws_security_group.b ? rule"}
	of := func(name string, more ...string) []string {
		made := []string{}
		for _, key := range []string{`["a"]`, `["b"]`} {
			for _, rule := range more {
				made = append(made, name+key+" "+rule)
			}
		}
		return made
	}
	eachOf := func(name string) []string { return []string{name + `["a"] rule["a"]`, name + `["b"] rule["b"]`} }
	indexOf := func(name string) []string { return []string{name + `[0] rule[0]`, name + `[1] rule[1]`} }
	keyed := []string{one + `["a"]`, one + `["b"]`}
	counted := []string{one + "[0]", one + "[1]"}
	with := func(arguments object, name string, value any) object {
		arguments[name] = value
		return arguments
	}
	for _, test := range []ownershipCase{
		{"a group", []string{one}, rootWith(group("aws_security_group.a.id")), []string{"aws_security_group.a rule"}},
		{"the whole group", []string{one}, rootWith(group("aws_security_group.a")), []string{"aws_security_group.a rule"}},
		{"a condition", []string{one}, rootWith(group("var.x", "aws_security_group.a.id", "aws_security_group.b.id")), both},
		{"the other branch first", []string{one}, rootWith(group("aws_security_group.b.id", "aws_security_group.a.id")), both},
		{"one group twice", []string{one}, rootWith(group("aws_security_group.a.id", "aws_security_group.a.id")), []string{"aws_security_group.a rule"}},
		{"a group or a variable of the root", []string{one}, rootWith(group("var.id", "aws_security_group.a.id")), []string{"aws_security_group.a rule"}},
		{"a group or data", []string{one}, rootWith(group("data.aws_security_group.x.id", "aws_security_group.a.id")), both[:1]},
		{"a group or another type", []string{one}, rootWith(group("terraform_data.x.output", "aws_security_group.a.id")), both[:1]},
		{"another type that is given a group", []string{one}, rootWith(
			group("terraform_data.x.output"), block("terraform_data.x", object{"input": expression("aws_security_group.a.id")}),
		), both[:1]},
		{"another type that is given a group in a block", []string{one}, rootWith(
			group("terraform_data.x.output"), block("terraform_data.x", object{"input": []object{{"group": expression("aws_security_group.a.id")}}}),
		), both[:1]},
		{"another type that is given something else", []string{one}, rootWith(
			group("terraform_data.x.output"), block("terraform_data.x", object{"input": expression("aws_vpc.x.id")}),
		), []string{one + ".security_group_id rule"}},
		{"a group or the ID of another type", []string{one}, rootWith(group("aws_vpc.x.id", "aws_security_group.a.id")), both[:1]},
		{"a group or another attribute", []string{one}, rootWith(group("aws_security_group.a.id", "aws_security_group.b.vpc_id")), both[:1]},
		{"another attribute alone", []string{one}, rootWith(group("aws_vpc.x.default_security_group_id")), []string{one + ".security_group_id rule"}},
		{"an attribute that is no ID", []string{one}, rootWith(group("aws_security_group.a.vpc_id")), []string{one + ".security_group_id rule"}},
		{"an attribute that has the ID in it", []string{one}, rootWith(group("aws_security_group.a.arn")), []string{"aws_security_group.a ? rule"}},
		{"data", []string{one}, rootWith(group("data.aws_security_group.x.id")), []string{one + ".security_group_id rule"}},
		{"data for each instance", keyed, rootWith(group("data.aws_security_group.x", "each.key")), []string{
			one + `.security_group_id ? rule["a"]`, one + `.security_group_id ? rule["b"]`,
		}},
		{"a resource without an instance", []string{one}, rootWith(group("aws_security_group.none[0].id", "aws_security_group.a.id")), []string{"aws_security_group.a rule"}},

		{"a literal key", keyed[:1], rootWith(group(`aws_security_group.this["b"].id`)), []string{`aws_security_group.this["b"] rule["a"]`}},
		{"a literal key that no instance has", keyed[:1], rootWith(group(`aws_security_group.this["c"].id`, "aws_security_group.a.id")), []string{`aws_security_group.a rule["a"]`}},
		{
			"a literal key that Terraform escapes", keyed[:1], rootWith(group(`aws_security_group.this["$c"].id`)), of("aws_security_group.this", `? rule["a"]`),
		},
		{"a literal index", []string{one}, rootWith(group(`aws_security_group.g[1].id`)), []string{`aws_security_group.g[1] rule`}},
		{"a literal key, and all", []string{one}, rootWith(group(`aws_security_group.this["b"].id`, "aws_security_group.this")), of("aws_security_group.this", "? rule")},
		{"each.key alone", keyed, rootWith(group("aws_security_group.this", "each.key")), eachOf("aws_security_group.this")},
		{"each.key that no instance has", []string{one + `["c"]`}, rootWith(group("aws_security_group.this", "each.key")), of("aws_security_group.this", `? rule["c"]`)},
		{"each.key beside a variable", keyed, rootWith(group("aws_security_group.this", "each.key", "var.x")), of("aws_security_group.this", `? rule["a"]`, `? rule["b"]`)},
		{"each.key of a group with an index", counted, rootWith(group("aws_security_group.this", "each.key")), of("aws_security_group.this", `? rule[0]`, `? rule[1]`)},
		{"all instances", []string{one}, rootWith(group("aws_security_group.this")), of("aws_security_group.this", `? rule`)},
		{"count.index alone", counted, rootWith(group("aws_security_group.g", "count.index")), indexOf("aws_security_group.g")},
		{"half of count.index", []string{one + "[0]", one + "[1]", one + "[2]"}, rootWith(group("aws_security_group.g", "count.index")), []string{
			"aws_security_group.g[0] ? rule[0]", "aws_security_group.g[0] ? rule[1]", "aws_security_group.g[0] ? rule[2]",
			"aws_security_group.g[1] ? rule[0]", "aws_security_group.g[1] ? rule[1]", "aws_security_group.g[1] ? rule[2]",
		}},
		{"count.index and a literal", counted[:1], rootWith(group("aws_security_group.g[1].id", "count.index")), []string{"aws_security_group.g[1] rule[0]"}},
		{"each.value of a group", keyed, rootWith(with(group("each.value.id"), "for_each", expression("aws_security_group.this"))), eachOf("aws_security_group.this")},
		{
			"each.value of a for expression over groups", keyed, rootWith(with(group("each.value"), "for_each", expression("aws_security_group.this"))),
			of("aws_security_group.this", `? rule["a"]`, `? rule["b"]`),
		},
		{
			"an attribute that a for expression has made", keyed, rootWith(with(group("each.value.group"), "for_each", expression("aws_security_group.this"))),
			of("aws_security_group.this", `? rule["a"]`, `? rule["b"]`),
		},
		{
			"each.value of groups and others", keyed, rootWith(with(group("each.value"), "for_each", expression("var.groups", "aws_security_group.this"))),
			of("aws_security_group.this", `? rule["a"]`, `? rule["b"]`),
		},
		{
			"each.value of another key",
			[]string{one + `["x"]`},
			rootWith(with(group("each.value.id"), "for_each", expression("aws_security_group.this"))),
			of("aws_security_group.this", `? rule["x"]`),
		},
		{
			"each.value of one group", keyed, rootWith(with(group("each.value.group"), "for_each", expression("aws_security_group.a.id"))),
			[]string{`aws_security_group.a rule["a"]`, `aws_security_group.a rule["b"]`},
		},
		{
			"a key that each.value has", keyed, rootWith(with(group("aws_security_group.this", "each.value.group"), "for_each", expression("var.groups"))),
			of("aws_security_group.this", `? rule["a"]`, `? rule["b"]`),
		},
		{"each.value without a for_each", keyed[:1], rootWith(group("each.value", "aws_security_group.a.id")), []string{`aws_security_group.a ? rule["a"]`}},
	} {
		given := plan{root: test.root}
		for _, address := range []string{
			"aws_security_group.a", "aws_security_group.b", `aws_security_group.this["a"]`, `aws_security_group.this["b"]`, "aws_security_group.g[0]", "aws_security_group.g[1]",
		} {
			given.changes = append(given.changes, newGroup(address))
		}
		for _, address := range test.resources {
			given.changes = append(given.changes, newRule(address))
		}
		if diff := cmp.Diff(test.want, owners(t, given), cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
	}
}

func TestFirewalls_MayBeWhatADataSourceReadsDuringTheApply(t *testing.T) {
	t.Parallel()
	const rule, group = "module.m." + egressRule + "rule", "module.m.data.aws_security_group.x"
	for _, test := range []struct {
		name      string
		read      string
		reference string
		want      string
	}{
		{"a group", group, "data.aws_security_group.x.id", "aws_security_group.a ? module.m.rule"},
		{"the VPC of a group", group, "data.aws_security_group.x.vpc_id", rule + ".security_group_id module.m.rule"},
		{"another type", "module.m.data.aws_network_acls.x", "data.aws_network_acls.x.ids", rule + ".security_group_id module.m.rule"},
		{"another type, and a group that is read before", "module.m.data.aws_vpc.x", "data.aws_security_group.x.id", rule + ".security_group_id module.m.rule"},
		{"a local value", group, "local.id", "aws_security_group.a ? module.m.rule"},
		{"a local value, and another type", "module.m.data.aws_vpc.x", "local.id", rule + ".security_group_id module.m.rule"},
	} {
		given := plan{
			changes: []resource{newGroup("aws_security_group.a"), newRule(rule)}, reads: []string{test.read},
			root: object{"module_calls": object{"m": called(object{"resources": ruleWith(object{"security_group_id": expression(test.reference)})}, nil)}},
		}
		if diff := cmp.Diff([]string{test.want}, owners(t, given)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
	}
}

// groupModule has a group, as terraform-aws-modules/security-group has it, and a rule whose group is a local value.
func groupModule(more ...object) object {
	return object{
		"resources": append([]object{
			block("aws_security_group.this", object{"count": expression("local.create"), "vpc_id": expression("var.vpc_id")}),
			block("aws_security_group.this_name_prefix", object{"count": expression("local.create")}),
			block("aws_security_group_rule.egress", object{"security_group_id": expression("local.this_sg_id")}),
			block("aws_security_group_rule.more", object{"security_group_id": expression("local.this_sg_id")}),
		}, more...),
		"outputs": outputs(object{
			"security_group_id":     expression("aws_security_group.this[0].id", "aws_security_group.this_name_prefix[0].id"),
			"security_group_vpc_id": expression("aws_security_group.this[0].vpc_id"),
			"security_group_arn":    expression("aws_security_group.this[0].arn", "aws_security_group.this_name_prefix[0].arn"),
			"local_id":              expression("local.this_sg_id"),
		}),
	}
}

// ruleModule has a rule whose group is a variable, and one for each of a list.
func ruleModule() object {
	return object{"resources": []object{
		block(egressRule+"rule", object{"security_group_id": expression("var.group")}),
		block(egressRule+"list_rule", object{"security_group_id": expression("var.groups", "count.index")}),
	}}
}

func TestFirewalls_AreFoundAcrossModules(t *testing.T) {
	t.Parallel()
	const local = "aws_security_group_rule.egress_rule"
	own := block(local, object{"security_group_id": expression("local.this_sg_id")})
	inModule, withData := groupModule(own), groupModule(own, block("data.aws_security_group.x", nil))
	pass := object{
		"resources": []object{block("aws_security_group.this", object{"count": expression("var.create")})},
		"outputs":   outputs(object{"group": expression("aws_security_group.this[0].id", "var.group")}),
	}
	withOther := groupModule(own, block("aws_instance.x", object{"subnet": expression("local.subnet")}))
	for _, test := range []struct {
		name      string
		resources []string
		calls     object
		root      []object
		want      []string
	}{
		{
			"an output",
			[]string{"module.sg.aws_security_group.this[0]", egressRule + "rule"},
			object{"sg": called(inModule, nil)},
			ruleWith(object{"security_group_id": expression("module.sg.security_group_id")}),
			[]string{"module.sg.aws_security_group.this[0] rule"},
		},
		{
			"an output that is a local value",
			[]string{"module.sg.aws_security_group.this[0]", egressRule + "rule"},
			object{"sg": called(inModule, nil)},
			ruleWith(object{"security_group_id": expression("module.sg.local_id")}),
			[]string{"module.sg.aws_security_group.this[0] rule"},
		},
		{
			"an output that is no ID",
			[]string{"module.sg.aws_security_group.this[0]", egressRule + "rule"},
			object{"sg": called(inModule, nil)},
			ruleWith(object{"security_group_id": expression("module.sg.security_group_vpc_id")}),
			[]string{egressRule + "rule.security_group_id rule"},
		},
		{
			"an output that the configuration lacks",
			[]string{"module.sg.aws_security_group.this[0]", "aws_security_group.other", egressRule + "rule"},
			object{"sg": called(inModule, nil)},
			ruleWith(object{"security_group_id": expression("module.sg.none", "aws_security_group.other.id")}),
			[]string{"aws_security_group.other ? rule"},
		},
		{
			"a module by each.key",
			[]string{
				`module.sg["a"].aws_security_group.this[0]`, `module.sg["b"].aws_security_group.this[0]`, egressRule + `rule["a"]`, egressRule + `rule["b"]`,
			},
			object{"sg": called(inModule, object{"for_each": expression("var.groups")})},
			ruleWith(object{"security_group_id": expression("module.sg", "each.key"), "for_each": expression("var.groups")}),
			[]string{`module.sg["a"].aws_security_group.this[0] rule["a"]`, `module.sg["b"].aws_security_group.this[0] rule["b"]`},
		},
		{
			"a module of each.value",
			[]string{
				`module.sg["a"].aws_security_group.this[0]`, `module.sg["b"].aws_security_group.this[0]`, egressRule + `rule["a"]`, egressRule + `rule["b"]`,
			},
			object{"sg": called(inModule, object{"for_each": expression("var.groups")})},
			ruleWith(object{"security_group_id": expression("each.value.security_group_id"), "for_each": expression("module.sg")}),
			[]string{`module.sg["a"].aws_security_group.this[0] rule["a"]`, `module.sg["b"].aws_security_group.this[0] rule["b"]`},
		},
		{
			"a module of each.value, with an attribute that is no output",
			[]string{`module.sg["a"].aws_security_group.this[0]`, `module.sg["b"].aws_security_group.this[0]`, egressRule + `rule["a"]`},
			object{"sg": called(inModule, object{"for_each": expression("var.groups")})},
			ruleWith(object{"security_group_id": expression("each.value.group"), "for_each": expression("module.sg")}),
			[]string{`module.sg["a"].aws_security_group.this[0] ? rule["a"]`, `module.sg["b"].aws_security_group.this[0] ? rule["a"]`},
		},
		{
			"a local value of each.value",
			[]string{"aws_security_group.one", egressRule + `rule["a"]`},
			nil,
			ruleWith(object{"security_group_id": expression("each.value.group"), "for_each": expression("local.groups")}),
			[]string{`aws_security_group.one rule["a"]`},
		},
		{
			"a variable of each.value",
			[]string{"aws_security_group.one", "aws_security_group.other", "module.m." + egressRule + `rule["a"]`},
			object{"m": called(object{"resources": []object{
				block(egressRule+"rule", object{"security_group_id": expression("each.value.id"), "for_each": expression("var.groups")}),
			}}, object{"groups": expression("aws_security_group.one", "aws_security_group.other")})},
			nil,
			[]string{`aws_security_group.one ? module.m.rule["a"]`, `aws_security_group.other ? module.m.rule["a"]`},
		},
		{
			"a module by a literal key",
			[]string{`module.sg["a"].aws_security_group.this[0]`, `module.sg["b"].aws_security_group.this[0]`, egressRule + `rule`},
			object{"sg": called(inModule, object{"for_each": expression("var.groups")})},
			ruleWith(object{"security_group_id": expression(`module.sg["b"].security_group_id`)}),
			[]string{`module.sg["b"].aws_security_group.this[0] rule`},
		},
		{
			"a module without a resource by a literal key",
			[]string{`aws_security_group.this["a"]`, `aws_security_group.this["b"]`, egressRule + "rule"},
			object{"pass": called(pass, object{"for_each": expression("var.groups"), "group": expression("aws_security_group.this", "each.key")})},
			ruleWith(object{"security_group_id": expression(`module.pass["b"].group`)}),
			[]string{`aws_security_group.this["b"] rule`},
		},
		{
			"a module without a resource by each.key",
			[]string{`aws_security_group.this["a"]`, `aws_security_group.this["b"]`, egressRule + `rule["b"]`},
			object{"pass": called(pass, object{"for_each": expression("var.groups"), "group": expression("aws_security_group.this", "each.key")})},
			ruleWith(object{"security_group_id": expression("module.pass", "each.key"), "for_each": expression("var.groups")}),
			[]string{`aws_security_group.this["b"] rule["b"]`},
		},
		{
			"a module without a resource by an index",
			[]string{"aws_security_group.a", "aws_security_group.b", egressRule + "rule"},
			object{"pass": called(pass, object{"count": expression("var.x"), "group": expression("aws_security_group.a.id")})},
			ruleWith(object{"security_group_id": expression("module.pass[0].group", "aws_security_group.b.id")}),
			[]string{"aws_security_group.a ? rule", "aws_security_group.b ? rule"},
		},
		{
			"an instance of a module that has no resource, beside one that has",
			[]string{`module.pass["a"].aws_security_group.this[0]`, `aws_security_group.this["a"]`, `aws_security_group.this["b"]`, egressRule + `rule["b"]`},
			object{"pass": called(pass, object{"for_each": expression("var.groups"), "group": expression("aws_security_group.this", "each.key")})},
			ruleWith(object{"security_group_id": expression("module.pass", "each.key"), "for_each": expression("var.groups")}),
			[]string{
				`aws_security_group.this["a"] ? rule["b"]`, `aws_security_group.this["b"] ? rule["b"]`, `module.pass["a"].aws_security_group.this[0] ? rule["b"]`,
			},
		},
		{
			"all instances of a module, of which one may have no resource",
			[]string{
				`module.pass["a"].aws_security_group.this[0]`, `module.pass["b"].aws_security_group.this[0]`,
				`aws_security_group.this["a"]`, `aws_security_group.this["b"]`, `aws_security_group.this["c"]`, egressRule + "rule",
			},
			object{"pass": called(pass, object{"for_each": expression("var.groups"), "group": expression("aws_security_group.this", "each.key")})},
			ruleWith(object{"security_group_id": expression("module.pass")}),
			[]string{
				`aws_security_group.this["a"] ? rule`, `aws_security_group.this["b"] ? rule`, `aws_security_group.this["c"] ? rule`,
				`module.pass["a"].aws_security_group.this[0] ? rule`, `module.pass["b"].aws_security_group.this[0] ? rule`,
			},
		},
		{
			"all instances of a module",
			[]string{`module.sg["a"].aws_security_group.this[0]`, `module.sg["b"].aws_security_group.this[0]`, egressRule + `rule`},
			object{"sg": called(inModule, object{"for_each": expression("var.groups")})},
			ruleWith(object{"security_group_id": expression("module.sg")}),
			[]string{`module.sg["a"].aws_security_group.this[0] ? rule`, `module.sg["b"].aws_security_group.this[0] ? rule`},
		},
		{
			"a local value beside another new group",
			[]string{"module.sg.aws_security_group.this[0]", "aws_security_group.other", "module.sg." + local},
			object{"sg": called(inModule, object{"vpc_id": expression("aws_vpc.x.id"), "name": object{"constant_value": "n"}})},
			nil,
			[]string{"module.sg.aws_security_group.this[0] module.sg.egress_rule"},
		},
		{
			"a local value of a module that gets another group",
			[]string{"module.sg.aws_security_group.this[0]", "aws_security_group.other", "module.sg." + local},
			object{"sg": called(inModule, object{"source": expression("aws_security_group.other.id")})},
			nil,
			[]string{"aws_security_group.other ? module.sg.egress_rule", "module.sg.aws_security_group.this[0] ? module.sg.egress_rule"},
		},
		{
			"a local value of a module that gets something else",
			[]string{"module.sg.aws_security_group.this[0]", "module.sg." + local},
			object{"sg": called(inModule, object{"source": expression("aws_vpc.x.default_security_group_id")})},
			nil,
			[]string{"module.sg.aws_security_group.this[0] ? module.sg.egress_rule"},
		},
		{
			"a local value beside data",
			[]string{"module.sg.aws_security_group.this[0]", "module.sg.data.aws_security_group.x", "module.sg." + local},
			object{"sg": called(withData, nil)},
			nil,
			[]string{"module.sg.aws_security_group.this[0] ? module.sg.egress_rule"},
		},
		{
			"a local value beside another resource",
			[]string{"module.sg.aws_security_group.this[0]", "module.sg.aws_instance.x", "module.sg." + local},
			object{"sg": called(withOther, nil)},
			nil,
			[]string{"module.sg.aws_security_group.this[0] ? module.sg.egress_rule"},
		},
		{
			"a local value beside random values",
			[]string{"module.sg.aws_security_group.this[0]", "module.sg.random_id.x[0]", "module.sg.null_resource.x", "module.sg." + local},
			object{"sg": called(inModule, nil)},
			nil,
			[]string{"module.sg.aws_security_group.this[0] module.sg.egress_rule"},
		},
		{
			"a local value beside a random order of what may be IDs",
			[]string{"module.sg.aws_security_group.this[0]", "module.sg.random_shuffle.x", "module.sg." + local},
			object{"sg": called(inModule, nil)},
			nil,
			[]string{"module.sg.aws_security_group.this[0] ? module.sg.egress_rule"},
		},
		{
			"a local value beside a resource without an instance",
			[]string{"module.sg.aws_security_group.this[0]", "module.sg." + local},
			object{"sg": called(withOther, nil)},
			nil,
			[]string{"module.sg.aws_security_group.this[0] module.sg.egress_rule"},
		},
		{
			"a local value beside a child module",
			[]string{"module.sg.aws_security_group.this[0]", "module.sg.module.child.aws_security_group.this[0]", "module.sg." + local},
			object{"sg": called(object{"resources": inModule["resources"], "module_calls": object{"child": called(groupModule(), nil)}}, nil)},
			nil,
			[]string{"module.sg.aws_security_group.this[0] ? module.sg.egress_rule", "module.sg.module.child.aws_security_group.this[0] ? module.sg.egress_rule"},
		},
		{
			"a variable that is an output",
			[]string{"module.sg.aws_security_group.this[0]", "aws_security_group.other", "module.rules." + egressRule + "rule"},
			object{"sg": called(groupModule(), nil), "rules": called(ruleModule(), object{"group": expression("module.sg.security_group_id")})},
			nil,
			[]string{"module.sg.aws_security_group.this[0] module.rules.rule"},
		},
		{
			"a variable that is each.value",
			[]string{
				`aws_security_group.this["a"]`, `aws_security_group.this["b"]`, `module.rules["a"].` + egressRule + "rule", `module.rules["b"].` + egressRule + "rule",
			},
			object{"rules": called(ruleModule(), object{"for_each": expression("aws_security_group.this"), "group": expression("each.value.id")})},
			nil,
			[]string{`aws_security_group.this["a"] module.rules["a"].rule`, `aws_security_group.this["b"] module.rules["b"].rule`},
		},
		{
			"a variable that is an instance by count.index",
			[]string{
				`aws_security_group.this[0]`, `aws_security_group.this[1]`, `module.rules[0].` + egressRule + "rule", `module.rules[1].` + egressRule + "rule",
			},
			object{"rules": called(ruleModule(), object{"group": expression("aws_security_group.this", "count.index")})},
			nil,
			[]string{`aws_security_group.this[0] module.rules[0].rule`, `aws_security_group.this[1] module.rules[1].rule`},
		},
		{
			"a variable that may be one of two",
			[]string{"aws_security_group.a", "aws_security_group.b", "module.rules." + egressRule + "rule"},
			object{"rules": called(ruleModule(), object{"group": expression("var.x", "aws_security_group.a.id", "aws_security_group.b.id")})},
			nil,
			[]string{"aws_security_group.a ? module.rules.rule", "aws_security_group.b ? module.rules.rule"},
		},
		{
			"a list of IDs",
			[]string{
				"aws_security_group.a", "aws_security_group.b", "module.rules." + egressRule + "list_rule[0]", "module.rules." + egressRule + "list_rule[1]",
			},
			object{"rules": called(ruleModule(), object{"groups": expression("aws_security_group.a.id", "aws_security_group.b.id")})},
			nil,
			[]string{
				"aws_security_group.a ? module.rules.list_rule[0]", "aws_security_group.a ? module.rules.list_rule[1]",
				"aws_security_group.b ? module.rules.list_rule[0]", "aws_security_group.b ? module.rules.list_rule[1]",
			},
		},
		{
			"a list of one ID",
			[]string{"aws_security_group.a", "aws_security_group.b", "module.rules." + egressRule + "list_rule[0]"},
			object{"rules": called(ruleModule(), object{"groups": expression("aws_security_group.a.id")})},
			nil,
			[]string{"aws_security_group.a module.rules.list_rule[0]"},
		},
		{
			"a module without resources",
			[]string{"aws_security_group.a", "aws_security_group.b", egressRule + "rule"},
			object{"pass": called(object{"outputs": outputs(object{"id": expression("var.id")})}, object{"id": expression("aws_security_group.a.id")})},
			ruleWith(object{"security_group_id": expression("module.pass.id")}),
			[]string{"aws_security_group.a rule"},
		},
		{
			"a variable and a local value that reach each other",
			[]string{
				"aws_security_group.a", "aws_security_group.b", egressRule + "rule", "module.x." + egressRule + "rule",
			},
			object{"x": called(object{
				"resources": []object{block(egressRule+"rule", object{"security_group_id": expression("var.a")})},
				"outputs":   outputs(object{"out": expression("var.a")}),
			}, object{"a": expression("local.x")})},
			ruleWith(object{"security_group_id": expression("local.x")}),
			[]string{
				"aws_security_group.a ? rule", "aws_security_group.a ? module.x.rule", "aws_security_group.b ? rule", "aws_security_group.b ? module.x.rule",
			},
		},
		{
			"modules that pass a group around",
			[]string{"aws_security_group.a", "aws_security_group.b", "module.x." + egressRule + "rule"},
			object{"x": called(object{
				"resources": []object{block(egressRule+"rule", object{"security_group_id": expression("var.b")})},
				"outputs":   outputs(object{"out": expression("var.a"), "loop": expression("local.x")}),
			}, object{"a": expression("aws_security_group.a.id"), "b": expression("local.x")})},
			nil,
			[]string{"aws_security_group.a ? module.x.rule", "aws_security_group.b ? module.x.rule"},
		},
	} {
		given := plan{root: object{"module_calls": test.calls, "resources": test.root}}
		for _, address := range test.resources {
			switch {
			case strings.Contains(address, "aws_security_group_rule"):
				given.changes = append(given.changes, create(address, object{
					"type": "egress", "protocol": "tcp", "from_port": 443, "to_port": 443, "cidr_blocks": []any{"0.0.0.0/0"}, "self": false,
				}, "security_group_id"))
			case strings.Contains(address, "_rule"):
				given.changes = append(given.changes, newRule(address))
			case strings.Contains(address, "data."):
				given.data = append(given.data, address)
			default:
				given.changes = append(given.changes, newGroup(address))
			}
		}
		if diff := cmp.Diff(test.want, owners(t, given), cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
	}
}

// A random value is never an ID, and may be a name.
func TestFirewalls_MayHaveARandomName(t *testing.T) {
	t.Parallel()
	given := plan{
		changes: []resource{nsg("a", nil), nsgRule(object{"network_security_group_name": nil}, "network_security_group_name"), create("random_pet.x", object{}, "id")},
		root:    object{"resources": []object{block("azurerm_network_security_rule.rule", object{"network_security_group_name": expression("local.name")})}},
	}
	if diff := cmp.Diff([]string{"azurerm_network_security_group.a ? rule"}, owners(t, given)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// The plan is what Terraform 1.11 shows of testdata/modules/main.tf.
func TestFirewalls_OfAPlanThatTerraformMade(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("testdata/modules/plan.json")
	if err != nil {
		t.Fatal(err)
	}
	firewalls, err := planfile.Firewalls(string(text))
	if err != nil {
		t.Fatal(err)
	}
	golden.Assert(t, strings.Join(ownersIn(firewalls), "\n")+"\n", "modules/owners.golden")
}
