// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package render_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"gotest.tools/v3/assert"
	is "gotest.tools/v3/assert/cmp"

	"github.com/nexthink/terraform-provider-nexthink/internal/render"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// hostileTexts are texts that leave their place in a page, a drawing, a table or a Mermaid text that does not escape them.
var hostileTexts = []string{
	`</svg><script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, `</style></title></desc><svg onload=alert(1)>`, `javascript:alert(1)`, `{{.Title}} ${alert(1)}`,
	"x\"]; click s1 call alert()\n%%{init: {\"securityLevel\": \"loose\"}}%%", "```\n# Heading", `"] --> e["`, "`**bold**`", "style x fill:red;#quot;", "end", "1. one", "- item", "<br>",
	`| a \| b \\| c |`, `@octocat :smile: :100:14: $a$ $x^2$ #1 GH-1 !1`, `2001:a:b:ab::1`, `![x](http://example.com/x.png) [a](b)`, `*a* _b_ ~c~ <!-- d -->`, `&lt;b&gt; &#58;`,
	`日本語のとても長いラベル 日本語のとても長いラベル 日本語のとても長いラベル 日本語のとても長いラベル`, strings.Repeat("long-", 60), "👩‍💻 emoji é",
}

// hostileRequirements returns requirements in which each text of a user is hostile.
func hostileRequirements() ([]render.ChangeRequirement, traffic.Addresses, map[string]string) {
	to, requirements, details := traffic.Addresses{}, []render.ChangeRequirement{}, map[string]string{}
	for i, text := range hostileTexts {
		requirement := render.ChangeRequirement{
			Flow: server(fmt.Sprintf("row_%02d", i), "domain_controller", "tcp", port(int64(100+i))), Product: text, Source: text, Condition: text, Note: text, Inferred: []string{text},
		}
		requirement.Purpose, requirement.DocumentationURLs = text, []string{text, "https://example.com/" + text}
		requirements, details[text] = append(requirements, requirement), text
		to["domain_controller"] = append(to["domain_controller"], traffic.Address{Label: "label " + text, Text: text})
	}
	return requirements, to, details
}

// changeSets returns two requests in a format: the whole catalog, and hostile texts.
func changeSets(t *testing.T, format string) map[string]string {
	t.Helper()
	texts := map[string]string{}
	for name, render := range map[string]func() (string, error){
		"catalog": func() (string, error) { return renderers()["change_request_"+format](wholeCatalog(t), addresses()) },
		"hostile": func() (string, error) {
			requirements, to, details := hostileRequirements()
			return render.ChangeRequest(requirements, to, details, format)
		},
	} {
		text, err := render()
		assert.NilError(t, err)
		texts[name] = text
	}
	return texts
}

// shown returns the texts of users as every format shows them: one line without characters that no one sees.
func shown() []string {
	texts := []string{}
	for _, text := range hostileTexts {
		texts = append(texts, strings.ReplaceAll(strings.Join(strings.Fields(text), " "), "\u200d", ""))
	}
	slices.Sort(texts)
	return texts
}

// accessible are the rules of axe-core that the page violates, and how many it holds.
type accessible struct {
	Violations []struct {
		ID    string
		Nodes []struct{ HTML, FailureSummary string }
	}
	Passes []struct{ ID string }
}

func TestChangeRequest_IsAnAccessiblePageThatRunsNothing(t *testing.T) {
	t.Parallel()
	folder := browserFolder(t)
	b := openBrowser(t)
	for name, html := range changeSets(t, "html") {
		pictures := map[string][]byte{}
		for _, scheme := range []string{"light", "dark"} {
			b.show(980, 800, scheme)
			b.open(html)
			assert.Check(t, is.Len(b.events, 1), "%s: the page requests or runs something: %q", name, b.events)
			pictures[scheme] = b.picture("html-" + name + "-" + scheme)
			var page struct {
				Active, Outside, Columns, Why []string
				Texts                         int
				Contrast                      float64
			}
			b.evaluate(pageFacts, &page)
			assert.Check(t, is.Len(page.Active, 0), name)
			assert.Check(t, is.Len(page.Outside, 0), "%s: texts outside of their boxes", name)
			assert.Check(t, page.Texts > 20 && page.Contrast >= 4.5, "%s, %s: %d texts with a contrast of %f or more", name, scheme, page.Texts, page.Contrast)
			if name == "hostile" {
				slices.Sort(page.Why)
				assert.Check(t, is.DeepEqual(page.Why, shown()))
			} else {
				assert.Check(t, is.DeepEqual(page.Columns, []string{"No.", "From", "To", "Hosts", "Port", "Protocol", "Why"}), "columns on the first screen")
			}
			b.load(folder, "axe-core", "axe.min.js")
			var found accessible
			b.evaluate(`axe.run(document, {resultTypes: ["violations"]})`, &found)
			assert.Check(t, is.Len(found.Violations, 0), "%s, %s", name, scheme)
			assert.Check(t, len(found.Passes) > 20, "%s: axe-core has checked %d rules only", name, len(found.Passes))
		}
		assert.Check(t, !bytes.Equal(pictures["light"], pictures["dark"]), "%s: dark is as light", name)
		assert.Check(t, bytes.HasPrefix(b.print("html-"+name), []byte("%PDF-")), name)
	}
	b.open(`<!DOCTYPE html><title>x</title><img src=x><script>alert(1)</script>`)
	assert.Check(t, len(b.events) > 3, "the browser does not tell what a page does, so that this test proves nothing: %q", b.events)
	var found accessible
	b.load(folder, "axe-core", "axe.min.js")
	b.evaluate(`axe.run()`, &found)
	assert.Check(t, len(found.Violations) > 0, "axe-core finds nothing, so that this test proves nothing")
}

// pageFacts are the elements that could run or load something, texts outside of their boxes, the columns on the first screen, the reasons in
// the table, and the lowest contrast of a text in the drawing.
const pageFacts = `(() => {
  const inside = (a, b) => a.left >= b.left && a.right <= b.right && a.top >= b.top && a.bottom <= b.bottom;
  const all = (selector) => [...document.querySelectorAll(selector)];
  const light = (color) => color.match(/\d+/g).slice(0, 3).map((part) => part / 255)
    .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4).reduce((sum, part, i) => sum + part * [0.2126, 0.7152, 0.0722][i], 0);
  const contrast = (a, b) => (Math.max(light(a), light(b)) + 0.05) / (Math.min(light(a), light(b)) + 0.05);
  const texts = all("svg text");
  const boxes = all("svg rect").map((box) => box.getBoundingClientRect());
  const drawing = document.querySelector("svg").getBoundingClientRect();
  const fill = getComputedStyle(document.querySelector("svg rect")).fill;
  const page = getComputedStyle(document.body).backgroundColor;
  const isPorts = (text) => text.getAttribute("class") === "ports";
  return {
    Active: all("script, img, iframe, object, embed, foreignObject, link, form, [onload], [onerror], [href^='javascript']").map((element) => element.outerHTML),
    Outside: texts.filter((text) => !(isPorts(text) ? [drawing] : boxes).some((box) => inside(text.getBoundingClientRect(), box)))
      .map((text) => text.textContent).concat(document.documentElement.scrollWidth > innerWidth ? ["the page is wider than the window"] : []),
    Columns: all("thead th").filter((cell) => inside(cell.getBoundingClientRect(), { left: 0, top: 0, right: innerWidth, bottom: innerHeight }))
      .map((cell) => cell.textContent),
    Why: all(".why").map((cell) => cell.textContent),
    Texts: texts.length,
    Contrast: Math.min(...texts.map((text) => contrast(getComputedStyle(text).fill, isPorts(text) ? page : fill))),
  };
})()`

// The drawing and the Mermaid text show the same texts.
func TestChangeRequest_MermaidDrawsTheSameDiagram(t *testing.T) {
	t.Parallel()
	folder := browserFolder(t)
	b := openBrowser(t)
	b.show(980, 800, "light")
	pages := changeSets(t, "html")
	sorted := func(texts []string) []string { return slices.Sorted(slices.Values(texts)) }
	for name, text := range changeSets(t, "markdown") {
		_, diagram, found := strings.Cut(text, "```mermaid\n")
		diagram, _, _ = strings.Cut(diagram, "```\n")
		assert.Assert(t, found, text)
		b.open(pages[name])
		var texts, got []string
		b.evaluate(`[...document.querySelectorAll("svg text")].map((text) => text.textContent)`, &texts)
		b.open(`<!DOCTYPE html><title>x</title><div id="place"></div>`)
		b.load(folder, "mermaid", "dist", "mermaid.min.js")
		b.evaluate(fmt.Sprintf(mermaidTexts, diagram), &got)
		b.picture("mermaid-" + name)
		assert.Check(t, is.DeepEqual(sorted(got), sorted(texts)), name)
		assert.Check(t, is.Len(b.events, 1), "%s: %q", name, b.events)
	}
}

// mermaidTexts draws a Mermaid text in the page and returns the texts that it shows. A label has a text for each of its lines.
const mermaidTexts = `(async () => {
  mermaid.initialize({ startOnLoad: false });
  place.innerHTML = (await mermaid.render("drawing", %q)).svg;
  if (place.querySelector("script, img, iframe, a")) throw new Error(place.innerHTML);
  return [...place.querySelectorAll("p")].flatMap((label) => {
    label.querySelectorAll("br").forEach((line) => line.replaceWith("\n"));
    return label.textContent.split("\n");
  });
})()`

// BenchmarkChangeRequest renders 25 requirements with a diagram. The baseline renders them as CSV, which has none. Limit: 2 ms.
func BenchmarkChangeRequest(b *testing.B) {
	requirements, to := changeRequirements(wholeCatalog(b)[:25]), addresses()
	for _, format := range []string{"html", "markdown"} {
		for of, rendered := range map[string]string{"baseline": "csv", "nexthink": format} {
			b.Run("format="+format+"/of="+of, func(b *testing.B) {
				for b.Loop() {
					if _, err := render.ChangeRequest(requirements, to, nil, rendered); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
