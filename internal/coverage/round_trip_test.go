// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package coverage_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"gotest.tools/v3/assert"

	"github.com/nexthink/terraform-provider-nexthink/internal/attribute"
	"github.com/nexthink/terraform-provider-nexthink/internal/catalog"
	"github.com/nexthink/terraform-provider-nexthink/internal/coverage"
	"github.com/nexthink/terraform-provider-nexthink/internal/dialect"
	"github.com/nexthink/terraform-provider-nexthink/internal/hostname"
	"github.com/nexthink/terraform-provider-nexthink/internal/normalize"
	"github.com/nexthink/terraform-provider-nexthink/internal/render"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// catalogFlows returns the flows of the whole catalog for a tenant.
func catalogFlows(t testing.TB, instance string) []traffic.Flow {
	t.Helper()
	c, err := catalog.Load()
	assert.NilError(t, err)
	values := hostname.Values{
		Instance: instance, Region: "eu", AWSRegion: "eu-west-3", AWSDomain: "amazonaws.com", AccountID: c.ExportBucket().AccountID, Engines: 2,
	}
	flows := []traffic.Flow{}
	for _, requirement := range c.Select(catalog.Filter{IncludeClassic: true}).Requirements {
		flows = append(flows, traffic.Flow{
			Key: requirement.Key, Number: requirement.Number, Purpose: requirement.Purpose, Destination: requirement.Destination, Transport: requirement.TransportProtocol,
			Applications: requirement.ApplicationProtocols, Ports: traffic.PortRange{From: requirement.FromPort, To: requirement.ToPort}, Hosts: hostname.Expand(requirement.Hosts, values),
		})
	}
	return flows
}

// rendered is a rendered rule, as the resource that it is for.
type rendered struct {
	resource attribute.Value
	serves   []string // keys of the flows
}

func (rule rendered) value() attribute.Value { return rule.resource }

type renderer = func(flows []traffic.Flow, to traffic.Addresses) ([]rendered, error)

// format renders flows for a firewall. It reads the rules back, together with a last rule that denies everything else.
type format struct {
	render   renderer
	readBack func(rules []rendered) []traffic.Rule
	ipv4     bool // accepts only IPv4
}

// converted converts rules of package render.
func converted[R any](rules map[string]R) []rendered {
	made := []rendered{}
	for _, rule := range rules {
		resource := value(rule)
		made = append(made, rendered{resource, mapped(resource.Member("requirement_keys").Elements(), textOf)})
	}
	return made
}

// renders returns a renderer for a function of package render that returns its rules by key.
func renders[R any](rules func(flows []traffic.Flow, to traffic.Addresses) (map[string]R, error)) renderer {
	return func(flows []traffic.Flow, to traffic.Addresses) ([]rendered, error) {
		byKey, err := rules(flows, to)
		return converted(byKey), err
	}
}

// based gives a function of package render the lowest number of its rules.
func based[R any](rules func(flows []traffic.Flow, to traffic.Addresses, base int64) (R, error)) func([]traffic.Flow, traffic.Addresses) (R, error) {
	return func(flows []traffic.Flow, to traffic.Addresses) (R, error) { return rules(flows, to, 1000) }
}

func textOf(value attribute.Value) string {
	text, _ := value.AsString()
	return text
}

// readWith returns a function that reads the rules together with a last rule, if the firewall needs one to deny everything else.
func readWith(read func([]normalize.Resource) []traffic.Rule, last ...object) func(rules []rendered) []traffic.Rule {
	return func(rules []rendered) []traffic.Rule {
		return read(slices.Concat(resources(mapped(rules, rendered.value)), resources(last)))
	}
}

func formats() map[string]format {
	denyAll := policyRule("deny", 2147483547, "all", nil, object{"dest_ip_ranges": stringsOf("0.0.0.0/0", "::/0")})
	all := map[string]format{
		"aws_security_group": {render: renders(render.AWSSecurityGroupRules), readBack: readWith(normalize.AWSSecurityGroups.Rules)},
		"azure_network_security_group": {
			render:   renders(based(render.AzureNetworkSecurityRules)),
			readBack: readWith(normalize.AzureNetworkSecurityGroups.Rules, nsgRule(4096, "Deny", "*", "*", "*")),
		},
		"google_firewall": {
			render:   renders(render.GoogleFirewallRules),
			readBack: readWith(normalize.GoogleFirewalls.Rules, googleRule("deny", 65000, "all", nil, "0.0.0.0/0", "::/0")),
		},
		"google_firewall_policy": {
			render: renders(based(render.GoogleFirewallPolicyRules)), readBack: readWith(normalize.GoogleFirewallPolicies.Rules, denyAll),
		},
		"azure_firewall": {render: renderAzureFirewall, readBack: readAzureFirewall, ipv4: true},
		"suricata":       {render: renderSuricata, readBack: readSuricata, ipv4: true},
	}
	for _, dialect := range dialect.All() {
		all["domains_"+dialect.Name] = format{
			render: renderNames(dialect),
			readBack: func(rules []rendered) []traffic.Rule {
				return normalize.Domains(mapped(rules, rendered.value), dialect)
			},
		}
	}
	return all
}

func renderAzureFirewall(flows []traffic.Flow, to traffic.Addresses) ([]rendered, error) {
	rules, err := render.AzureFirewallRules(flows, to, nil)
	return append(converted(rules.ApplicationRules), converted(rules.NetworkRules)...), err
}

func readAzureFirewall(rules []rendered) []traffic.Rule {
	byKind := map[bool][]any{}
	for _, rule := range rules {
		network := rule.resource.Has("destination_ports")
		byKind[network] = append(byKind[network], rule.resource)
	}
	return reads(normalize.AzureFirewalls.Rules)(collectionGroup(object{
		"application_rule_collection": []any{collection(500, "Allow", byKind[false]...)},
		"network_rule_collection":     []any{collection(400, "Allow", byKind[true]...)},
	}))
}

func renderSuricata(flows []traffic.Flow, to traffic.Addresses) ([]rendered, error) {
	text, err := render.SuricataRules(flows, to, 1000000)
	made := []rendered{}
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		_, key, _ := strings.Cut(line, `msg:"Nexthink: `)
		key, _, _ = strings.Cut(key, `"`)
		made = append(made, rendered{value(line), []string{key}})
	}
	return made, err
}

// readSuricata reads the text with a policy that drops what no rule passes.
func readSuricata(rules []rendered) []traffic.Rule {
	lines := []string{"# Nexthink\n"}
	for _, rule := range rules {
		lines = append(lines, textOf(rule.resource))
	}
	group := object{"type": "STATEFUL", "name": "nexthink", "rule_group": []any{object{
		"rules_source":          []any{object{"rules_string": strings.Join(lines, ""), "rules_source_list": []any{}, "stateful_rule": []any{}}},
		"stateful_rule_options": []any{object{"rule_order": "STRICT_ORDER"}},
	}}}
	policy := normalize.Resource{ID: "policy", Value: value(dropPolicy())}
	return normalize.AWSNetworkFirewallRules("policy", &policy, []normalize.AWSRuleGroup{{Resource: normalize.Resource{ID: "group", Value: value(group)}, Priority: 1}})
}

func dropPolicy() object {
	return object{"firewall_policy": []any{object{
		"stateless_default_actions": stringsOf("aws:forward_to_sfe"), "stateful_default_actions": stringsOf("aws:drop_established"), "stateless_rule_group_reference": []any{},
	}}}
}

func renderNames(dialect dialect.Dialect) renderer {
	return func(flows []traffic.Flow, _ traffic.Addresses) ([]rendered, error) {
		names, err := render.Domains(flows, dialect)
		return mapped(names, func(name string) rendered {
			made := rendered{resource: value(name)}
			for _, flow := range flows {
				if flow.Destination == traffic.Internet && slices.ContainsFunc(flow.Hosts, func(host string) bool { return dialect.Write(host) == name }) {
					made.serves = append(made.serves, flow.Key)
				}
			}
			return made
		}), err
	}
}

// renderable removes, one after the other, the flows that the format refuses.
func (f format) renderable(flows []traffic.Flow, to traffic.Addresses) ([]traffic.Flow, []rendered) {
	for len(flows) > 0 {
		rules, err := f.render(flows, to)
		if err == nil {
			return flows, rules
		}
		refused := slices.IndexFunc(flows, func(flow traffic.Flow) bool { return strings.Contains(err.Error(), "requirement "+flow.Key+" ") })
		if refused < 0 {
			return nil, nil // the format is for names, and no flow has one
		}
		flows = slices.Delete(slices.Clone(flows), refused, refused+1)
	}
	return nil, nil
}

// expected returns the verdict on a flow that has a rule. A firewall that resolves names misses addresses of S3, unless a wildcard
// needs a rule for any address.
func expected(name string, flow traffic.Flow, among []traffic.Flow) string {
	if name == "google_firewall_policy" && slices.ContainsFunc(among, traffic.Flow.HasWildcard) {
		return coverage.Covered
	}
	looksUp := name == "google_firewall_policy" || documented[strings.TrimPrefix(name, "domains_")].resolves
	if looksUp && slices.ContainsFunc(flow.Hosts, func(host string) bool { return strings.HasSuffix(host, ".amazonaws.com") }) {
		return coverage.Unproven
	}
	return coverage.Covered
}

// check compares the verdicts on flows that the format can render. Those of a removed rule are missing.
func (f format) check(t *testing.T, name string, flows []traffic.Flow, to traffic.Addresses, rules []rendered, removed rendered) {
	t.Helper()
	about := slices.Clone(flows)
	if strings.HasPrefix(name, "domains_") {
		about = slices.DeleteFunc(about, func(flow traffic.Flow) bool { return flow.Destination != traffic.Internet })
	}
	read := f.readBack(rules)
	verdicts, err := coverage.Explain(about, to, read)
	assert.NilError(t, err)
	for _, verdict := range verdicts {
		want := expected(name, verdict.Flow, flows)
		if slices.Contains(removed.serves, verdict.Flow.Key) {
			want = coverage.Missing
			if strings.Contains(textOf(removed.resource), "flow:to_client") {
				want = coverage.Unproven // the answers may be dropped
			}
		}
		assert.Assert(t, name == "suricata" || len(verdict.Sources) == 0, "%s: %s is scoped to %q", name, verdict.Flow.Key, verdict.Sources)
		assert.Equal(t, verdict.Verdict, want, "%s: %s, without the rule of %q\n%v\n%+v", name, verdict.Flow.Key, removed.serves, removed.resource, read)
	}
}

// independent removes flows with hosts that a rule of another flow may match, and those that a firewall of names allows by
// address.
func independent(flows []traffic.Flow, exact bool) []traffic.Flow {
	kept := []traffic.Flow{}
	taken := []string{}
	for _, flow := range flows {
		if flow.Destination == traffic.Internet && (flow.IsRaw() || exact && flow.HasWildcard()) || related(taken, flow.Hosts) {
			continue
		}
		taken = append(taken, flow.Hosts...)
		kept = append(kept, flow)
	}
	return kept
}

func related(taken, hosts []string) bool {
	for i, host := range hosts {
		host = strings.TrimPrefix(host, "*.")
		for _, other := range slices.Concat(taken, hosts[:i]) {
			other = strings.TrimPrefix(other, "*.")
			if host == other || strings.HasSuffix(host, "."+other) || strings.HasSuffix(other, "."+host) {
				return true
			}
		}
	}
	return false
}

func addressesOf(random *rand.Rand, ipv4 bool) traffic.Addresses {
	internet := []traffic.Address{{Text: "0.0.0.0/0"}}
	if random.IntN(3) == 0 {
		internet = []traffic.Address{{Label: "low", Text: "0.0.0.0/1"}, {Label: "high", Text: "128.0.0.0/1"}}
	}
	to := traffic.Addresses{"internet": internet}
	for i, name := range []string{"active_directory", "dns_server", "domain_controller", "mail_server", "proxy_server"} {
		for server := range 1 + random.IntN(3) {
			to[name] = append(to[name], traffic.Address{Text: fmt.Sprintf("10.%d.0.%d/32", 20+i, 10+server)})
		}
		if !ipv4 && random.IntN(3) == 0 {
			to[name] = append(to[name], traffic.Address{Label: "six", Text: fmt.Sprintf("2001:db8:%d::25/128", i)})
		}
	}
	return to
}

// If one rule is removed, exactly its flows are missing.
func TestRoundTrip_RenderedRulesCoverTheirFlowsAndNoOthers(t *testing.T) {
	t.Parallel()
	for name, f := range formats() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, instance := range []string{"acme", "*"} {
				flows := catalogFlows(t, instance)
				if instance == "*" {
					flows = slices.DeleteFunc(flows, func(flow traffic.Flow) bool { return len(flow.Hosts) == 0 && flow.Destination == "internet" })
				}
				for seed := range uint64(40) {
					random := rand.New(rand.NewPCG(seed, 4))
					some := slices.Clone(flows)
					random.Shuffle(len(some), func(i, j int) { some[i], some[j] = some[j], some[i] })
					some = some[:1+random.IntN(len(some))]
					to := addressesOf(random, f.ipv4)
					if allowed, rules := f.renderable(some, to); len(rules) > 0 {
						f.check(t, name, allowed, to, rules, rendered{})
					}
					// Each of these flows needs a rule of its own.
					alone, rules := f.renderable(independent(some, name == "google_firewall_policy"), to)
					for i, removed := range rules {
						f.check(t, name, alone, to, slices.Delete(slices.Clone(rules), i, i+1), removed)
					}
				}
			}
		})
	}
}
