// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package normalize

import (
	"math"
	"slices"

	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// awsRule is a rule with what the engine of AWS Network Firewall does with packets. Its priority is its place among the rules of the
// engine.
type awsRule struct {
	traffic.Rule

	stage    awsStage // for default actions; other rules have none
	packets  bool     // passes single packets, so that the answers need a rule of their own
	answered bool     // a rule for the answers precedes
	near     bool     // may match packets to the devices
	bothWays bool     // matches connections in both directions
}

// awsStage is a part of the evaluation of a connection. The engine is Suricata. A rule for addresses and ports without the keyword flow
// decides on the whole connection when it sees the first packet of either direction. A rule for TLS or HTTP decides after the handshake:
// https://docs.suricata.io/en/suricata-8.0.0/rules/rule-types.html
//
// So a pass rule for TCP precedes each rule for TLS, and a drop rule for TCP drops the handshake of each connection that is passed by its
// name: https://docs.aws.amazon.com/network-firewall/latest/developerguide/suricata-rule-evaluation-order.html
type awsStage int64

const (
	awsStageStateless awsStage = iota
	awsStageConnection
	awsStageAnswers // what may drop the answers of a connection that no rule passes
	awsStageHandshake
	awsStagePassedAnswers // what may pass a connection when the server accepts it
	awsStageApplication
	awsStageApplicationAnswers
	awsStageDefault

	awsPriorityStage = 1_000_000_000_000
)

// priority returns the place of a rule among all rules of the firewall.
func (stage awsStage) priority(place int64) int64 {
	return int64(stage-awsStageConnection)*awsPriorityStage + place
}

// awsPlaces are the first places at which rules have an effect: certainly, and if a value that is not known until apply has it.
type awsPlaces struct{ certain, possible int64 }

func newAWSPlaces() awsPlaces { return awsPlaces{math.MaxInt64, math.MaxInt64} }

func (places *awsPlaces) add(rule *awsRule) {
	place := &places.certain
	if rule.Unknown != 0 {
		place = &places.possible
	}
	*place = min(*place, rule.Priority)
}

// awsStages puts rules into the stages in which they decide.
type awsStages struct {
	drops awsPlaces // of rules that may drop answers
	names awsPlaces // of rules that may drop a connection by its name
	rules []traffic.Rule
}

// inStages returns the rules of an engine in the order in which they decide on connections.
func inStages(rules []awsRule) []traffic.Rule {
	stages := awsStages{drops: newAWSPlaces(), names: newAWSPlaces(), rules: make([]traffic.Rule, 0, len(rules))}
	for i := range rules {
		rule := &rules[i]
		if !rule.mayDeny() {
			continue
		}
		if rule.near || rule.bothWays {
			stages.drops.add(rule)
		}
		if len(rule.Applications) > 0 {
			stages.names.add(rule)
		}
	}
	for i := range rules {
		stages.add(&rules[i])
	}
	return stages.rules
}

func (rule *awsRule) mayDeny() bool {
	return rule.Action != traffic.Allow || rule.Unknown.Has(traffic.FieldAction)
}

func (stages *awsStages) add(rule *awsRule) {
	switch {
	case rule.stage != 0:
		stages.put(rule.stage, rule.Rule, rule.Priority)
	case rule.packets:
		stages.addPackets(*rule)
	case len(rule.Applications) > 0:
		stages.put(awsStageApplication, rule.Rule, rule.Priority)
		stages.addAnswers(rule)
	default:
		stages.put(awsStageConnection, rule.Rule, rule.Priority)
		stages.addAnswers(rule)
	}
}

func (stages *awsStages) put(stage awsStage, rule traffic.Rule, place int64) {
	rule.Ordered, rule.Priority = true, stage.priority(place)
	stages.rules = append(stages.rules, rule)
}

// addAnswers adds a rule for the packets to the devices that a rule matches: for the answers, and for new connections of these devices
// if the rule matches both directions. Which devices connect is not known.
func (stages *awsStages) addAnswers(rule *awsRule) {
	everywhere := len(rule.Addresses) == 0 && rule.EveryPort() && rule.Unknown == 0
	stage, decides := rule.answersStage()
	if !rule.near || everywhere || !decides {
		return
	}
	answers := rule.Rule
	answers.Unproven = "it matches packets to the devices too, depending on their addresses"
	answers.Addresses, answers.Ports = networksIn(rule.Sources), traffic.PortRange{}
	if rule.bothWays || rule.Unknown.Has(traffic.FieldSources) {
		answers.Addresses = nil
	}
	if answers.Unknown &^= traffic.FieldAddresses | traffic.FieldPorts; rule.Unknown != 0 {
		answers.Unknown |= traffic.FieldTransport
	}
	stages.put(stage, answers, rule.Priority)
}

// answersStage returns the stage in which a rule decides on packets to the devices. A rule that passes a name in answers does not decide:
// the device has sent the name before.
func (rule *awsRule) answersStage() (stage awsStage, decides bool) {
	switch named := len(rule.Applications) > 0; {
	case named && rule.bothWays:
		return awsStageApplication, true
	case named:
		return awsStageApplicationAnswers, rule.mayDeny()
	case rule.bothWays:
		return awsStageConnection, true
	case rule.mayDeny():
		return awsStageAnswers, true
	}
	return awsStagePassedAnswers, true
}

// networksIn returns the texts if all of them are networks, otherwise nil.
func networksIn(texts []string) []string {
	if slices.ContainsFunc(texts, func(text string) bool { _, err := traffic.ParsePrefix(text); return err != nil }) {
		return nil
	}
	return texts
}

// addPackets adds a rule that passes single packets. The rule for the answers must precede every rule that may drop them. If a rule for
// names precedes, it decides on the packet that has the name.
func (stages *awsStages) addPackets(rule awsRule) {
	dropped := func(place int64) bool { return place != math.MaxInt64 && (!rule.answered || place < rule.Priority) }
	const why = "it passes single packets, and another rule or the default action may drop the answers"
	switch {
	case dropped(stages.drops.certain):
		rule.Action, rule.Unproven = "", why
	case dropped(stages.drops.possible):
		rule.Unknown |= traffic.FieldAction | traffic.FieldUnproven
	case stages.names.certain < rule.Priority:
		stages.put(awsStageApplication, rule.Rule, rule.Priority)
		rule.Unproven = "a rule for names precedes"
	case stages.names.possible < rule.Priority:
		stages.put(awsStageApplication, rule.Rule, rule.Priority)
		rule.Unknown |= traffic.FieldUnproven
	}
	stages.put(awsStageConnection, rule.Rule, rule.Priority)
}
