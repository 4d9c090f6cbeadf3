// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package documents_test

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"gotest.tools/v3/assert"
)

// A stand-in has the variables of a module, and creates its resources. It is in testdata/modules, under the source and the major version
// of the module.

// moduleCall is a call of a module, with its name, its source and its major version.
var moduleCall = regexp.MustCompile(`(?m)^module "(\w+)" \{\n  source +?= "([^"?]+)(?:\?ref=v(\d+)\.0\.0)?"\n(?:  version = "~> (\d+)\.\d+"\n)?`)

// installed is a module that terraform init has installed. Terraform does not fetch it again.
type installed struct{ Key, Source, Version, Dir string }

// withStandIns adds the stand-ins of the modules that a configuration calls, instead of what terraform init would fetch.
func withStandIns(t *testing.T, files map[string]string) map[string]string {
	t.Helper()
	all := maps.Clone(files)
	modules := []installed{{Dir: "."}}
	for _, call := range moduleCall.FindAllStringSubmatch(files["main.tf"], -1) {
		source, major := call[2], call[3]+call[4]
		module := installed{Key: call[1], Dir: "stand-ins/" + call[1]}
		if path, onGitHub := strings.CutPrefix(source, "github.com/"); onGitHub {
			source = strings.ReplaceAll(path, "//", "/")
			module.Source = "git::https://github.com/" + strings.Replace(path, "//", ".git//", 1) + "?ref=v" + major + ".0.0"
		} else {
			module.Source, module.Version = registryHost()+"/"+source, major+".99.0"
		}
		folder := filepath.Join("testdata", "modules", filepath.FromSlash(strings.ReplaceAll(source, "//", "/")), major, "main.tf")
		content, err := os.ReadFile(folder)
		assert.NilError(t, err, "the module has no stand-in")
		all[module.Dir+"/main.tf"] = string(content)
		modules = append(modules, module)
	}
	if len(modules) > 1 {
		manifest, err := json.Marshal(map[string]any{"Modules": modules})
		assert.NilError(t, err)
		all[".terraform/modules/modules.json"] = string(manifest)
	}
	return all
}

// registryHost is the registry of the program that the tests run.
func registryHost() string {
	if host := os.Getenv("TF_ACC_PROVIDER_HOST"); host != "" {
		return host
	}
	return "registry.terraform.io"
}
