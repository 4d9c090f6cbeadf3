// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package normalize

import (
	"fmt"
	"slices"
	"strings"

	"github.com/nexthink/terraform-provider-nexthink/internal/dialect"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
	"github.com/nexthink/terraform-provider-nexthink/internal/wording"
)

// suricataRule matches a rule of render_suricata_rules for packets to the server. Other text is unproven.
var suricataRule = wording.LazyRegexp(`^pass (tls|http|tcp|udp) \$HOME_NET any -> (\S+) ([0-9]+)(?::([0-9]+))? \(msg:"[^"\\;]*"; ` +
	`(?:flow:to_server; |flow:to_server,established; (tls\.sni|http\.host); content:"(\.?)([a-z0-9.-]+)"; (startswith; )?endswith; (?:nocase; )?)` +
	`sid:([0-9]+); rev:[0-9]+;\)$`)

// suricataAnswers matches a rule of render_suricata_rules for answers.
var suricataAnswers = wording.LazyRegexp(`^pass (tcp|udp) (\S+) ([0-9]+)(?::([0-9]+))? -> \$HOME_NET any \(msg:"[^"\\;]*"; flow:to_client; ` +
	`sid:[0-9]+; rev:[0-9]+;\)$`)

// readSuricata reads the text of a rule group: one rule for each line that is not a comment. The id of a rule ends in its sid. A rule
// for addresses stands at the place of the rule for its answers.
func readSuricata(text string, base traffic.Rule, variables awsVariables) []awsRule {
	text = strings.ReplaceAll(text, "\r\n", "\n")
	rules := []awsRule{}
	answers := map[string]bool{}  // the servers whose answers pass
	waiting := map[string][]int{} // the rules for a server whose answers do not pass yet
	for i, line := range strings.Split(text, "\n") {
		if trimmed := strings.TrimSpace(line); trimmed == "" || strings.HasPrefix(trimmed, "#") {
			continue
		}
		if parts := suricataAnswers().FindStringSubmatch(line); parts != nil {
			server := suricataServer(parts)
			answers[server] = true
			for _, index := range waiting[server] {
				answered := rules[index]
				answered.answered, rules[index].ID = true, ""
				rules = append(rules, answered)
			}
			delete(waiting, server)
			continue
		}
		rule := awsRule{Rule: base}
		switch parts := readSuricataLine(line, &rule.Rule, variables); {
		case parts == nil:
			rule = awsRule{Rule: unreadSuricata(line, i+1, base), near: true}
		case parts[suricataBuffer] == "":
			server := suricataServer(parts)
			rule.packets, rule.answered = true, answers[server]
			if !rule.answered {
				waiting[server] = append(waiting[server], len(rules))
			}
		}
		rules = append(rules, rule)
	}
	return slices.DeleteFunc(rules, func(rule awsRule) bool { return rule.ID == "" })
}

// suricataServer returns the server of a rule for addresses, as text.
func suricataServer(parts []string) string {
	return strings.Join(parts[suricataProtocol:suricataBuffer], " ")
}

// unreadSuricata returns the rule of a line that is not understood. Suricata ignores a line that begins with a space:
// https://github.com/OISF/suricata/blob/master/src/detect-engine-loader.c
// Whether AWS removes the space: no source found.
func unreadSuricata(line string, number int, base traffic.Rule) traffic.Rule {
	base.ID = fmt.Sprintf("%s line %d", base.ID, number)
	base.Action, base.Unproven = "", "its text is none that render_suricata_rules gives"
	if strings.HasPrefix(line, " ") || strings.HasPrefix(line, "\t") {
		base.Unproven = "it begins with a space, and Suricata ignores such a line"
	}
	return base
}

// The parts of a line, as suricataRule captures them. The first four are also those of suricataAnswers.
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

// readSuricataLine reads a line into a rule, and returns its parts, nil if it is not a rule of render_suricata_rules.
func readSuricataLine(line string, rule *traffic.Rule, variables awsVariables) []string {
	parts := suricataRule().FindStringSubmatch(line)
	if parts == nil {
		return nil
	}
	r := &reader{rule: *rule}
	r.rule.ID = rule.ID + " sid " + parts[suricataSID]
	r.rule.Transport = "tcp"
	variables.addSources(r, []string{"$" + awsHomeNet})
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
		return nil
	default:
		r.rule.Transport = protocol
		r.addAddresses(strings.Split(strings.Trim(parts[suricataTarget], "[]"), ","))
	}
	if named && !r.suricataName(parts) || r.rule.Unproven != rule.Unproven {
		return nil
	}
	if named {
		variables.addExternal(r)
	}
	*rule = r.rules(ranges...)[0]
	return parts
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
