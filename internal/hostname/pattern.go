// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package hostname

import (
	"errors"
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"github.com/nexthink/terraform-provider-nexthink/internal/wording"
)

const (
	wildcard = "*."
	maxName  = 253
)

var (
	hostLabel     = wording.LazyRegexp(`^[a-z0-9]([a-z0-9-]*[a-z0-9])?$`)
	acceptPattern = "give a host name in lower case such as acme.eu.nexthink.cloud, or one wildcard label before it such as *.eu.nexthink.cloud"
)

// IsWildcard tells whether the pattern begins with a wildcard label.
func IsWildcard(pattern string) bool {
	return strings.HasPrefix(pattern, wildcard)
}

// CheckPattern returns an error if the text is not a valid host name or pattern. A valid one has two or more labels of
// lower-case letters, digits and hyphens, after at most one wildcard label. The error says what is valid.
func CheckPattern(pattern string) error {
	if pattern == "" {
		return errors.New("the host is empty; " + acceptPattern)
	}
	name := strings.TrimPrefix(pattern, wildcard)
	if err := checkPatternNoURL(pattern); err != nil {
		return err
	}
	quoted := wording.Quote(pattern)
	switch lower := strings.ToLower(pattern); {
	case strings.Contains(name, "*"):
		return fmt.Errorf("%s has a wildcard that is not its whole first label; %s", quoted, acceptPattern)
	case isAddress(name):
		return fmt.Errorf("%s is an IP address; hosts are names; give the address to a rule of the firewall instead", quoted)
	case strings.HasSuffix(name, "."):
		return fmt.Errorf("%s ends with a dot; leave the dot out", quoted)
	case lower != pattern && CheckPattern(lower) == nil:
		return fmt.Errorf("%s has upper-case letters; write hosts in lower case: %q", quoted, lower)
	case len(name) > maxName:
		return fmt.Errorf("%s has %d characters; a host name has at most %d", quoted, len(name), maxName)
	}
	return checkLabels(quoted, strings.Split(name, "."))
}

func checkPatternNoURL(pattern string) error {
	host, hasMore := hostIn(pattern)
	if !hasMore || isAddress(pattern) {
		return nil
	}
	if CheckPattern(host) != nil {
		return fmt.Errorf("%s is not a valid host; %s", wording.Quote(pattern), acceptPattern)
	}
	return fmt.Errorf("%s has a scheme, a port or a path; give the host: %q", wording.Quote(pattern), host)
}

// hostIn returns the host in a text, and whether the text has a scheme, a port or a path too.
func hostIn(text string) (host string, hasMore bool) {
	_, host, hasScheme := strings.Cut(text, "://")
	if !hasScheme {
		host = text
	}
	host, _, hasPath := strings.Cut(host, "/")
	host, _, hasPort := strings.Cut(host, ":")
	return host, hasScheme || hasPath || hasPort
}

// isAddress also accepts a prefix such as 10.0.0.0/8.
func isAddress(text string) bool {
	_, err := netip.ParseAddr(strings.Trim(text, "[]"))
	if err != nil {
		_, err = netip.ParsePrefix(text)
	}
	return err == nil
}

func checkLabels(quoted string, labels []string) error {
	if len(labels) < 2 {
		return fmt.Errorf("%s has one label only; %s", quoted, acceptPattern)
	}
	for _, label := range labels {
		switch {
		case len(label) > maxLabel:
			return fmt.Errorf("%s has a label of %d characters; a label has at most %d", quoted, len(label), maxLabel)
		case !hostLabel().MatchString(label):
			return fmt.Errorf("%s is not a valid host: %s is not a label of letters, digits and hyphens; %s",
				quoted, wording.Quote(label), acceptPattern)
		}
	}
	if last := labels[len(labels)-1]; strings.Trim(last, "0123456789") == "" {
		return fmt.Errorf("%s ends in a number, which is not valid; %s", quoted, acceptPattern)
	}
	return nil
}

// Wildcard is what the wildcard of a firewall matches. Firewalls differ in this.
type Wildcard struct {
	Apex   bool // *.example.com also matches example.com
	Labels int  // the maximum number of labels; 0 for any number
}

// Minimal removes the patterns that another one of the list covers.
func (w Wildcard) Minimal(patterns []string) []string {
	wildcards := make(map[string]bool)
	for _, pattern := range patterns {
		if IsWildcard(pattern) {
			wildcards[pattern] = true
		}
	}
	return slices.DeleteFunc(slices.Clone(patterns), func(pattern string) bool {
		for name, found := strings.TrimPrefix(pattern, wildcard), true; found; _, name, found = strings.Cut(name, ".") {
			if wider := wildcard + name; wider != pattern && wildcards[wider] && w.Covers(wider, pattern) {
				return true
			}
		}
		return false
	})
}

// AnyDepth returns a wildcard that matches one or more labels.
func AnyDepth() Wildcard { return Wildcard{} }

// Depth returns how many labels the wildcard matches, in words.
func (w Wildcard) Depth() string {
	switch w.Labels {
	case 0:
		return "any depth"
	case 1:
		return "one label"
	}
	return fmt.Sprintf("up to %d labels", w.Labels)
}

// Covers reports whether the pattern matches every name that the wanted pattern stands for. Only the wildcard of the pattern is that
// of a firewall. The wildcard of the wanted pattern matches exactly one label.
func (w Wildcard) Covers(pattern, wanted string) bool {
	if !IsWildcard(pattern) {
		return pattern == wanted
	}
	suffix := strings.TrimPrefix(pattern, wildcard)
	name := strings.TrimPrefix(wanted, wildcard)
	if name == suffix {
		return IsWildcard(wanted) || w.Apex
	}
	front, under := strings.CutSuffix(name, "."+suffix)
	if !under {
		return false
	}
	depth := strings.Count(front, ".") + 1
	if IsWildcard(wanted) {
		depth++
	}
	return w.Labels == 0 || depth <= w.Labels
}
