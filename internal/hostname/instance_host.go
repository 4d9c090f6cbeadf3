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

// Kind says what a host of an instance is for.
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

// domain returns what every host of a tenant ends in, from the dot on.
func (templates Templates) domain() string {
	_, domain, _ := strings.Cut(templates[Web], "{region}")
	return domain
}

// InstanceHost is a host of a tenant, taken apart.
type InstanceHost struct {
	Instance string
	Region   string
	Kind     Kind
}

const acceptedURLs = "give a host or URL of a tenant such as acme.eu.nexthink.cloud or https://acme.api.eu.nexthink.cloud/"

// Parse takes a host or URL of a tenant apart. The regions are the codes that there are.
func (templates Templates) Parse(given string, regions []string) (InstanceHost, error) {
	host, err := hostOf(given)
	if err != nil {
		return InstanceHost{}, err
	}
	domain := templates.domain()
	if front, under := strings.CutSuffix(host, domain); !under || front == "" {
		return InstanceHost{}, fmt.Errorf("the host of %s is not under %s; %s", wording.Quote(given), strings.TrimPrefix(domain, "."), acceptedURLs)
	}
	found, ok := templates.takeApart(host)
	if !ok {
		return InstanceHost{}, fmt.Errorf("%s has not the form of a tenant's host; %s", wording.Quote(host), acceptedURLs)
	}
	if !slices.Contains(regions, found.Region) {
		return InstanceHost{}, errors.New(wording.Unknown(found.Region, "Nexthink region", regions, "") + ", as in acme.eu.nexthink.cloud")
	}
	if found.Instance == AnyInstance {
		return InstanceHost{}, fmt.Errorf("%s stands for every tenant; %s", wording.Quote(host), acceptedURLs)
	}
	return found, CheckInstance(found.Instance)
}

// takeApart finds the template that the host follows. The template of the web host is the shortest and tried last: it also
// matches the host of an Engine.
func (templates Templates) takeApart(host string) (InstanceHost, bool) {
	kinds := slices.SortedFunc(maps.Keys(templates), func(a, b Kind) int { return cmp.Compare(len(templates[b]), len(templates[a])) })
	for _, kind := range kinds {
		if parts := formOf(templates[kind]).FindStringSubmatch(host); parts != nil {
			return InstanceHost{parts[1], parts[2], kind}, true
		}
	}
	return InstanceHost{}, false
}

// formOf returns the expression of a template, in which {instance} comes before {region}.
func formOf(template string) *regexp.Regexp {
	expression := strings.NewReplacer(`\{instance\}`, `([^.]+)`, `\{region\}`, `([^.]+)`, `\{engine\}`, `[1-9][0-9]{0,2}`).Replace(regexp.QuoteMeta(template))
	return regexp.MustCompile("^" + expression + "$")
}

// hostOf gives the host of a URL, or what is one without a scheme, in lower case. A URL that carries a password is refused
// without being repeated.
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
		return "", errors.New("this is no URL; " + acceptedURLs)
	case parsed.User != nil:
		return "", errors.New("the URL has a user or password in it; leave that out: " + acceptedURLs)
	case parsed.Scheme != "https" && parsed.Scheme != "http":
		return "", fmt.Errorf("the scheme %s is not that of a web address; %s", wording.Quote(parsed.Scheme), acceptedURLs)
	case parsed.Port() != "" && parsed.Port() != "443" && parsed.Port() != "80":
		return "", fmt.Errorf("the port %s is none of a tenant's hosts; %s", wording.Quote(parsed.Port()), acceptedURLs)
	}
	return strings.TrimSuffix(strings.ToLower(parsed.Hostname()), "."), nil
}
