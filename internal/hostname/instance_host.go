// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package hostname

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/nexthink/terraform-provider-nexthink/internal/wording"
)

// Kind is the purpose of a tenant's host.
type Kind string

// The kinds of hosts that a tenant has.
const (
	Web    Kind = "web"    // the web interface
	Data   Kind = "data"   // the Collector channel
	API    Kind = "api"    // the public API
	Login  Kind = "login"  // single sign-on and the token endpoint
	Engine Kind = "engine" // a classic Engine, numbered from 1
)

// Templates are the hosts of a tenant by kind. Each has the placeholders {instance} and {region}, and the host of an Engine {engine}.
type Templates map[Kind]string

// Host returns the host of an instance in a region. It returns "" for an Engine, whose host has a number.
func (templates Templates) Host(kind Kind, instance, region string) string {
	hosts := Expand([]string{templates[kind]}, Values{Instance: instance, Region: region})
	return strings.Join(hosts, "")
}

// domain returns the end of every tenant's host, with its first dot.
func (templates Templates) domain() string {
	_, domain, _ := strings.Cut(templates[Web], "{region}")
	return domain
}

// InstanceHost is the parts of a tenant's host.
type InstanceHost struct {
	Instance string
	Region   string
	Kind     Kind
}

const acceptedURLs = "give a host or URL of a tenant such as acme.eu.nexthink.cloud or https://acme.api.eu.nexthink.cloud/"

// Parse parses a host or URL of a tenant. The regions are the valid codes.
func (templates Templates) Parse(given string, regions []string) (InstanceHost, error) {
	host, err := hostOf(given)
	if err != nil {
		return InstanceHost{}, err
	}
	domain := templates.domain()
	if front, under := strings.CutSuffix(host, domain); !under || front == "" {
		return InstanceHost{}, fmt.Errorf("the host of %s is not under %s; %s", wording.Quote(given), strings.TrimPrefix(domain, "."), acceptedURLs)
	}
	found, ok := templates.parseHost(host)
	if !ok {
		return InstanceHost{}, fmt.Errorf("%s is not a valid host of a tenant; %s", wording.Quote(host), acceptedURLs)
	}
	if !slices.Contains(regions, found.Region) {
		return InstanceHost{}, errors.New(wording.Unknown(found.Region, "Nexthink region", regions, "") + ", as in acme.eu.nexthink.cloud")
	}
	if found.Instance == AnyInstance {
		return InstanceHost{}, fmt.Errorf("%s is for every tenant; %s", wording.Quote(host), acceptedURLs)
	}
	return found, CheckInstance(found.Instance)
}

// parseHost tries the longest template first: the shortest one, that of the web host, also matches the host of an Engine.
func (templates Templates) parseHost(host string) (InstanceHost, bool) {
	kinds := slices.SortedFunc(maps.Keys(templates), func(a, b Kind) int { return cmp.Compare(len(templates[b]), len(templates[a])) })
	for _, kind := range kinds {
		if parts := patternOf(templates[kind]).FindStringSubmatch(host); parts != nil {
			return InstanceHost{parts[1], parts[2], kind}, true
		}
	}
	return InstanceHost{}, false
}

// patternOf returns the regular expression of a template. In each template, {instance} comes before {region}.
func patternOf(template string) *regexp.Regexp {
	expression := strings.NewReplacer(`\{instance\}`, `([^.]+)`, `\{region\}`, `([^.]+)`, `\{engine\}`, `[1-9][0-9]{0,2}`).Replace(regexp.QuoteMeta(template))
	return regexp.MustCompile("^" + expression + "$")
}

// hostOf returns the host of a URL, which may have no scheme, in lower case. Its error for a URL with a password does not repeat
// the URL.
func hostOf(given string) (string, error) {
	text := given
	if !strings.Contains(text, "://") {
		text = "https://" + text
	}
	parsed, err := url.Parse(text)
	switch {
	case given == "":
		return "", errors.New("the URL is empty; " + acceptedURLs)
	case err != nil:
		return "", errors.New("this is not a URL; " + acceptedURLs)
	case parsed.User != nil:
		return "", errors.New("the URL has a user or password; leave it out, and " + acceptedURLs)
	case parsed.Scheme != "https" && parsed.Scheme != "http":
		return "", fmt.Errorf("the scheme %s is not http or https; %s", wording.Quote(parsed.Scheme), acceptedURLs)
	case parsed.Port() != "" && parsed.Port() != "443" && parsed.Port() != "80":
		return "", fmt.Errorf("the port %s is not a port of a tenant's host; %s", wording.Quote(parsed.Port()), acceptedURLs)
	}
	return strings.TrimSuffix(strings.ToLower(parsed.Hostname()), "."), nil
}
