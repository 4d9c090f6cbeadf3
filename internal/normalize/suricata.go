// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package normalize

import (
	"fmt"
	"strings"

	"github.com/nexthink/terraform-provider-nexthink/internal/dialect"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
	"github.com/nexthink/terraform-provider-nexthink/internal/wording"
)

// suricataRule matches a rule of render_suricata_rules. Other text is unproven.
var suricataRule = wording.LazyRegexp(`^pass (tls|http|tcp|udp) \$HOME_NET any -> (\S+) ([0-9]+)(?::([0-9]+))? \(msg:"[^"\\;]*"; ` +
	`(?:flow:to_server; |flow:to_server,established; (tls\.sni|http\.host); content:"(\.?)([a-z0-9.-]+)"; (startswith; )?endswith; (?:nocase; )?)` +
	`sid:([0-9]+); rev:[0-9]+;\)$`)

// readSuricata reads the text of a rule group: one rule for each line that is not a comment. The id of a rule ends in its sid.
func readSuricata(text string, base traffic.Rule) []traffic.Rule {
	rules := []traffic.Rule{}
	for i, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		rule := base
		if !readSuricataLine(line, &rule) {
			rule = base
			rule.ID = fmt.Sprintf("%s line %d", base.ID, i+1)
			rule.Action, rule.Unproven = "", "its text is none that render_suricata_rules gives"
		}
		rules = append(rules, rule)
	}
	return rules
}

// The parts of a line, as suricataRule captures them.
const (
	suricataProtocol = 1 + iota
	suricataTarget
	suricataFromPort
	suricataToPort
	suricataBuffer
	suricataDot
	suricataName
	suricataExact
	suricataSID
)

// readSuricataLine reads a line, and reports whether it is a rule of render_suricata_rules.
func readSuricataLine(line string, rule *traffic.Rule) bool {
	parts := suricataRule().FindStringSubmatch(line)
	if parts == nil {
		return false
	}
	r := &reader{rule: *rule}
	r.rule.ID = rule.ID + " sid " + parts[suricataSID]
	r.rule.Transport = "tcp"
	r.rule.Sources = []string{"$HOME_NET"}
	ports := parts[suricataFromPort]
	if parts[suricataToPort] != "" {
		ports += ":" + parts[suricataToPort]
	}
	ranges := r.portRanges([]string{ports}, ":")
	named := parts[suricataBuffer] != ""
	switch protocol := parts[suricataProtocol]; {
	case named && protocol == "tls" && parts[suricataBuffer] == "tls.sni":
		r.rule.Applications = []string{"https"}
	case named && protocol == "http" && parts[suricataBuffer] == "http.host":
		r.rule.Applications = []string{"http"}
	case named || protocol == "tls" || protocol == "http":
		return false
	default:
		r.rule.Transport = protocol
		r.addAddresses(strings.Split(strings.Trim(parts[suricataTarget], "[]"), ","))
	}
	if named && !r.suricataName(parts) || r.rule.Unproven != rule.Unproven {
		return false
	}
	*rule = r.rules(ranges...)[0]
	return true
}

// suricataName reads the name that a rule matches: the whole name, or its end after a dot. Without dotprefix, ".name" does not match the
// name itself: https://docs.suricata.io/en/latest/rules/transforms.html
func (r *reader) suricataName(parts []string) bool {
	if parts[suricataTarget] != "$EXTERNAL_NET" {
		return false
	}
	whole := parts[suricataExact] != ""
	if whole == (parts[suricataDot] != "") {
		return false
	}
	r.addHosts([]string{parts[suricataDot] + parts[suricataName]}, dialect.Dialect{Prefix: "."})
	return true
}
