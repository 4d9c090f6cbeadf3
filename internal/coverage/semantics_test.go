// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package coverage_test

import (
	"fmt"
	"maps"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"gotest.tools/v3/assert"
	is "gotest.tools/v3/assert/cmp"

	"github.com/nexthink/terraform-provider-nexthink/internal/attribute"
	"github.com/nexthink/terraform-provider-nexthink/internal/coverage"
	"github.com/nexthink/terraform-provider-nexthink/internal/dialect"
	"github.com/nexthink/terraform-provider-nexthink/internal/normalize"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// object is a resource or a block in plain Go values.
type object = map[string]any

// unknownValue is a value that is not known until apply.
type unknownValue struct{}

// value converts plain Go values, and the rules of package render, to values of Terraform. The tags of a struct name its attributes.
func value(given any) attribute.Value {
	switch given := given.(type) {
	case nil:
		return attribute.Value{}
	case attribute.Value:
		return given
	case unknownValue:
		return attribute.Unknown(false)
	case traffic.Address:
		return attribute.String(given.Text)
	case string:
		return attribute.String(given)
	case object:
		members := make(map[string]attribute.Value, len(given))
		for name, member := range given {
			members[name] = value(member)
		}
		return attribute.Object(members)
	}
	switch of := reflect.ValueOf(given); of.Kind() {
	case reflect.Int, reflect.Int64:
		return attribute.Number(float64(of.Int()))
	case reflect.Bool:
		return attribute.Bool(of.Bool())
	case reflect.Slice:
		elements := make([]attribute.Value, of.Len())
		for i := range elements {
			elements[i] = value(of.Index(i).Interface())
		}
		return attribute.List(elements...)
	case reflect.Pointer:
		if of.IsNil() {
			return attribute.Value{}
		}
		return value(of.Elem().Interface())
	case reflect.Struct:
		members := map[string]attribute.Value{}
		for field, member := range of.Fields() {
			members[field.Tag.Get("tfsdk")] = value(member.Interface())
		}
		return attribute.Object(members)
	default:
		panic(fmt.Sprintf("%T", given))
	}
}

// with returns a resource with other attributes.
func with(resource object, more object) object {
	changed := maps.Clone(resource)
	maps.Copy(changed, more)
	return changed
}

func stringsOf(texts ...string) []string { return texts }

func mapped[From, To any](from []From, convert func(from From) To) []To {
	to := make([]To, 0, len(from))
	for _, each := range from {
		to = append(to, convert(each))
	}
	return to
}

// The flows of the cases.
var (
	https = traffic.PortRange{From: 443, To: 443}

	web      = flow("internet", https, "https", "acme.eu.nexthink.cloud")
	everyone = flow("internet", https, "https", "*.eu.nexthink.cloud")
	mapper   = flow("domain_controller", traffic.PortRange{From: 135, To: 135}, "msrpc")
	plain    = flow("internet", traffic.PortRange{From: 80, To: 80}, "http", "acme.eu.nexthink.cloud")
	login    = flow("internet", https, "https", "login.example.com")
	mail     = flow("mail_server", traffic.PortRange{From: 25, To: 25}, "smtp")
)

func flow(destination string, ports traffic.PortRange, speaks string, hosts ...string) traffic.Flow {
	return traffic.Flow{Key: "web", Destination: destination, Transport: "tcp", Ports: ports, Applications: []string{speaks}, Hosts: hosts}
}

// servers returns the addresses of the customer's servers.
func servers() traffic.Addresses {
	return traffic.Addresses{
		"domain_controller": {{Text: "10.20.0.10/32"}, {Text: "10.20.0.11/32"}},
		"dns_server":        {{Text: "10.20.0.2"}},
		"mail_server":       {{Text: "203.0.113.25/32"}},
	}
}

// reader reads a vendor's resources.
type reader func(resources ...object) []traffic.Rule

func resources[R any](given []R) []normalize.Resource {
	made := []normalize.Resource{}
	for i, resource := range given {
		made = append(made, normalize.Resource{ID: strconv.Itoa(i), Value: value(resource)})
	}
	return made
}

func reads(normalize func([]normalize.Resource) []traffic.Rule) reader {
	return func(given ...object) []traffic.Rule { return normalize(resources(given)) }
}

// names reads a list of names in a dialect.
func names(name string, texts ...string) []traffic.Rule {
	known, err := dialect.ByName(name)
	if err != nil {
		panic(err)
	}
	return normalize.Domains(mapped(texts, attribute.String), known)
}

// semantics is one case: the rules, the flow, and "verdict" or "verdict reason".
type semantics struct {
	name  string
	rules []traffic.Rule
	flow  traffic.Flow
	want  string
}

func checkSemantics(t *testing.T, cases []semantics) {
	t.Helper()
	seen := map[string]bool{}
	for _, test := range cases {
		assert.Check(t, !seen[test.name], "%s: there are two", test.name)
		seen[test.name] = true
		verdicts, err := coverage.Explain([]traffic.Flow{test.flow}, servers(), test.rules)
		assert.NilError(t, err, test.name)
		got := strings.TrimSpace(verdicts[0].Verdict+" "+verdicts[0].Reason) + pick(verdicts[0].Broad, " broad", "")
		assert.Check(t, is.Equal(got, test.want), "%s: %s\n%+v", test.name, verdicts[0].Message, test.rules)
	}
}

const (
	isCovered   = "covered"
	isBroad     = "covered broad"
	noRule      = "missing no_rule"
	shadowed    = "missing shadowed_by"
	unproven    = "unproven rule_unproven"
	someAddress = "unproven some_addresses"
	noReturn    = "missing no_return"
	someReturn  = "unproven return_unproven"
	unknown     = ""
	anyIPv4     = "0.0.0.0/0"
	controllers = "10.20.0.0/16"
	aController = "10.20.0.10/32"
	theOther    = "10.20.0.11/32"
)

// egress is an aws_vpc_security_group_egress_rule.
func egress(protocol string, from, to any, cidr any) object {
	return object{
		"ip_protocol": protocol, "from_port": from, "to_port": to, "cidr_ipv4": cidr, "cidr_ipv6": nil, "prefix_list_id": nil,
		"referenced_security_group_id": nil, "security_group_id": "sg-0a", "description": nil,
	}
}

func TestSemantics_OfSecurityGroupsOfAWS(t *testing.T) {
	t.Parallel()
	sg := reads(normalize.AWSSecurityGroups.Rules)
	any443 := egress("tcp", 443, 443, anyIPv4)
	checkSemantics(t, []semantics{
		{"a rule for any address", sg(any443), web, isBroad},
		{"no rule", sg(), web, noRule},
		{"another protocol by its number", sg(egress("50", nil, nil, anyIPv4)), web, noRule},
		{"no address", sg(egress("tcp", 443, 443, nil)), web, unproven},
		{"host bits", sg(egress("tcp", 443, 443, "10.20.0.10/8")), web, unproven},
		{"a network for a host name", sg(egress("tcp", 443, 443, "52.0.0.0/8")), web, someAddress},
		{"any in two halves", sg(egress("tcp", 443, 443, "0.0.0.0/1"), egress("tcp", 443, 443, "128.0.0.0/1")), web, isCovered},
		{"both servers", sg(egress("tcp", 135, 135, aController), egress("tcp", 135, 135, theOther)), mapper, isCovered},
		{"any address for servers", sg(egress("tcp", 135, 135, anyIPv4)), mapper, isBroad},
		{"the group itself", sg(object{"type": "egress", "protocol": "tcp", "from_port": 135, "to_port": 135, "self": true}), mapper, unproven},
		{"inline left out, computed", sg(object{"name": "devices", "egress": unknownValue{}, "ingress": []any{}}), web, noRule},
		{"an address that is not known", sg(egress("tcp", 443, 443, unknownValue{})), web, unknown},
		{"an address that is not known, and one for any", sg(egress("tcp", 443, 443, unknownValue{}), any443), web, isBroad},
		{"a port that is not known", sg(egress("tcp", unknownValue{}, unknownValue{}, anyIPv4)), web, unknown},
		{"a port that is not known, of another transport", sg(egress("udp", unknownValue{}, unknownValue{}, anyIPv4)), web, noRule},
		{"an id that is not known", sg(with(any443, object{"id": unknownValue{}, "security_group_id": unknownValue{}})), web, isBroad},
		{"another vendor's resource", sg(object{"destination_ranges": stringsOf(anyIPv4)}), web, unproven},
	})
}

// aclRule is an aws_network_acl_rule.
func aclRule(number int, out bool, action, protocol string, from, to any, cidr any) object {
	return object{
		"rule_number": number, "egress": out, "rule_action": action, "protocol": protocol, "from_port": from, "to_port": to, "cidr_block": cidr,
		"ipv6_cidr_block": nil, "network_acl_id": "acl-1",
	}
}

func TestSemantics_OfNetworkACLsOfAWS(t *testing.T) {
	t.Parallel()
	acl := reads(normalize.AWSNetworkACLs.Rules)
	out := aclRule(200, true, "allow", "tcp", 443, 443, anyIPv4)
	back := aclRule(200, false, "allow", "tcp", 1024, 65535, anyIPv4)
	checkSemantics(t, []semantics{
		{"out and back", acl(out, back), web, isBroad},
		{"no way back", acl(out), web, noReturn},
		{"no way out", acl(back), web, noRule},
		{"part of the way back", acl(out, with(back, object{"from_port": 32768})), web, someReturn},
		{"the way back in two rules", acl(out, with(back, object{"to_port": 30000}), with(back, object{"rule_number": 210, "from_port": 30001})), web, isBroad},
		{"the way back denied first", acl(out, back, aclRule(100, false, "deny", "tcp", 1024, 65535, anyIPv4)), web, noReturn},
		{"a deny before", acl(out, back, aclRule(100, true, "deny", "tcp", 443, 443, anyIPv4)), web, shadowed},
		{"a deny of a public network before", acl(out, back, aclRule(100, true, "deny", "-1", 0, 0, "203.0.113.0/24")), web, someAddress},
		{"egress left out is ingress", acl(with(out, object{"egress": nil}), back), web, noRule},
		{"servers, back from others", acl(aclRule(1, true, "allow", "tcp", 135, 135, controllers), with(back, object{"cidr_block": "10.30.0.0/16"})), mapper, noReturn},
		{"an address of a deny that is not known", acl(out, back, aclRule(100, true, "deny", "-1", 0, 0, unknownValue{})), web, unknown},
	})
}

// nsgRule is an azurerm_network_security_rule.
func nsgRule(priority int, access, protocol, port, destination string) object {
	return object{
		"name": "rule", "priority": priority, "direction": "Outbound", "access": access, "protocol": protocol, "source_port_range": "*",
		"source_address_prefix": "VirtualNetwork", "destination_port_range": port, "destination_port_ranges": nil,
		"destination_address_prefix": destination, "destination_address_prefixes": nil, "network_security_group_name": "devices",
	}
}

func TestSemantics_OfNetworkSecurityGroupsOfAzure(t *testing.T) {
	t.Parallel()
	nsg := reads(normalize.AzureNetworkSecurityGroups.Rules)
	denyAll := nsgRule(4000, "Deny", "*", "*", "*")
	web443 := nsgRule(100, "Allow", "Tcp", "443", "Internet")
	checkSemantics(t, []semantics{
		{"no rule: the internet is open", nsg(), web, isCovered},
		{"no rule: the virtual network may hold a server", nsg(), mapper, unproven},
		{"no rule: a public server is reached as the internet", nsg(), mail, isCovered},
		{"a deny of all", nsg(denyAll), web, noRule},
		{"an allow before a deny of all", nsg(web443, denyAll), web, isCovered},
		{"an allow behind a deny of all", nsg(denyAll, with(web443, object{"priority": 4001})), web, shadowed},
		{"protocol in another case", nsg(with(web443, object{"protocol": "tcp"}), denyAll), web, isCovered},
		{"any address", nsg(with(web443, object{"destination_address_prefix": "*"}), denyAll), web, isBroad},
		{"a tag in lower case", nsg(with(web443, object{"destination_address_prefix": "internet"}), denyAll), web, unproven},
		{"a host name for an address", nsg(with(web443, object{"destination_address_prefix": "acme.eu.nexthink.cloud"}), denyAll), web, unproven},
		{"inline, none", nsg(object{"name": "devices", "security_rule": []any{}}), web, isCovered},
		{"inline left out, computed", nsg(object{"name": "devices", "security_rule": unknownValue{}}, denyAll), web, noRule},
		{"an action that is not known", nsg(with(web443, object{"access": unknownValue{}}), denyAll), web, unknown},
		{"a priority that is not known", nsg(with(web443, object{"priority": unknownValue{}}), denyAll), web, unknown},
	})
}

func collectionGroup(more object) object {
	return with(object{"name": "nexthink", "firewall_policy_id": "/policies/p", "priority": 500, "application_rule_collection": []any{}, "network_rule_collection": []any{}}, more)
}

func collection(priority int, action string, rules ...any) object {
	return object{"name": "c", "priority": priority, "action": action, "rule": rules}
}

func applicationRule(fqdns ...string) object {
	return object{
		"name": "app", "source_addresses": stringsOf("10.0.0.0/8"), "destination_fqdns": stringsOf(fqdns...), "protocols": []any{object{"type": "Https", "port": 443}},
		"destination_urls": []any{}, "web_categories": []any{}, "destination_fqdn_tags": []any{},
	}
}

func networkRule(protocol, port string, addresses ...string) object {
	return object{
		"name": "net", "source_addresses": stringsOf("*"), "protocols": stringsOf(protocol), "destination_addresses": stringsOf(addresses...), "destination_ports": stringsOf(port),
		"destination_fqdns": []any{}, "destination_ip_groups": []any{},
	}
}

func TestSemantics_OfAzureFirewall(t *testing.T) {
	t.Parallel()
	wall := reads(normalize.AzureFirewalls.Rules)
	apps := func(collections ...any) []traffic.Rule {
		return wall(collectionGroup(object{"application_rule_collection": collections}))
	}
	nets := func(collections ...any) []traffic.Rule {
		return wall(collectionGroup(object{"network_rule_collection": collections}))
	}
	acme := applicationRule("acme.eu.nexthink.cloud")
	checkSemantics(t, []semantics{
		{"a name", apps(collection(500, "Allow", acme)), web, isCovered},
		{"a wildcard", apps(collection(500, "Allow", applicationRule("*.eu.nexthink.cloud"))), web, isBroad},
		{"a wildcard for a wildcard", apps(collection(500, "Allow", applicationRule("*.eu.nexthink.cloud"))), everyone, isCovered},
		{"a wildcard in the middle", apps(collection(500, "Allow", applicationRule("acme.*.nexthink.cloud"))), web, unproven},
		{"a network rule before an application rule", wall(collectionGroup(object{
			"application_rule_collection": []any{collection(100, "Allow", acme)},
			"network_rule_collection":     []any{collection(60000, "Deny", networkRule("TCP", "443", "*"))},
		})), web, shadowed},
		{"a collection before another", apps(collection(500, "Allow", acme), collection(400, "Deny", applicationRule("*.nexthink.cloud"))), web, shadowed},
		{"a deny of a name below a wildcard", apps(collection(500, "Allow", applicationRule("*.eu.nexthink.cloud")), collection(400, "Deny", acme)), everyone, unproven},
		{"a network rule of any address", nets(collection(400, "Allow", networkRule("Any", "*", "*"))), web, isBroad},
		{"a network rule of a wildcard", nets(collection(400, "Allow", with(networkRule("TCP", "443"), object{"destination_fqdns": stringsOf("*.eu.nexthink.cloud")}))), web, unproven},
		{"a name that is not known", apps(collection(500, "Allow", with(acme, object{"destination_fqdns": []any{unknownValue{}}}))), web, unknown},
		{"a name that is not known beside one that is", apps(collection(500, "Allow", with(acme, object{"destination_fqdns": []any{"acme.eu.nexthink.cloud", unknownValue{}}}))), web, isCovered},
	})
}

// googleRule is a google_compute_firewall.
func googleRule(action string, priority any, protocol string, ports []string, ranges ...string) object {
	rule := object{
		"name": "rule", "network": "devices", "direction": "EGRESS", "disabled": false, "priority": priority, "destination_ranges": stringsOf(ranges...),
		"allow": []any{}, "deny": []any{}, "target_tags": nil, "target_service_accounts": nil, "source_ranges": nil,
	}
	rule[action] = []any{object{"protocol": protocol, "ports": ports}}
	return rule
}

func TestSemantics_OfFirewallsOfGoogle(t *testing.T) {
	t.Parallel()
	vpc := reads(normalize.GoogleFirewalls.Rules)
	denyAll := googleRule("deny", 65000, "all", nil, anyIPv4)
	web443 := googleRule("allow", 1000, "tcp", stringsOf("443"), anyIPv4)
	checkSemantics(t, []semantics{
		{"no rule: the network lets out", vpc(), web, isBroad},
		{"mail to the internet", vpc(googleRule("allow", 1000, "tcp", stringsOf("25"), anyIPv4)), mail, shadowed},
		{"mail over another port", vpc(), flow("mail_server", traffic.PortRange{From: 587, To: 587}, "smtp"), isBroad},
		{"a deny of all", vpc(denyAll), web, noRule},
		{"an allow before a deny of all", vpc(web443, denyAll), web, isBroad},
		{"a deny among equals", vpc(web443, with(denyAll, object{"priority": 1000})), web, shadowed},
		{"priority left out", vpc(with(web443, object{"priority": nil}), with(denyAll, object{"priority": 1001})), web, isBroad},
		{"priority left out, among equals", vpc(with(web443, object{"priority": nil}), with(denyAll, object{"priority": 1000})), web, shadowed},
		{"direction left out", vpc(with(web443, object{"direction": nil}), denyAll), web, noRule},
		{"ranges left out", vpc(with(web443, object{"destination_ranges": nil}), denyAll), web, isBroad},
		{"ports left out", vpc(googleRule("allow", 1000, "tcp", nil, anyIPv4), denyAll), web, isBroad},
		{"a deny of private networks, for a server", vpc(googleRule("deny", 900, "all", nil, "10.0.0.0/8")), mapper, shadowed},
		{"an element that is not known", vpc(with(web443, object{"destination_ranges": []any{unknownValue{}}}), denyAll), web, unknown},
		{"an element of a deny that is not known", vpc(with(denyAll, object{"destination_ranges": []any{unknownValue{}}})), web, unknown},
	})
}

// policyRule is a google_compute_network_firewall_policy_rule.
func policyRule(action string, priority int, protocol string, ports []string, match object) object {
	inner := object{
		"dest_fqdns": nil, "dest_ip_ranges": nil, "dest_network_context": unknownValue{}, "src_network_context": unknownValue{}, "src_ip_ranges": nil,
		"dest_address_groups": nil, "dest_region_codes": nil, "dest_threat_intelligences": nil,
		"layer4_configs": []any{object{"ip_protocol": protocol, "ports": ports}},
	}
	return object{
		"firewall_policy": "devices", "priority": priority, "direction": "EGRESS", "action": action, "disabled": nil, "match": []any{with(inner, match)},
	}
}

func TestSemantics_OfFirewallPoliciesOfGoogle(t *testing.T) {
	t.Parallel()
	policy := reads(normalize.GoogleFirewallPolicies.Rules)
	denyAll := policyRule("deny", 2147483547, "all", nil, object{"dest_ip_ranges": stringsOf(anyIPv4)})
	acme := policyRule("allow", 1000, "tcp", stringsOf("443"), object{"dest_fqdns": stringsOf("acme.eu.nexthink.cloud")})
	checkSemantics(t, []semantics{
		{"no rule", policy(), web, isBroad},
		{"a deny of all", policy(denyAll), web, noRule},
		{"a name before a deny of all", policy(acme, denyAll), web, isCovered},
		{"a wildcard", policy(policyRule("allow", 1000, "tcp", stringsOf("443"), object{"dest_fqdns": stringsOf("*.eu.nexthink.cloud")}), denyAll), web, unproven},
		{"a deny of another name", policy(with(acme, object{"action": "deny"})), login, unproven},
		{"a deny of another name for another port", policy(with(acme, object{"action": "deny"})), plain, isBroad},
		{"a name that may be the server's", policy(policyRule("allow", 1000, "tcp", stringsOf("135"), object{"dest_fqdns": stringsOf("dc.example.com")}), denyAll), mapper, unproven},
		{"mail", policy(), mail, shadowed},
		{"a deny among equals", policy(acme, with(denyAll, object{"priority": 1000})), web, shadowed},
		{"goto_next", policy(with(acme, object{"action": "goto_next"}), denyAll), web, unproven},
		{"a network context", policy(policyRule("allow", 1000, "tcp", stringsOf("443"), object{"dest_ip_ranges": stringsOf(anyIPv4), "dest_network_context": "INTERNET"}), denyAll), web, unproven},
	})
}

func TestSemantics_OfListsOfNames(t *testing.T) {
	t.Parallel()
	checkSemantics(t, []semantics{
		{"below a dot of AWS", names("aws_network_firewall", ".nexthink.cloud"), web, isBroad},
		{"the apex of a star of DNS Firewall", names("aws_route53_dns_firewall", "*.acme.eu.nexthink.cloud"), web, unproven},
		{"one label below a star of DNS Firewall", names("aws_route53_dns_firewall", "*.eu.nexthink.cloud."), web, isBroad},
		{"two labels below a star of DNS Firewall", names("aws_route53_dns_firewall", "*.nexthink.cloud."), web, unproven},
		{"one label and two labels below stars", names("aws_route53_dns_firewall", "*.nexthink.cloud", "*.eu.nexthink.cloud"), web, isBroad},
		{"beside a star of DNS Firewall", names("aws_route53_dns_firewall", "*.us.nexthink.cloud"), web, noRule},
		{"two labels below a star of FortiOS", names("fortios_fqdn", "*.nexthink.cloud"), web, unproven},
		{"a wildcard in a list of exact names", names("panos_fqdn", "*.eu.nexthink.cloud"), web, unproven},
		{"a name widened by Cloudflare", names("cloudflare_domain", "nexthink.cloud"), web, isBroad},
		{"a name for a wildcard, widened by Cloudflare", names("cloudflare_domain", "eu.nexthink.cloud"), everyone, isCovered},
		{"five labels below a dot of Zscaler", names("zscaler_url", ".nexthink.cloud"), flow("internet", https, "https", "e.d.c.b.a.nexthink.cloud"), isBroad},
		{"six labels below a dot of Zscaler", names("zscaler_url", ".nexthink.cloud"), flow("internet", https, "https", "f.e.d.c.b.a.nexthink.cloud"), unproven},
		{"upper case", names("google_url_list", "ACME.eu.nexthink.cloud"), web, isCovered},
		{"an address", names("google_fqdn", "10.0.0.1"), web, unproven},
		{"an empty name", names("squid_dstdomain", ""), web, unproven},
		{"a server, which may have the name", names("squid_dstdomain", ".nexthink.cloud"), mapper, unproven},
		{"a server and a name in TLS", names("zscaler_url", ".nexthink.cloud"), mapper, noRule},
	})
}
