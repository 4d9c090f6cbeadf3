// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package coverage_test

import (
	"fmt"
	"math/rand/v2"
	"net/netip"
	"os"
	"reflect"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"gotest.tools/v3/assert"

	"github.com/nexthink/terraform-provider-nexthink/internal/coverage"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// The oracle evaluates single connections against small random sets of a vendor's resources, as the vendor documents it, and
// compares the results with the verdicts. It is independent of the code under test: it does not use neutral rules.

// outcome is what may happen to a connection. Both bits are set if the resources do not tell.
type outcome uint8

const (
	allowed outcome = 1 << iota
	blocked
	either = allowed | blocked
)

// connection is a single connection of a device.
type connection struct {
	transport   string
	port        int
	name        string // empty for a server, which has only an address
	application string // https or http; empty if it is not known
	address     uint32
}

// ruleSet is a set of a vendor's resources.
type ruleSet interface {
	// rules returns the input of the code under test.
	rules() []traffic.Rule
	// decide evaluates a connection as the vendor does.
	decide(given connection) outcome
	// mayBeUnproven tells whether the verdict on the flow may be unproven, although each connection has one outcome.
	mayBeUnproven(flow traffic.Flow) bool
}

// boundaries are the ports, networks and names in a set of rules. The oracle tries connections on both sides of each boundary.
type boundaries struct {
	ports    []int // each first port, and each port after a last one
	networks []ipRange
	names    []string
}

func (given *boundaries) addPorts(ranges ...portRange) {
	for _, ports := range ranges {
		given.ports = append(given.ports, ports.from, ports.to+1)
	}
}

func (given *boundaries) addAddresses(addresses ...address) {
	for _, each := range addresses {
		if each.isNetwork() {
			given.networks = append(given.networks, each.network)
		}
	}
}

// addAll adds what a set of rules, or a part of one, has in its fields.
func (given *boundaries) addAll(part reflect.Value) {
	switch part.Kind() {
	case reflect.String:
		given.addNames("", strings.Trim(part.String(), "*./")) // a text that is not a name is not the end of a wildcard
	case reflect.Slice:
		for i := range part.Len() {
			given.addAll(part.Index(i))
		}
	case reflect.Struct:
		switch part.Type() {
		case reflect.TypeFor[portRange]():
			given.addPorts(portRange{int(part.Field(0).Int()), int(part.Field(1).Int())})
		case reflect.TypeFor[ipRange]():
			given.networks = append(given.networks, ipRange{uint32(part.Field(0).Uint()), uint32(part.Field(1).Uint())})
		default:
			for _, field := range part.Fields() {
				given.addAll(field)
			}
		}
	default:
	}
}

// addNames adds names without the prefix of a wildcard.
func (given *boundaries) addNames(wildcard string, names ...string) {
	for _, name := range names {
		given.names = append(given.names, strings.TrimPrefix(name, wildcard))
	}
}

// ipRange is a range of IPv4 addresses.
type ipRange struct{ first, last uint32 }

func (given ipRange) holds(address uint32) bool {
	return given.first <= address && address <= given.last
}

// address is an address as a rule writes it: a network, or a name that stands for addresses.
type address struct {
	text    string
	network ipRange
	kind    addressKind
}

type addressKind uint8

const (
	ofIPv4 addressKind = iota
	ofIPv6
	ofName // a prefix list, a security group, a service tag
)

func (given address) isNetwork() bool { return given.kind == ofIPv4 }

func v4(text string) address {
	full := text
	if !strings.Contains(text, "/") {
		full += "/32"
	}
	prefix := netip.MustParsePrefix(full)
	bytes := prefix.Addr().As4()
	first := uint32(bytes[0])<<24 | uint32(bytes[1])<<16 | uint32(bytes[2])<<8 | uint32(bytes[3])
	size := uint64(1) << (32 - prefix.Bits())
	return address{text: text, network: ipRange{first, uint32(uint64(first) + size - 1)}}
}

func v4s(texts ...string) []address { return mapped(texts, v4) }

func v6(text string) address { return address{text: text, kind: ofIPv6} }

func namedAddress(text string) address { return address{text: text, kind: ofName} }

func textsOf(addresses []address) []string {
	return mapped(addresses, func(each address) string { return each.text })
}

func (given address) holds(address uint32) bool {
	return given.isNetwork() && given.network.holds(address)
}

// hasName tells whether one of the addresses is a name, except for these.
func hasName(addresses []address, except ...string) bool {
	return slices.ContainsFunc(addresses, func(each address) bool { return each.kind == ofName && !slices.Contains(except, each.text) })
}

// special are the networks without addresses of the internet, see
// https://www.iana.org/assignments/iana-ipv4-special-registry/iana-ipv4-special-registry.xhtml.
var special = v4s("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
	"192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4")

func isPublic(given uint32) bool {
	return !slices.ContainsFunc(special, func(each address) bool { return each.network.holds(given) })
}

// publicPieces are all of IPv4 except the private networks.
var publicPieces = v4s("0.0.0.0/5", "8.0.0.0/7", "11.0.0.0/8", "12.0.0.0/6", "16.0.0.0/4", "32.0.0.0/3", "64.0.0.0/2", "128.0.0.0/3", "160.0.0.0/5",
	"168.0.0.0/6", "172.0.0.0/12", "172.32.0.0/11", "172.64.0.0/10", "172.128.0.0/9", "173.0.0.0/8", "174.0.0.0/7", "176.0.0.0/4", "192.0.0.0/9",
	"192.128.0.0/11", "192.160.0.0/13", "192.169.0.0/16", "192.170.0.0/15", "192.172.0.0/14", "192.176.0.0/12", "192.192.0.0/10", "193.0.0.0/8",
	"194.0.0.0/7", "196.0.0.0/6", "200.0.0.0/5", "208.0.0.0/4", "224.0.0.0/3")

// networkPool has the addresses of rules. It is small, so that rules overlap often.
var networkPool = v4s("0.0.0.0/0", "0.0.0.0/0", "0.0.0.0/0", "0.0.0.0/0", "0.0.0.0/0", "0.0.0.0/0", "0.0.0.0/0", "0.0.0.0/1", "0.0.0.0/1", "128.0.0.0/1", "128.0.0.0/1",
	"10.0.0.0/8", "10.0.0.0/8", "10.20.0.0/16", "10.20.0.0/24", "10.20.0.0/25", "10.20.0.128/25", "10.20.0.10/32", "10.20.0.11/32", "10.20.0.10/31",
	"172.16.0.0/12", "192.168.0.0/16", "192.168.7.25/32", "52.0.0.0/8", "52.208.0.0/13", "52.209.1.7/32", "3.0.0.0/8")

func randomNetwork(random *rand.Rand) address { return drawOne(random, networkPool) }

// randomNetworks returns one to three networks, or a common way to write every address as a list.
func randomNetworks(random *rand.Rand) []address {
	switch random.IntN(12) {
	case 0:
		return v4s("0.0.0.0/1", "128.0.0.0/1")
	case 1:
		return publicPieces
	case 2:
		return v4s("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16")
	}
	given := []address{}
	for range 1 + random.IntN(8)/4 + random.IntN(8)/7 {
		given = append(given, randomNetwork(random))
	}
	return given
}

func anyHolds(addresses []address, given uint32) bool {
	return slices.ContainsFunc(addresses, func(each address) bool { return each.holds(given) })
}

// portRange includes both ends.
type portRange struct{ from, to int }

func (given portRange) holds(port int) bool { return given.from <= port && port <= given.to }

// text returns the range with a separator, or a single port.
func (given portRange) text(separator string) string {
	if given.from == given.to {
		return strconv.Itoa(given.from)
	}
	return fmt.Sprintf("%d%s%d", given.from, separator, given.to)
}

var (
	everyPort = portRange{0, 65535}

	portPool = []portRange{
		{443, 443},
		{443, 443},
		{443, 443},
		{80, 80},
		{135, 135},
		{53, 53},
		{440, 443},
		{444, 500},
		{400, 450},
		{1, 1023},
		{1024, 65535},
		{49152, 60000},
		{60001, 65535},
		{49152, 65535},
		{1, 65535},
		{1, 65535},
	}
)

func anyPortHolds(ports []portRange, port int) bool {
	return slices.ContainsFunc(ports, func(each portRange) bool { return each.holds(port) })
}

func portTexts(ports []portRange, separator string) []string {
	return mapped(ports, func(each portRange) string { return each.text(separator) })
}

// randomPorts returns one or two port ranges.
func randomPorts(random *rand.Rand) []portRange {
	ports := []portRange{drawOne(random, portPool)}
	if oneIn(random, 4) {
		ports = append(ports, drawOne(random, portPool))
	}
	return ports
}

func drawOne[T any](random *rand.Rand, from []T) T { return from[random.IntN(len(from))] }

func oneOf[T any](random *rand.Rand, from ...T) T { return drawOne(random, from) }

func oneIn(random *rand.Rand, n int) bool { return random.IntN(n) == 0 }

// distinct returns different numbers, none below the lowest.
func distinct(random *rand.Rand, count, lowest int) []int {
	numbers := random.Perm(20)[:count]
	for i := range numbers {
		numbers[i] = lowest + 7*numbers[i]
	}
	return numbers
}

// pick returns the first of two values if the condition holds.
func pick[T any](condition bool, yes, no T) T {
	if condition {
		return yes
	}
	return no
}

func outcomeOf(allows bool) outcome { return pick(allows, allowed, blocked) }

// firstMatch evaluates rules in their order. Of each rule, evaluate returns whether it matches (allowed for yes, blocked for no) and
// its action. The first rule that matches decides; an action counts too if its rule may match. The rest is for what no rule matches.
func firstMatch[R any](rules []R, rest outcome, evaluate func(rule *R) (matches, action outcome)) outcome {
	var found outcome
	for i := range rules {
		matches, action := evaluate(&rules[i])
		if matches == blocked {
			continue
		}
		found |= action
		if matches == allowed {
			return found
		}
	}
	return found | rest
}

// holdsName tells whether a pattern is the name, or a wildcard above it.
func holdsName(pattern, name string) bool {
	below, wildcard := strings.CutPrefix(pattern, "*.")
	return pattern == "*" || pattern == name || wildcard && strings.HasSuffix(name, "."+below)
}

// scenario is random flows with the addresses of their servers.
type scenario struct {
	flows     []traffic.Flow
	addresses traffic.Addresses
	servers   map[string][]address
}

// flowPools has the values of random flows.
type flowPools struct {
	hosts   []string
	web     []string // the application protocols of flows to the internet
	servers bool
}

var (
	s3Host = "aris-export-eu-west-3-884848470805.s3.eu-west-3.amazonaws.com"

	hostPool = []string{
		"acme.eu.nexthink.cloud", "acme.eu.nexthink.cloud", "*.eu.nexthink.cloud", "*.eu.nexthink.cloud", "acme.api.eu.nexthink.cloud", "*.api.eu.nexthink.cloud",
		"eu.nexthink.cloud", "login.example.com",
	}
	flowPortPool = []portRange{{443, 443}, {443, 443}, {443, 443}, {80, 80}, {135, 135}, {53, 53}, {440, 450}, {49152, 65535}, {60000, 60001}}
	serverPool   = [][]address{
		v4s("10.20.0.10/32"), v4s("10.20.0.10/32", "10.20.0.11/32"), v4s("10.20.0.0/24"), v4s("192.168.7.25/32"), v4s("52.209.1.7/32"), v4s("10.20.0.8/30"),
	}
)

func (pools flowPools) draw(random *rand.Rand) scenario {
	drawn := scenario{addresses: traffic.Addresses{}, servers: map[string][]address{}}
	for i := range 1 + random.IntN(3)*random.IntN(2) {
		ports := drawOne(random, flowPortPool)
		flow := traffic.Flow{
			Key: fmt.Sprintf("row_%d", i), Purpose: "test", Destination: traffic.Internet, Transport: "tcp",
			Ports: traffic.PortRange{From: int64(ports.from), To: int64(ports.to)},
		}
		if oneIn(random, 5) {
			flow.Transport = "udp"
		}
		if pools.servers && oneIn(random, 2) {
			drawn.server(random, &flow)
		} else {
			pools.internet(random, &flow)
		}
		drawn.flows = append(drawn.flows, flow)
	}
	return drawn
}

func (drawn *scenario) server(random *rand.Rand, flow *traffic.Flow) {
	flow.Destination = oneOf(random, "domain_controller", "mail_server")
	flow.Applications = []string{flow.Transport}
	if _, known := drawn.servers[flow.Destination]; known {
		return
	}
	addresses := drawOne(random, serverPool)
	drawn.servers[flow.Destination] = addresses
	drawn.addresses[flow.Destination] = mapped(addresses, func(each address) traffic.Address { return traffic.Address{Text: each.text} })
}

func (pools flowPools) internet(random *rand.Rand, flow *traffic.Flow) {
	flow.Applications = []string{flow.Transport}
	if flow.Transport == "tcp" {
		flow.Applications = strings.Split(drawOne(random, pools.web), "+")
	}
	flow.Hosts = []string{drawOne(random, pools.hosts)}
	if another := drawOne(random, pools.hosts); oneIn(random, 4) && another != flow.Hosts[0] {
		flow.Hosts = append(flow.Hosts, another)
	}
}

var verdictFor = map[outcome]string{allowed: coverage.Covered, blocked: coverage.Missing, either: coverage.Unproven}

// expect returns the verdict that follows from single connections.
func expect(set ruleSet, mentioned boundaries, drawn scenario, flow traffic.Flow) string {
	ports := tryPorts(flow, mentioned)
	worst := allowed
	note := func(found outcome) {
		if found == blocked || worst != blocked && found == either {
			worst = found
		}
	}
	if flow.Destination != traffic.Internet {
		for _, each := range tryServers(drawn.servers[flow.Destination], mentioned) {
			for _, port := range ports {
				note(set.decide(connection{transport: flow.Transport, port: port, address: each}))
			}
		}
		return verdictFor[worst]
	}
	public := tryPublic(mentioned)
	for _, host := range flow.Hosts {
		for _, application := range applicationsOf(flow) {
			for _, port := range ports {
				note(hostOutcome(set, mentioned, public, host, connection{transport: flow.Transport, port: port, application: application}))
			}
		}
	}
	return verdictFor[worst]
}

// hostOutcome returns the outcome of all connections to a host, which may have any public address. A wildcard stands for names
// that are not known: if a rule blocks one name only, the outcome may be either.
func hostOutcome(set ruleSet, mentioned boundaries, public []uint32, host string, given connection) outcome {
	below, wildcard := strings.CutPrefix(host, "*.")
	if !wildcard {
		given.name = host
		return overAddresses(set, public, given)
	}
	given.name = "zz-unheard-of." + below
	found := overAddresses(set, public, given)
	for _, name := range mentioned.names {
		if _, parent, _ := strings.Cut(name, "."); parent != below {
			continue
		}
		if given.name = name; found == allowed && overAddresses(set, public, given) != allowed {
			found = either
		}
	}
	return found
}

func overAddresses(set ruleSet, public []uint32, given connection) outcome {
	var found outcome
	for _, each := range public {
		given.address = each
		if found |= set.decide(given); found == either {
			break
		}
	}
	return found
}

func applicationsOf(flow traffic.Flow) []string {
	if flow.Transport != "tcp" || slices.Contains(flow.Applications, "tcp") {
		return []string{""}
	}
	return flow.Applications
}

// namesBelow tells whether a wildcard of the flow stands for one of the names.
func namesBelow(flow traffic.Flow, names []string) bool {
	return slices.ContainsFunc(names, func(name string) bool {
		_, parent, _ := strings.Cut(name, ".")
		return name != "*" && slices.Contains(flow.Hosts, "*."+parent)
	})
}

func tryPorts(flow traffic.Flow, mentioned boundaries) []int {
	first, last := int(flow.Ports.From), int(flow.Ports.To)
	ports := []int{first, last}
	for _, boundary := range mentioned.ports {
		ports = append(ports, boundary-1, boundary)
	}
	return compact(slices.DeleteFunc(ports, func(port int) bool { return port < first || port > last }))
}

func tryServers(servers []address, mentioned boundaries) []uint32 {
	tried := []uint32{}
	for _, server := range servers {
		tried = append(tried, server.network.first, server.network.last)
	}
	return mentioned.addTo(tried, func(each uint32) bool { return anyHolds(servers, each) })
}

func tryPublic(mentioned boundaries) []uint32 {
	return mentioned.addTo([]uint32{v4("1.1.1.1").network.first, v4("52.209.1.7").network.first, v4("223.255.255.255").network.first}, isPublic)
}

// addTo adds the addresses on both sides of each end of a network, if the condition holds for them.
func (given boundaries) addTo(tried []uint32, condition func(each uint32) bool) []uint32 {
	for _, boundary := range given.networks {
		for _, each := range []uint32{boundary.first - 1, boundary.first, boundary.last, boundary.last + 1} {
			if condition(each) {
				tried = append(tried, each)
			}
		}
	}
	return compact(tried)
}

func compact[T int | uint32](given []T) []T {
	slices.Sort(given)
	return slices.Compact(given)
}

// disagreements has the smallest example of each kind, and how often each kind and each verdict occurred.
type disagreements struct {
	sync.Mutex

	smallest map[string]string
	times    map[string]int
}

func (found *disagreements) count(verdict string) {
	found.Lock()
	defer found.Unlock()
	found.times[verdict]++
}

func (found *disagreements) add(kind, text string) {
	found.Lock()
	defer found.Unlock()
	found.times[kind]++
	if before, known := found.smallest[kind]; !known || len(text) < len(before) {
		found.smallest[kind] = text
	}
}

// setCount returns how many random sets to try: the number in the variable, or the usual one. With -short, it is a tenth of that.
func setCount(variable string, usual int) int {
	text := os.Getenv(variable)
	switch {
	case text == "" && testing.Short():
		return usual / 10
	case text == "":
		return usual
	}
	count, err := strconv.Atoi(text)
	if err != nil {
		panic(err)
	}
	return count
}

// setsPerVendor returns how many random sets each vendor is tried with. make oracles tries ten times as many.
func setsPerVendor() int {
	return setCount("ORACLE_SETS", 10_000)
}

// TestMain collects garbage less often than by default: the oracles make many small values, and collecting took a third of their time.
func TestMain(m *testing.M) {
	debug.SetGCPercent(800)
	os.Exit(m.Run())
}

// compareWithOracle compares the verdicts on random flows with those of the oracle, for many random sets.
func compareWithOracle(t *testing.T, pools flowPools, generate func(random *rand.Rand) ruleSet) {
	t.Helper()
	const parts = 4
	found := &disagreements{smallest: map[string]string{}, times: map[string]int{}}
	var running sync.WaitGroup
	for part := range parts {
		running.Go(func() { comparePart(found, uint64(part), setsPerVendor()/parts, pools, generate) })
	}
	running.Wait()
	for kind, text := range found.smallest {
		t.Errorf("%s, %d times; the smallest:\n%s", kind, found.times[kind], text)
	}
	total := found.times[coverage.Covered] + found.times[coverage.Missing] + found.times[coverage.Unproven]
	t.Logf("of %d verdicts: %v", total, found.times)
	for _, verdict := range []string{coverage.Covered, coverage.Missing, coverage.Unproven} {
		share := 100 * found.times[verdict] / max(total, 1)
		assert.Check(t, share >= 3, "%d%% of the verdicts are %s: the rules are drawn badly", share, verdict)
	}
}

func TestOracle_Agrees(t *testing.T) {
	t.Parallel()
	likely := []string{"https", "https", "http", "tcp"}
	both := []string{"https", "https", "https", "http", "https+http", "tcp"}
	withS3 := append([]string{s3Host}, hostPool...)
	for name, test := range map[string]struct {
		pools    flowPools
		generate func(random *rand.Rand) ruleSet
	}{
		"aws_dns_firewall":             {flowPools{hosts: deepHostPool, web: likely}, randomDNSFirewall},
		"aws_network_acl":              {flowPools{hosts: hostPool, web: likely, servers: true}, randomNetworkACL},
		"aws_network_firewall":         {flowPools{hosts: hostPool, web: both, servers: true}, randomInspection},
		"aws_security_group":           {flowPools{hosts: hostPool, web: likely, servers: true}, randomSecurityGroup},
		"azure_firewall":               {flowPools{hosts: withS3, web: both, servers: true}, randomAzureFirewall},
		"azure_network_security_group": {flowPools{hosts: hostPool, web: likely, servers: true}, randomAzureGroup},
		"domains":                      {flowPools{hosts: deepHostPool, web: []string{"https", "https", "http", "https+http", "tcp"}}, randomDomainList},
		"google_firewall":              {flowPools{hosts: hostPool, web: likely, servers: true}, randomGoogleNetwork},
		"google_firewall_policy":       {flowPools{hosts: withS3, web: likely, servers: true}, randomGooglePolicy},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			compareWithOracle(t, test.pools, test.generate)
		})
	}
}

// explain returns the verdicts. It turns a panic into an error, so that the test shows the set.
func explain(set ruleSet, drawn scenario) (given []coverage.Verdict, err error) {
	defer func() {
		if reason := recover(); reason != nil {
			err = fmt.Errorf("panic: %v", reason)
		}
	}()
	return coverage.Explain(drawn.flows, drawn.addresses, set.rules())
}

// shape returns the kind of a flow. The test shows one disagreement of each kind.
func shape(flow traffic.Flow) string {
	switch {
	case flow.Destination != traffic.Internet:
		return "a server"
	case flow.IsRaw():
		return "another flow"
	case flow.HasWildcard():
		return "a wildcard"
	}
	return "a host"
}

func comparePart(found *disagreements, seed uint64, count int, pools flowPools, generate func(random *rand.Rand) ruleSet) {
	random := rand.New(rand.NewPCG(seed, 0x6e787468))
	for index := range count {
		set, drawn := generate(random), pools.draw(random)
		describe := func(more string) string {
			return fmt.Sprintf("%s\n%+v\nseed %d, set %d\nflows %+v\naddresses %+v", more, set, seed, index, drawn.flows, drawn.addresses)
		}
		given, err := explain(set, drawn)
		if err != nil {
			found.add("refused", describe(err.Error()))
			continue
		}
		var mentioned boundaries
		mentioned.addAll(reflect.ValueOf(set))
		for i, flow := range drawn.flows {
			verdict, expected := given[i].Verdict, expect(set, mentioned, drawn, flow)
			found.count(verdict)
			if verdict == expected || verdict == coverage.Unproven && set.mayBeUnproven(flow) {
				continue
			}
			found.add(fmt.Sprintf("%s instead of %s for %s", verdict, expected, shape(flow)), describe(fmt.Sprintf("%s: %s", flow.Key, given[i].Message)))
		}
	}
}
