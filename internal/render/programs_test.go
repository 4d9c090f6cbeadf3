// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package render_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/dop251/goja"
	"mvdan.cc/sh/v3/syntax"

	"gotest.tools/v3/assert"
	is "gotest.tools/v3/assert/cmp"
	"gotest.tools/v3/poll"

	"github.com/nexthink/terraform-provider-nexthink/internal/render"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// These tests run the programs that read the rendered texts.

// requireProgram skips a test if a program is not installed. In CI, which installs all of them, the test fails.
func requireProgram(t *testing.T, names ...string) {
	t.Helper()
	for _, name := range names {
		_, err := exec.LookPath(name)
		if filepath.IsAbs(name) {
			_, err = os.Stat(name)
		}
		switch {
		case err == nil:
		case os.Getenv("PROGRAMS_REQUIRED") != "":
			t.Fatalf("%s is not installed: %v", name, err)
		default:
			t.Skipf("%s is not installed", name)
		}
	}
}

// requireShell skips a test of the script for sh on Windows, whose devices run the script for PowerShell. There, curl has other variables
// and certificates.
func requireShell(t *testing.T, names ...string) {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("on Windows the script for PowerShell is used")
	}
	requireProgram(t, append(names, "sh")...)
}

// run returns the output of a program for a text on its standard input, and whether the program accepts the text.
func run(t *testing.T, text, folder, program string, arguments ...string) (string, error) {
	t.Helper()
	command := exec.CommandContext(t.Context(), program, arguments...)
	command.Dir = folder
	command.Stdin = strings.NewReader(text)
	command.Env = append(os.Environ(), "GO111MODULE=off", "GOPATH=/usr/share/gocode", "GOFLAGS=")
	output, err := command.CombinedOutput()
	return string(output), err
}

// sets returns the sets of requirements that every program reads: the whole catalog of a tenant and of every tenant, and hostile purposes.
func sets(t *testing.T) map[string][]traffic.Flow {
	t.Helper()
	hostile := samples()
	for i := range hostile {
		hostile[i].Purpose = "\"'`$(exit 1)\n}; { alert('x') ) ( ]] \u2019 \u2028 <# #> =1 | %>"
	}
	every := slices.DeleteFunc(catalogOf(t, "*"), func(flow traffic.Flow) bool { return flow.Destination == traffic.Internet && len(flow.Hosts) == 0 })
	return map[string][]traffic.Flow{"hostile samples": hostile, "catalog": wholeCatalog(t), "every tenant": every}
}

func TestSquid_ParsesItsACLWithoutWarning(t *testing.T) {
	t.Parallel()
	requireProgram(t, "squid")
	parse := func(acl string) string {
		file := filepath.Join(t.TempDir(), "squid.conf")
		assert.NilError(t, os.WriteFile(file, []byte("http_port 127.0.0.1:3128\nvisible_hostname test\n"+acl+"http_access deny all\n"), 0o600))
		output, err := run(t, "", "", "squid", "-k", "parse", "-f", file)
		problems := regexp.MustCompile(`(?m)^.*(WARNING|ERROR|FATAL|aclParse|Bungled).*$`).FindAllString(output, -1)
		if err != nil {
			problems = append(problems, err.Error())
		}
		return strings.Join(problems, "\n")
	}
	for name, flows := range sets(t) {
		acl, err := render.SquidACL(flows, "nexthink")
		assert.NilError(t, err)
		assert.Check(t, is.Equal(parse(acl), ""), "%s\n%s", name, acl)
	}
	problems := parse("acl x dstdomain .eu.nexthink.cloud acme.eu.nexthink.cloud\nhttp_access allow x\n")
	assert.Check(t, problems != "", "Squid accepts names that overlap, so that this test proves nothing")
}

// squidAnswers starts Squid with access lists and returns the status that it answers to CONNECT for each host and port. Squid reads its
// hosts file into the caches of its lookups, so that a line is the address record and the PTR record of a name.
func squidAnswers(t *testing.T, acl, hosts string, targets ...string) map[string]int {
	t.Helper()
	folder := t.TempDir()
	for _, readable := range []string{filepath.Dir(folder), folder} { // if root starts Squid, it reads the hosts file as another user
		assert.NilError(t, os.Chmod(readable, 0o755))
	}
	names, file := filepath.Join(folder, "hosts"), filepath.Join(folder, "squid.conf")
	_, unused := listening(t)
	proxy := fmt.Sprintf("127.0.0.1:%d", unused)
	for name, text := range map[string]string{names: hosts, file: fmt.Sprintf("http_port %s\nvisible_hostname test\npid_filename none\ncache_log /dev/null\n"+
		"shutdown_lifetime 0 seconds\naccess_log none\nhosts_file %s\ndns_nameservers 127.0.0.1\ndns_timeout 1 second\n%shttp_access deny all\n", proxy, names, acl)} {
		assert.NilError(t, os.WriteFile(name, []byte(text), 0o644))
	}
	// Squid names its shared memory after the service, and removes it only if it can stop by itself.
	squid := exec.CommandContext(t.Context(), "squid", "-n", fmt.Sprintf("nexthink%d", unused), "-N", "-f", file)
	squid.Cancel = func() error { return squid.Process.Signal(os.Interrupt) }
	assert.NilError(t, squid.Start())
	defer func() { _ = squid.Cancel(); _ = squid.Wait() }()
	answers := map[string]int{}
	for _, target := range targets {
		var connection net.Conn
		poll.WaitOn(t, func(poll.LogT) poll.Result {
			dialed, err := new(net.Dialer).DialContext(t.Context(), "tcp", proxy)
			if connection = dialed; err != nil {
				return poll.Continue("Squid does not listen: %v", err)
			}
			return poll.Success()
		}, poll.WithTimeout(time.Minute))
		_, err := fmt.Fprintf(connection, "CONNECT %s HTTP/1.1\r\nHost: %s\r\n\r\n", target, target)
		assert.NilError(t, err)
		response, err := http.ReadResponse(bufio.NewReader(connection), nil)
		assert.NilError(t, err)
		_ = response.Body.Close()
		_ = connection.Close()
		answers[target] = response.StatusCode
	}
	return answers
}

func TestSquid_RefusesAnAddressWhoseNameIsFalse(t *testing.T) {
	t.Parallel()
	requireProgram(t, "squid")
	acl, err := render.SquidACL([]traffic.Flow{web("web", "acme.eu.nexthink.cloud", "*.eu.nexthink.cloud")}, "nexthink")
	assert.NilError(t, err)
	const falseName, own = "127.0.0.77 beta.eu.nexthink.cloud\n", "127.0.0.78 acme.eu.nexthink.cloud\n"
	const allowed, denied = http.StatusServiceUnavailable, http.StatusForbidden // no server listens, so that an allowed connection fails
	assert.Check(t, is.DeepEqual(squidAnswers(t, acl, falseName+own, "127.0.0.77:443", "acme.eu.nexthink.cloud:443", "acme.eu.nexthink.cloud:444", "example.com:443"),
		map[string]int{
			"127.0.0.77:443": denied, "acme.eu.nexthink.cloud:443": allowed, "acme.eu.nexthink.cloud:444": denied, "example.com:443": denied,
		}))
	assert.Check(t, is.DeepEqual(squidAnswers(t, strings.ReplaceAll(acl, " -n", ""), falseName, "127.0.0.77:443"), map[string]int{"127.0.0.77:443": allowed}),
		"Squid looks up no name of an address, so that this test proves nothing")
}

// tunnels returns hosts with ports, and whether the requirements allow a tunnel to them: the hosts of the requirements, other ports, and
// names that only resemble the hosts.
func tunnels(flows []traffic.Flow) map[string]bool {
	targets := map[string]bool{}
	for _, flow := range flows {
		if tls, http := flow.Web(); flow.Destination != traffic.Internet || http && !tls {
			continue
		}
		for _, host := range flow.Hosts {
			name := strings.Replace(host, "*", "tenant", 1)
			similar := "evil" + strings.TrimPrefix(host, "*.")
			covers := func(host string) bool { return strings.HasPrefix(host, "*.") && strings.HasSuffix(similar, host[1:]) }
			isCovered := slices.ContainsFunc(flows, func(flow traffic.Flow) bool { return slices.ContainsFunc(flow.Hosts, covers) })
			for target, allows := range map[string]bool{
				fmt.Sprintf("%s:%d", name, flow.Ports.From): true, fmt.Sprintf("%s:%d", name, flow.Ports.From+1): false,
				fmt.Sprintf("%s.evil.example:%d", name, flow.Ports.From): false, fmt.Sprintf("%s:%d", similar, flow.Ports.From): isCovered,
			} {
				targets[target] = allows || targets[target]
			}
		}
	}
	return targets
}

func TestSquid_AllowsEachHostOnItsPort(t *testing.T) {
	t.Parallel()
	requireProgram(t, "squid")
	for name, flows := range sets(t) {
		acl, err := render.SquidACL(flows, "nexthink")
		assert.NilError(t, err)
		want, hosts, targets := map[string]int{}, "", []string{}
		for target, allows := range tunnels(flows) {
			want[target] = http.StatusForbidden
			if allows {
				want[target] = http.StatusServiceUnavailable
			}
			host, _, _ := strings.Cut(target, ":")
			hosts, targets = hosts+"127.0.0.78 "+host+"\n", append(targets, target)
		}
		assert.Check(t, is.DeepEqual(squidAnswers(t, acl, hosts, targets...), want), name)
		t.Logf("%s: %d requests", name, len(want))
	}
}

// pacFunctions has the functions that a browser defines for a proxy auto-configuration file.
const pacFunctions = `function dnsDomainIs(host, domain) {
  return host.length >= domain.length && host.substring(host.length - domain.length) === domain;
}`

// pacHosts returns hosts, and whether a file for a set matches them: those of the requirements, and names that only resemble them.
func pacHosts(set string, flows []traffic.Flow) map[string]bool {
	wildcard := set != "catalog"
	hosts := map[string]bool{
		"acme.eu.nexthink.cloud": true, "ACME.EU.Nexthink.Cloud": true, "beta.eu.nexthink.cloud": wildcard, "a.b.eu.nexthink.cloud": wildcard,
		"aris-export-eu-west-3-884848470805.s3.eu-west-3.amazonaws.com": true,
		"evilnexthink.cloud": false, "evileu.nexthink.cloud": false, "eu.nexthink.cloud": false, "acme.eu.nexthink.cloud.evil.example": false,
		"s3.eu-west-3.amazonaws.com": false, "other.s3.eu-west-3.amazonaws.com": false, "example.com": false,
	}
	for target, allows := range tunnels(flows) {
		host, _, _ := strings.Cut(target, ":")
		hosts[host] = hosts[host] || allows
	}
	return hosts
}

func TestPAC_ReturnsTheProxyOfEachHost(t *testing.T) {
	t.Parallel()
	requireProgram(t, "node")
	for name, flows := range sets(t) {
		pac, err := render.PAC(flows, "DIRECT", "PROXY proxy.example:3128; DIRECT")
		assert.NilError(t, err)
		engine := goja.New()
		_, err = engine.RunString(pacFunctions + pac)
		assert.NilError(t, err, pac)
		var find func(url, host string) string
		assert.NilError(t, engine.ExportTo(engine.Get("FindProxyForURL"), &find))
		calls, wants, hosts := "", "", pacHosts(name, flows)
		for host, matched := range hosts {
			want := "PROXY proxy.example:3128; DIRECT"
			if matched {
				want = "DIRECT"
			}
			assert.Check(t, is.Equal(find("https://"+host+"/", host), want), "%s: %s", name, host)
			calls, wants = calls+fmt.Sprintf("console.log(FindProxyForURL(%q, %q));\n", "https://"+host+"/", host), wants+want+"\n"
		}
		output, err := run(t, pacFunctions+pac+calls, "", "node", "-")
		assert.Check(t, err, name)
		assert.Check(t, is.Equal(output, wants), name)
		t.Logf("%s: %d requests", name, len(hosts))
	}
}

// recordingProxy returns the address of a proxy that refuses every connection, and a function that returns the hosts of those so far.
func recordingProxy(t *testing.T) (string, func() []string) {
	t.Helper()
	var lock sync.Mutex
	hosts := []string{}
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, request *http.Request) {
		lock.Lock()
		defer lock.Unlock()
		host, _, _ := strings.Cut(request.Host, ":")
		hosts = append(hosts, host)
		w.WriteHeader(http.StatusForbidden)
	}))
	t.Cleanup(proxy.Close)
	return proxy.Listener.Addr().String(), func() []string {
		lock.Lock()
		defer lock.Unlock()
		return slices.Clone(hosts)
	}
}

func TestPAC_ChromiumAsksTheProxyOfEachHost(t *testing.T) {
	t.Parallel()
	requireBrowser(t)
	for name, flows := range sets(t) {
		matched, matchedHosts := recordingProxy(t)
		otherwise, otherHosts := recordingProxy(t)
		pac, err := render.PAC(flows, "PROXY "+matched, "PROXY "+otherwise)
		assert.NilError(t, err)
		b := openBrowser(t, "--proxy-pac-url=data:application/x-ns-proxy-autoconfig;base64,"+base64.StdEncoding.EncodeToString([]byte(pac)))
		want := map[bool][]string{}
		for host, isMatched := range pacHosts(name, flows) {
			if host == strings.ToLower(host) { // as a browser writes it
				want[isMatched] = append(want[isMatched], host)
			}
		}
		hosts, err := json.Marshal(slices.Concat(want[true], want[false]))
		assert.NilError(t, err)
		b.evaluate(`Promise.all(`+string(hosts)+`.map((host) => fetch("https://" + host + "/", {mode: "no-cors"}).catch(() => 0))).then(() => 0)`, nil)
		for isMatched, asked := range map[bool][]string{true: matchedHosts(), false: otherHosts()} {
			asked = slices.DeleteFunc(asked, func(host string) bool { return !bytes.Contains(hosts, []byte(`"`+host+`"`)) }) // the browser's own
			slices.Sort(asked)
			slices.Sort(want[isMatched])
			assert.Check(t, is.DeepEqual(slices.Compact(asked), want[isMatched]), "%s: %t", name, isMatched)
		}
		t.Logf("%s: %d requests", name, len(want[true])+len(want[false]))
	}
}

func TestSuricata_AParserReadsEveryRule(t *testing.T) {
	t.Parallel()
	requireProgram(t, "go", "/usr/share/gocode/src/github.com/jasonish/go-idsrules")
	for name, flows := range sets(t) {
		rules, err := render.SuricataRules(flows, addresses(), 1000000)
		assert.NilError(t, err)
		output, err := run(t, rules, filepath.Join("..", "tools", "suricata"), "go", "run", "main.go")
		ids := strings.Fields(output)
		want := []string{}
		for _, id := range regexp.MustCompile(`sid:(\d+);`).FindAllStringSubmatch(rules, -1) {
			want = append(want, id[1])
		}
		assert.Check(t, err, "%s\n%s", name, output)
		assert.Check(t, is.DeepEqual(ids, want), name)
		assert.Check(t, len(ids) >= 5, name)
		slices.Sort(ids)
		assert.Check(t, is.Len(slices.Compact(ids), len(want)), "%s: an id stands twice", name)
	}
	output, err := run(t, "pass tls any any -> any 443 (msg:\"x\"; sid:1;\n", filepath.Join("..", "tools", "suricata"), "go", "run", "main.go")
	assert.Check(t, err != nil, "the parser reads a broken rule, so that this test proves nothing: %s", output)
}

// A pass rule of the type pkt passes single packets, so that the answers need a rule too.
func TestSuricata_EachRuleOfPacketsHasOneForTheAnswers(t *testing.T) {
	t.Parallel()
	requireProgram(t, "suricata")
	for name, flows := range sets(t) {
		rules, err := render.SuricataRules(flows, addresses(), 1000000)
		assert.NilError(t, err)
		folder := t.TempDir()
		for file, text := range map[string]string{
			"own.rules": rules, "suricata.yaml": "%YAML 1.1\n---\nvars:\n  address-groups:\n    HOME_NET: 10.0.0.0/8\n    EXTERNAL_NET: any\n" +
				"engine-analysis:\n  rules: yes\napp-layer:\n  protocols:\n    http:\n      enabled: yes\n    tls:\n      enabled: yes\n",
		} {
			assert.NilError(t, os.WriteFile(filepath.Join(folder, file), []byte(text), 0o600))
		}
		output, err := run(t, "", folder, "suricata", "--engine-analysis", "-c", "suricata.yaml", "-S", "own.rules", "-l", ".")
		assert.Check(t, err, "%s: %s", name, output)
		analyzed, err := os.ReadFile(filepath.Join(folder, "rules.json"))
		assert.NilError(t, err)
		ends, count, packets := map[string]string{}, 0, 0
		for line := range strings.Lines(string(analyzed)) {
			var rule struct{ Raw, Type string }
			assert.NilError(t, json.Unmarshal([]byte(line), &rule))
			_, from, _ := strings.Cut(rule.Raw, " ")
			ends[strings.Split(from, " (")[0]] = rule.Type
			count++
			if rule.Type == "pkt" {
				packets++
			}
		}
		assert.Check(t, is.Equal(count, strings.Count(rules, "\npass ")), name)
		assert.Check(t, packets > 0, "%s has no rule of packets, so that this test proves nothing", name)
		for tunnel, kind := range ends {
			protocol, both, _ := strings.Cut(tunnel, " ")
			from, to, _ := strings.Cut(both, " -> ")
			answer := protocol + " " + to + " -> " + from
			assert.Check(t, kind != "pkt" || ends[answer] == "pkt", "%s: %s has no rule %s", name, tunnel, answer)
		}
	}
}

func TestProbeScript_AShellReadsIt(t *testing.T) {
	t.Parallel()
	requireShell(t)
	for name, flows := range sets(t) {
		script, err := render.ProbeScript(flows, addresses(), "sh")
		assert.NilError(t, err)
		_, err = syntax.NewParser(syntax.Variant(syntax.LangPOSIX)).Parse(strings.NewReader(script), "probe.sh")
		assert.Check(t, err, "%s is no POSIX script", name)
		output, err := run(t, script, "", "sh", "-n")
		assert.Check(t, err, "%s: %s", name, output)
	}
	_, err := run(t, "if true; then\n", "", "sh", "-n")
	assert.Check(t, err != nil, "the shell reads a broken script, so that this test proves nothing")
}

func TestProbeScript_IsValidPowerShell(t *testing.T) {
	t.Parallel()
	folder, err := filepath.Abs(filepath.Join("..", "tools", "powershell"))
	assert.NilError(t, err)
	requireProgram(t, "node", filepath.Join(folder, "node_modules", "tree-sitter-powershell"))
	for name, flows := range sets(t) {
		script, err := render.ProbeScript(flows, addresses(), "powershell")
		assert.NilError(t, err)
		output, err := run(t, script, folder, "node", "parse.js")
		assert.Check(t, err, "%s: %s", name, output)
	}
	_, err = run(t, "if ($x {\n", folder, "node", "parse.js")
	assert.Check(t, err != nil, "the grammar covers a broken script, so that this test proves nothing")
}

func portOf(listener net.Listener) int64 {
	return int64(netip.MustParseAddrPort(listener.Addr().String()).Port())
}

// listening returns the port of a listener on the loopback address. closed returns a port without a listener.
func listening(t *testing.T) (open, closed int64) {
	t.Helper()
	listen := func() (net.Listener, int64) {
		listener, err := new(net.ListenConfig).Listen(context.Background(), "tcp", "127.0.0.1:0")
		assert.NilError(t, err)
		return listener, portOf(listener)
	}
	listener, open := listen()
	unused, closed := listen()
	_ = unused.Close()
	t.Cleanup(func() { _ = listener.Close() })
	go func() {
		for {
			connection, err := listener.Accept()
			if err != nil {
				return
			}
			_ = connection.Close()
		}
	}()
	return open, closed
}

func TestProbeScript_ReportsOpenAndClosedPorts(t *testing.T) {
	t.Parallel()
	requireShell(t, "curl")
	open, closed := listening(t)
	here := traffic.Addresses{"mail_server": given("127.0.0.1/32"), "dns_server": given("127.0.0.1")}
	for name, test := range map[string]struct {
		flows []traffic.Flow
		want  []string
		ends  bool
	}{
		"open": {
			[]traffic.Flow{server("mail", "mail_server", "tcp", port(open)), server("dns", "dns_server", "udp", port(53))},
			[]string{"untested  dns  udp 127.0.0.1:53  (over UDP no answer proves nothing)", fmt.Sprintf("open      mail  tcp 127.0.0.1:%d", open), "0 closed, 0 untrusted, 1 not tried."},
			true,
		},
		"closed": {
			[]traffic.Flow{server("mail", "mail_server", "tcp", port(open)), server("other", "mail_server", "tcp", port(closed))},
			[]string{fmt.Sprintf("open      mail  tcp 127.0.0.1:%d", open), fmt.Sprintf("closed    other  tcp 127.0.0.1:%d", closed), "1 closed, 0 untrusted, 0 not tried."},
			false,
		},
	} {
		script, err := render.ProbeScript(test.flows, here, "sh")
		assert.NilError(t, err)
		output, err := run(t, script, "", "sh")
		assert.Check(t, is.DeepEqual(strings.Split(strings.TrimSpace(output), "\n"), test.want), name)
		assert.Check(t, is.Equal(err == nil, test.ends), name)
	}
}

// A server that answers 403 is open. Amazon S3 does so without a link. If the device does not trust the certificate, the script prints
// the issuer.
func TestProbeScript_ReportsAnyAnswerAsOpenAndPrintsTheIssuer(t *testing.T) {
	t.Parallel()
	requireShell(t, "curl")
	refuse := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusForbidden) })
	plain, secure := httptest.NewServer(refuse), httptest.NewUnstartedServer(refuse)
	secure.Config.ErrorLog = log.New(io.Discard, "", 0) // the refused certificate is what is tested
	secure.StartTLS()
	t.Cleanup(plain.Close)
	t.Cleanup(secure.Close)
	flow := func(key string, at *httptest.Server, application string) traffic.Flow {
		return traffic.Flow{Key: key, Destination: "proxy_server", Transport: "tcp", Applications: []string{application}, Ports: port(portOf(at.Listener))}
	}
	script, err := render.ProbeScript(
		[]traffic.Flow{flow("plain", plain, "http"), flow("secure", secure, "https")}, traffic.Addresses{"proxy_server": given("127.0.0.1/32")}, "sh")
	assert.NilError(t, err)
	authority := filepath.Join(t.TempDir(), "authority.pem")
	assert.NilError(t, os.WriteFile(authority, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: secure.Certificate().Raw}), 0o600))
	for name, test := range map[string]struct{ trust, want string }{
		"trusted": {"CURL_CA_BUNDLE=" + authority, "open      secure  " + secure.URL + "  (HTTP 403, certificate of O=Acme Co)\n0 closed, 0 untrusted, 0 not tried.\n"},
		"untrusted": {"CURL_CA_BUNDLE=", "untrusted secure  " + secure.URL + "  (reached, but this device does not trust the certificate: " +
			"does a proxy inspect TLS? (60) SSL certificate problem: self-signed certificate, certificate of O=Acme Co)\n0 closed, 1 untrusted, 0 not tried.\n"},
	} {
		command := exec.CommandContext(t.Context(), "sh")
		command.Stdin = strings.NewReader(script)
		command.Env = append(os.Environ(), "no_proxy=127.0.0.1", "NO_PROXY=127.0.0.1", test.trust)
		output, err := command.CombinedOutput()
		assert.Check(t, is.Equal(string(output), "open      plain  "+plain.URL+"  (HTTP 403)\n"+test.want), name)
		assert.Check(t, is.Equal(err == nil, name == "trusted"), name)
	}
}

// tlsServer returns a server with the certificate of httptest on an address. The server closes a connection after the handshake if silent.
func tlsServer(t *testing.T, address string, silent bool) *httptest.Server {
	t.Helper()
	server := httptest.NewUnstartedServer(http.NotFoundHandler())
	listener, err := new(net.ListenConfig).Listen(t.Context(), "tcp", address)
	assert.NilError(t, err)
	_ = server.Listener.Close()
	server.Listener, server.Config.ErrorLog = listener, log.New(io.Discard, "", 0)
	server.Config.ConnState = func(connection net.Conn, state http.ConnState) {
		if silent && state == http.StateActive {
			_ = connection.Close()
		}
	}
	server.StartTLS()
	t.Cleanup(server.Close)
	return server
}

// shells are the shells that the script runs in, as commands.
var shells = [][]string{{"dash"}, {"bash"}, {"busybox", "sh"}, {"mksh"}, {"zsh"}}

// toolFolder returns a folder with the programs that the script needs, and another nc or none.
func toolFolder(t *testing.T, nc string) string {
	t.Helper()
	folder := t.TempDir()
	tools := map[string]string{"nc": nc}
	for _, name := range []string{"curl", "grep", "head", "printf", "sed", "tail", "tr"} {
		tools[name] = name
	}
	for name, program := range tools {
		if program == "" {
			continue
		}
		path, err := exec.LookPath(program)
		assert.NilError(t, err)
		assert.NilError(t, os.Symlink(path, filepath.Join(folder, name)))
	}
	return folder
}

func TestProbeScript_RunsInEveryShell(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("runs fifteen combinations of shells and nc: make test")
	}
	requireShell(t, "bash", "busybox", "curl", "dash", "mksh", "nc", "zsh")
	secure, silent := tlsServer(t, "[::1]:0", false), tlsServer(t, "127.0.0.1:0", true)
	_, closed := listening(t)
	tlsTo := func(key, destination string, at *httptest.Server, hosts ...string) traffic.Flow {
		return traffic.Flow{Key: key, Destination: destination, Transport: "tcp", Applications: []string{"https"}, Ports: port(portOf(at.Listener)), Hosts: hosts}
	}
	script, err := render.ProbeScript([]traffic.Flow{
		tlsTo("ipv6", "proxy_server", secure), tlsTo("silent", "mail_server", silent), tlsTo("wrong_name", "mail_server", silent, "localhost"),
		server("tcp_closed", "mail_server", "tcp", port(closed)), server("tcp_ipv6", "proxy_server", "tcp", port(portOf(secure.Listener))),
	}, traffic.Addresses{"mail_server": given("127.0.0.1"), "proxy_server": given("::1")}, "sh")
	assert.NilError(t, err)
	want := strings.Join([]string{
		"open      ipv6  " + secure.URL + "  (HTTP 404, certificate of O=Acme Co)",
		"open      silent  " + silent.URL + "  (TLS, no HTTP answer, certificate of O=Acme Co)",
		fmt.Sprintf("closed    tcp_closed  tcp 127.0.0.1:%d", closed),
		"open      tcp_ipv6  tcp " + secure.Listener.Addr().String(),
		strings.Replace("untrusted wrong_name  "+silent.URL, "127.0.0.1", "localhost", 1) + "  (reached, but this device does not trust the certificate: does a proxy " +
			"inspect TLS? (60) SSL: no alternative certificate subject name matches target host name 'localhost', certificate of O=Acme Co)",
		"1 closed, 1 untrusted, 0 not tried.", "",
	}, "\n")
	home := t.TempDir()
	authority := filepath.Join(home, "authority.pem")
	assert.NilError(t, os.WriteFile(authority, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: secure.Certificate().Raw}), 0o600))
	assert.NilError(t, os.WriteFile(filepath.Join(home, ".curlrc"), []byte("insecure\nproxy = http://127.0.0.1:1\nwrite-out = code=200\n"), 0o600))
	commandOf := func(script, nc string, shell ...string) *exec.Cmd {
		program, err := exec.LookPath(shell[0])
		assert.NilError(t, err)
		file := filepath.Join(t.TempDir(), "probe.sh")
		assert.NilError(t, os.WriteFile(file, []byte(script), 0o600))
		command := exec.CommandContext(t.Context(), program, append(slices.Clone(shell[1:]), file)...)
		command.Env = []string{"PATH=" + toolFolder(t, nc), "HOME=" + home, "CURL_CA_BUNDLE=" + authority}
		return command
	}
	var running sync.WaitGroup
	for _, shell := range shells {
		for _, nc := range []string{"", "busybox", "nc"} {
			command := commandOf(script, nc, shell...)
			running.Go(func() { // curl waits some seconds for a server that says nothing
				output, _ := command.CombinedOutput()
				assert.Check(t, is.Equal(string(output), want), "%s with nc %q", shell[0], nc)
			})
		}
	}
	running.Wait()
	output, _ := commandOf(strings.ReplaceAll(script, "curl -q", "curl"), "", "dash").CombinedOutput()
	assert.Check(t, string(output) != want, "curl has no configuration, so that this test proves nothing")
}

// recorder is a program that writes its arguments to a file, and succeeds. It says that it has the option -z, as a full nc does.
const recorder = "#!/bin/sh\n[ \"$1\" = -h ] && echo ' -z' && exit\nprintf '%s\\n' \"$*\" >>\"$RECORD\"\n"

// attempts returns what the script must try: the URL of a host, or a host and a port.
func attempts(flows []traffic.Flow, to traffic.Addresses) []string {
	found := []string{}
	for _, flow := range flows {
		targets := flow.Hosts
		if flow.Destination != traffic.Internet {
			targets = nil
			for _, address := range to[flow.Destination] {
				targets = append(targets, strings.TrimSuffix(address.Text, "/32"))
			}
		}
		tls, http := flow.Web()
		for _, target := range targets {
			if flow.Transport == "udp" || flow.Ports.From != flow.Ports.To || strings.Contains(target, "*") {
				continue
			}
			if tls {
				found = append(found, fmt.Sprintf("https://%s:%d/", target, flow.Ports.From))
			}
			if http {
				found = append(found, fmt.Sprintf("http://%s:%d/", target, flow.Ports.From))
			}
			if flow.IsRaw() {
				found = append(found, fmt.Sprintf("%s %d", target, flow.Ports.From))
			}
		}
	}
	return slices.Sorted(slices.Values(found))
}

func TestProbeScript_TriesEachConnectionInEveryShell(t *testing.T) {
	t.Parallel()
	requireShell(t, "bash", "busybox", "dash", "mksh", "zsh")
	shells, to := shells, withoutIPv6(addresses())
	if testing.Short() {
		shells = shells[:1]
	}
	for name, flows := range sets(t) {
		script, err := render.ProbeScript(flows, to, "sh")
		assert.NilError(t, err)
		want := attempts(flows, to)
		for _, shell := range shells {
			program, err := exec.LookPath(shell[0])
			assert.NilError(t, err)
			folder := toolFolder(t, "")
			assert.NilError(t, os.Remove(filepath.Join(folder, "curl")))
			for file, text := range map[string]string{"curl": recorder, "nc": recorder, "probe.sh": script} {
				assert.NilError(t, os.WriteFile(filepath.Join(folder, file), []byte(text), 0o700))
			}
			record := filepath.Join(folder, "record")
			command := exec.CommandContext(t.Context(), program, append(slices.Clone(shell[1:]), filepath.Join(folder, "probe.sh"))...)
			command.Env = []string{"PATH=" + folder, "RECORD=" + record}
			output, err := command.CombinedOutput()
			assert.Check(t, err, "%s in %s: %s", name, shell, output)
			tried, err := os.ReadFile(record)
			assert.NilError(t, err)
			got := []string{}
			for line := range strings.Lines(string(tried)) {
				words := strings.Fields(line)
				if last := words[len(words)-1]; strings.Contains(last, "://") {
					got = append(got, last)
				} else {
					got = append(got, strings.Join(words[len(words)-2:], " "))
				}
			}
			slices.Sort(got)
			assert.Check(t, is.DeepEqual(got, want), "%s in %s", name, shell)
		}
		t.Logf("%s: %d requests in each of %d shells", name, len(want), len(shells))
	}
}
