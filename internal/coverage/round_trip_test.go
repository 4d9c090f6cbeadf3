// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package coverage_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

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
	if err != nil {
		t.Fatal(err)
	}
	values := hostname.Values{
		Instance: instance, Region: "eu", AWSRegion: "eu-west-3", AWSDomain: "amazonaws.com", AccountID: c.ExportBucket().AccountID, Engines: 2,
	}
	flows := []traffic.Flow{}
	for _, row := range c.Select(catalog.Filter{IncludeClassic: true}).Requirements {
		flows = append(flows, traffic.Flow{
			Key: row.Key, Number: row.Number, Purpose: row.Purpose, Destination: row.Destination, Transport: row.TransportProtocol,
			Applications: row.ApplicationProtocols, Ports: traffic.PortRange{From: row.FromPort, To: row.ToPort}, Hosts: hostname.Expand(row.Hosts, values),
		})
	}
	return flows
}

// rendered is a rendered rule, as the resource that it is for.
type rendered struct {
	resource object
	serves   []string // keys of the flows
}

// format renders flows for a firewall. It reads the rules back, together with a last rule that denies everything else.
type format struct {
	render   func(flows []traffic.Flow, to traffic.Addresses) ([]rendered, error)
	readBack func(rules []rendered) []traffic.Rule
	ipv4     bool // accepts only IPv4
}

func objects(rules []rendered, more ...object) []object {
	return append(mapped(rules, func(rule rendered) object { return rule.resource }), more...)
}

func texts(addresses []traffic.Address) []string {
	return mapped(addresses, func(address traffic.Address) string { return address.Text })
}

// readWith returns a function that reads the rules together with a last rule, if the firewall needs one to deny everything else.
func readWith(read func([]normalize.Resource) []traffic.Rule, last ...object) func(rules []rendered) []traffic.Rule {
	return func(rules []rendered) []traffic.Rule { return read(resources(objects(rules, last...))) }
}

func formats() map[string]format {
	denyAll := policyRule("deny", 2147483547, "all", nil, object{"dest_ip_ranges": stringsOf("0.0.0.0/0", "::/0")})
	all := map[string]format{
		"aws_security_group": {render: renderAWS, readBack: readWith(normalize.AWSSecurityGroups.Rules)},
		"azure_network_security_group": {
			render: renderNSG, readBack: readWith(normalize.AzureNetworkSecurityGroups.Rules, nsgRule(4096, "Deny", "*", "*", "*")),
		},
		"google_firewall": {
			render: renderGoogle, readBack: readWith(normalize.GoogleFirewalls.Rules, googleRule("deny", 65000, "all", nil, "0.0.0.0/0", "::/0")),
		},
		"google_firewall_policy": {render: renderGooglePolicy, readBack: readWith(normalize.GoogleFirewallPolicies.Rules, denyAll)},
		"azure_firewall":         {render: renderAzureFirewall, readBack: readAzureFirewall, ipv4: true},
		"suricata":               {render: renderSuricata, readBack: readSuricata, ipv4: true},
	}
	for _, dialect := range dialect.All() {
		all["domains_"+dialect.Name] = format{
			render: func(flows []traffic.Flow, _ traffic.Addresses) ([]rendered, error) {
				return renderNames(flows, dialect)
			},
			readBack: func(rules []rendered) []traffic.Rule {
				return normalize.Domains(mapped(rules, func(rule rendered) attribute.Value { return value(rule.resource["name"]) }), dialect)
			},
		}
	}
	return all
}

func renderAWS(flows []traffic.Flow, to traffic.Addresses) ([]rendered, error) {
	rules, err := render.AWSSecurityGroupRules(flows, to)
	made := []rendered{}
	for _, rule := range rules {
		resource := egress(rule.IPProtocol, int(rule.FromPort), int(rule.ToPort), nil)
		if rule.CIDRIPv4 != nil {
			resource["cidr_ipv4"] = rule.CIDRIPv4.Text
		}
		if rule.CIDRIPv6 != nil {
			resource["cidr_ipv6"] = rule.CIDRIPv6.Text
		}
		made = append(made, rendered{resource, rule.RequirementKeys})
	}
	return made, err
}

func renderNSG(flows []traffic.Flow, to traffic.Addresses) ([]rendered, error) {
	rules, err := render.AzureNetworkSecurityRules(flows, to, 1000)
	made := []rendered{}
	for _, rule := range rules {
		made = append(made, rendered{with(nsgRule(int(rule.Priority), "Allow", rule.Protocol, "", ""), object{
			"destination_port_range": nil, "destination_port_ranges": rule.DestinationPortRanges, "destination_address_prefix": nil,
			"destination_address_prefixes": texts(rule.DestinationAddressPrefixes),
		}), rule.RequirementKeys})
	}
	return made, err
}

func renderGoogle(flows []traffic.Flow, to traffic.Addresses) ([]rendered, error) {
	rules, err := render.GoogleFirewallRules(flows, to)
	made := []rendered{}
	for _, rule := range rules {
		resource := googleRule("allow", nil, rule.Allow[0].Protocol, rule.Allow[0].Ports)
		made = append(made, rendered{with(resource, object{"destination_ranges": texts(rule.DestinationRanges)}), rule.RequirementKeys})
	}
	return made, err
}

func renderGooglePolicy(flows []traffic.Flow, to traffic.Addresses) ([]rendered, error) {
	rules, err := render.GoogleFirewallPolicyRules(flows, to, 1000)
	made := []rendered{}
	for _, rule := range rules {
		match, layer4 := object{"dest_fqdns": rule.Match.DestFQDNs, "dest_ip_ranges": texts(rule.Match.DestIPRanges)}, rule.Match.Layer4Configs[0]
		made = append(made, rendered{policyRule("allow", int(rule.Priority), layer4.IPProtocol, layer4.Ports, match), rule.RequirementKeys})
	}
	return made, err
}

func renderAzureFirewall(flows []traffic.Flow, to traffic.Addresses) ([]rendered, error) {
	rules, err := render.AzureFirewallRules(flows, to)
	made := []rendered{}
	for _, rule := range rules.ApplicationRules {
		made = append(made, rendered{applicationRule(rule.Protocols[0].Type, int(rule.Protocols[0].Port), rule.DestinationFQDNs...), rule.RequirementKeys})
	}
	for _, rule := range rules.NetworkRules {
		made = append(made, rendered{with(networkRule(rule.Protocols[0], ""), object{
			"destination_ports": rule.DestinationPorts, "destination_addresses": texts(rule.DestinationAddresses), "destination_fqdns": rule.DestinationFQDNs,
		}), rule.RequirementKeys})
	}
	return made, err
}

func readAzureFirewall(rules []rendered) []traffic.Rule {
	apps, nets := []any{}, []any{}
	for _, rule := range rules {
		if rule.resource["name"] == "app" {
			apps = append(apps, rule.resource)
		} else {
			nets = append(nets, rule.resource)
		}
	}
	return reads(normalize.AzureFirewalls.Rules)(collectionGroup(object{
		"application_rule_collection": []any{collection(500, "Allow", apps...)},
		"network_rule_collection":     []any{collection(400, "Allow", nets...)},
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
		made = append(made, rendered{object{"line": line}, []string{key}})
	}
	return made, err
}

// readSuricata reads the text with a policy that drops what no rule passes.
func readSuricata(rules []rendered) []traffic.Rule {
	lines := []string{"# Nexthink\n"}
	for _, rule := range rules {
		line, _ := rule.resource["line"].(string)
		lines = append(lines, line)
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

func renderNames(flows []traffic.Flow, dialect dialect.Dialect) ([]rendered, error) {
	names, err := render.Domains(flows, dialect)
	made := []rendered{}
	for _, name := range names {
		serves := []string{}
		for _, flow := range flows {
			if flow.Destination == traffic.Internet && slices.ContainsFunc(flow.Hosts, func(host string) bool { return dialect.Write(host) == name }) {
				serves = append(serves, flow.Key)
			}
		}
		made = append(made, rendered{object{"name": name}, serves})
	}
	return made, err
}

// renderable removes, one after the other, the flows that the format refuses.
func (f format) renderable(t *testing.T, flows []traffic.Flow, to traffic.Addresses) ([]traffic.Flow, []rendered) {
	t.Helper()
	for len(flows) > 0 {
		rules, err := f.render(flows, to)
		if err == nil {
			return flows, rules
		}
		refused := slices.IndexFunc(flows, func(flow traffic.Flow) bool { return strings.Contains(err.Error(), "row "+flow.Key+" ") })
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
	looksUp := slices.Contains([]string{"google_firewall_policy", "domains_google_fqdn", "domains_panos_fqdn"}, name)
	if looksUp && slices.ContainsFunc(flow.Hosts, func(host string) bool { return strings.HasSuffix(host, ".amazonaws.com") }) {
		return coverage.Unproven
	}
	return coverage.Covered
}

// verdictsByKey returns the verdicts on the flows that the format can render.
func verdictsByKey(t *testing.T, name string, flows []traffic.Flow, to traffic.Addresses, rules []traffic.Rule) map[string]string {
	t.Helper()
	if strings.HasPrefix(name, "domains_") {
		flows = slices.DeleteFunc(slices.Clone(flows), func(flow traffic.Flow) bool { return flow.Destination != traffic.Internet })
	}
	verdicts, err := coverage.Explain(flows, to, rules)
	if err != nil {
		t.Fatal(err)
	}
	verdictOf := map[string]string{}
	for _, verdict := range verdicts {
		verdictOf[verdict.Flow.Key] = verdict.Verdict
	}
	return verdictOf
}

func checkRoundTrip(t *testing.T, name string, f format, flows []traffic.Flow, to traffic.Addresses) {
	t.Helper()
	flows, rules := f.renderable(t, flows, to)
	if len(rules) == 0 {
		return
	}
	for key, verdict := range verdictsByKey(t, name, flows, to, f.readBack(rules)) {
		flow := flows[slices.IndexFunc(flows, func(flow traffic.Flow) bool { return flow.Key == key })]
		if want := expected(name, flow, flows); verdict != want {
			t.Fatalf("%s: %s is %s, want %s\n%+v", name, key, verdict, want, f.readBack(rules))
		}
	}
}

// checkRemovals removes one rule after the other. Each flow must need a rule of its own.
func checkRemovals(t *testing.T, name string, f format, flows []traffic.Flow, to traffic.Addresses) {
	t.Helper()
	flows, rules := f.renderable(t, independent(flows, name == "google_firewall_policy"), to)
	for i, removed := range rules {
		left := slices.Delete(slices.Clone(rules), i, i+1)
		for key, verdict := range verdictsByKey(t, name, flows, to, f.readBack(left)) {
			want := coverage.Missing
			if line, _ := removed.resource["line"].(string); strings.Contains(line, "flow:to_client") {
				want = coverage.Unproven // the answers may be dropped
			}
			if !slices.Contains(removed.serves, key) {
				want = expected(name, flows[slices.IndexFunc(flows, func(flow traffic.Flow) bool { return flow.Key == key })], flows)
			}
			if verdict != want {
				t.Fatalf("%s: without the rule of %q, %s is %s, want %s\n%v\n%+v", name, removed.serves, key, verdict, want, removed.resource, f.readBack(left))
			}
		}
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
		for _, host := range flow.Hosts {
			taken = append(taken, strings.TrimPrefix(host, "*."))
		}
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
					checkRoundTrip(t, name, f, some, to)
					checkRemovals(t, name, f, some, to)
				}
			}
		})
	}
}
