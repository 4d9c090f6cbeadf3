// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package coverage

import (
	"fmt"
	"slices"
	"strings"

	"github.com/nexthink/terraform-provider-nexthink/internal/hostname"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
	"github.com/nexthink/terraform-provider-nexthink/internal/wording"
)

// maxShown is how many hosts, addresses or port ranges a message shows.
const maxShown = 3

// message gives the verdict as a line to print.
func (made *Verdict) message() string {
	subject := made.subject()
	rule := cut(made.NearestRuleID)
	switch made.Reason {
	case "":
		return subject + " is let through by " + shown(made.RuleIDs)
	case NoRule:
		return subject + " is no longer let through; " + made.nearest()
	case ShadowedBy:
		return fmt.Sprintf("%s is no longer let through; the rule %s denies it first%s", subject, rule, made.doubt)
	case NoReturn:
		return subject + " is no longer let through: its answers are held back; let them in to ports 1024-65535"
	case ReturnUnproven:
		return subject + " is let through, but not all of its answers; let them in to ports 1024-65535"
	case SomeAddresses:
		return subject + " is let through to some addresses and not to others, and which one the host has is not known; " + made.nearest()
	}
	return fmt.Sprintf("%s may not be let through; the rule %s cannot be judged: %s", subject, rule, cut(made.doubt))
}

// nearest names the rule to look at first.
func (made *Verdict) nearest() string {
	switch {
	case made.alone:
		return "there is no rule at all"
	case made.NearestRuleID == "":
		return "no rule comes near"
	case made.deniesRest:
		return "no rule comes near, and " + cut(made.NearestRuleID) + " denies all else"
	}
	return "nearest rule: " + cut(made.NearestRuleID)
}

// whyDoubt says why the rule that stands in doubt cannot be judged for the need.
func (part *judged) whyDoubt() string {
	if part.reason == ShadowedBy && !part.denied.rule.Ordered {
		return ", since a deny comes before an allow where neither has a priority"
	}
	if part.doubt == nil {
		return ""
	}
	rule := part.doubt.rule
	switch {
	case rule.Unproven != "":
		return rule.Unproven
	case part.speaks == speaksRaw && part.doubt.speaks != 0:
		return "it matches TLS or HTTP, and whether the row speaks either is not known"
	case part.host != "" && !part.doubt.anyHost && part.doubt.best(part.host) == hostname.PartMatch:
		return "it matches some of the names that " + part.host + " stands for"
	case part.host == "" && !part.doubt.anyHost:
		return "it matches names, and the row has none"
	case len(part.doubt.named) > 0:
		return "which addresses " + shown(part.doubt.named) + " holds is not known here"
	case part.to.named:
		return "which addresses " + part.to.text + " holds is not known here"
	}
	return "it has no priority, and others have"
}

// subject says what the verdict is about: what is not let through, or all of the flow where it is covered.
func (made *Verdict) subject() string {
	ports, at := made.PortRanges, made.Hosts
	if len(ports) == 0 {
		ports = []string{made.Flow.Ports.String()}
	}
	if len(at) == 0 && made.Verdict == Covered {
		at = made.Flow.Hosts
	}
	to := made.Flow.Destination
	switch {
	case len(at) > 0:
		to = shown(at)
	case len(made.Addresses) > 0 && to != traffic.Internet:
		to += " " + shown(made.Addresses)
	}
	return fmt.Sprintf("%s %s to %s", strings.ToUpper(made.Flow.Transport), shown(ports), to)
}

// shown gives the first of some names.
func shown(names []string) string {
	if len(names) > maxShown {
		names = append(slices.Clone(names[:maxShown-1]), fmt.Sprintf("%d more", len(names)-maxShown+1))
	}
	short := make([]string, 0, len(names))
	for _, name := range names {
		short = append(short, cut(name))
	}
	return wording.List(short, "and")
}

// cut gives the beginning of a long text.
func cut(name string) string {
	if runes := []rune(name); len(runes) > maxName {
		return string(runes[:maxName]) + "…"
	}
	return name
}

// maxName is how many characters of a name a message shows.
const maxName = 150
