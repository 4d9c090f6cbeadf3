// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// webRule is a rule as one writes it by hand, which lets the row of rows through.
func webRule(more config) map[string]any {
	given := map[string]any{
		"id": "web", "transport_protocol": "tcp", "from_port": 443, "to_port": 443, "hosts": []any{"acme.eu.nexthink.cloud"},
	}
	maps.Copy(given, more)
	return given
}

func withoutPorts(given map[string]any, names ...string) map[string]any {
	less := maps.Clone(given)
	for _, name := range names {
		delete(less, name)
	}
	return less
}

// badRules are rules that a check refuses, and what the user is told.
func badRules() map[string]struct {
	rules any
	want  string
} {
	type bad = struct {
		rules any
		want  string
	}
	const networks = "give an address such as 10.20.0.10, or a network such as 10.20.0.0/24"
	const hosts = "give a host name in lower case such as acme.eu.nexthink.cloud, or one wildcard label before it such as *.eu.nexthink.cloud"
	return map[string]bad{
		"a string":              {"allow all", `rules: this is a string; give a list of rules, such as a function normalize_… gives`},
		"null":                  {nil, `rules: this is null; give a list of rules, such as a function normalize_… gives`},
		"a null rule":           {[]any{nil}, `rules: rules[0]: this is null; give an object with the attributes of a rule`},
		"a number for one":      {[]any{webRule(nil), 7}, `rules: rules[1]: this is a number; give an object with the attributes of a rule`},
		"a misspelt name":       {[]any{webRule(config{"port": 443})}, `rules: rules[0]: there is no attribute "port"; use id, group, action, priority, direction, transport_protocol, from_port, to_port, application_protocols, hosts, addresses, sources or unproven`},
		"a misspelt address":    {map[string]any{"web": webRule(config{"adresses": []any{}})}, `rules: rules["web"]: there is no attribute "adresses" (did you mean "addresses"?); use id, group, action, priority, direction, transport_protocol, from_port, to_port, application_protocols, hosts, addresses, sources or unproven`},
		"an action":             {[]any{webRule(config{"action": "Allow"})}, `rules: rules[0].action: there is no action "Allow" (did you mean "allow"?); use allow or deny`},
		"a direction":           {[]any{webRule(config{"direction": "egress"})}, `rules: rules[0].direction: there is no direction "egress"; use inbound or outbound`},
		"a protocol":            {[]any{webRule(config{"transport_protocol": "TCP"})}, `rules: rules[0].transport_protocol: there is no transport protocol "TCP" (did you mean "tcp"?); use any, tcp or udp`},
		"a port of zero":        {[]any{webRule(config{"from_port": 0})}, "rules: rules[0].from_port: 0 is no port; give a whole number from 1 to 65535"},
		"a high port":           {[]any{webRule(config{"to_port": 65536})}, "rules: rules[0].to_port: 65536 is no port; give a whole number from 1 to 65535"},
		"half a port":           {[]any{webRule(config{"to_port": 443.5})}, `rules: rules[0].to_port: 443.5 is no whole number; give one from 1 to 65535`},
		"a word for a port":     {[]any{webRule(config{"to_port": "https"})}, `rules: rules[0].to_port: "https" is no whole number; give one from 1 to 65535`},
		"reversed":              {[]any{webRule(config{"to_port": 80})}, "rules: rules[0].to_port: the port range 443 to 80 is reversed; give its first port as from_port and its last as to_port"},
		"one end":               {[]any{withoutPorts(webRule(nil), "to_port")}, "rules: rules[0].from_port: one end of the port range is given; give both from_port and to_port, or neither for every port"},
		"a string of hosts":     {[]any{webRule(config{"hosts": "a.example.com"})}, "rules: rules[0].hosts: this is a string; give a list of strings"},
		"a number for a host":   {[]any{webRule(config{"hosts": []any{"a.example.com", 7}})}, "rules: rules[0].hosts[1]: this is a number; give a string"},
		"a wildcard inside":     {[]any{webRule(config{"hosts": []any{"acme.*.nexthink.cloud"}})}, `rules: rules[0].hosts[0]: "acme.*.nexthink.cloud" has a wildcard that is not its first label alone; ` + hosts},
		"an address for a host": {[]any{webRule(config{"hosts": []any{"10.0.0.1"}})}, `rules: rules[0].hosts[0]: "10.0.0.1" is an IP address; hosts are names; give the address to a rule of the firewall instead`},
		"host bits":             {[]any{webRule(config{"addresses": []any{"10.20.0.10/8"}})}, `rules: rules[0].addresses[0]: "10.20.0.10/8" has bits set behind the length of its prefix; give the network 10.0.0.0/8 or the address 10.20.0.10`},
		"no network":            {[]any{webRule(config{"addresses": []any{"10.0.0.0/33"}})}, `rules: rules[0].addresses[0]: "10.0.0.0/33" is no network; ` + networks},
		"any for one":           {[]any{webRule(config{"addresses": []any{"any"}})}, `rules: rules[0].addresses[0]: "any" is no network; leave the addresses out for any`},
		"a name for one":        {[]any{webRule(config{"addresses": []any{"acme.eu.nexthink.cloud"}})}, `rules: rules[0].addresses[0]: "acme.eu.nexthink.cloud" is a name; give it in hosts`},
		"an application":        {[]any{webRule(config{"application_protocols": []any{"tls"}})}, `rules: rules[0].application_protocols[0]: there is no application protocol "tls"; use http or https`},
		"a priority":            {[]any{webRule(config{"priority": "first"})}, `rules: rules[0].priority: "first" is no whole number; give one such as 100`},
		"a list for an id":      {[]any{webRule(config{"id": []any{}, "group": []any{"a"}})}, "rules: rules[0].group: this is a list; give a string"},
		"two groups": {
			[]any{webRule(config{"group": "aws_security_group.a"}), webRule(config{"group": "aws_security_group.b"})},
			`rules: rules[1].group: the rules belong to several groups: "aws_security_group.a" and "aws_security_group.b"; a connection must pass each of them, ` +
				`so make a call for each, with [for r in rules : r if r.group == "aws_security_group.a"]; where it need pass one of them alone, as of security ` +
				`groups on one interface, give them no group, with [for r in rules : merge(r, { group = null })]`,
		},
		"a resource of AWS":    {map[string]any{"web": map[string]any{"ip_protocol": "tcp"}}, `rules: rules["web"]: this looks like a resource itself, since it has the attribute ip_protocol; give what normalize_aws_security_group_rules makes of it`},
		"one resource":         {map[string]any{"ip_protocol": "tcp", "id": "sgr-1"}, `rules: rules: this looks like a resource itself, since it has the attribute ip_protocol; give what normalize_aws_security_group_rules makes of it`},
		"a resource of Azure":  {[]any{map[string]any{"access": "Allow"}}, `rules: rules[0]: this looks like a resource itself, since it has the attribute access; give what normalize_azure_network_security_rules makes of it`},
		"a resource of Google": {[]any{map[string]any{"destination_ranges": []any{}}}, `rules: rules[0]: this looks like a resource itself, since it has the attribute destination_ranges; give what normalize_google_firewall_rules makes of it`},
		"an empty rule":        {[]any{map[string]any{"id": "web"}}, "rules: rules[0]: the rule says nothing of what it lets through, which would be all; give some of action, transport_protocol, from_port and to_port, hosts and addresses"},
		"one rule":             {webRule(nil), `rules: rules["from_port"]: this is a number; give an object with the attributes of a rule`},
	}
}

func TestChecks_RefuseRulesWithThePathOfTheElement(t *testing.T) {
	t.Parallel()
	for name, test := range badRules() {
		for _, function := range []string{"find_missing_requirements", "explain_coverage", "find_excess_rules"} {
			result, got := startServer(t).call(t, function, rows(nil), map[string]any{}, test.rules)
			if got != test.want || result != nil {
				t.Errorf("%s in %s:\n got %s\nwant %s", name, function, got, test.want)
			}
		}
	}
}

// badResources are calls of readers and checks with what is none of theirs.
func badResources() map[string]badCall {
	return map[string]badCall{
		"a string":                 {"normalize_aws_security_group_rules", []any{"sg-1"}, "rules: this is a string; give a resource, or a map or list of them"},
		"null":                     {"normalize_google_firewall_rules", []any{nil}, "rules: this is null; give a resource, or a map or list of them"},
		"a list of ids":            {"normalize_aws_network_acl_rules", []any{[]any{"acl-1"}}, "rules: rules[0]: this is a string; give a resource"},
		"a list of rules of names": {"normalize_google_firewall_policy_rules", []any{[]any{true}}, "rules: rules[0]: this is a boolean; give a resource"},
		"a number of a group":      {"normalize_azure_network_security_rules", []any{443}, "rules: this is a number; give a resource, or a map or list of them"},
		"a list of texts":          {"normalize_google_firewall_rules", []any{[]any{map[string]any{"allow": []any{}}, "web"}}, "rules: rules[1]: this is a string; give a resource"},
		"a map in a list":          {"normalize_aws_security_group_rules", []any{[]any{map[string]any{"web": map[string]any{"ip_protocol": "tcp"}}}}, "rules: rules[0]: this is a map of resources; give the maps merged, with merge(a, b), or call the function for each and join what it gives, with concat"},
		"what was read":            {"normalize_azure_firewall_rules", []any{[]any{map[string]any{"transport_protocol": "tcp", "unproven": nil}}}, "rules: rules[0]: this was read already; give it to find_missing_requirements as it is"},
		"a name alone":             {"normalize_domains", []any{"acme.eu.nexthink.cloud", "azure_firewall"}, "names: this is a string; give a list or set of names"},
		"a number":                 {"normalize_domains", []any{[]any{"a.example.com", 7}, "azure_firewall"}, "names: names[1]: this is a number; give a name"},
		"a dialect":                {"normalize_domains", []any{[]any{}, "squid"}, `dialect: there is no dialect "squid" (did you mean "squid_dstdomain"?); use aws_network_firewall, aws_route53_dns_firewall, azure_firewall, cloudflare_domain, fortios_fqdn, google_fqdn, google_url_list, netskope_url_list, panos_fqdn, panos_url_category, squid_dstdomain or zscaler_url`},
		"a state":                  {"normalize_plan", []any{`{"format_version":"1.0","values":{}}`}, `json: this is a state and not a plan; save a plan with "terraform plan -out=plan" and give what "terraform show -json" prints of a saved plan, such as file("plan.json")`},
		"an address":               {"find_missing_requirements", []any{rows(nil), map[string]any{"internet": []any{"10.0.0.1/8"}}, []any{}}, `destinations: "10.0.0.1/8" has bits set behind the length of its prefix; give the network 10.0.0.0/8 or the address 10.0.0.1`},
		"no address":               {"explain_coverage", []any{rows(config{"destination": "mail_server", "hosts": []any{}}), map[string]any{}, []any{}}, `destinations: the row web goes to mail_server, for which no address is given; give mail_server as a list of networks such as ["10.20.0.10/32"], or as a map from labels to them`},
		"an empty internet":        {"explain_coverage", []any{rows(nil), map[string]any{"internet": []any{}}, []any{}}, `destinations: the row web goes to internet, for which no address is given; give internet as a list of networks such as ["0.0.0.0/0"], or as a map from labels to them`},
	}
}

func TestReaders_RefuseWhatIsNoResource(t *testing.T) {
	t.Parallel()
	server := startServer(t)
	for name, test := range badResources() {
		if result, got := server.call(t, test.function, test.given...); got != test.want || result != nil {
			t.Errorf("%s:\n got %s\nwant %s", name, got, test.want)
		}
	}
}

// verdict is what explain_coverage gives of the one row.
func verdict(t *testing.T, to map[string]any, rules any, requirements map[string]any) map[string]any {
	t.Helper()
	result, problem := startServer(t).call(t, "explain_coverage", requirements, to, rules)
	list, _ := result.([]any)
	if problem != "" || len(list) != 1 {
		t.Fatalf("%s: %v", problem, result)
	}
	return asMembers(list[0])
}

func TestExplainCoverage_SaysWhatLetsARowThroughAndWhatIsNearest(t *testing.T) {
	t.Parallel()
	got := verdict(t, map[string]any{}, []any{webRule(config{"sources": []any{"tag:devices"}, "hosts": []any{"*.eu.nexthink.cloud"}})}, rows(nil))
	want := map[string]any{
		"key": "web", "destination": "internet", "transport_protocol": "tcp", "port_range": "443", "verdict": "covered", "reason": nil,
		"missing_hosts": []any{}, "missing_addresses": []any{}, "missing_port_ranges": []any{}, "rule_ids": []any{"web"}, "nearest_rule_id": nil,
		"sources": []any{"tag:devices"}, "broad": true, "message": "TCP 443 to acme.eu.nexthink.cloud is let through by web",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("covered (-want +got):\n%s", diff)
	}
	two := rows(config{"hosts": []any{"acme.eu.nexthink.cloud", "acme.data.eu.nexthink.cloud"}})
	got = verdict(t, map[string]any{}, map[string]any{"web": withoutPorts(webRule(nil), "id")}, two)
	want = map[string]any{
		"key": "web", "destination": "internet", "transport_protocol": "tcp", "port_range": "443", "verdict": "missing", "reason": "no_rule",
		"missing_hosts": []any{"acme.data.eu.nexthink.cloud"}, "missing_addresses": []any{}, "missing_port_ranges": []any{"443"}, "rule_ids": []any{"web"},
		"nearest_rule_id": "web", "sources": []any{}, "broad": false,
		"message": "TCP 443 to acme.data.eu.nexthink.cloud is no longer let through; nearest rule: web",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("missing (-want +got):\n%s", diff)
	}
	rpc := rows(config{"destination": "domain_controller", "from_port": 49152, "to_port": 65535, "hosts": []any{}, "application_protocols": []any{"msrpc"}})
	to := map[string]any{"domain_controller": []any{"10.20.0.0/30"}}
	got = verdict(t, to, []any{
		map[string]any{"id": "low", "from_port": 49152, "to_port": 60000, "addresses": []any{"10.20.0.0/24"}},
		map[string]any{"id": "high", "from_port": 60001, "to_port": 65535, "addresses": []any{"10.20.0.0/31", "10.20.0.2/32"}},
	}, rpc)
	want = map[string]any{
		"key": "web", "destination": "domain_controller", "transport_protocol": "tcp", "port_range": "49152-65535", "verdict": "missing", "reason": "no_rule",
		"missing_hosts": []any{}, "missing_addresses": []any{"10.20.0.3/32"}, "missing_port_ranges": []any{"60001-65535"}, "rule_ids": []any{"high", "low"},
		"nearest_rule_id": "low", "sources": []any{}, "broad": false,
		"message": "TCP 60001-65535 to domain_controller 10.20.0.3/32 is no longer let through; nearest rule: low",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("a part of ports and addresses (-want +got):\n%s", diff)
	}
}

// Each message of a verdict, to the letter.
func TestExplainCoverage_GivesAMessageForEachReason(t *testing.T) {
	t.Parallel()
	anywhere := webRule(config{"hosts": []any{}})
	for want, rules := range map[string][]any{
		"TCP 443 to acme.eu.nexthink.cloud is no longer let through; there is no rule at all":                                                                         {},
		"TCP 443 to acme.eu.nexthink.cloud is no longer let through; no rule comes near":                                                                              {webRule(config{"from_port": 25, "to_port": 25, "hosts": []any{}, "addresses": []any{"10.0.0.0/8"}, "transport_protocol": "udp"})},
		"TCP 443 to acme.eu.nexthink.cloud is no longer let through; the rule block denies it first, since a deny comes before an allow where neither has a priority": {webRule(nil), webRule(config{"id": "block", "action": "deny"})},
		"TCP 443 to acme.eu.nexthink.cloud is no longer let through: its answers are held back; let them in to ports 1024-65535":                                      {webRule(nil), webRule(config{"id": "in", "direction": "inbound"})},
		"TCP 443 to acme.eu.nexthink.cloud is let through, but not all of its answers; let them in to ports 1024-65535":                                               {webRule(nil), map[string]any{"direction": "inbound", "from_port": 32768, "to_port": 60999}},
		"TCP 443 to acme.eu.nexthink.cloud is let through to some addresses and not to others, and which one the host has is not known; nearest rule: web":            {webRule(config{"hosts": []any{}, "addresses": []any{"52.0.0.0/8"}})},
		"TCP 443 to acme.eu.nexthink.cloud may not be let through; the rule web cannot be judged: which addresses pl-0123456789abcdef0 holds is not known here":       {webRule(config{"hosts": []any{}, "addresses": []any{"pl-0123456789abcdef0"}})},
		"TCP 443 to acme.eu.nexthink.cloud may not be let through; the rule web cannot be judged: it is a secret":                                                     {webRule(config{"unproven": "it is a secret"})},
		"TCP 443 to acme.eu.nexthink.cloud may not be let through; the rule old cannot be judged: it has no priority, and others have": {
			webRule(config{"id": "old", "action": "deny"}), webRule(config{"priority": 5}),
		},
		"TCP 443 to acme.eu.nexthink.cloud is let through by web":                                                   {anywhere},
		"TCP 443 to acme.eu.nexthink.cloud is no longer let through; no rule comes near, and block denies all else": {map[string]any{"id": "block", "action": "deny"}},
	} {
		if got := verdict(t, map[string]any{}, rules, rows(nil))["message"]; got != want {
			t.Errorf("\n got %s\nwant %s", got, want)
		}
	}
	hosts := []any{}
	for _, name := range []string{"a", "b", "c", "d", "e"} {
		hosts = append(hosts, strings.Repeat(name, 60)+"."+strings.Repeat("x", 60)+".example.com")
	}
	message, _ := verdict(t, map[string]any{}, []any{}, rows(config{"hosts": hosts}))["message"].(string)
	if !strings.HasSuffix(message, ".example.com and 3 more is no longer let through; there is no rule at all") || len(message) > 500 {
		t.Errorf("many long hosts: %s", message)
	}
}

// A verdict stands while values are unknown only if it holds whatever they become.
func TestChecks_AreAsCertainAsTheirValues(t *testing.T) {
	t.Parallel()
	server := startServer(t)
	open := webRule(config{"id": "open", "hosts": unknown{}})
	data := rows(config{"hosts": []any{"acme.data.eu.nexthink.cloud"}})
	both := map[string]any{"web": rows(nil)["web"], "channel": data["web"]}
	find := func(requirements, to map[string]any, rules any) any {
		result, problem := server.call(t, "find_missing_requirements", requirements, to, rules)
		if problem != "" {
			t.Error(problem)
		}
		return result
	}
	if got := find(rows(nil), map[string]any{}, unknown{}); got != (unknown{}) {
		t.Errorf("unknown rules: %v", got)
	}
	if got := find(rows(nil), map[string]any{}, []any{unknown{}}); got != (unknown{}) {
		t.Errorf("an unknown rule: %v", got)
	}
	if got := find(rows(nil), map[string]any{}, []any{webRule(nil), unknown{}}); got != (unknown{}) {
		t.Errorf("a rule, and one of which it is not known whether it denies: %v", got)
	}
	if got := find(rows(nil), map[string]any{}, []any{webRule(nil), open}); !cmp.Equal(got, []any{}) {
		t.Errorf("a rule, and one that lets an unknown name through: %v", got)
	}
	if got := find(both, map[string]any{}, []any{webRule(config{"hosts": []any{"acme.eu.nexthink.cloud", unknown{}}})}); got != (unknown{}) {
		t.Errorf("an unknown name beside one that is known: %v", got)
	}
	if got := find(both, map[string]any{}, []any{webRule(nil), open}); got != (unknown{}) {
		t.Errorf("a row that hangs on an unknown name: %v", got)
	}
	if got := find(both, map[string]any{}, []any{webRule(config{"action": "deny", "priority": 1}), webRule(config{"hosts": unknown{}, "priority": 2})}); count(got) != 1 {
		t.Errorf("a row that is missing beside one that hangs: %v", got)
	}
	if got := find(rows(nil), map[string]any{}, []any{webRule(config{"id": unknown{}, "group": unknown{}, "sources": unknown{}})}); !cmp.Equal(got, []any{}) {
		t.Errorf("unknown values of no account: %v", got)
	}
	unproven := find(both, map[string]any{}, []any{webRule(config{"unproven": "it is odd"}), webRule(config{"hosts": []any{"acme.data.eu.nexthink.cloud"}})})
	if list, _ := unproven.([]any); len(list) != 1 || asMembers(list[0])["verdict"] != "unproven" {
		t.Errorf("unproven: %v", unproven)
	}
	servers := rows(config{"destination": "mail_server", "from_port": 25, "to_port": 25, "hosts": []any{}})
	if got := find(servers, map[string]any{"mail_server": map[string]any{"a": unknown{}}}, []any{webRule(config{"from_port": 25, "to_port": 25, "hosts": []any{}, "addresses": []any{"10.0.0.0/8"}})}); got != (unknown{}) {
		t.Errorf("an unknown address: %v", got)
	}
	if got := find(servers, map[string]any{"mail_server": unknown{}}, []any{map[string]any{"action": "allow"}}); !cmp.Equal(got, []any{}) {
		t.Errorf("unknown addresses, and a rule for any: %v", got)
	}
	if got := find(servers, map[string]any{"mail_server": []any{"10.0.0.1", unknown{}}}, []any{}); count(got) != 1 {
		t.Errorf("unknown addresses, and no rule: %v", got)
	}
}

// count is the length of a list.
func count(list any) int {
	elements, _ := list.([]any)
	return len(elements)
}

func TestExplainCoverage_LeavesUnknownWhatHangsOnAValue(t *testing.T) {
	t.Parallel()
	got := verdict(t, map[string]any{}, []any{webRule(config{"hosts": unknown{}})}, rows(nil))
	for name, value := range got {
		known := slices.Contains([]string{"key", "destination", "transport_protocol", "port_range"}, name)
		if (value == unknown{}) == known {
			t.Errorf("%s is %v", name, value)
		}
	}
	certain := verdict(t, map[string]any{}, []any{webRule(config{"id": "open", "hosts": unknown{}}), webRule(nil)}, rows(nil))
	for name, want := range map[string]any{"verdict": "covered", "reason": nil, "missing_hosts": []any{}, "rule_ids": unknown{}, "broad": unknown{}, "message": unknown{}} {
		if !cmp.Equal(certain[name], want) {
			t.Errorf("%s is %v, want %v", name, certain[name], want)
		}
	}
}

func TestFindExcessRules_SaysByHowMuchARuleIsWider(t *testing.T) {
	t.Parallel()
	server := startServer(t)
	find := func(to map[string]any, rules ...any) any {
		result, problem := server.call(t, "find_excess_rules", rows(nil), to, rules)
		if problem != "" {
			t.Error(problem)
		}
		return result
	}
	none := []any{}
	excess := func(more config) []any {
		given := map[string]any{
			"rule_id": "web", "requirement_keys": []any{"web"}, "excess_transport_protocols": none, "excess_port_ranges": none, "excess_hosts": none,
			"excess_addresses": none, "unproven": nil,
		}
		maps.Copy(given, more)
		return []any{given}
	}
	for name, test := range map[string]struct {
		got  any
		want []any
	}{
		"just what is needed":          {find(map[string]any{}, webRule(nil)), none},
		"a rule for something else":    {find(map[string]any{}, webRule(config{"from_port": 25, "to_port": 25})), none},
		"a deny":                       {find(map[string]any{}, webRule(config{"hosts": none, "action": "deny"})), none},
		"any address that was given":   {find(anywhere(), webRule(config{"hosts": none, "addresses": []any{"0.0.0.0/0"}})), none},
		"ports":                        {find(map[string]any{}, webRule(config{"from_port": 400, "to_port": 500})), excess(config{"excess_port_ranges": []any{"400-442", "444-500"}, "message": "the rule web lets through more than web need: 100 ports (400-442 and 444-500)"})},
		"a transport":                  {find(map[string]any{}, webRule(config{"transport_protocol": "any"})), excess(config{"excess_transport_protocols": []any{"udp"}, "message": "the rule web lets through more than web need: UDP"})},
		"a wildcard":                   {find(map[string]any{}, webRule(config{"hosts": []any{"*.eu.nexthink.cloud"}})), excess(config{"excess_hosts": []any{"*.eu.nexthink.cloud"}, "message": "the rule web lets through more than web need: other names by *.eu.nexthink.cloud"})},
		"addresses beside those given": {find(map[string]any{"internet": []any{"52.0.0.0/9"}}, webRule(config{"hosts": none, "addresses": []any{"52.0.0.0/8"}})), excess(config{"excess_addresses": []any{"52.128.0.0/9"}, "message": "the rule web lets through more than web need: addresses in 52.128.0.0/9"})},
		"addresses where none were given": {find(map[string]any{}, webRule(config{"hosts": none, "addresses": []any{"0.0.0.0/0"}})), excess(config{
			"excess_addresses": []any{"0.0.0.0/0"}, "message": "the rule web lets through more than web need: addresses in 0.0.0.0/0 (if the firewall knows no names, give destinations.internet)",
		})},
		"a rule behind a deny of all": {find(anywhere(), webRule(config{"hosts": none, "addresses": []any{"0.0.0.0/0"}, "priority": 1}),
			map[string]any{"id": "deny", "action": "deny", "priority": 2}, map[string]any{"id": "all", "action": "allow", "priority": 3}), none},
		"ports that a deny closes": {find(anywhere(), map[string]any{"id": "deny", "action": "deny", "priority": 1, "transport_protocol": "tcp", "from_port": 1, "to_port": 442},
			webRule(config{"hosts": none, "addresses": []any{"0.0.0.0/0"}, "priority": 2, "from_port": 1})), none},
		"a rule beside a narrower one": {find(map[string]any{}, webRule(config{"id": "narrow"}), webRule(config{"hosts": []any{"*.eu.nexthink.cloud"}})), excess(config{
			"excess_hosts": []any{"*.eu.nexthink.cloud"}, "message": "the rule web lets through more than web need: other names by *.eu.nexthink.cloud",
		})},
		"a rule that cannot be judged": {find(map[string]any{}, webRule(config{"unproven": "it is odd"})), excess(config{"unproven": "it is odd", "message": "the rule web cannot be judged: it is odd"})},
	} {
		if diff := cmp.Diff(any(test.want), test.got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	if got := find(map[string]any{}, webRule(config{"hosts": unknown{}})); got != (unknown{}) {
		t.Errorf("a rule of unknown names: %v", got)
	}
}

// What is read of a resource keeps what is unknown as unknown, and takes what the service computes for left out.
func TestReaders_PassUnknownValuesOn(t *testing.T) {
	t.Parallel()
	server := startServer(t)
	result, problem := server.call(t, "normalize_aws_security_group_rules", map[string]any{"web": map[string]any{
		"id": unknown{}, "arn": unknown{}, "security_group_id": unknown{}, "ip_protocol": "tcp", "from_port": 443, "to_port": 443, "cidr_ipv4": unknown{},
		"cidr_ipv6": nil, "prefix_list_id": nil, "referenced_security_group_id": nil,
	}})
	want := []any{map[string]any{
		"id": "web", "group": nil, "action": "allow", "priority": nil, "direction": "outbound", "transport_protocol": "tcp", "from_port": 443, "to_port": 443,
		"application_protocols": []any{}, "hosts": []any{}, "addresses": unknown{}, "sources": []any{}, "unproven": nil,
	}}
	if diff := cmp.Diff(any(want), result); diff != "" || problem != "" {
		t.Errorf("%s (-want +got):\n%s", problem, diff)
	}
	for _, name := range []string{"normalize_aws_security_group_rules", "normalize_google_firewall_rules", "normalize_azure_firewall_rules"} {
		if result, problem := server.call(t, name, unknown{}); result != (unknown{}) || problem != "" {
			t.Errorf("%s of what is unknown: %v %s", name, result, problem)
		}
	}
	if result, problem := server.call(t, "normalize_domains", unknown{}, "azure_firewall"); result != (unknown{}) || problem != "" {
		t.Errorf("unknown names: %v %s", result, problem)
	}
}

func FuzzChecks_RefuseOrJudgeAndNeverPanic(f *testing.F) {
	f.Add("acme.eu.nexthink.cloud", "*.eu.nexthink.cloud", "10.0.0.0/8", "allow", "tcp", "outbound", "group", "", 443, 443, 443, 1)
	f.Add("*.x.example.com", "*.*.x", "pl-0123456789abcdef0", "deny", "any", "inbound", "", "odd", 1, 65535, 80, -5)
	f.Fuzz(func(t *testing.T, host, pattern, address, action, transport, direction, group, unproven string, from, to, port, priority int) {
		server := startServer(t)
		requirements := map[string]any{
			"web": row(config{"hosts": []any{host}, "from_port": port, "to_port": port}),
			"dc":  row(config{"destination": "domain_controller", "hosts": []any{}, "application_protocols": []any{"msrpc"}, "from_port": from, "to_port": to}),
		}
		rule := map[string]any{
			"action": action, "transport_protocol": transport, "direction": direction, "group": group, "unproven": unproven, "from_port": from, "to_port": to,
			"hosts": []any{pattern}, "priority": priority,
		}
		open := map[string]any{"addresses": []any{address, unknown{}}, "action": unknown{}, "priority": priority}
		for _, name := range []string{"find_missing_requirements", "explain_coverage", "find_excess_rules"} {
			for _, rules := range []any{[]any{rule}, []any{rule, open}, map[string]any{group: rule}} {
				if _, problem := server.call(t, name, requirements, map[string]any{"domain_controller": []any{address}}, rules); len(problem) > 1000 {
					t.Errorf("%s: the message has %d characters", name, len(problem))
				}
			}
		}
	})
}
