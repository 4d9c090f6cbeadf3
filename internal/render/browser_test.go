// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package render_test

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"gotest.tools/v3/assert"
)

// browser is a Chromium without a window. Its protocol is messages with a zero byte after each:
// https://chromedevtools.github.io/devtools-protocol/
type browser struct {
	t       *testing.T
	in      io.Writer
	out     *bufio.Reader
	id      int
	session string   // of the one page
	events  []string // names of the events of the page, with what they are about
}

// requireBrowser returns the path of Chromium or Chrome, and skips a test like requireProgram if there is none.
func requireBrowser(t *testing.T) string {
	t.Helper()
	if testing.Short() {
		t.Skip("starts a browser: make test")
	}
	names := []string{"chromium", "google-chrome"}
	if found := slices.IndexFunc(names, func(name string) bool { _, err := exec.LookPath(name); return err == nil }); found > 0 {
		return names[found]
	}
	requireProgram(t, names[0])
	return names[0]
}

// browserFolder returns the folder with the scripts that run in a browser.
func browserFolder(t *testing.T) string {
	t.Helper()
	folder, err := filepath.Abs(filepath.Join("..", "tools", "browser", "node_modules"))
	assert.NilError(t, err)
	requireProgram(t, filepath.Join(folder, "axe-core"), filepath.Join(folder, "mermaid"))
	return folder
}

// openBrowser starts a browser with an empty page.
func openBrowser(t *testing.T, arguments ...string) *browser {
	t.Helper()
	program := requireBrowser(t)
	fromTest, in, err := os.Pipe()
	assert.NilError(t, err)
	out, toTest, err := os.Pipe()
	assert.NilError(t, err)
	// The browser finds no server but those of the tests. Its sandbox needs namespaces, which a container may not give. The pages are those of the tests.
	limit, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
	t.Cleanup(cancel)
	command := exec.CommandContext(limit, program, append([]string{
		"--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--remote-debugging-pipe", "--user-data-dir=" + t.TempDir(),
		"--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--hide-scrollbars",
	}, arguments...)...)
	command.ExtraFiles = []*os.File{fromTest, toTest} // 3 and 4 there
	command.Cancel = in.Close                         // ends the browser in order
	command.WaitDelay = 10 * time.Second
	assert.NilError(t, command.Start())
	_, _ = fromTest.Close(), toTest.Close()
	b := &browser{t: t, in: in, out: bufio.NewReader(out)}
	t.Cleanup(func() { _, _ = command.Wait(), out.Close() })
	var target struct{ TargetID, SessionID string }
	b.call("Target.createTarget", map[string]any{"url": "about:blank"}, &target)
	b.call("Target.attachToTarget", map[string]any{"targetId": target.TargetID, "flatten": true}, &target)
	b.session = target.SessionID
	for _, domain := range []string{"Page", "Network", "Runtime", "Log"} {
		b.call(domain+".enable", nil, nil)
	}
	return b
}

// message is what the browser sends: a result with the number of the call, or an event with the name of its method.
type message struct {
	ID     int
	Method string
	Result json.RawMessage
	Error  *struct{ Message string }
	Params json.RawMessage
}

func (b *browser) read() message {
	b.t.Helper()
	text, err := b.out.ReadBytes(0)
	assert.NilError(b.t, err, "the browser has ended")
	var received message
	assert.NilError(b.t, json.Unmarshal(text[:len(text)-1], &received))
	var about struct {
		Request   struct{ URL string }
		Entry     struct{ Text string }
		Message   string
		Exception json.RawMessage `json:"exceptionDetails"`
	}
	_ = json.Unmarshal(received.Params, &about)
	switch received.Method {
	case "Network.requestWillBeSent":
		b.events = append(b.events, "request "+about.Request.URL)
	case "Page.javascriptDialogOpening":
		b.events = append(b.events, "dialog "+about.Message)
		b.send("Page.handleJavaScriptDialog", map[string]any{"accept": true}) // the page waits for it
	case "Log.entryAdded":
		b.events = append(b.events, "log "+about.Entry.Text)
	case "Runtime.consoleAPICalled", "Runtime.exceptionThrown":
		b.events = append(b.events, string(received.Params))
	}
	return received
}

// send calls a method of the protocol. It returns the number of the call.
func (b *browser) send(method string, parameters any) int {
	b.t.Helper()
	b.id++
	request := map[string]any{"id": b.id, "method": method}
	if parameters != nil {
		request["params"] = parameters
	}
	if b.session != "" {
		request["sessionId"] = b.session
	}
	text, err := json.Marshal(request)
	assert.NilError(b.t, err)
	_, err = b.in.Write(append(text, 0))
	assert.NilError(b.t, err)
	return b.id
}

// call calls a method of the protocol and reads its result.
func (b *browser) call(method string, parameters, result any) {
	b.t.Helper()
	id := b.send(method, parameters)
	for {
		received := b.read()
		if received.ID != id {
			continue
		}
		if received.Error != nil {
			assert.NilError(b.t, errors.New(received.Error.Message), method)
		}
		if result != nil {
			assert.NilError(b.t, json.Unmarshal(received.Result, result))
		}
		return
	}
}

// open opens a page that the text is, and waits until it is loaded.
func (b *browser) open(html string) {
	b.t.Helper()
	file := filepath.Join(b.t.TempDir(), "page.html")
	assert.NilError(b.t, os.WriteFile(file, []byte(html), 0o600))
	b.events = nil
	b.call("Page.navigate", map[string]any{"url": "file://" + filepath.ToSlash(file)}, nil)
	for b.read().Method != "Page.loadEventFired" {
	}
}

// evaluate evaluates an expression of JavaScript in the page, and waits for a promise. A policy of the page does not restrict it.
func (b *browser) evaluate(expression string, result any) {
	b.t.Helper()
	var answer struct {
		Result           struct{ Value json.RawMessage }
		ExceptionDetails *struct {
			Text      string
			Exception struct{ Description string }
		}
	}
	b.call("Runtime.evaluate", map[string]any{"expression": expression, "awaitPromise": true, "returnByValue": true}, &answer)
	if failed := answer.ExceptionDetails; failed != nil {
		assert.NilError(b.t, fmt.Errorf("%s: %s", failed.Text, failed.Exception.Description))
	}
	if result != nil {
		assert.NilError(b.t, json.Unmarshal(answer.Result.Value, result))
	}
}

// load evaluates a script file.
func (b *browser) load(elements ...string) {
	b.t.Helper()
	script, err := os.ReadFile(filepath.Join(elements...))
	assert.NilError(b.t, err)
	b.evaluate(string(script)+"\n;0", nil)
}

// show sets the size of the window in pixels, and whether the user prefers light or dark colors.
func (b *browser) show(width, height int, scheme string) {
	b.t.Helper()
	b.call("Emulation.setDeviceMetricsOverride", map[string]any{"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false}, nil)
	b.call("Emulation.setEmulatedMedia", map[string]any{"features": []any{map[string]any{"name": "prefers-color-scheme", "value": scheme}}}, nil)
}

// picture returns a picture of the window in the format PNG. If PICTURES names a folder, a picture of the whole page is saved there.
func (b *browser) picture(name string) []byte {
	b.t.Helper()
	var picture struct{ Data []byte }
	b.call("Page.captureScreenshot", map[string]any{"captureBeyondViewport": os.Getenv("PICTURES") != ""}, &picture)
	b.save(name+".png", picture.Data)
	return picture.Data
}

// print returns the page as PDF.
func (b *browser) print(name string) []byte {
	b.t.Helper()
	var printed struct{ Data []byte }
	b.call("Page.printToPDF", map[string]any{"preferCSSPageSize": true, "printBackground": false, "paperWidth": 8.27, "paperHeight": 11.69}, &printed)
	b.save(name+".pdf", printed.Data)
	return printed.Data
}

func (b *browser) save(name string, content []byte) {
	b.t.Helper()
	if folder := os.Getenv("PICTURES"); folder != "" {
		assert.NilError(b.t, os.WriteFile(filepath.Join(folder, name), content, 0o600))
	}
}
