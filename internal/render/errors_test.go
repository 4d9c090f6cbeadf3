// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package render_test

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"gotest.tools/v3/assert"
	is "gotest.tools/v3/assert/cmp"

	"github.com/nexthink/terraform-provider-nexthink/internal/messagetest"
	"github.com/nexthink/terraform-provider-nexthink/internal/render"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// refusal is what a firewall cannot express: flows, and the addresses of their destinations.
type refusal struct {
	flows []traffic.Flow
	to    traffic.Addresses
}

// refusals are by renderer and name.
func refusals() map[string]map[string]refusal {
	change := func(flow traffic.Flow, change func(*traffic.Flow)) traffic.Flow {
		change(&flow)
		return flow
	}
	raw := change(web("engine", "acme-engine-1.eu.nexthink.cloud"), func(flow *traffic.Flow) { flow.Applications = []string{"tcp"} })
	rawWildcard := change(raw, func(flow *traffic.Flow) { flow.Hosts = []string{"*.eu.nexthink.cloud"} })
	quic := change(web("quic", "acme.eu.nexthink.cloud"), func(flow *traffic.Flow) { flow.Transport = "udp" })
	ranged := change(web("ranged", "acme.eu.nexthink.cloud"), func(flow *traffic.Flow) { flow.Ports.To = 444 })
	high := change(web("high", "acme.eu.nexthink.cloud"), func(flow *traffic.Flow) { flow.Ports = port(64001) })
	noHost, oneHost, rpc := web("web"), web("web", "a.example.com"), server("rpc", "domain_controller", "tcp", port(135))
	many := web("many", numbered(101, func(i int) string { return fmt.Sprintf("h%03d.example.com", i) })...)
	crowd := numbered(5001, func(i int) string { return fmt.Sprintf("10.%d.%d.0/24", i/256, i%256) })

	only := func(flows ...traffic.Flow) refusal { return refusal{flows: flows} }
	controller := func(texts ...string) refusal {
		return refusal{[]traffic.Flow{rpc}, traffic.Addresses{"domain_controller": given(texts...)}}
	}
	internet := func(texts ...string) refusal {
		return refusal{[]traffic.Flow{oneHost}, traffic.Addresses{"internet": given(texts...)}}
	}
	return map[string]map[string]refusal{
		"aws_security_group": {
			"no address": only(rpc), "no internet": only(oneHost), "host bits": controller("10.20.0.10/8"), "a malformed id": controller("sg-XYZ"),
		},
		"azure_network_security_group": {
			"no address": only(rpc), "too many prefixes": controller(crowd...), "a tag in lower case": internet("internet"),
			"two tags": internet("Internet", "Storage"), "no tag": internet("Any"),
			"every address beside an unknown one": {[]traffic.Flow{oneHost}, traffic.Addresses{"internet": {{Text: "0.0.0.0/0"}, {Label: "later", Unknown: true}}}},
		},
		"google_firewall": {"no address": only(rpc), "a name": controller("dc1.corp.example")},
		"google_firewall_policy": {
			"no host": only(noHost), "an empty list": controller(), "too many ranges": controller(crowd...), "too many names": only(many),
			"a wildcard": only(web("web", "*.example.com")), "two ranges from one port": only(oneHost, ranged),
		},
		"azure_firewall": {
			"no host": only(noHost), "no address": only(rpc), "a wildcard that is raw": only(rawWildcard), "a range": only(ranged), "a high port": only(high),
		},
		"azure_firewall_unfiltered": {
			"IPv6": {[]traffic.Flow{rpc}, traffic.Addresses{"domain_controller": {{Label: "dc1", Text: "2001:db8::1"}}}},
		},
		"suricata": {
			"no host": only(noHost), "no address": only(rpc), "a long rule": controller(crowd[:900]...),
			"too many signatures": only(many), "raw without the internet": only(raw),
		},
		"fortios": {"no host": only(noHost), "nothing by name": only(rpc)},
		"squid": {
			"no host": only(noHost), "UDP": only(quic), "nothing by name": only(rpc),
			"no host in the catalog": only(traffic.Flow{Key: "engine_channel", Number: 25, Destination: "internet", Transport: "tcp", Ports: port(443)}),
		},
		"pac":                          {"no host": only(noHost), "UDP": only(quic)},
		"domains_panos_fqdn":           {"no host": only(noHost)},
		"domains_google_fqdn":          {"too many names": only(many)},
		"domains_aws_network_firewall": {"raw": only(raw)},
		"change_request_csv":           {"no host": only(noHost), "no address": only(rpc)},
		"probe_sh":                     {"no host": only(noHost)},
	}
}

func numbered(count int, text func(int) string) []string {
	texts := []string{}
	for i := range count {
		texts = append(texts, text(i))
	}
	return texts
}

func TestMessages_NameTheArgumentTheRequirementAndWhatToGive(t *testing.T) {
	t.Parallel()
	all := renderers()
	all["azure_firewall_unfiltered"] = asJSON(with[[]traffic.Address](nil, render.AzureFirewallRules))
	errs := map[string]error{}
	for renderer, cases := range refusals() {
		for name, test := range cases {
			_, errs[renderer+", "+name] = all[renderer](test.flows, test.to)
		}
	}
	flows := samples()
	_, errs["azure_network_security_group, priority 99"] = render.AzureNetworkSecurityRules(flows, addresses(), 99)
	_, errs["azure_network_security_group, priority 4062"] = render.AzureNetworkSecurityRules(flows, addresses(), 4062)
	_, errs["azure_firewall, an IPv6 source"] = render.AzureFirewallRules(flows, addresses(), given("10.0.0.0/8", "2001:db8::/32"))
	_, errs["google_firewall_policy, priority 0"] = render.GoogleFirewallPolicyRules(flows, addresses(), 0)
	_, errs["suricata, sid 0"] = render.SuricataRules(flows, addresses(), 0)
	_, errs["squid, a name with a space"] = render.SquidACL(flows, "a b")
	_, errs["pac, PROXY alone"] = render.PAC(flows, "PROXY", "DIRECT")
	_, errs["pac, a program"] = render.PAC(flows, "DIRECT", `DIRECT"; evil()`)
	_, errs["change_request, CSV"] = render.ChangeRequest(changeRequirements(flows), addresses(), nil, "CSV")
	_, errs["probe, bash"] = render.ProbeScript(flows, addresses(), "bash")
	messages := map[string]string{}
	for name, err := range errs {
		var about *traffic.ArgumentError
		if !errors.As(err, &about) {
			t.Errorf("%s: %v names no argument", name, err)
			continue
		}
		messages[name] = about.Argument + ": " + err.Error()
	}
	messagetest.Compare(t, messages)
}

// A purpose cannot leave its comment or cell.
func TestHostilePurpose_StaysText(t *testing.T) {
	t.Parallel()
	const evil = "x\"; sid:1;)\npass ip any any -> any any (sid:666;)\r\nhttp_access allow all\u2028alert(1)\u2029`$(touch /tmp/evil)`'; rm -rf / # | =1+1 */ ]]> <script>"
	flows := samples()
	for i := range flows {
		flows[i].Purpose = evil
	}
	for name, render := range renderers() {
		text := rendered(t, render, flows)
		for line := range strings.SplitSeq(text, "\n") {
			if !strings.Contains(line, "sid:666") {
				continue
			}
			commented := strings.HasPrefix(line, "#") || strings.HasPrefix(line, "//")
			cell := strings.HasPrefix(line, "| ") || strings.HasPrefix(line, "<tr>") || strings.HasPrefix(name, "change_request_csv")
			assert.Check(t, commented || cell, "%s: %s", name, line)
		}
		for _, escaped := range []string{"\npass ip", "\nhttp_access allow all", "\u2028", "\u2029"} {
			assert.Check(t, !strings.Contains(text, escaped) || strings.HasPrefix(name, "change_request_csv"), "%s holds %q", name, escaped)
		}
	}
}

// No text has a character that moves the cursor, colors the screen or changes the direction of text.
func TestHostilePurpose_HasNoControlCharacters(t *testing.T) {
	t.Parallel()
	flows := samples()
	for i := range flows {
		flows[i].Purpose = "a\x1b[2Jb\x00c\u202ed\u200be\x7ff\u0085g"
	}
	for name, render := range renderers() {
		for _, r := range strings.TrimPrefix(rendered(t, render, flows), "\ufeff") {
			assert.Check(t, r == '\n' || !unicode.IsControl(r) && !unicode.Is(unicode.Cf, r), "%s holds %U", name, r)
		}
	}
}

func TestChangeRequest_NoCellIsAFormulaAndEveryOneIsReadBack(t *testing.T) {
	t.Parallel()
	for _, purpose := range []string{
		"=1+1", "+1", "-1", "@SUM(A1)", " =1", "\u00a0=1", "\t=1", "＝1", "|calc", "a, \"b\"\r\nc", "a;=1", "a; =1", "a;\"=1\"", "a;;+1;-1", "a\t=1", "a;\t@SUM(A1)", "\"=1",
	} {
		requirement := web("web", "a.example.com")
		requirement.Purpose = purpose
		text, err := render.ChangeRequest(changeRequirements([]traffic.Flow{requirement}), nil, map[string]string{"Ticket": purpose}, "csv")
		assert.NilError(t, err)
		lines, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(text, "\ufeff"))).ReadAll()
		assert.NilError(t, err, text)
		assert.Assert(t, is.Len(lines, 2), text)
		assert.Check(t, is.DeepEqual(lines[0], []string{
			"From", "To", "Hosts", "Port", "Protocol", "Why", "Requirement", "Product", "Application protocols", "Condition", "Note", "Wildcard", "Basis", "Source pages", "Ticket",
		}))
		for _, cell := range []string{lines[1][5], lines[1][14]} {
			assert.Check(t, is.Equal(strings.ReplaceAll(cell, "'", ""), strings.Join(strings.Fields(purpose), " ")))
		}
		for _, separator := range []rune{',', ';', '\t'} {
			reader := csv.NewReader(strings.NewReader(text))
			reader.Comma, reader.LazyQuotes, reader.FieldsPerRecord = separator, true, -1
			split, err := reader.ReadAll()
			assert.NilError(t, err, text)
			for _, cell := range slices.Concat(split...) {
				sign := strings.TrimLeft(cell, "\ufeff\"\t ")
				assert.Check(t, sign == "" || !strings.ContainsAny(sign[:1], "=+-@|%\r\n") && !strings.HasPrefix(sign, "＝"), "with %q, %q becomes %q", separator, purpose, cell)
			}
		}
	}
	text, err := render.ChangeRequest(changeRequirements([]traffic.Flow{web("web", "a.example.com")}), nil, map[string]string{"Owner": "a|b <c> @d `e` [f](g)"}, "markdown")
	assert.NilError(t, err)
	assert.Check(t, is.Contains(text, "| Owner | a\\|b &lt;c&gt; <span>@</span>d \\`e\\` \\[f\\](g) |"))
}

func TestHostileHost_IsAnError(t *testing.T) {
	t.Parallel()
	for _, host := range []string{`a.example"; evil()`, "a.example\nhttp_access allow all", "$(id).example", "a b.example", "-rf.example", "a.example;sid:1", "'.example", "ａ.example"} {
		assert.Check(t, is.ErrorContains(web("web", host).Check(), "web.hosts[0]: "), host)
	}
}

// The services accept the names, descriptions and numbers. Neither the providers nor a plan check them.
func TestRules_AreWithinTheLimits(t *testing.T) {
	t.Parallel()
	flows := []traffic.Flow{}
	for _, destination := range traffic.Destinations() {
		for _, transport := range traffic.Transports() {
			flow := server("row_"+destination+"_"+transport, destination, transport, traffic.PortRange{From: 49152, To: 65535})
			flow.Hosts = []string{"a.example.com"}
			flows = append(flows, flow)
		}
	}
	to, tagged := traffic.Addresses{}, traffic.Addresses{}
	for _, destination := range traffic.Destinations() {
		to[destination], tagged[destination] = given("10.0.0.0/8", "2001:db8::/32"), given("10.0.0.0/8", "2001:db8::/32", "Internet")
	}
	azure, err := render.AzureNetworkSecurityRules(flows, tagged, 4061)
	assert.NilError(t, err)
	priorities := map[int64]bool{}
	for _, rule := range azure {
		assert.Check(t, is.Regexp(`^[A-Za-z0-9][\w.-]{0,78}\w$`, rule.Name))
		assert.Check(t, len(rule.Description) <= 140, "%+v", rule)
		assert.Check(t, rule.Priority >= 100 && rule.Priority <= 4096 && !priorities[rule.Priority], "%+v", rule)
		priorities[rule.Priority] = true
	}
	assert.Check(t, is.Len(azure, 36))
	google, err := render.GoogleFirewallRules(flows, to)
	assert.NilError(t, err)
	for _, rule := range google {
		assert.Check(t, is.Regexp(`^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$`, rule.Name))
		assert.Check(t, len(rule.DestinationRanges) != 0 && len(rule.Allow[0].Ports) != 0, "%+v", rule)
	}
	policy, err := render.GoogleFirewallPolicyRules(append(flows, web("wide", "*.example.com")), to, 2145124251)
	assert.NilError(t, err)
	priorities = map[int64]bool{}
	for _, rule := range policy {
		assert.Check(t, rule.Priority >= 1 && rule.Priority <= 2147483547 && !priorities[rule.Priority], "%+v", rule)
		assert.Check(t, (len(rule.Match.DestFQDNs) == 0) != (len(rule.Match.DestIPRanges) == 0), "%+v", rule)
		priorities[rule.Priority] = true
	}
	aws, err := render.AWSSecurityGroupRules(flows, to)
	assert.NilError(t, err)
	for _, rule := range aws {
		assert.Check(t, is.Regexp(`^[A-Za-z0-9 ._\-:/()#,@\[\]+=&;{}!$*]{1,255}$`, rule.Description))
	}
}

// A new requirement, destination, address family or address does not change the rules of others.
// Azure and AWS refuse at apply what the provider for Terraform accepts in a plan.
func TestRules_HaveNothingThatACloudRefusesAtApply(t *testing.T) {
	t.Parallel()
	flows := []traffic.Flow{server("ldap", "active_directory", "tcp", port(389)), server("rpc", "domain_controller", "tcp", port(389))}
	inside := func(texts ...string) traffic.Addresses {
		return traffic.Addresses{"active_directory": given(texts...), "domain_controller": given("10.0.0.10/32")}
	}
	azure := func(texts ...string) render.AzureNetworkSecurityRule {
		rules, err := render.AzureNetworkSecurityRules(flows, inside(texts...), 1000)
		assert.NilError(t, err)
		return rules["active_directory_tcp"]
	}
	assert.Check(t, is.DeepEqual(azure("10.0.0.0/8", "10.0.0.10", "10.1.0.0/16", "11.0.0.0/8").DestinationAddressPrefixes, given("10.0.0.0/8", "11.0.0.0/8")))
	every := azure("10.0.0.0/8", "0.0.0.0/0")
	assert.Check(t, is.Equal(*every.DestinationAddressPrefix, "0.0.0.0/0"))
	assert.Check(t, is.Len(every.DestinationAddressPrefixes, 0))

	aws, err := render.AWSSecurityGroupRules(flows, inside("10.0.0.10", "10.0.0.0/8"))
	assert.NilError(t, err)
	assert.Check(t, is.Len(aws, 2))
	assert.Check(t, is.DeepEqual(aws["active_directory_tcp_389_10.0.0.10"].RequirementKeys, []string{"ldap", "rpc"}))
	assert.Check(t, is.DeepEqual(aws["active_directory_tcp_389_10.0.0.0/8"].RequirementKeys, []string{"ldap"}))
}

// The names of objects differ, also if the hosts differ only after the 79 characters that a name may have.
func TestFortiOS_NamesAreShortAndDiffer(t *testing.T) {
	t.Parallel()
	long := strings.Repeat(strings.Repeat("a", 60)+".", 3)
	hosts := []string{long + "example", long + "example.com", "*." + long + "example", "*.example.com", "example.com"}
	rendered, err := render.FortiOSAddressObjects([]traffic.Flow{web("web", hosts...)})
	assert.NilError(t, err)
	assert.Check(t, is.Len(slices.Compact(rendered.Members), len(hosts)))
	for _, name := range rendered.Members {
		assert.Check(t, is.Regexp(`^nexthink_[a-z0-9._-]{1,70}$`, name))
	}
	assert.Check(t, is.Equal(rendered.Addresses["*.example.com"].Name, "nexthink_any_of.example.com"))
}

func TestRules_DoNotChangeWhenOthersAreAdded(t *testing.T) {
	t.Parallel()
	few, more := samples()[:4], append(wholeCatalog(t), samples()...)
	to, wider := addresses(), addresses()
	wider["domain_controller"] = append(wider["domain_controller"], traffic.Address{Label: "dc0", Text: "10.20.0.9/32"}, traffic.Address{Label: "dc6", Text: "2001:db8::6"})
	for _, name := range []string{"aws_security_group", "azure_network_security_group", "google_firewall", "google_firewall_policy"} {
		before, after := byKey(t, name, few, to), byKey(t, name, more, wider)
		assert.Check(t, len(after) > len(before), "%s: %d rules before and %d after", name, len(before), len(after))
		for key, rule := range before {
			for attribute, value := range rule {
				updated := []string{"DestinationAddressPrefixes", "DestinationRanges", "DestinationPortRanges", "Allow", "Match", "RequirementKeys"}
				if slices.Contains(updated, attribute) && name != "aws_security_group" || attribute == "RequirementKeys" {
					continue
				}
				assert.Check(t, is.DeepEqual(value, after[key][attribute]), "%s %s %s", name, key, attribute)
			}
		}
	}
}

func byKey(t *testing.T, name string, flows []traffic.Flow, to traffic.Addresses) map[string]map[string]any {
	t.Helper()
	text, err := renderers()[name](flows, to)
	assert.NilError(t, err, "%s", name)
	var keyed map[string]map[string]any
	assert.NilError(t, json.Unmarshal([]byte(text), &keyed))
	return keyed
}

func TestAzureFirewall_RawIsNeverHttps(t *testing.T) {
	t.Parallel()
	raw := web("engine", "acme-engine-1.eu.nexthink.cloud")
	for _, applications := range [][]string{nil, {"tcp"}, {"https", "tcp"}, {"msrpc"}} {
		raw.Applications = applications
		rules, err := render.AzureFirewallRules([]traffic.Flow{raw}, nil, nil)
		assert.NilError(t, err)
		assert.Check(t, is.Len(rules.ApplicationRules, 0), "%q", applications)
		assert.Check(t, is.Len(rules.NetworkRules, 1), "%q", applications)
		assert.Check(t, is.DeepEqual(rules.NetworkRules["internet_tcp_443"].Protocols, []string{"TCP"}), "%q", applications)
		text, err := render.SuricataRules([]traffic.Flow{raw}, addresses(), 1000000)
		assert.NilError(t, err)
		assert.Check(t, !strings.Contains(text, "pass tls"), "%q: %s", applications, text)
		assert.Check(t, is.Contains(text, "pass tcp $HOME_NET any -> 0.0.0.0/0 443"), "%q", applications)
	}
}

var ownID = regexp.MustCompile(`sid:\d+`)

func TestSuricata_OwnRequirementsAreNumberedAfterTheCatalogAndCollisionsAreErrors(t *testing.T) {
	t.Parallel()
	highest := 0
	for _, flow := range wholeCatalog(t) {
		highest = max(highest, flow.Number)
	}
	assert.Check(t, highest < 1000, "the catalog has the number %d, which requirements of the user may have", highest)
	seen := map[string]string{}
	for i := range 100000 {
		key := fmt.Sprintf("row_%d", i)
		text, err := render.SuricataRules([]traffic.Flow{web(key, "a.example.com")}, nil, 1)
		assert.NilError(t, err)
		sid := ownID.FindString(text)
		assert.Assert(t, sid >= "sid:1000" || len(sid) >= len("sid:100001"), "%s has the id %s, which is of the catalog's", key, sid)
		if other := seen[sid]; other != "" {
			_, err := render.SuricataRules([]traffic.Flow{web(key, "a.example.com"), web(other, "b.example.com")}, nil, 1)
			assert.Check(t, is.ErrorContains(err, key))
			assert.Check(t, is.ErrorContains(err, other))
			return
		}
		seen[sid] = key
	}
	t.Error("no two of a hundred thousand keys collide")
}
