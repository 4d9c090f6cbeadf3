// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package hostname

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/nexthink/terraform-provider-nexthink/internal/wording"
)

// AnyInstance is the instance that stands for every tenant.
const AnyInstance = "*"

// MaxEngines is the highest number of an Engine host that the provider accepts.
const MaxEngines = 999

const (
	maxLabel      = 63
	longestSuffix = "-engine-999"
)

// MaxInstanceLength is the maximum length of an instance: a longer one would make an Engine host invalid.
const MaxInstanceLength = maxLabel - len(longestSuffix)

// reservedLabels are the first labels of Nexthink's own hosts.
var reservedLabels = []string{"agora", "api", "data"}

var (
	derivedLabel        = wording.LazyRegexp(`^(.*?)(?:-login|-engine-[0-9]+)$`)
	acceptInstance      = fmt.Sprintf("give the first label of the tenant's URL, with 1 to %d characters a-z, 0-9 and hyphens, such as acme", MaxInstanceLength)
	acceptInstanceOrAny = acceptInstance + `, or "*" for every tenant`
)

// CheckInstance returns an error if the name is neither a valid instance nor [AnyInstance]. The error says what is valid. Labels that
// Nexthink uses itself are not valid: a host that is built from them belongs to someone else.
func CheckInstance(name string) error {
	if name == AnyInstance {
		return nil
	}
	switch derived := derivedLabel().FindStringSubmatch(name); {
	case name == "":
		return errors.New("the instance is empty; " + acceptInstanceOrAny)
	case strings.ContainsAny(name, "./:"):
		return instanceInHost(name)
	case !hostLabel().MatchString(name):
		return instanceCharacters(name)
	case len(name) > MaxInstanceLength:
		return fmt.Errorf("%s has %d characters; it can have %d, because its longest host begins with <instance>%s",
			wording.Quote(name), len(name), MaxInstanceLength, longestSuffix)
	case slices.Contains(reservedLabels, name):
		return fmt.Errorf("%q is a part of Nexthink's own hosts, not a tenant; %s", name, acceptInstanceOrAny)
	case derived != nil:
		return fmt.Errorf("%q is the label of another host of the tenant; give %q", name, derived[1])
	}
	return nil
}

// instanceInHost returns the error for a URL or host that was copied from the browser. It names the part to keep.
func instanceInHost(name string) error {
	what := "a whole host"
	if strings.ContainsAny(name, "/:") {
		what = "a URL"
	}
	label := firstLabel(name)
	if !hostLabel().MatchString(label) || slices.Contains(reservedLabels, label) {
		return fmt.Errorf("%s is %s, not the name of a tenant; %s", wording.Quote(name), what, acceptInstanceOrAny)
	}
	return fmt.Errorf("%s is %s; give only the name of the tenant, %s", wording.Quote(name), what, wording.Quote(label))
}

// firstLabel returns the instance in a URL or host, or something else if there is none.
func firstLabel(pasted string) string {
	host, _ := hostIn(strings.ToLower(pasted))
	label, _, _ := strings.Cut(strings.TrimSpace(host), ".")
	if derived := derivedLabel().FindStringSubmatch(label); derived != nil {
		return derived[1]
	}
	return label
}

// instanceCharacters returns the error for a name that is not a label of a host.
func instanceCharacters(name string) error {
	quoted := wording.Quote(name)
	switch lower := strings.ToLower(name); {
	case strings.Contains(name, "*"):
		return fmt.Errorf(`%s has a wildcard and other characters; "*" must be alone, for every tenant. Otherwise, %s`, quoted, acceptInstance)
	case strings.ContainsAny(name, " \t\r\n"):
		return fmt.Errorf("%s contains white space; %s", quoted, acceptInstanceOrAny)
	case hostLabel().MatchString(lower):
		return fmt.Errorf("%s has upper-case letters; write host names in lower case: %s", quoted, wording.Quote(lower))
	case strings.HasPrefix(name, "-") || strings.HasSuffix(name, "-"):
		return fmt.Errorf("%s begins or ends with a hyphen; %s", quoted, acceptInstanceOrAny)
	}
	other, _ := utf8.DecodeRuneInString(strings.TrimLeft(name, "abcdefghijklmnopqrstuvwxyz0123456789-"))
	return fmt.Errorf("%s has the character %q, which is not valid in the name of a tenant; %s", quoted, other, acceptInstanceOrAny)
}
