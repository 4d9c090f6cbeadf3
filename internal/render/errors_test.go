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

	"github.com/google/go-cmp/cmp"

	"github.com/nexthink/terraform-provider-nexthink/internal/render"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

func TestErrors_NameTheArgumentTheRequirementAndTheAlternative(t *testing.T) {
	t.Parallel()
	all := renderers()
	all["azure_firewall_unfiltered"] = func(flows []traffic.Flow, to traffic.Addresses) (string, error) {
		return asJSON(render.AzureFirewallRules(flows, to))
	}
	raw := web("engine", "acme-engine-1.eu.nexthink.cloud")
	raw.Applications = []string{"tcp"}
	rawWildcard := raw
	rawWildcard.Hosts = []string{"*.eu.nexthink.cloud"}
	quic := web("quic", "acme.eu.nexthink.cloud")
	quic.Transport = "udp"
	ranged := web("ranged", "acme.eu.nexthink.cloud")
	ranged.Ports = traffic.PortRange{From: 443, To: 444}
	high := web("high", "acme.eu.nexthink.cloud")
	high.Ports = port(64001)
	many := web("many")
	for i := range 101 {
		many.Hosts = append(many.Hosts, fmt.Sprintf("h%03d.example.com", i))
	}
	crowd := make([]string, 5001)
	for i := range crowd {
		crowd[i] = fmt.Sprintf("10.%d.%d.0/24", i/256, i%256)
	}
	const noHost = "the row web goes to the internet and has no host; give it the names that it reaches, or the destination that it has"
	const noAddress = "the row rpc goes to domain_controller, for which no address is given; give domain_controller as a list of networks such as " +
		`["10.20.0.10/32"], or as a map from labels to them`
	rpc := server("rpc", "domain_controller", "tcp", port(135))
	for name, test := range map[string]struct {
		renderer string
		flows    []traffic.Flow
		to       traffic.Addresses
		argument string
		want     string
	}{
		"no host, by name":      {"azure_firewall", []traffic.Flow{web("web")}, nil, "requirements", noHost},
		"no host, in a policy":  {"google_firewall_policy", []traffic.Flow{web("web")}, nil, "requirements", noHost},
		"no host, in Suricata":  {"suricata", []traffic.Flow{web("web")}, nil, "requirements", noHost},
		"no host, in Squid":     {"squid", []traffic.Flow{web("web")}, nil, "requirements", noHost},
		"no host, in a PAC":     {"pac", []traffic.Flow{web("web")}, nil, "requirements", noHost},
		"no host, in a list":    {"domains_panos_fqdn", []traffic.Flow{web("web")}, nil, "requirements", noHost},
		"no host, in a request": {"change_request_csv", []traffic.Flow{web("web")}, nil, "requirements", noHost},
		"no host, in a script":  {"probe_sh", []traffic.Flow{web("web")}, nil, "requirements", noHost},
		"no address in AWS":     {"aws_security_group", []traffic.Flow{rpc}, nil, "destinations", noAddress},
		"no address in Azure":   {"azure_network_security_group", []traffic.Flow{rpc}, nil, "destinations", noAddress},
		"no address in Google":  {"google_firewall", []traffic.Flow{rpc}, nil, "destinations", noAddress},
		"an empty list":         {"google_firewall_policy", []traffic.Flow{rpc}, traffic.Addresses{"domain_controller": {}}, "destinations", noAddress},
		"no address by rule":    {"azure_firewall", []traffic.Flow{rpc}, nil, "destinations", noAddress},
		"no address in a text":  {"suricata", []traffic.Flow{rpc}, nil, "destinations", noAddress},
		"no internet in AWS": {
			"aws_security_group",
			[]traffic.Flow{web("web", "a.example.com")},
			nil, "destinations",
			`the row web goes to internet, for which no address is given; give internet as a list of networks such as ["0.0.0.0/0"], or as a map from labels to them`,
		},
		"host bits": {
			"aws_security_group",
			[]traffic.Flow{rpc},
			traffic.Addresses{"domain_controller": given("10.20.0.10/8")},
			"destinations",
			`domain_controller: "10.20.0.10/8" has bits set behind the length of its prefix; give the network 10.0.0.0/8 or the address 10.20.0.10`,
		},
		"no address at all": {
			"google_firewall",
			[]traffic.Flow{rpc},
			traffic.Addresses{"domain_controller": given("dc1.corp.example")},
			"destinations",
			`domain_controller: "dc1.corp.example" is no network; give an address such as 10.20.0.10, or a network such as 10.20.0.0/24`,
		},
		"a malformed id": {
			"aws_security_group",
			[]traffic.Flow{rpc},
			traffic.Addresses{"domain_controller": given("sg-XYZ")},
			"destinations",
			`domain_controller: "sg-XYZ" is no id of a prefix list or security group; give one such as pl-0123456789abcdef0 or sg-0123456789abcdef0`,
		},
		"a tag in lower case": {
			"azure_network_security_group",
			[]traffic.Flow{web("web", "a.example.com")},
			traffic.Addresses{"internet": given("internet")},
			"destinations",
			`internet: "internet" is no service tag; write Internet`,
		},
		"two tags": {
			"azure_network_security_group",
			[]traffic.Flow{web("web", "a.example.com")},
			traffic.Addresses{"internet": given("Internet", "Storage")},
			"destinations",
			"internet: Internet and Storage are two service tags; a rule has one, so give one or networks",
		},
		"no tag": {
			"azure_network_security_group",
			[]traffic.Flow{web("web", "a.example.com")},
			traffic.Addresses{"internet": given("Any")},
			"destinations",
			`internet: "Any" is neither a network nor a service tag; give a network such as 10.20.0.0/24, or a service tag such as Internet or Storage.WestEurope`,
		},
		"too many prefixes": {
			"azure_network_security_group",
			[]traffic.Flow{rpc},
			traffic.Addresses{"domain_controller": given(crowd...)},
			"destinations",
			"domain_controller: 5001 addresses are given; a rule has at most 4000",
		},
		"too many ranges": {
			"google_firewall_policy",
			[]traffic.Flow{rpc},
			traffic.Addresses{"domain_controller": given(crowd...)},
			"destinations",
			"domain_controller: 5001 addresses are given; a rule of a policy has at most 5000",
		},
		"too many names": {
			"google_firewall_policy",
			[]traffic.Flow{many},
			nil, "requirements",
			"the rows many and others on tcp 443 have 101 names together; a rule of a policy has at most 100: render some of them by addresses",
		},
		"too many names in a list": {
			"domains_google_fqdn", []traffic.Flow{many}, nil, "requirements", "the rows have 101 names; a rule of a Google Cloud firewall policy has at most 100",
		},
		"too many signatures": {
			"suricata", []traffic.Flow{many}, nil, "requirements", "the row many needs 101 rules; a row has ids for 100: spread its hosts over rows of your own",
		},
		"a wildcard in a policy": {
			"google_firewall_policy",
			[]traffic.Flow{web("web", "*.example.com")},
			nil, "requirements",
			`the row web has a wildcard, which a firewall policy cannot match; name the instance if it stands for one, leave the row out, or give destinations.internet, such as ["0.0.0.0/0"], for a rule by addresses`,
		},
		"a raw wildcard in Azure": {
			"azure_firewall",
			[]traffic.Flow{rawWildcard},
			nil, "requirements",
			`the row engine is raw and has a wildcard, which no rule of Azure Firewall can match; name the instance if it stands for one, leave the row out, or give destinations.internet, such as ["0.0.0.0/0"], for a rule by addresses`,
		},
		"a range in an application rule": {
			"azure_firewall", []traffic.Flow{ranged}, nil, "requirements", "the row ranged has the ports 443-444; an application rule has single ports, so give a row for each",
		},
		"a high port in an application rule": {
			"azure_firewall", []traffic.Flow{high}, nil, "requirements", "the row high has the port 64001; an application rule has ports up to 64000, so leave the row out here and open it by address",
		},
		"IPv6 in Azure Firewall": {
			"azure_firewall_unfiltered",
			[]traffic.Flow{rpc},
			traffic.Addresses{"domain_controller": {{Label: "dc1", Text: "2001:db8::1"}}},
			"destinations",
			"domain_controller: dc1 is the IPv6 address 2001:db8::1/128, and Azure Firewall takes IPv4 in its rules; give an IPv4 address, or leave it out",
		},
		"a row of the catalogue without its host": {
			"squid",
			[]traffic.Flow{{Key: "engine_channel", Number: 25, Destination: "internet", Transport: "tcp", Ports: port(443)}},
			nil, "requirements",
			"the row engine_channel goes to the internet and has no host; give the data source the argument that its warning names, or leave the row out with exclude_requirements",
		},
		"two ranges from one port": {
			"google_firewall_policy",
			[]traffic.Flow{web("web", "a.example.com"), ranged},
			nil, "requirements",
			"the rows web and ranged have ranges that begin at port 443 and end at others, for which a policy has one priority; give them one range",
		},
		"raw by name": {
			"domains_aws_network_firewall",
			[]traffic.Flow{raw},
			nil, "requirements",
			"the row engine speaks plain tcp, not TLS or HTTP as far as is known, and a domain list of AWS Network Firewall matches names in those alone; leave the row out here and use render_suricata_rules for it",
		},
		"raw without the internet": {
			"suricata",
			[]traffic.Flow{raw},
			nil, "requirements",
			`the row engine is raw and can be matched by address alone; leave the row out, or give destinations.internet: ["0.0.0.0/0"] lets any name on its port pass`,
		},
		"UDP in Squid": {
			"squid",
			[]traffic.Flow{quic},
			nil, "requirements",
			"the row quic is udp, and an access list of Squid of type dstdomain carries TCP alone; leave the row out here and use a firewall that matches addresses for it",
		},
		"UDP in a PAC": {
			"pac", []traffic.Flow{quic}, nil, "requirements", "the row quic is udp, and a proxy carries TCP alone; leave the row out here and open it in a firewall",
		},
		"nothing by name": {
			"squid",
			[]traffic.Flow{rpc},
			nil, "requirements",
			"none of the rows goes to the internet, and this firewall matches names; render rows to servers of your own for a firewall that matches addresses",
		},
	} {
		_, err := all[test.renderer](test.flows, test.to)
		var about *traffic.ArgumentError
		if !errors.As(err, &about) || about.Argument != test.argument || err.Error() != test.want {
			t.Errorf("%s:\n got %v (%+v)\nwant %s", name, err, about, test.want)
		}
	}
}

func TestErrors_OfOtherArguments(t *testing.T) {
	t.Parallel()
	flows := samples()
	only := func(_ any, err error) error { return err }
	for want, err := range map[string]error{
		"99 leaves a rule outside the priorities that the firewall has; give a whole number from 100 to 4061":                                              only(render.AzureNetworkSecurityRules(flows, addresses(), 99)),
		"4062 leaves a rule outside the priorities that the firewall has; give a whole number from 100 to 4061":                                            only(render.AzureNetworkSecurityRules(flows, addresses(), 4062)),
		"0 leaves a rule outside the priorities that the firewall has; give a whole number from 1 to 2145124251":                                           only(render.GoogleFirewallPolicyRules(flows, addresses(), 0)),
		"0 leaves a signature outside the ids that Suricata has; give a whole number from 1 to 294867295, such as 1000000":                                 only(render.SuricataRules(flows, addresses(), 0)),
		`"a b" is no name of an access list; give a letter and then up to 31 letters, digits and underscores, such as nexthink`:                            only(render.SquidACL(flows, "a b")),
		`"PROXY" is no answer of a proxy auto-configuration file; give "DIRECT" or "PROXY host:port", or several with a semicolon between them`:            only(render.PAC(flows, "PROXY", "DIRECT")),
		`"DIRECT\"; evil()" is no answer of a proxy auto-configuration file; give "DIRECT" or "PROXY host:port", or several with a semicolon between them`: only(render.PAC(flows, "DIRECT", `DIRECT"; evil()`)),
		`there is no format "CSV" (did you mean "csv"?); use csv or markdown`:                                                                              only(render.ChangeRequest(changeRows(flows), addresses(), nil, "CSV")),
		`there is no shell "bash"; use powershell or sh`:                                                                                                   only(render.ProbeScript(flows, addresses(), "bash")),
	} {
		if err == nil || err.Error() != want {
			t.Errorf("\n got %v\nwant %s", err, want)
		}
	}
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
			cell := strings.HasPrefix(line, "| ") || strings.Contains(line, ",Purpose of") || strings.HasPrefix(name, "change_request_csv")
			if !commented && !cell {
				t.Errorf("%s: %s", name, line)
			}
		}
		for _, escaped := range []string{"\npass ip", "\nhttp_access allow all", "\u2028", "\u2029"} {
			if strings.Contains(text, escaped) && !strings.HasPrefix(name, "change_request_csv") {
				t.Errorf("%s holds %q", name, escaped)
			}
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
		for _, r := range rendered(t, render, flows) {
			if r != '\n' && (unicode.IsControl(r) || unicode.Is(unicode.Cf, r)) {
				t.Errorf("%s holds %U", name, r)
			}
		}
	}
}

func TestChangeRequest_NoCellIsAFormulaAndEveryOneIsReadBack(t *testing.T) {
	t.Parallel()
	for _, purpose := range []string{"=1+1", "+1", "-1", "@SUM(A1)", " =1", "\u00a0=1", "\t=1", "＝1", "|calc", "a, \"b\"\r\nc"} {
		row := web("web", "a.example.com")
		row.Purpose = purpose
		text, err := render.ChangeRequest(changeRows([]traffic.Flow{row}), nil, map[string]string{"Ticket": purpose}, "csv")
		if err != nil {
			t.Fatal(err)
		}
		lines, err := csv.NewReader(strings.NewReader(text)).ReadAll()
		if err != nil || len(lines) != 2 {
			t.Fatalf("%q: %v\n%s", purpose, err, text)
		}
		for _, cell := range []string{lines[1][8], lines[1][14]} {
			if cell == "" || strings.ContainsAny(cell[:1], "=+-@|%\t\r\n ") || strings.HasPrefix(cell, "＝") {
				t.Errorf("%q becomes %q", purpose, cell)
			}
		}
	}
	text, err := render.ChangeRequest(changeRows([]traffic.Flow{web("web", "a.example.com")}), nil, map[string]string{"Owner": "a|b <c> @d `e` [f](g)"}, "markdown")
	if want := "| Owner | a\\|b &lt;c&gt; &#64;d \\`e\\` \\[f\\](g) |"; err != nil || !strings.Contains(text, want) {
		t.Errorf("%v: want %s in\n%s", err, want, text)
	}
}

func TestHostileHost_IsAnError(t *testing.T) {
	t.Parallel()
	for _, host := range []string{`a.example"; evil()`, "a.example\nhttp_access allow all", "$(id).example", "a b.example", "-rf.example", "a.example;sid:1", "'.example", "ａ.example"} {
		if err := web("web", host).Check(); err == nil || !strings.HasPrefix(err.Error(), "web.hosts[0]: ") {
			t.Errorf("%q: %v", host, err)
		}
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
	to := traffic.Addresses{}
	for _, destination := range traffic.Destinations() {
		to[destination] = given("10.0.0.0/8", "2001:db8::/32", "Internet")
	}
	azure, err := render.AzureNetworkSecurityRules(flows, to, 4061)
	if err != nil {
		t.Fatal(err)
	}
	priorities := map[int64]bool{}
	for _, rule := range azure {
		if !regexp.MustCompile(`^[A-Za-z0-9][\w.-]{0,78}\w$`).MatchString(rule.Name) || len(rule.Description) > 140 || rule.Priority < 100 || rule.Priority > 4096 || priorities[rule.Priority] {
			t.Errorf("%+v", rule)
		}
		priorities[rule.Priority] = true
	}
	if len(azure) != 36 {
		t.Errorf("%d rules, want 36", len(azure))
	}
	for _, destination := range traffic.Destinations() {
		to[destination] = given("10.0.0.0/8", "2001:db8::/32")
	}
	google, err := render.GoogleFirewallRules(flows, to)
	if err != nil {
		t.Fatal(err)
	}
	for _, rule := range google {
		if !regexp.MustCompile(`^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$`).MatchString(rule.Name) || len(rule.DestinationRanges) == 0 || len(rule.Allow[0].Ports) == 0 {
			t.Errorf("%+v", rule)
		}
	}
	policy, err := render.GoogleFirewallPolicyRules(append(flows, web("wide", "*.example.com")), to, 2145124251)
	if err != nil {
		t.Fatal(err)
	}
	priorities = map[int64]bool{}
	for _, rule := range policy {
		if rule.Priority < 1 || rule.Priority > 2147483547 || priorities[rule.Priority] || (len(rule.Match.DestFQDNs) == 0) == (len(rule.Match.DestIPRanges) == 0) {
			t.Errorf("%+v", rule)
		}
		priorities[rule.Priority] = true
	}
	aws, err := render.AWSSecurityGroupRules(flows, to)
	if err != nil {
		t.Fatal(err)
	}
	for _, rule := range aws {
		if !regexp.MustCompile(`^[A-Za-z0-9 ._\-:/()#,@\[\]+=&;{}!$*]{1,255}$`).MatchString(rule.Description) {
			t.Errorf("%+v", rule)
		}
	}
}

// A new requirement, destination, address family or address does not change the rules of others.
func TestRules_DoNotChangeWhenOthersAreAdded(t *testing.T) {
	t.Parallel()
	few, more := samples()[:4], append(wholeCatalogue(t), samples()...)
	to, wider := addresses(), addresses()
	wider["domain_controller"] = append(wider["domain_controller"], traffic.Address{Label: "dc0", Text: "10.20.0.9/32"}, traffic.Address{Label: "dc6", Text: "2001:db8::6"})
	for _, name := range []string{"aws_security_group", "azure_network_security_group", "google_firewall", "google_firewall_policy"} {
		before, after := byKey(t, name, few, to), byKey(t, name, more, wider)
		if len(after) <= len(before) {
			t.Errorf("%s: %d rules before and %d after", name, len(before), len(after))
		}
		for key, rule := range before {
			for attribute, value := range rule {
				updated := []string{"DestinationAddressPrefixes", "DestinationRanges", "DestinationPortRanges", "Allow", "Match", "RequirementKeys"}
				if slices.Contains(updated, attribute) && name != "aws_security_group" || attribute == "RequirementKeys" {
					continue
				}
				if diff := cmp.Diff(value, after[key][attribute]); diff != "" {
					t.Errorf("%s %s %s (-before +after):\n%s", name, key, attribute, diff)
				}
			}
		}
	}
}

func byKey(t *testing.T, name string, flows []traffic.Flow, to traffic.Addresses) map[string]map[string]any {
	t.Helper()
	text, err := renderers()[name](flows, to)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	var keyed map[string]map[string]any
	if err := json.Unmarshal([]byte(text), &keyed); err != nil {
		t.Fatal(err)
	}
	return keyed
}

func TestAzureFirewall_RawIsNeverHttps(t *testing.T) {
	t.Parallel()
	raw := web("engine", "acme-engine-1.eu.nexthink.cloud")
	for _, applications := range [][]string{nil, {"tcp"}, {"https", "tcp"}, {"msrpc"}} {
		raw.Applications = applications
		rules, err := render.AzureFirewallRules([]traffic.Flow{raw}, nil)
		if err != nil || len(rules.ApplicationRules) != 0 || len(rules.NetworkRules) != 1 || rules.NetworkRules["internet_tcp_443"].Protocols[0] != "TCP" {
			t.Errorf("%q: %+v, %v", applications, rules, err)
		}
		text, err := render.SuricataRules([]traffic.Flow{raw}, addresses(), 1000000)
		if err != nil || strings.Contains(text, "pass tls") || !strings.Contains(text, "pass tcp $HOME_NET any -> 0.0.0.0/0 443") {
			t.Errorf("%q: %s, %v", applications, text, err)
		}
	}
}

var ownID = regexp.MustCompile(`sid:\d+`)

func TestSuricata_OwnRequirementsAreNumberedAfterTheCatalogAndCollisionsAreErrors(t *testing.T) {
	t.Parallel()
	highest := 0
	for _, flow := range wholeCatalogue(t) {
		highest = max(highest, flow.Number)
	}
	if highest >= 1000 {
		t.Errorf("the catalogue has the number %d, which rows of the user's own may have", highest)
	}
	seen := map[string]string{}
	for i := range 100000 {
		key := fmt.Sprintf("row_%d", i)
		text, err := render.SuricataRules([]traffic.Flow{web(key, "a.example.com")}, nil, 1)
		if err != nil {
			t.Fatal(err)
		}
		sid := ownID.FindString(text)
		if sid < "sid:1000" && len(sid) < len("sid:100001") {
			t.Fatalf("%s has the id %s, which is of the catalogue's", key, sid)
		}
		if other := seen[sid]; other != "" {
			_, err := render.SuricataRules([]traffic.Flow{web(key, "a.example.com"), web(other, "b.example.com")}, nil, 1)
			if err == nil || !strings.HasSuffix(err.Error(), "would have the same signature ids; rename one of them") {
				t.Errorf("%s and %s: %v", key, other, err)
			}
			return
		}
		seen[sid] = key
	}
	t.Error("no two of a hundred thousand keys collide")
}
