// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package coverage_test

import (
	"bytes"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gopacket/gopacket"
	"github.com/gopacket/gopacket/layers"
	"github.com/gopacket/gopacket/pcapgo"

	"github.com/nexthink/terraform-provider-nexthink/internal/coverage"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// requireSuricata skips a test if Suricata is not installed. In CI, which installs it, the test fails.
func requireSuricata(t *testing.T) {
	t.Helper()
	if _, err := exec.LookPath("suricata"); err != nil {
		if os.Getenv("PROGRAMS_REQUIRED") != "" {
			t.Fatal("suricata is not installed")
		}
		t.Skip("suricata is not installed")
	}
}

// TestSuricata_NeverDropsWhatIsCovered runs Suricata on connections of random flows, with the rules that AWS Network Firewall makes of
// random rule groups. It compares the packets that Suricata drops with the verdicts, and with the oracle.
func TestSuricata_NeverDropsWhatIsCovered(t *testing.T) {
	t.Parallel()
	requireSuricata(t)
	const parts = 2
	count := setCount("SURICATA_SETS", 300)
	totals := make([]map[string]int, parts)
	var running sync.WaitGroup
	for part := range parts {
		totals[part] = map[string]int{}
		running.Go(func() {
			random := rand.New(rand.NewPCG(uint64(part), 0x73757269))
			for range count / parts {
				tryWithSuricata(t, random, totals[part])
			}
		})
	}
	running.Wait()
	total := map[string]int{}
	for _, part := range totals {
		for key, times := range part {
			total[key] += times
		}
	}
	t.Logf("of %d sets: %v", count, total)
	for _, result := range []string{"covered, passed", "missing, dropped"} {
		if total[result] < count/2 {
			t.Errorf("%q is the result of %d connections: the sets are drawn badly", result, total[result])
		}
	}
}

// randomEngine returns a random inspection that an engine can have: its policy is known, and its options are those of Suricata.
func randomEngine(random *rand.Rand) inspection {
	for {
		set, _ := randomInspection(random).(inspection)
		set.policy = true
		if len(set.rulesOfEngine(random)) > 0 {
			return set
		}
	}
}

// rulesOfEngine returns the signatures of the set. If it is not known whether the engine has one, it may be left out.
func (set inspection) rulesOfEngine(random *rand.Rand) []signature {
	return slices.DeleteFunc(set.signatures(), func(rule signature) bool { return rule.perhaps && oneIn(random, 2) })
}

func tryWithSuricata(t *testing.T, random *rand.Rand, total map[string]int) {
	t.Helper()
	set := randomEngine(random)
	drawn := flowPools{hosts: hostPool, web: []string{"https", "https", "http", "https+http", "tcp"}, servers: true}.draw(random)
	drawn.aimAt(set)
	verdicts, err := coverage.Explain(drawn.flows, drawn.addresses, set.rules())
	if err != nil {
		t.Error(err)
		return
	}
	var run engineRun
	verdictOf := []string{}
	for i, flow := range drawn.flows {
		for _, given := range sampleConnections(random, set, drawn, flow) {
			run.connections = append(run.connections, given)
			run.devices = append(run.devices, devices[random.IntN(len(devices))])
			verdictOf = append(verdictOf, verdicts[i].Verdict)
		}
	}
	run.signatures = set.rulesOfEngine(random)
	dropped := run.start(t, t.TempDir(), set.strict)
	for i, given := range run.connections {
		found := outcomeOf(!dropped[i])
		total[verdictOf[i]+", "+pick(dropped[i], "dropped", "passed")]++
		expected := set.decide(given)
		describe := func() string {
			return fmt.Sprintf("%+v from %s\nverdict %s, oracle %d\n%+v\n%s", given, ipOf(run.devices[i]), verdictOf[i], expected, set, run.text())
		}
		if verdictOf[i] == coverage.Covered && dropped[i] {
			t.Errorf("covered, but dropped: %s", describe())
		}
		if expected&found == 0 {
			t.Errorf("the oracle is wrong: %s", describe())
		}
	}
}

// aimAt adds a flow for a rule of the set that passes connections to addresses.
func (drawn *scenario) aimAt(set inspection) {
	for _, group := range set.groups {
		for i, rule := range group.entries {
			if rule.action != "PASS" || rule.protocol != "TCP" && rule.protocol != "UDP" || len(rule.targets) == 0 || rule.external {
				continue
			}
			transport, port := strings.ToLower(rule.protocol), int64(max(rule.ports.from, 1))
			target := rule.targets[0].network
			server := v4(ipOf(min(target.first+1, target.last)).String())
			drawn.servers["proxy_server"] = []address{server}
			drawn.addresses["proxy_server"] = []traffic.Address{{Text: server.text}}
			drawn.flows = append(drawn.flows, traffic.Flow{
				Key: fmt.Sprintf("aimed_%d", i), Purpose: "test", Destination: "proxy_server", Transport: transport, Applications: []string{transport},
				Ports: traffic.PortRange{From: port, To: port},
			})
			return
		}
	}
}

// sampleConnections returns single connections of a flow.
func sampleConnections(random *rand.Rand, set inspection, drawn scenario, flow traffic.Flow) []connection {
	mentioned := set.boundaries()
	hosts, addresses := []string{""}, tryServers(drawn.servers[flow.Destination], mentioned)
	if flow.Destination == traffic.Internet {
		hosts, addresses = flow.Hosts, tryPublic(mentioned)
	}
	found := []connection{}
	for range 6 {
		host := strings.Replace(drawOne(random, hosts), "*", "zz-unheard-of", 1)
		found = append(found, connection{
			transport: flow.Transport, port: drawOne(random, tryPorts(flow, mentioned)), name: host,
			application: drawOne(random, applicationsOf(flow)), address: drawOne(random, addresses),
		})
	}
	return found
}

// engineRun is one run of Suricata.
type engineRun struct {
	signatures  []signature
	connections []connection
	devices     []uint32
}

const suricataConfiguration = `%YAML 1.1
---
vars:
  address-groups:
    HOME_NET: "[10.0.0.0/8,172.16.0.0/12,192.168.0.0/16]"
    EXTERNAL_NET: "!$HOME_NET"
outputs:
  - eve-log:
      enabled: yes
      filename: eve.json
      types:
        - alert
        - drop:
            flows: all
app-layer:
  protocols:
    tls:
      enabled: yes
      detection-ports:
        dp: 443
    http:
      enabled: yes
`

// start runs Suricata, and reports which connections it drops. Suricata sorts rules by their action. So in strict order all rules only
// alert, and the first one that matches a packet decides.
func (run *engineRun) start(t *testing.T, folder string, strict bool) []bool {
	t.Helper()
	rules := []string{}
	for i := range run.signatures {
		rules = append(rules, run.signatures[i].text(i+1, strict))
	}
	events, owners := run.read(t, folder, strings.Join(rules, "\n")+"\n")
	return run.dropped(t, events, owners, strict)
}

// read runs Suricata with rules, and returns its events, and to which connection each packet belongs.
func (run *engineRun) read(t *testing.T, folder, rules string) (events string, owners []int) {
	t.Helper()
	var packets bytes.Buffer
	owners = run.write(t, &packets)
	for name, text := range map[string]string{"suricata.yaml": suricataConfiguration, "own.rules": rules, "own.pcap": packets.String()} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	command := exec.CommandContext(t.Context(), "suricata", "-c", "suricata.yaml", "-S", "own.rules", "-r", "own.pcap", "-l", ".", "-k", "none",
		"--simulate-ips", "--runmode", "single", "--init-errors-fatal")
	command.Dir = folder
	if output, err := command.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s\n%s", err, output, rules)
	}
	text, err := os.ReadFile(filepath.Join(folder, "eve.json"))
	if err != nil {
		t.Fatal(err)
	}
	return string(text), owners
}

// dropped reads the events.
func (run *engineRun) dropped(t *testing.T, text string, owners []int, strict bool) []bool {
	t.Helper()
	dropped := make([]bool, len(run.connections))
	matched := map[int][]int{}
	for line := range strings.Lines(text) {
		var event struct {
			Type   string `json:"event_type"`
			Packet int    `json:"pcap_cnt"`
			Alert  struct {
				ID int `json:"signature_id"`
			} `json:"alert"`
		}
		if err := json.Unmarshal([]byte(line), &event); err != nil {
			t.Fatal(err)
		}
		switch {
		case event.Packet == 0:
		case event.Type == "drop":
			dropped[owners[event.Packet-1]] = true
		case event.Type == "alert" && strict:
			matched[event.Packet] = append(matched[event.Packet], event.Alert.ID)
		}
	}
	passed := make([]bool, len(run.connections))
	for _, packet := range slices.Sorted(maps.Keys(matched)) {
		owner := owners[packet-1]
		first := run.signatures[slices.Min(matched[packet])-1]
		if passed[owner] || dropped[owner] {
			continue
		}
		dropped[owner], passed[owner] = !first.passes, first.passes && !first.packets
	}
	return dropped
}

func (run *engineRun) text() string {
	lines := []string{}
	for i := range run.signatures {
		lines = append(lines, run.signatures[i].text(i+1, false))
	}
	return strings.Join(lines, "\n")
}

// text writes the rule as AWS Network Firewall does.
func (given *signature) text(id int, alerts bool) string {
	options := []string{}
	flow := slices.DeleteFunc([]string{given.flow, pick(given.state, "established", "")}, func(text string) bool { return text == "" })
	if len(flow) > 0 {
		options = append(options, "flow:"+strings.Join(flow, ","))
	}
	if len(given.names) > 0 {
		options = append(options, map[string]string{"tls": "tls.sni", "http": "http.host"}[given.protocol])
		name := given.names[0]
		if given.subtree && strings.HasPrefix(name, ".") {
			options = append(options, "dotprefix")
		}
		options = append(options, fmt.Sprintf("content:%q", name), "endswith")
		if !strings.HasPrefix(name, ".") {
			options = append(options, "startswith")
		}
	}
	options = append(options, fmt.Sprintf("sid:%d", id))
	return fmt.Sprintf("%s %s %s %s %s (%s;)", pick(alerts, "alert", given.action), given.protocol, given.source.text(),
		pick(given.bothWays, "<>", "->"), given.target.text(), strings.Join(options, "; "))
}

func (given end) text() string {
	ports := pick(given.ports == everyPort, "any", given.ports.text(":"))
	switch given.kind {
	case "home":
		return "$HOME_NET " + ports
	case "external":
		return "$EXTERNAL_NET " + ports
	case "networks":
		return "[" + strings.Join(textsOf(given.networks), ",") + "] " + ports
	}
	return "any " + ports
}

func ipOf(address uint32) net.IP {
	return net.IPv4(byte(address>>24), byte(address>>16), byte(address>>8), byte(address)).To4()
}

// write writes the packets of all connections, and returns to which connection each packet belongs.
func (run *engineRun) write(t *testing.T, into *bytes.Buffer) []int {
	t.Helper()
	file := pcapgo.NewWriter(into)
	if err := file.WriteFileHeader(65535, layers.LinkTypeEthernet); err != nil {
		t.Fatal(err)
	}
	owners := []int{}
	for i, given := range run.connections {
		for _, data := range given.packets(t, run.devices[i], layers.TCPPort(devicePort+i)) {
			owners = append(owners, i)
			about := gopacket.CaptureInfo{Timestamp: time.Unix(1_700_000_000+int64(len(owners)), 0), CaptureLength: len(data), Length: len(data)}
			if err := file.WritePacket(about, data); err != nil {
				t.Fatal(err)
			}
		}
	}
	return owners
}

// packets returns the packets of a connection: the handshake, a request and its answer.
func (given connection) packets(t *testing.T, device uint32, port layers.TCPPort) [][]byte {
	t.Helper()
	request, answer := given.data(t)
	if given.transport == "udp" {
		datagram := func(toServer bool, payload []byte) []byte {
			udp := &layers.UDP{SrcPort: layers.UDPPort(port), DstPort: layers.UDPPort(given.port)}
			if !toServer {
				udp.SrcPort, udp.DstPort = udp.DstPort, udp.SrcPort
			}
			return frame(t, device, given.address, toServer, layers.IPProtocolUDP, udp, payload)
		}
		return [][]byte{datagram(true, request), datagram(false, answer)}
	}
	segment := func(toServer bool, tcp layers.TCP, payload []byte) []byte {
		tcp.SrcPort, tcp.DstPort, tcp.Window = port, layers.TCPPort(given.port), 65535
		if !toServer {
			tcp.SrcPort, tcp.DstPort = tcp.DstPort, tcp.SrcPort
		}
		return frame(t, device, given.address, toServer, layers.IPProtocolTCP, &tcp, payload)
	}
	sent, received := uint32(len(request)), uint32(len(answer))
	return [][]byte{
		segment(true, layers.TCP{Seq: 100, SYN: true}, nil),
		segment(false, layers.TCP{Seq: 500, Ack: 101, SYN: true, ACK: true}, nil),
		segment(true, layers.TCP{Seq: 101, Ack: 501, ACK: true}, nil),
		segment(true, layers.TCP{Seq: 101, Ack: 501, ACK: true, PSH: true}, request),
		segment(false, layers.TCP{Seq: 501, Ack: 101 + sent, ACK: true, PSH: true}, answer),
		segment(true, layers.TCP{Seq: 101 + sent, Ack: 501 + received, ACK: true}, nil),
	}
}

func frame(t *testing.T, device, server uint32, toServer bool, protocol layers.IPProtocol, inner gopacket.SerializableLayer, payload []byte) []byte {
	t.Helper()
	mac := net.HardwareAddr{2, 0, 0, 0, 0, 1}
	ip := &layers.IPv4{Version: 4, TTL: 64, Protocol: protocol, SrcIP: ipOf(device), DstIP: ipOf(server)}
	if !toServer {
		ip.SrcIP, ip.DstIP = ip.DstIP, ip.SrcIP
	}
	buffer := gopacket.NewSerializeBuffer()
	ethernet := &layers.Ethernet{SrcMAC: mac, DstMAC: mac, EthernetType: layers.EthernetTypeIPv4}
	if err := gopacket.SerializeLayers(buffer, gopacket.SerializeOptions{FixLengths: true}, ethernet, ip, inner, gopacket.Payload(payload)); err != nil {
		t.Fatal(err)
	}
	return slices.Clone(buffer.Bytes())
}

// data returns the first data of the device and of the server.
func (given connection) data(t *testing.T) (request, answer []byte) {
	t.Helper()
	switch given.application {
	case "https":
		sent := &firstWrite{}
		_ = tls.Client(sent, &tls.Config{ServerName: given.name, MinVersion: tls.VersionTLS12}).HandshakeContext(t.Context())
		return sent.data, []byte{21, 3, 3, 0, 2, 2, 40}
	case "http":
		return []byte("GET / HTTP/1.1\r\nHost: " + given.name + "\r\n\r\n"), []byte("HTTP/1.1 204 No Content\r\n\r\n")
	}
	return []byte("\x00\x01raw request"), []byte("\x00\x01raw answer")
}

// firstWrite is a connection that keeps what is written first, and ends.
type firstWrite struct {
	net.Conn

	data []byte
}

func (sent *firstWrite) Write(data []byte) (int, error) {
	sent.data = slices.Clone(data)
	return 0, errors.New("enough")
}

func (sent *firstWrite) Close() error                     { return nil }
func (sent *firstWrite) SetDeadline(time.Time) error      { return nil }
func (sent *firstWrite) SetWriteDeadline(time.Time) error { return nil }
