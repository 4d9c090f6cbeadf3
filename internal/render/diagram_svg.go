// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package render

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Sizes of a drawing in pixels.
const (
	lineHeight   = 18
	padding      = 12
	boxGap       = 20
	sourceHeight = 2 * lineHeight
	headerHeight = 28
	curveWidth   = 110
)

// drawing is a diagram as shapes: sources at the left, destinations at the right, and a line for each connection.
type drawing struct {
	Width, Height int
	Summary       string // the diagram in words
	Boxes         []drawnBox
	Lines         []drawnLine
	Texts         []drawnText
}

type drawnBox struct{ X, Y, Width, Height int }

// drawnLine is a curve from a source to the start of its label, and a straight line with an arrowhead below the label.
type drawnLine struct{ FromX, FromY, LabelX, ToX, ToY, Middle int }

type drawnText struct {
	Class string // "name", "host" or "ports"
	X, Y  int
	Text  string
}

func (d *drawing) text(class string, x, y int, text string) {
	d.Texts = append(d.Texts, drawnText{class, x, y, text})
}

// pixels returns the width of the longest text. A character of a monospaced font is about 0.6 times as wide as the font is high, which is
// 12 pixels.
func pixels(texts ...string) int {
	widest := 0
	for _, text := range texts {
		widest = max(widest, textWidth(text))
	}
	return (widest*73 + 9) / 10
}

// draw places the shapes from top to bottom.
func (d diagram) draw() *drawing {
	ports, targets := []string{}, []string{}
	for _, destination := range d.destinations {
		targets = append(targets, destination.name)
		for _, line := range destination.connections {
			ports, targets = append(ports, line.ports), append(targets, line.hosts...)
		}
	}
	sourceWidth, targetWidth := pixels(d.sources...)+2*padding, pixels(targets...)+2*padding
	labelX := 1 + sourceWidth + curveWidth
	targetX := labelX + pixels(ports...) + 2*padding
	result := &drawing{Width: targetX + targetWidth + 1}
	summary, lines := []string{}, map[string][]drawnLine{} // by source
	y := 1
	for _, destination := range d.destinations {
		result.Boxes = append(result.Boxes, drawnBox{targetX, y, targetWidth, headerHeight})
		result.text("name", targetX+padding, y+lineHeight, destination.name)
		y += headerHeight
		for _, line := range destination.connections {
			height := len(line.hosts)*lineHeight + padding
			result.Boxes = append(result.Boxes, drawnBox{targetX, y, targetWidth, height})
			for i, host := range line.hosts {
				result.text("host", targetX+padding, y+padding/2+i*lineHeight+13, host)
			}
			middle := y + height/2
			result.text("ports", labelX+padding/2, middle-5, line.ports)
			lines[line.source] = append(lines[line.source], drawnLine{LabelX: labelX, ToX: targetX, ToY: middle, Middle: labelX - curveWidth/2})
			summary = append(summary, fmt.Sprintf("%s to %s on %s", line.source, destination.name, line.ports))
			y += height
		}
		y += boxGap
	}
	result.Height = max(y-boxGap, result.drawSources(lines, sourceWidth)) + 1
	result.Summary = "Connections: " + strings.Join(summary, "; ") + "."
	return result
}

// drawSources places each source at the mean height of its lines, below the source before it. It returns the lowest height.
func (d *drawing) drawSources(lines map[string][]drawnLine, width int) int {
	mean := func(source string) int {
		sum := 0
		for _, line := range lines[source] {
			sum += line.ToY
		}
		return sum / len(lines[source])
	}
	order := slices.SortedFunc(maps.Keys(lines), func(a, b string) int { return cmp.Or(cmp.Compare(mean(a), mean(b)), cmp.Compare(a, b)) })
	bottom := 1
	for _, source := range order {
		top := max(bottom, mean(source)-sourceHeight/2)
		d.Boxes = append(d.Boxes, drawnBox{1, top, width, sourceHeight})
		d.text("name", 1+padding, top+sourceHeight/2+4, source)
		for _, line := range lines[source] {
			line.FromX, line.FromY = 1+width, top+sourceHeight/2
			d.Lines = append(d.Lines, line)
		}
		bottom = top + sourceHeight + boxGap
	}
	return bottom - boxGap
}
