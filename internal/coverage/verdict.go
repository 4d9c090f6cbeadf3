// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package coverage

import (
	"cmp"
	"fmt"
	"slices"

	"go4.org/netipx"

	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
	"github.com/nexthink/terraform-provider-nexthink/internal/wording"
)

// The verdicts on a flow.
const (
	Covered  = "covered"
	Missing  = "missing"
	Unproven = "unproven"
)

// The reasons why a flow is not covered.
const (
	NoRule         = "no_rule"         // no rule lets it through
	ShadowedBy     = "shadowed_by"     // a deny comes before the rule that would
	NoReturn       = "no_return"       // the answers are held back
	RuleUnproven   = "rule_unproven"   // a rule that cannot be judged may let it through or hold it back
	SomeAddresses  = "some_addresses"  // let through to some addresses that the host may have, and not to others
	ReturnUnproven = "return_unproven" // the answers are let in to some of the ports that a device may use
)

// Verdict is what is known of a flow.
type Verdict struct {
	Flow          traffic.Flow
	Verdict       string // empty while it hangs on a value that is not known yet
	Reason        string // empty where covered
	Hosts         []string
	Addresses     []string
	PortRanges    []string
	RuleIDs       []string // the rules that let it through
	NearestRuleID string
	Sources       []string // what those rules are bound to
	Broad         bool
	Message       string
	doubt         string // why the nearest rule cannot be judged
	alone         bool   // there are no rules
	deniesRest    bool   // the nearest rule denies all else, and none is near
	Hangs         bool   // a value that is not known yet took part, so that the rules named may be others at apply
}

// returnPorts are those at which a device takes answers.
var returnPorts = traffic.PortRange{From: 1024, To: traffic.LastPort}

// judge judges flows against the rules of one enforcement point.
type judge struct {
	evaluator

	rules   []traffic.Rule
	out, in rulebook
	allowed rulebook // of out, those that may allow
	made    rulebook // of these, those that were made for something
	inbound bool     // some rule is inbound: the answers must be let in too
	perhaps bool     // the same, as far as is not known yet
}

// Explain gives a verdict on each flow, in their order.
func Explain(flows []traffic.Flow, addresses traffic.Addresses, rules []traffic.Rule) ([]Verdict, error) {
	j, err := newJudge(rules)
	if err != nil {
		return nil, err
	}
	verdicts := make([]Verdict, 0, len(flows))
	for _, flow := range flows {
		needs, err := needsOf(flow, addresses)
		if err != nil {
			return nil, err
		}
		verdicts = append(verdicts, j.verdict(flow, needs))
	}
	return verdicts, nil
}

func newJudge(rules []traffic.Rule) (*judge, error) {
	if err := checkOneGroup(rules); err != nil {
		return nil, traffic.InRules(err)
	}
	j := &judge{rules: rules}
	var err error
	if j.out, err = ordered(rules, traffic.Outbound); err != nil {
		return nil, traffic.InRules(err)
	}
	if j.in, err = ordered(rules, traffic.Inbound); err != nil {
		return nil, traffic.InRules(err)
	}
	for _, rule := range j.out.rules {
		if rule.lets() {
			j.allowed.add(rule)
		}
		if rule.lets() && !rule.isCatchAll() {
			j.made.add(rule)
		}
	}
	for _, rule := range rules {
		unknown := rule.Unknown.Has(traffic.FieldDirection)
		j.inbound = j.inbound || rule.Direction == traffic.Inbound && !unknown
		j.perhaps = j.perhaps || unknown
	}
	return j, nil
}

// checkOneGroup refuses rules of several enforcement points, which a connection passes one after the other.
func checkOneGroup(rules []traffic.Rule) error {
	groups, first := []string{}, -1
	for i, rule := range rules {
		if rule.Group == "" || slices.Contains(groups, rule.Group) {
			continue
		}
		if len(groups) == 1 {
			first = i
		}
		groups = append(groups, rule.Group)
	}
	if len(groups) < 2 {
		return nil
	}
	shown := make([]string, 0, len(groups))
	for i, group := range groups {
		if i == 5 && len(groups) > 6 {
			shown = append(shown, fmt.Sprintf("%d more", len(groups)-i))
			break
		}
		shown = append(shown, wording.Quote(group))
	}
	return fmt.Errorf("rules[%d].group: the rules belong to several groups: %s; a connection must pass each of them, so make a call for each, with "+
		"[for r in rules : r if r.group == %s]; where it need pass one of them alone, as of security groups on one interface, give them no group, with "+
		"[for r in rules : merge(r, { group = null })]", first, wording.List(shown, "and"), wording.Quote(groups[0]))
}

// judged is a need with how it fares.
type judged struct {
	*need
	evaluation

	reason string
}

func (j *judge) verdict(flow traffic.Flow, needs []need) Verdict {
	made := Verdict{Flow: flow, alone: len(j.rules) == 0}
	class := covered
	parts := make([]judged, 0, len(needs))
	for i := range needs {
		part := j.part(&needs[i])
		class = worst(class, part.class)
		made.Hangs = made.Hangs || part.hangs
		parts = append(parts, part)
	}
	made.nameRules(parts)
	switch class {
	case covered:
		made.Verdict, made.Broad = Covered, slices.ContainsFunc(parts, judged.isBroad)
	case undecided:
		made.Hangs = true
		return made
	case missing:
		made.Verdict = Missing
	case unproven:
		made.Verdict = Unproven
	}
	if class != covered {
		j.sayWhy(&made, class, parts)
	}
	made.Message = made.message()
	return made
}

// part judges a need, the way back included where the firewall keeps no state.
func (j *judge) part(to *need) judged {
	part := judged{need: to, evaluation: j.evaluate(to, &j.out)}
	switch part.class {
	case missing:
		part.reason = j.whyMissing(to, &part)
	case unproven:
		part.reason = RuleUnproven
		if part.mixed {
			part.reason = SomeAddresses
			j.judgeOpenPart(&part)
		}
	case covered:
		switch {
		case j.inbound:
			j.judgeReturn(&part)
		case j.perhaps:
			part.class, part.hangs = undecided, true
		}
	case undecided:
	}
	return part
}

// whyMissing tells a flow that a deny cuts off from one that no rule was made for: what denies all else is there for that, and
// what lets all else through was made for nothing.
func (j *judge) whyMissing(to *need, part *judged) string {
	switch {
	case part.denied == nil:
		return NoRule
	case lost(j.evaluate(to, &j.made)) < lost(part.evaluation):
		return ShadowedBy
	case part.denied.isCatchAll() || j.evaluate(to, &j.allowed).class != covered:
		return NoRule
	}
	return ShadowedBy
}

// lost is how many ports of a need are held back.
func lost(fares evaluation) int64 {
	count := int64(0)
	for _, ports := range fares.ports[missing] {
		count += ports.To - ports.From + 1
	}
	return count
}

// judgeReturn judges the answers. A device may take them at any port of a wide range: let in to all of them they are safe, to
// none of them lost.
func (j *judge) judgeReturn(part *judged) {
	fares := j.answers(part.need, part.to)
	part.hangs = part.hangs || fares.hangs
	switch part.class = fares.class; part.class {
	case missing:
		part.reason, part.denied = NoReturn, fares.denied
	case unproven:
		part.reason, part.doubt = ReturnUnproven, cmp.Or(fares.doubt, fares.denied)
	case covered, undecided:
	}
	part.evaluation.ports[covered] = nil
	part.evaluation.ports[part.class] = []traffic.PortRange{part.need.ports}
}

// answers gives how the answers of a need fare from a place.
func (j *judge) answers(to *need, from place) evaluation {
	back := need{over: to.over, ports: returnPorts, speaks: speaksRaw, to: from}
	fares := j.evaluate(&back, &j.in)
	var seen [missing + 1]bool
	for class := range fares.ports {
		seen[class] = len(fares.ports[class]) > 0
	}
	fares.class = uniform(seen)
	return fares
}

// judgeOpenPart judges the answers of a need that is let through to some addresses alone: it is lost where none of those can
// answer.
func (j *judge) judgeOpenPart(part *judged) {
	if !j.inbound {
		return
	}
	open := part.to
	left := union(open.ranges)
	for _, closed := range part.ranges[missing] {
		left.RemoveRange(netipx.IPRangeFrom(closed.from, closed.to))
	}
	open.ranges = rangesOf(left)
	if fares := j.answers(part.need, open); len(open.ranges) == 0 || fares.class == missing {
		part.class, part.reason, part.denied = missing, NoReturn, fares.denied
		part.evaluation.ports[missing] = []traffic.PortRange{part.need.ports}
	}
}

// nameRules notes the rules that let the flow through, and what they are bound to.
func (made *Verdict) nameRules(parts []judged) {
	made.RuleIDs, made.Sources = []string{}, []string{}
	for _, part := range parts {
		for rule := range part.by {
			made.RuleIDs = append(made.RuleIDs, rule.rule.ID)
			made.Sources = append(made.Sources, rule.rule.Sources...)
			made.Hangs = made.Hangs || rule.rule.Unknown.Has(traffic.FieldSources)
		}
	}
	slices.Sort(made.RuleIDs)
	made.RuleIDs = slices.Compact(made.RuleIDs)
	slices.Sort(made.Sources)
	made.Sources = slices.Compact(made.Sources)
}

// isBroad says whether a rule lets the need through that knows neither its name nor its address, or takes in other names.
func (part judged) isBroad() bool {
	for rule := range part.by {
		switch {
		case part.host != "" && !rule.anyHost:
			if !slices.Contains(rule.rule.Hosts, part.host) {
				return true
			}
		case rule.anywhere, rule.holdsIPv4():
			return true
		}
	}
	return false
}

// sayWhy notes what is not let through, why, and the rule that is nearest to doing it.
func (j *judge) sayWhy(made *Verdict, class class, parts []judged) {
	var ports []traffic.PortRange
	for _, part := range parts {
		if part.class != class {
			continue
		}
		if made.Reason == "" {
			made.Reason = part.reason
			made.NearestRuleID = j.nearestTo(&part)
			if made.NearestRuleID == "" && part.denied != nil {
				made.NearestRuleID, made.deniesRest = part.denied.rule.ID, true
			}
			made.doubt = part.whyDoubt()
		}
		if part.host != "" {
			made.Hosts = append(made.Hosts, part.host)
		}
		if part.to.text != "" {
			made.Addresses = append(made.Addresses, part.lacking(class)...)
		}
		ports = append(ports, part.evaluation.ports[class]...)
	}
	slices.Sort(made.Hosts)
	slices.Sort(made.Addresses)
	made.Hosts, made.Addresses = slices.Compact(made.Hosts), slices.Compact(made.Addresses)
	for _, lacking := range joined(ports) {
		made.PortRanges = append(made.PortRanges, lacking.String())
	}
}

// lacking gives the addresses that are not let through: those of a network as networks.
func (part *judged) lacking(class class) []string {
	if part.to.some || part.to.named || len(part.ranges[class]) == 0 {
		return []string{part.to.text}
	}
	return networksOf(union(part.ranges[class]))
}

// joined gives the ranges sorted, those that touch as one.
func joined(ranges []traffic.PortRange) []traffic.PortRange {
	whole := []traffic.PortRange{}
	for _, ports := range traffic.MergePorts(ranges) {
		if last := len(whole) - 1; last >= 0 && whole[last].To+1 == ports.From {
			whole[last].To = ports.To
			continue
		}
		whole = append(whole, ports)
	}
	return whole
}
