// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package release_test

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/nexthink/terraform-provider-nexthink/internal/release"
)

const manifest = `{"version": 1, "metadata": {"protocol_versions": ["6.0"]}}`

const name = "terraform-provider-nexthink_1.2.3"

var platforms = []string{
	"darwin_amd64", "darwin_arm64", "freebsd_amd64", "freebsd_arm64", "linux_386", "linux_amd64", "linux_arm", "linux_arm64",
	"windows_386", "windows_amd64", "windows_arm64",
}

// member is a file in a zip.
type member struct {
	name, content string
	mode          fs.FileMode
}

func archive(t *testing.T, members ...member) []byte {
	t.Helper()
	var content bytes.Buffer
	writer := zip.NewWriter(&content)
	for _, m := range members {
		header := &zip.FileHeader{Name: m.name}
		header.SetMode(m.mode)
		file, err := writer.CreateHeader(header)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := file.Write([]byte(m.content)); err != nil {
			t.Fatal(err)
		}
	}
	if err := writer.Close(); err != nil {
		t.Fatal(err)
	}
	return content.Bytes()
}

func program(extension string) member {
	return member{"terraform-provider-nexthink_v1.2.3" + extension, "a program of version 1.2.3", 0o755}
}

var licence = member{"LICENSE", "the licence", 0o644}

// built is a release with nothing wrong.
func built(t *testing.T) fstest.MapFS {
	t.Helper()
	folder := fstest.MapFS{
		"artifacts.json": {}, "config.yaml": {}, "metadata.json": {}, "provider_linux_amd64_v1/terraform-provider-nexthink_v1.2.3": {},
		name + "_SHA256SUMS.sig": {Data: []byte{0x89, 0x02}},
	}
	for _, platform := range platforms {
		extension := ""
		if strings.HasPrefix(platform, "windows") {
			extension = ".exe"
		}
		zipped := name + "_" + platform + ".zip"
		folder[zipped] = &fstest.MapFile{Data: archive(t, licence, program(extension))}
		folder[zipped+".spdx.json"] = &fstest.MapFile{Data: []byte("{}")}
	}
	sum(folder)
	return folder
}

// sum writes SHA256SUMS anew for the zips and the manifest.
func sum(folder fstest.MapFS) {
	text := fmt.Appendf(nil, "%x  %s\n", sha256.Sum256([]byte(manifest)), name+"_manifest.json")
	for _, file := range slices.Sorted(maps.Keys(folder)) {
		if strings.HasSuffix(file, ".zip") {
			text = fmt.Appendf(text, "%x  %s\n", sha256.Sum256(folder[file].Data), file)
		}
	}
	folder[name+"_SHA256SUMS"] = &fstest.MapFile{Data: text}
}

func TestCheck_AcceptsAReleaseAsTheRegistryWantsIt(t *testing.T) {
	t.Parallel()
	if err := release.Check(built(t), []byte(manifest)); err != nil {
		t.Error(err)
	}
}

func TestCheck_RefusesAManifestOfAnotherProtocol(t *testing.T) {
	t.Parallel()
	const text = `{"version": 1, "metadata": {"protocol_versions": ["5.0"]}}`
	folder := built(t)
	sums := folder[name+"_SHA256SUMS"]
	sums.Data = bytes.Replace(sums.Data, fmt.Appendf(nil, "%x", sha256.Sum256([]byte(manifest))), fmt.Appendf(nil, "%x", sha256.Sum256([]byte(text))), 1)
	const want = `the manifest says version 1 and protocols ["5.0"], want 1 and ["6.0"]`
	if err := release.Check(folder, []byte(text)); err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

func TestCheck_RefusesWhatIsNotAsTheRegistryWantsIt(t *testing.T) {
	t.Parallel()
	const linux, windows = name + "_linux_amd64.zip", name + "_windows_amd64.zip"
	sums := func(folder fstest.MapFS, change func(string) string) {
		file := folder[name+"_SHA256SUMS"]
		file.Data = []byte(change(string(file.Data)))
	}
	rezip := func(folder fstest.MapFS, file string, members ...member) {
		folder[file] = &fstest.MapFile{Data: archive(t, members...)}
		sum(folder)
	}
	for given, test := range map[string]struct {
		spoil func(fstest.MapFS)
		want  []string
	}{
		"no checksums": {func(folder fstest.MapFS) { delete(folder, name+"_SHA256SUMS") }, []string{
			"there are 0 files called terraform-provider-nexthink_<version>_SHA256SUMS, want 1",
		}},
		"a platform is not built": {func(folder fstest.MapFS) { delete(folder, linux); sum(folder) }, []string{
			"the release lacks " + linux, "SHA256SUMS lacks " + linux,
		}},
		"a file that is not the Registry's": {func(folder fstest.MapFS) { folder["checksums.txt"] = &fstest.MapFile{} }, []string{
			"the release must not have checksums.txt",
		}},
		"no SBOM": {func(folder fstest.MapFS) { delete(folder, linux+".spdx.json") }, []string{
			"the release lacks " + linux + ".spdx.json",
		}},
		"no signature": {func(folder fstest.MapFS) { delete(folder, name+"_SHA256SUMS.sig") }, []string{
			"the release lacks " + name + "_SHA256SUMS.sig",
		}},
		"an armoured signature": {func(folder fstest.MapFS) {
			folder[name+"_SHA256SUMS.sig"].Data = []byte("-----BEGIN PGP SIGNATURE-----")
		}, []string{
			name + "_SHA256SUMS.sig is no binary signature",
		}},
		"an SBOM among the checksums": {func(folder fstest.MapFS) {
			sums(folder, func(text string) string {
				return text + fmt.Sprintf("%x  %s\n", sha256.Sum256([]byte("{}")), linux+".spdx.json")
			})
		}, []string{"SHA256SUMS must not have " + linux + ".spdx.json"}},
		"no manifest among the checksums": {func(folder fstest.MapFS) {
			sums(folder, func(text string) string { return regexp.MustCompile(`.*manifest\.json\n`).ReplaceAllString(text, "") })
		}, []string{"SHA256SUMS lacks " + name + "_manifest.json"}},
		"a checksum twice": {func(folder fstest.MapFS) {
			sums(folder, func(text string) string { return text + regexp.MustCompile(`.*manifest\.json\n`).FindString(text) })
		}, []string{"SHA256SUMS must not have " + name + "_manifest.json"}},
		"a line that is none": {func(folder fstest.MapFS) { sums(folder, func(text string) string { return text + "\n" }) }, []string{
			`SHA256SUMS has the line "\n", which is no checksum`,
		}},
		"a checksum that is not true": {func(folder fstest.MapFS) { folder[linux].Data = archive(t, program(""), licence) }, []string{
			"SHA256SUMS says", "of " + linux + ", whose checksum is",
		}},
		"a program without its version in the name": {func(folder fstest.MapFS) {
			rezip(folder, linux, licence, member{"terraform-provider-nexthink", "1.2.3", 0o755})
		}, []string{linux + " lacks terraform-provider-nexthink_v1.2.3", linux + " must not have terraform-provider-nexthink"}},
		"a second file in the zip": {func(folder fstest.MapFS) { rezip(folder, linux, licence, program(""), member{"README.md", "", 0o644}) }, []string{
			linux + " must not have README.md",
		}},
		"a Windows program without .exe": {func(folder fstest.MapFS) { rezip(folder, windows, licence, program("")) }, []string{
			windows + " lacks terraform-provider-nexthink_v1.2.3.exe", windows + " must not have terraform-provider-nexthink_v1.2.3",
		}},
		"a program that cannot be run": {func(folder fstest.MapFS) {
			file := program("")
			file.mode = 0o644
			rezip(folder, linux, licence, file)
		}, []string{linux + ": terraform-provider-nexthink_v1.2.3 has the mode -rw-r--r--, want 0755"}},
		"a program without its version": {func(folder fstest.MapFS) {
			file := program("")
			file.content = "a program of version dev"
			rezip(folder, linux, licence, file)
		}, []string{linux + ": terraform-provider-nexthink_v1.2.3 does not know that its version is 1.2.3"}},
		"no zip": {func(folder fstest.MapFS) { folder[linux].Data = []byte("text"); sum(folder) }, []string{
			linux + ": zip: not a valid zip file",
		}},
	} {
		t.Run(given, func(t *testing.T) {
			t.Parallel()
			folder := built(t)
			test.spoil(folder)
			err := release.Check(folder, []byte(manifest))
			if err == nil {
				t.Fatal("it is accepted")
			}
			got := err.Error()
			for _, want := range test.want {
				if !strings.Contains(got, want) {
					t.Errorf("got:\n%s\nwant %s", got, want)
				}
			}
			if lines := strings.Count(got, "\n") + 1; lines > len(test.want) {
				t.Errorf("%d problems, want %d:\n%s", lines, len(test.want), got)
			}
		})
	}
}

func TestCheck_RefusesAVersionThatIsNone(t *testing.T) {
	t.Parallel()
	for version, want := range map[string]string{
		"1.2":    `version "1.2" is no semantic version`,
		"v1.2.3": `version "v1.2.3" is no semantic version`,
		"1.02.3": `version "1.02.3" is no semantic version`,
	} {
		folder := fstest.MapFS{"terraform-provider-nexthink_" + version + "_SHA256SUMS": {}}
		if err := release.Check(folder, []byte(manifest)); err == nil || err.Error() != want {
			t.Errorf("%s: got %v, want %s", version, err, want)
		}
	}
}

func TestCompare_NamesWhatTwoBuildsDoNotHaveInCommon(t *testing.T) {
	t.Parallel()
	other := built(t)
	if err := release.Compare(built(t), other); err != nil {
		t.Errorf("two equal builds: %v", err)
	}
	changed := program("")
	changed.content += ", built in /home/me"
	other[name+"_linux_arm.zip"].Data = archive(t, licence, changed)
	sum(other)
	const want = "two builds differ in " + name + "_linux_arm.zip"
	if err := release.Compare(built(t), other); err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

// What is built and what is checked are two lists that must say the same.
func TestConfiguration_BuildsThePlatformsThatAreChecked(t *testing.T) {
	t.Parallel()
	content, err := os.ReadFile(filepath.Join("..", "..", ".goreleaser.yml"))
	if err != nil {
		t.Fatal(err)
	}
	got := []string{}
	for _, target := range regexp.MustCompile(`(?m)^      - ((?:darwin|freebsd|linux|windows)_[0-9a-z]+)(?:_v1|_6)?$`).FindAllStringSubmatch(string(content), -1) {
		got = append(got, target[1])
	}
	slices.Sort(got)
	if !slices.Equal(got, platforms) {
		t.Errorf(".goreleaser.yml builds %v, want %v", got, platforms)
	}
}
