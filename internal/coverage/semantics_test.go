// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package coverage_test

import (
	"fmt"
	"maps"
	"strconv"
	"testing"

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

// value converts plain Go values to those of Terraform.
func value(given any) attribute.Value {
	switch given := given.(type) {
	case nil:
		return attribute.Value{}
	case unknownValue:
		return attribute.Unknown(false)
	case string:
		return attribute.String(given)
	case int:
		return attribute.Number(float64(given))
	case bool:
		return attribute.Bool(given)
	case []any:
		return attribute.List(mapped(given, value)...)
	case []string:
		return attribute.List(mapped(given, attribute.String)...)
	case []object:
		return attribute.List(mapped(given, func(element object) attribute.Value { return value(element) })...)
	case object:
		members := map[string]attribute.Value{}
		for name, member := range given {
			members[name] = value(member)
		}
		return attribute.Object(members)
	}
	panic(fmt.Sprintf("%T", given))
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
	rpc   = traffic.PortRange{From: 49152, To: 65535}

	web      = flow("internet", "tcp", https, "https", "acme.eu.nexthink.cloud")
	webs     = flow("internet", "tcp", https, "https", "acme.eu.nexthink.cloud", "acme.data.eu.nexthink.cloud")
	everyone = flow("internet", "tcp", https, "https", "*.eu.nexthink.cloud")
	export   = flow("internet", "tcp", https, "https", "aris-export-eu-west-3-884848470805.s3.eu-west-3.amazonaws.com")
	plain    = flow("internet", "tcp", traffic.PortRange{From: 80, To: 80}, "http", "acme.eu.nexthink.cloud")
	raw      = flow("internet", "tcp", https, "tcp", "acme.eu.nexthink.cloud")
	quic     = flow("internet", "udp", https, "quic", "acme.eu.nexthink.cloud")
	dynamic  = flow("domain_controller", "tcp", rpc, "msrpc")
	mapper   = flow("domain_controller", "tcp", traffic.PortRange{From: 135, To: 135}, "msrpc")
	lookup   = flow("dns_server", "udp", traffic.PortRange{From: 53, To: 53}, "dns")
	login    = flow("internet", "tcp", https, "https", "login.example.com")
	mail     = flow("mail_server", "tcp", traffic.PortRange{From: 25, To: 25}, "smtp")
)

func flow(destination, transport string, ports traffic.PortRange, speaks string, hosts ...string) traffic.Flow {
	return traffic.Flow{Key: "row", Destination: destination, Transport: transport, Ports: ports, Applications: []string{speaks}, Hosts: hosts}
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

func resources(given []object) []normalize.Resource {
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
		if seen[test.name] {
			t.Errorf("%s: there are two", test.name)
		}
		seen[test.name] = true
		verdicts, err := coverage.Explain([]traffic.Flow{test.flow}, servers(), test.rules)
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		got := verdicts[0].Verdict
		if reason := verdicts[0].Reason; reason != "" {
			got += " " + reason
		}
		if verdicts[0].Broad {
			got += " broad"
		}
		if got != test.want {
			t.Errorf("%s: %q, want %q\n%s\n%+v", test.name, got, test.want, verdicts[0].Message, test.rules)
		}
	}
}

const (
	isCovered    = "covered"
	isBroad      = "covered broad"
	noRule       = "missing no_rule"
	shadowed     = "missing shadowed_by"
	unproven     = "unproven rule_unproven"
	someAddress  = "unproven some_addresses"
	noReturn     = "missing no_return"
	someReturn   = "unproven return_unproven"
	unknown      = ""
	anyIPv4      = "0.0.0.0/0"
	controllers  = "10.20.0.0/16"
	aController  = "10.20.0.10/32"
	theOther     = "10.20.0.11/32"
	awsPrefixes  = "pl-0123456789abcdef0"
	awsNeighbour = "sg-0123456789abcdef0"
)

// egress is an aws_vpc_security_group_egress_rule.
func egress(protocol string, from, to any, cidr any) object {
	return object{
		"ip_protocol": protocol, "from_port": from, "to_port": to, "cidr_ipv4": cidr, "cidr_ipv6": nil, "prefix_list_id": nil,
		"referenced_security_group_id": nil, "security_group_id": "sg-0a", "description": nil,
	}
}

// classicEgress is an aws_security_group_rule.
func classicEgress(from, to int, cidrs ...string) object {
	return object{
		"type": "egress", "protocol": "tcp", "from_port": from, "to_port": to, "cidr_blocks": stringsOf(cidrs...), "ipv6_cidr_blocks": nil,
		"prefix_list_ids": nil, "self": false, "source_security_group_id": unknownValue{}, "security_group_id": "sg-0a",
	}
}

// group is an aws_security_group with egress blocks.
func group(blocks ...any) object {
	return object{"id": "sg-0a", "name": "devices", "egress": blocks, "ingress": []any{}}
}

func block(protocol string, from, to int, cidrs ...string) object {
	return object{
		"protocol": protocol, "from_port": from, "to_port": to, "cidr_blocks": stringsOf(cidrs...), "ipv6_cidr_blocks": []any{}, "prefix_list_ids": []any{},
		"security_groups": []any{}, "self": false, "description": "",
	}
}

func TestSemantics_OfSecurityGroupsOfAWS(t *testing.T) {
	t.Parallel()
	sg := reads(normalize.AWSSecurityGroups.Rules)
	any443 := egress("tcp", 443, 443, anyIPv4)
	checkSemantics(t, []semantics{
		{"a rule for any address", sg(any443), web, isBroad},
		{"no rule", sg(), web, noRule},
		{"another port", sg(egress("tcp", 80, 80, anyIPv4)), web, noRule},
		{"another transport", sg(egress("udp", 443, 443, anyIPv4)), web, noRule},
		{"the same over UDP", sg(egress("udp", 443, 443, anyIPv4)), quic, isBroad},
		{"protocol by its number", sg(egress("6", 443, 443, anyIPv4)), web, isBroad},
		{"UDP by its number", sg(egress("17", 53, 53, "10.20.0.2/32")), lookup, isCovered},
		{"any protocol", sg(egress("-1", nil, nil, anyIPv4)), web, isBroad},
		{"ICMP, whose types are no ports", sg(egress("icmp", 443, 443, anyIPv4)), web, noRule},
		{"another protocol by its number", sg(egress("50", nil, nil, anyIPv4)), web, noRule},
		{"a protocol that there is not", sg(egress("tls", 443, 443, anyIPv4)), web, unproven},
		{"a range around the port", sg(egress("tcp", 400, 500, anyIPv4)), web, isBroad},
		{"a range that ends before", sg(egress("tcp", 400, 442, anyIPv4)), web, noRule},
		{"all ports", sg(egress("tcp", 0, 65535, anyIPv4)), web, isBroad},
		{"two ranges that make one", sg(egress("tcp", 49152, 60000, controllers), egress("tcp", 60001, 65535, controllers)), dynamic, isCovered},
		{"two ranges with a hole", sg(egress("tcp", 49152, 60000, controllers), egress("tcp", 60002, 65535, controllers)), dynamic, noRule},
		{"a port missing", sg(egress("tcp", 443, nil, anyIPv4)), web, unproven},
		{"ports reversed", sg(egress("tcp", 500, 400, anyIPv4)), web, unproven},
		{"no address", sg(egress("tcp", 443, 443, nil)), web, unproven},
		{"host bits", sg(egress("tcp", 443, 443, "10.20.0.10/8")), web, unproven},
		{"a network for a host name", sg(egress("tcp", 443, 443, "52.0.0.0/8")), web, someAddress},
		{"a private network for a host name", sg(egress("tcp", 443, 443, "10.0.0.0/8")), web, noRule},
		{"any in two halves", sg(egress("tcp", 443, 443, "0.0.0.0/1"), egress("tcp", 443, 443, "128.0.0.0/1")), web, isCovered},
		{"one half of any", sg(egress("tcp", 443, 443, "0.0.0.0/1")), web, someAddress},
		{"a prefix list for a host name", sg(with(any443, object{"cidr_ipv4": nil, "prefix_list_id": awsPrefixes})), export, unproven},
		{"a group for a server", sg(with(egress("tcp", 135, 135, nil), object{"referenced_security_group_id": awsNeighbour})), mapper, unproven},
		{"IPv6 alone", sg(with(any443, object{"cidr_ipv4": nil, "cidr_ipv6": "::/0"})), web, noRule},
		{"one of two servers", sg(egress("tcp", 135, 135, aController)), mapper, noRule},
		{"both servers", sg(egress("tcp", 135, 135, aController), egress("tcp", 135, 135, theOther)), mapper, isCovered},
		{"the network of the servers", sg(egress("tcp", 135, 135, controllers)), mapper, isCovered},
		{"any address for servers", sg(egress("tcp", 135, 135, anyIPv4)), mapper, isBroad},
		{"aws_security_group_rule", sg(classicEgress(443, 443, anyIPv4)), web, isBroad},
		{"ingress", sg(with(classicEgress(443, 443, anyIPv4), object{"type": "ingress"})), web, noRule},
		{"several networks in a rule", sg(classicEgress(135, 135, aController, theOther)), mapper, isCovered},
		{"the group itself", sg(with(classicEgress(135, 135), object{"self": true})), mapper, unproven},
		{"inline", sg(group(block("tcp", 443, 443, anyIPv4))), web, isBroad},
		{"inline, any protocol with its ports 0", sg(group(block("-1", 0, 0, anyIPv4))), web, isBroad},
		{"inline, none", sg(group()), web, noRule},
		{"inline left out, computed", sg(with(group(), object{"egress": unknownValue{}})), web, noRule},
		{"all hosts by address", sg(any443), webs, isBroad},
		{"a wildcard by address", sg(any443), everyone, isBroad},
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
		{"nothing", acl(), web, noRule},
		{"no way back", acl(out), web, noReturn},
		{"no way out", acl(back), web, noRule},
		{"part of the way back", acl(out, with(back, object{"from_port": 32768})), web, someReturn},
		{"the way back in two rules", acl(out, with(back, object{"to_port": 30000}), with(back, object{"rule_number": 210, "from_port": 30001})), web, isBroad},
		{"the way back over another transport", acl(out, with(back, object{"protocol": "udp"})), web, noReturn},
		{"the way back denied first", acl(out, back, aclRule(100, false, "deny", "tcp", 1024, 65535, anyIPv4)), web, noReturn},
		{"the way back by number", acl(out, with(back, object{"protocol": "6"})), web, isBroad},
		{"the way back from some addresses", acl(out, with(back, object{"cidr_block": "52.0.0.0/8"})), web, someReturn},
		{"a deny before", acl(out, back, aclRule(100, true, "deny", "tcp", 443, 443, anyIPv4)), web, shadowed},
		{"a deny behind", acl(out, back, aclRule(300, true, "deny", "-1", 0, 0, anyIPv4)), web, isBroad},
		{"a deny of private networks before", acl(out, back, aclRule(100, true, "deny", "-1", 0, 0, "10.0.0.0/8")), web, isBroad},
		{"a deny of a public network before", acl(out, back, aclRule(100, true, "deny", "-1", 0, 0, "203.0.113.0/24")), web, someAddress},
		{"an action that there is not", acl(with(out, object{"rule_action": "pass"}), back), web, unproven},
		{"a number that is missing", acl(with(out, object{"rule_number": nil}), back), web, unproven},
		{"egress left out is ingress", acl(with(out, object{"egress": nil}), back), web, noRule},
		{"inline", acl(object{
			"id":      "acl-1",
			"egress":  []any{object{"rule_no": 100, "action": "allow", "protocol": "-1", "from_port": 0, "to_port": 0, "cidr_block": anyIPv4}},
			"ingress": []any{object{"rule_no": 100, "action": "allow", "protocol": "-1", "from_port": 0, "to_port": 0, "cidr_block": anyIPv4}},
		}), web, isBroad},
		{"inline, out alone", acl(object{
			"id":      "acl-1",
			"egress":  []any{object{"rule_no": 100, "action": "allow", "protocol": "-1", "from_port": 0, "to_port": 0, "cidr_block": anyIPv4}},
			"ingress": []any{},
		}), web, noReturn},
		{"servers", acl(aclRule(1, true, "allow", "tcp", 135, 135, controllers), with(back, object{"cidr_block": controllers})), mapper, isCovered},
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
	rpcRule := with(nsgRule(110, "Allow", "Tcp", "", ""), object{
		"destination_port_range": nil, "destination_port_ranges": stringsOf("135", "49152-65535"),
		"destination_address_prefix": nil, "destination_address_prefixes": stringsOf(aController, theOther),
	})
	checkSemantics(t, []semantics{
		{"no rule: the internet is open", nsg(), web, isCovered},
		{"no rule: the virtual network may hold a server", nsg(), mapper, unproven},
		{"no rule: a public server is reached as the internet", nsg(), mail, isCovered},
		{"a deny of all", nsg(denyAll), web, noRule},
		{"a deny of all, for a server", nsg(denyAll), mapper, noRule},
		{"an allow before a deny of all", nsg(web443, denyAll), web, isCovered},
		{"an allow behind a deny of all", nsg(denyAll, with(web443, object{"priority": 4001})), web, shadowed},
		{"a deny of the internet", nsg(nsgRule(4000, "Deny", "*", "*", "Internet")), web, noRule},
		{"a deny of the virtual network", nsg(nsgRule(4000, "Deny", "*", "*", "VirtualNetwork")), web, unproven},
		{"a deny of another port", nsg(nsgRule(4000, "Deny", "Tcp", "80", "*")), web, isCovered},
		{"several ports in a rule", nsg(rpcRule, denyAll), dynamic, isCovered},
		{"a port that is not among several", nsg(rpcRule, denyAll), lookup, noRule},
		{"one address of several missing", nsg(with(rpcRule, object{"destination_address_prefixes": stringsOf(aController)}), denyAll), mapper, noRule},
		{"inbound", nsg(with(web443, object{"direction": "Inbound"}), denyAll), web, noRule},
		{"bound to a port of the device", nsg(with(web443, object{"source_port_range": "1024"}), denyAll), web, unproven},
		{"protocol in another case", nsg(with(web443, object{"protocol": "tcp"}), denyAll), web, isCovered},
		{"any protocol", nsg(with(web443, object{"protocol": "*"}), denyAll), web, isCovered},
		{"ICMP", nsg(with(web443, object{"protocol": "Icmp"}), denyAll), web, noRule},
		{"any address", nsg(with(web443, object{"destination_address_prefix": "*"}), denyAll), web, isBroad},
		{"0.0.0.0/0", nsg(with(web443, object{"destination_address_prefix": anyIPv4}), denyAll), web, isBroad},
		{"a service tag", nsg(with(web443, object{"destination_address_prefix": "AzureCloud"}), denyAll), web, unproven},
		{"a tag in lower case", nsg(with(web443, object{"destination_address_prefix": "internet"}), denyAll), web, unproven},
		{"a host name for an address", nsg(with(web443, object{"destination_address_prefix": "acme.eu.nexthink.cloud"}), denyAll), web, unproven},
		{"an application security group", nsg(with(web443, object{"destination_address_prefix": nil, "destination_application_security_group_ids": stringsOf("/asg")}), denyAll), web, unproven},
		{"rubbish for a port", nsg(with(web443, object{"destination_port_range": "abc"}), denyAll), web, unproven},
		{"the internet for a private server", nsg(nsgRule(100, "Allow", "*", "*", "Internet"), denyAll), mapper, noRule},
		{"empty strings are absent", nsg(with(rpcRule, object{"destination_port_range": "", "destination_address_prefix": "", "source_port_ranges": []any{}}), denyAll), mapper, isCovered},
		{"inline", nsg(object{"name": "devices", "security_rule": []any{web443, denyAll}}), web, isCovered},
		{"inline, a deny of all", nsg(object{"name": "devices", "security_rule": []any{denyAll}}), web, noRule},
		{"inline, none", nsg(object{"name": "devices", "security_rule": []any{}}), web, isCovered},
		{"inline left out, computed", nsg(object{"name": "devices", "security_rule": unknownValue{}}, denyAll), web, noRule},
		{"two denies, one of an address that is not known", nsg(denyAll, nsgRule(100, "Deny", "*", "*", "203.0.113.0/24")), web, noRule},
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

func applicationRule(kind string, port int, fqdns ...string) object {
	return object{
		"name": "app", "source_addresses": stringsOf("10.0.0.0/8"), "destination_fqdns": stringsOf(fqdns...), "protocols": []any{object{"type": kind, "port": port}},
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
	acme := applicationRule("Https", 443, "acme.eu.nexthink.cloud")
	checkSemantics(t, []semantics{
		{"a name", apps(collection(500, "Allow", acme)), web, isCovered},
		{"another name", apps(collection(500, "Allow", applicationRule("Https", 443, "acme.us.nexthink.cloud"))), web, noRule},
		{"one of two names", apps(collection(500, "Allow", acme)), webs, noRule},
		{"a wildcard", apps(collection(500, "Allow", applicationRule("Https", 443, "*.eu.nexthink.cloud"))), web, isBroad},
		{"a wildcard at any depth", apps(collection(500, "Allow", applicationRule("Https", 443, "*.eu.nexthink.cloud"))), webs, isBroad},
		{"a wildcard and its own name", apps(collection(500, "Allow", applicationRule("Https", 443, "*.acme.eu.nexthink.cloud"))), web, noRule},
		{"a wildcard for a wildcard", apps(collection(500, "Allow", applicationRule("Https", 443, "*.eu.nexthink.cloud"))), everyone, isCovered},
		{"names for a wildcard", apps(collection(500, "Allow", acme)), everyone, noRule},
		{"every name", apps(collection(500, "Allow", applicationRule("Https", 443, "*"))), web, isBroad},
		{"a wildcard in the middle", apps(collection(500, "Allow", applicationRule("Https", 443, "acme.*.nexthink.cloud"))), web, unproven},
		{"HTTP for HTTPS", apps(collection(500, "Allow", applicationRule("Http", 443, "acme.eu.nexthink.cloud"))), web, noRule},
		{"HTTP", apps(collection(500, "Allow", applicationRule("Http", 80, "acme.eu.nexthink.cloud"))), plain, isCovered},
		{"HTTPS for HTTP", apps(collection(500, "Allow", applicationRule("Https", 80, "acme.eu.nexthink.cloud"))), plain, noRule},
		{"HTTPS for what is raw", apps(collection(500, "Allow", acme)), raw, unproven},
		{"another port of an application rule", apps(collection(500, "Allow", applicationRule("Https", 8443, "acme.eu.nexthink.cloud"))), web, noRule},
		{"tags of names", apps(collection(500, "Allow", with(acme, object{"destination_fqdns": []any{}, "destination_fqdn_tags": stringsOf("Office365")}))), web, unproven},
		{"a network rule before an application rule", wall(collectionGroup(object{
			"application_rule_collection": []any{collection(100, "Allow", acme)},
			"network_rule_collection":     []any{collection(60000, "Deny", networkRule("TCP", "443", "*"))},
		})), web, shadowed},
		{"a collection before another", apps(collection(500, "Allow", acme), collection(400, "Deny", applicationRule("Https", 443, "*.nexthink.cloud"))), web, shadowed},
		{"a collection behind another", apps(collection(500, "Allow", acme), collection(600, "Deny", applicationRule("Https", 443, "*.nexthink.cloud"))), web, isCovered},
		{"a group before another", wall(
			collectionGroup(object{"priority": 100, "application_rule_collection": []any{collection(600, "Deny", acme)}}),
			collectionGroup(object{"priority": 200, "application_rule_collection": []any{collection(500, "Allow", acme)}}),
		), web, shadowed},
		{"a deny of a name below a wildcard", apps(collection(500, "Allow", applicationRule("Https", 443, "*.eu.nexthink.cloud")), collection(400, "Deny", acme)), everyone, unproven},
		{"a network rule of addresses", nets(collection(400, "Allow", networkRule("TCP", "49152-65535", "10.20.0.10", "10.20.0.11"))), dynamic, isCovered},
		{"a network rule of any address", nets(collection(400, "Allow", networkRule("Any", "*", "*"))), web, isBroad},
		{"a network rule of UDP", nets(collection(400, "Allow", networkRule("UDP", "53", "10.20.0.2"))), lookup, isCovered},
		{"a network rule of names", nets(collection(400, "Allow", with(networkRule("TCP", "443"), object{"destination_fqdns": stringsOf("acme.eu.nexthink.cloud")}))), raw, isCovered},
		{"a network rule of a wildcard", nets(collection(400, "Allow", with(networkRule("TCP", "443"), object{"destination_fqdns": stringsOf("*.eu.nexthink.cloud")}))), web, unproven},
		{"a network rule of a name of S3", nets(collection(400, "Allow", with(networkRule("TCP", "443"), object{"destination_fqdns": stringsOf(export.Hosts[0])}))), export, unproven},
		{"an application rule of a name of S3", apps(collection(400, "Allow", applicationRule("Https", 443, export.Hosts[0]))), export, isCovered},
		{"an IP group", nets(collection(400, "Allow", with(networkRule("TCP", "135"), object{"destination_ip_groups": stringsOf("/groups/g")}))), mapper, unproven},
		{"a classic application collection", wall(object{
			"azure_firewall_name": "fw", "priority": 100, "action": "Allow",
			"rule": []any{object{"name": "r", "target_fqdns": stringsOf("acme.eu.nexthink.cloud"), "protocol": []any{object{"type": "Https", "port": 443}}, "fqdn_tags": []any{}}},
		}), web, isCovered},
		{"a classic network collection", wall(object{"azure_firewall_name": "fw", "priority": 100, "action": "Allow", "rule": []any{networkRule("TCP", "135", controllers)}}), mapper, isCovered},
		{"a classic network collection that denies", wall(object{"azure_firewall_name": "fw", "priority": 100, "action": "Deny", "rule": []any{networkRule("TCP", "135", controllers)}}), mapper, noRule},
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
		{"no rule, for a server", vpc(), mapper, isBroad},
		{"mail to the internet", vpc(googleRule("allow", 1000, "tcp", stringsOf("25"), anyIPv4)), mail, shadowed},
		{"mail over another port", vpc(), flow("mail_server", "tcp", traffic.PortRange{From: 587, To: 587}, "smtp"), isBroad},
		{"a deny of all", vpc(denyAll), web, noRule},
		{"an allow before a deny of all", vpc(web443, denyAll), web, isBroad},
		{"a deny among equals", vpc(web443, with(denyAll, object{"priority": 1000})), web, shadowed},
		{"a deny before", vpc(web443, with(denyAll, object{"priority": 999})), web, shadowed},
		{"a deny at the last priority", vpc(with(denyAll, object{"priority": 65535})), web, noRule},
		{"priority left out", vpc(with(web443, object{"priority": nil}), with(denyAll, object{"priority": 1001})), web, isBroad},
		{"priority left out, among equals", vpc(with(web443, object{"priority": nil}), with(denyAll, object{"priority": 1000})), web, shadowed},
		{"a disabled allow", vpc(with(web443, object{"disabled": true}), denyAll), web, noRule},
		{"a disabled deny", vpc(with(denyAll, object{"disabled": true})), web, isBroad},
		{"ingress", vpc(with(web443, object{"direction": "INGRESS"}), denyAll), web, noRule},
		{"direction left out", vpc(with(web443, object{"direction": nil}), denyAll), web, noRule},
		{"direction left out, computed", vpc(with(web443, object{"direction": unknownValue{}}), denyAll), web, noRule},
		{"ranges left out", vpc(with(web443, object{"destination_ranges": nil}), denyAll), web, isBroad},
		{"ranges left out, computed", vpc(with(web443, object{"destination_ranges": unknownValue{}}), denyAll), web, isBroad},
		{"ranges of a deny left out, computed", vpc(with(denyAll, object{"destination_ranges": unknownValue{}})), web, noRule},
		{"ports left out", vpc(googleRule("allow", 1000, "tcp", nil, anyIPv4), denyAll), web, isBroad},
		{"ports empty", vpc(googleRule("allow", 1000, "tcp", []string{}, anyIPv4), denyAll), web, isBroad},
		{"several ports", vpc(googleRule("allow", 1000, "tcp", stringsOf("135", "49152-65535"), aController, theOther), denyAll), dynamic, isCovered},
		{"protocol in capitals", vpc(googleRule("allow", 1000, "TCP", stringsOf("443"), anyIPv4), denyAll), web, isBroad},
		{"protocol by number", vpc(googleRule("allow", 1000, "6", stringsOf("443"), anyIPv4), denyAll), web, isBroad},
		{"ICMP", vpc(googleRule("allow", 1000, "icmp", nil, anyIPv4), denyAll), web, noRule},
		{"a protocol that there is not", vpc(googleRule("allow", 1000, "bogus", nil, anyIPv4), denyAll), web, unproven},
		{"a port that is none", vpc(googleRule("allow", 1000, "tcp", stringsOf("443,80"), anyIPv4), denyAll), web, unproven},
		{"a range that is none", vpc(googleRule("allow", 1000, "tcp", stringsOf("443"), "10.0.0.0/33"), denyAll), web, unproven},
		{"a deny of a public network", vpc(googleRule("deny", 900, "all", nil, "203.0.113.0/24")), web, someAddress},
		{"a deny of private networks", vpc(googleRule("deny", 900, "all", nil, "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16")), web, isBroad},
		{"a deny of private networks, for a server", vpc(googleRule("deny", 900, "all", nil, "10.0.0.0/8")), mapper, shadowed},
		{"an element that is not known", vpc(with(web443, object{"destination_ranges": []any{unknownValue{}}}), denyAll), web, unknown},
		{"an element of a deny that is not known", vpc(with(denyAll, object{"destination_ranges": []any{unknownValue{}}})), web, unknown},
		{"IPv6 alone", vpc(googleRule("allow", 1000, "tcp", stringsOf("443"), "::/0"), denyAll), web, noRule},
	})
}

// policyRule is a google_compute_network_firewall_policy_rule.
func policyRule(action string, priority int, protocol string, ports []string, match object) object {
	inner := object{
		"dest_fqdns": nil, "dest_ip_ranges": nil, "dest_network_context": unknownValue{}, "src_network_context": unknownValue{}, "src_ip_ranges": nil,
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
		{"another name", policy(acme, denyAll), webs, noRule},
		{"names for a wildcard", policy(acme, denyAll), everyone, noRule},
		{"a wildcard", policy(policyRule("allow", 1000, "tcp", stringsOf("443"), object{"dest_fqdns": stringsOf("*.eu.nexthink.cloud")}), denyAll), web, unproven},
		{"a raw row by its name", policy(acme, denyAll), raw, isCovered},
		{"a name of S3", policy(policyRule("allow", 1000, "tcp", stringsOf("443"), object{"dest_fqdns": stringsOf(export.Hosts[0])}), denyAll), export, unproven},
		{"a name of S3 beside another", policy(policyRule("allow", 1000, "tcp", stringsOf("443"), object{"dest_fqdns": stringsOf(export.Hosts[0], "acme.eu.nexthink.cloud")}), denyAll), web, isCovered},
		{"a deny of another name", policy(with(acme, object{"action": "deny"})), login, unproven},
		{"a deny of another name for another port", policy(with(acme, object{"action": "deny"})), plain, isBroad},
		{"a name that may be the server's", policy(policyRule("allow", 1000, "tcp", stringsOf("135"), object{"dest_fqdns": stringsOf("dc.example.com")}), denyAll), mapper, unproven},
		{"mail", policy(), mail, shadowed},
		{"networks", policy(policyRule("allow", 1000, "tcp", stringsOf("135"), object{"dest_ip_ranges": stringsOf(aController, theOther)}), denyAll), mapper, isCovered},
		{"all protocols", policy(policyRule("allow", 1000, "all", nil, object{"dest_ip_ranges": stringsOf(anyIPv4)}), denyAll), web, isBroad},
		{"a deny before", policy(acme, with(denyAll, object{"priority": 1})), web, shadowed},
		{"a deny among equals", policy(acme, with(denyAll, object{"priority": 1000})), web, shadowed},
		{"disabled", policy(with(acme, object{"disabled": true}), denyAll), web, noRule},
		{"ingress", policy(with(acme, object{"direction": "INGRESS"}), denyAll), web, noRule},
		{"goto_next", policy(with(acme, object{"action": "goto_next"}), denyAll), web, unproven},
		{"a security profile", policy(with(acme, object{"action": "apply_security_profile_group"}), denyAll), web, unproven},
		{"an address group", policy(policyRule("allow", 1000, "tcp", stringsOf("443"), object{"dest_address_groups": stringsOf("g")}), denyAll), web, unproven},
		{"a region that is denied", policy(policyRule("deny", 1, "all", nil, object{"dest_region_codes": stringsOf("RU")})), web, unproven},
		{"a network context", policy(policyRule("allow", 1000, "tcp", stringsOf("443"), object{"dest_ip_ranges": stringsOf(anyIPv4), "dest_network_context": "INTERNET"}), denyAll), web, unproven},
		{"names and networks", policy(policyRule("allow", 1000, "tcp", stringsOf("443"), object{"dest_fqdns": stringsOf("acme.eu.nexthink.cloud"), "dest_ip_ranges": stringsOf(aController)}), denyAll), web, unproven},
	})
}

func TestSemantics_OfListsOfNames(t *testing.T) {
	t.Parallel()
	checkSemantics(t, []semantics{
		{"the apex of a dot of AWS", names("aws_network_firewall", ".acme.eu.nexthink.cloud"), web, isCovered},
		{"below a dot of AWS", names("aws_network_firewall", ".nexthink.cloud"), web, isBroad},
		{"HTTP in a list of AWS", names("aws_network_firewall", "acme.eu.nexthink.cloud"), plain, isCovered},
		{"another name in a list of AWS", names("aws_network_firewall", "acme.us.nexthink.cloud"), web, noRule},
		{"the apex of a star of DNS Firewall", names("aws_route53_dns_firewall", "*.acme.eu.nexthink.cloud"), web, unproven},
		{"one label below a star of DNS Firewall", names("aws_route53_dns_firewall", "*.eu.nexthink.cloud."), web, isBroad},
		{"two labels below a star of DNS Firewall", names("aws_route53_dns_firewall", "*.nexthink.cloud."), web, unproven},
		{"one label and two labels below stars", names("aws_route53_dns_firewall", "*.nexthink.cloud", "*.eu.nexthink.cloud"), web, isBroad},
		{"beside a star of DNS Firewall", names("aws_route53_dns_firewall", "*.us.nexthink.cloud"), web, noRule},
		{"two labels below a star of FortiOS", names("fortios_fqdn", "*.nexthink.cloud"), web, unproven},
		{"UDP by a name of DNS Firewall", names("aws_route53_dns_firewall", "acme.eu.nexthink.cloud"), quic, isCovered},
		{"UDP by a name in TLS", names("azure_firewall", "acme.eu.nexthink.cloud"), quic, noRule},
		{"a wildcard in a list of exact names", names("panos_fqdn", "*.eu.nexthink.cloud"), web, unproven},
		{"a name of S3 that is looked up", names("panos_fqdn", export.Hosts[0]), export, unproven},
		{"a name of S3 in TLS", names("panos_url_category", export.Hosts[0]+"/"), export, isCovered},
		{"a name widened by Cloudflare", names("cloudflare_domain", "nexthink.cloud"), web, isBroad},
		{"a name for a wildcard, widened by Cloudflare", names("cloudflare_domain", "eu.nexthink.cloud"), everyone, isCovered},
		{"five labels below a dot of Zscaler", names("zscaler_url", ".nexthink.cloud"), flow("internet", "tcp", https, "https", "e.d.c.b.a.nexthink.cloud"), isBroad},
		{"six labels below a dot of Zscaler", names("zscaler_url", ".nexthink.cloud"), flow("internet", "tcp", https, "https", "f.e.d.c.b.a.nexthink.cloud"), unproven},
		{"the apex in a list of Netskope", names("netskope_url_list", "*.acme.eu.nexthink.cloud"), web, isCovered},
		{"a raw row by a name in TLS", names("zscaler_url", "acme.eu.nexthink.cloud"), raw, unproven},
		{"upper case", names("google_url_list", "ACME.eu.nexthink.cloud"), web, isCovered},
		{"an address", names("google_fqdn", "10.0.0.1"), web, unproven},
		{"an empty name", names("squid_dstdomain", ""), web, unproven},
		{"a server, which may have the name", names("squid_dstdomain", ".nexthink.cloud"), mapper, unproven},
		{"a server and a name in TLS", names("zscaler_url", ".nexthink.cloud"), mapper, noRule},
	})
}
