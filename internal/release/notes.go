// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"fmt"
	"strings"
)

// notes returns the section of the changelog for the version of a tag, without its heading. A release candidate such as v1.0.0-rc.1
// has the section of v1.0.0, unless it has its own. It is an error if there is no section, or if the section is empty.
func notes(changelog, tag string) (string, error) {
	version := strings.TrimPrefix(tag, "v")
	final, _, _ := strings.Cut(version, "-")
	for _, name := range []string{version, final} {
		_, section, found := strings.Cut("\n"+changelog, "\n## "+name+" (")
		if !found {
			continue
		}
		_, section, _ = strings.Cut(section, "\n")
		section, _, _ = strings.Cut("\n"+section, "\n## ")
		if section = strings.TrimSpace(section); section == "" {
			return "", fmt.Errorf("CHANGELOG.md: the section of version %s is empty", name)
		}
		return section + "\n", nil
	}
	return "", fmt.Errorf("CHANGELOG.md has no section for the tag %q; write a heading such as \"## %s (November 30, 2026)\"", tag, final)
}
