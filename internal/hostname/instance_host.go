// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package hostname

import (
	"errors"
	"fmt"
	"net/url"
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

const domain = ".nexthink.cloud"

// Host gives the host of an instance in a region, and none for an Engine, whose host has a number.
func (kind Kind) Host(instance, region string) string {
	switch kind {
	case Web:
		return instance + "." + region + domain
	case Data, API:
		return instance + "." + string(kind) + "." + region + domain
	case Login:
		return instance + "-login." + region + domain
	case Engine:
	}
	return ""
}

// InstanceHost is a host of a tenant, taken apart.
type InstanceHost struct {
	Instance string
	Region   string
	Kind     Kind
}

var (
	dataOrAPI    = wording.Form(`^([^.]+)\.(data|api)\.([^.]+)$`)
	derived      = wording.Form(`^(.+)-(login|engine)(-[1-9][0-9]{0,2})?\.([^.]+)$`)
	plain        = wording.Form(`^([^.]+)\.([^.]+)$`)
	acceptedURLs = "give a host or URL of a tenant such as acme.eu.nexthink.cloud or https://acme.api.eu.nexthink.cloud/"
)

// ParseInstanceURL takes a host or URL of a tenant apart. The regions are the codes that there are.
func ParseInstanceURL(given string, regions []string) (InstanceHost, error) {
	host, err := hostOf(given)
	if err != nil {
		return InstanceHost{}, err
	}
	front, under := strings.CutSuffix(host, domain)
	if !under || front == "" {
		return InstanceHost{}, fmt.Errorf("the host of %s is not under nexthink.cloud; %s", wording.Quote(given), acceptedURLs)
	}
	found, ok := takeApart(front)
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

func takeApart(front string) (InstanceHost, bool) {
	if parts := dataOrAPI().FindStringSubmatch(front); parts != nil {
		return InstanceHost{parts[1], parts[3], Kind(parts[2])}, true
	}
	if parts := derived().FindStringSubmatch(front); parts != nil && (parts[2] == string(Engine)) == (parts[3] != "") {
		return InstanceHost{parts[1], parts[4], Kind(parts[2])}, true
	}
	if parts := plain().FindStringSubmatch(front); parts != nil {
		return InstanceHost{parts[1], parts[2], Web}, true
	}
	return InstanceHost{}, false
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
