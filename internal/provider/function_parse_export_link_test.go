// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
	"github.com/hashicorp/terraform-plugin-log/tflogtest"
	"github.com/hashicorp/terraform-plugin-log/tfsdklogtest"

	"gotest.tools/v3/assert"
	is "gotest.tools/v3/assert/cmp"

	"github.com/nexthink/terraform-provider-nexthink/internal/terraformtest"
)

// A link whose secrets are invented and can be told from any other text, whole and cut.
const (
	exportHost = "aris-export-eu-west-3-884848470805.s3.eu-west-3.amazonaws.com"
	cutLink    = "https://" + exportHost + "/3f2b6d1e-8c51-4c0a-9d7e-5a1f0c2b9e44/devices.csv"
	wholeLink  = cutLink + "?X-Amz-Security-Token=" + linkToken + "&X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20240307T045205Z&X-Amz-SignedHeaders=host" +
		"&X-Amz-Expires=600&X-Amz-Credential=" + linkKey + "%2F20240307%2Feu-west-3%2Fs3%2Faws4_request&X-Amz-Signature=" + linkSignature
	linkKey       = "ASIAQZ7VK2XW9STF4HJK"
	linkToken     = "IQoJb3JpZ2luX2VjEPT7hTokenTokenToken"
	linkSignature = "b7e1f09c2ad84356b7e1f09c2ad84356b7e1f09c2ad84356b7e1f09c2ad84356"
)

// secretIn gives the first piece of a secret of the link that the text holds. Half a key is a leak too.
func secretIn(text string) string {
	const piece = 8
	for _, secret := range []string{linkKey, linkToken, linkSignature} {
		for i := range len(secret) - piece + 1 {
			if strings.Contains(text, secret[i:i+piece]) {
				return secret[i : i+piece]
			}
		}
	}
	return ""
}

func exportOfLink(createdAt, expiresAt any) map[string]any {
	return map[string]any{
		"bucket": "aris-export-eu-west-3-884848470805", "host": "aris-export-eu-west-3-884848470805.s3.eu-west-3.amazonaws.com", "aws_region": "eu-west-3",
		"account_id": "884848470805", "documented": true, "export_id": "3f2b6d1e-8c51-4c0a-9d7e-5a1f0c2b9e44", "file_name": "devices.csv",
		"created_at": createdAt, "expires_at": expiresAt,
	}
}

func TestParseExportLink_GivesAllButTheSecrets(t *testing.T) {
	t.Parallel()
	server := testServer(t)
	onlyHost := exportOfLink(nil, nil)
	onlyHost["export_id"], onlyHost["file_name"] = nil, nil
	for link, want := range map[string]map[string]any{
		wholeLink:  exportOfLink("2024-03-07T04:52:05Z", "2024-03-07T05:02:05Z"),
		cutLink:    exportOfLink(nil, nil),
		exportHost: onlyHost,
	} {
		assert.Check(t, is.DeepEqual(server.answer(t, "parse_export_link", link), want))
	}
}

// damaged returns the link cut at each place, with each character left out, and with each one replaced.
func damaged(link string) []string {
	links := []string{link, strings.ToUpper(link), link + link}
	for place := range link {
		links = append(links, link[:place], link[place:], link[:place]+link[place+1:])
		for _, instead := range "?&/%#@: \x00" {
			links = append(links, link[:place]+string(instead)+link[place+1:])
		}
	}
	return links
}

func TestParseExportLink_KeepsSecretsOutOfResultsMessagesAndTraces(t *testing.T) {
	t.Parallel()
	server := testServer(t)
	var log bytes.Buffer
	ctx := tflogtest.RootLogger(tfsdklogtest.RootLogger(context.Background(), &log), &log)
	refused, links := 0, sample(damaged(wholeLink))
	for _, link := range links {
		argument := encoded(t, tftypes.String, link)
		resp, err := server.CallFunction(ctx, &tfprotov6.CallFunctionRequest{
			Name: "parse_export_link", Arguments: []*tfprotov6.DynamicValue{argument},
		})
		assert.NilError(t, err)
		var written string
		if resp.Error != nil {
			refused++
			written = resp.Error.Text
		} else {
			written = string(resp.Result.MsgPack)
		}
		assert.Check(t, is.Equal(secretIn(written), ""), "%q gives %q", link, written)
		assert.Check(t, len(written) <= longestMessage, "%q gives %d bytes", link, len(written))
	}
	assert.Check(t, is.Equal(secretIn(log.String()), ""), "in the log")
	assert.Check(t, strings.Contains(log.String(), `"@level":"trace"`) && refused >= len(links)/4,
		"%d links were refused, and the log is\n%.1000s", refused, log.String())
}

const parseLink = terraformtest.RequiredProvider + `
resource "terraform_data" "export" {
  input = provider::nexthink::parse_export_link(%q)
}

output "export" {
  value = terraform_data.export.output
}
`

func TestAccParseExportLink_ARunWithACutLinkLeavesNoSecret(t *testing.T) {
	t.Parallel()
	tf := terraformtest.New(t, map[string]string{"main.tf": fmt.Sprintf(parseLink, cutLink)})
	var all strings.Builder
	for _, command := range [][]string{{"plan", "-out=plan"}, {"show", "-json", "plan"}, {"apply", "plan"}, {"show", "-json"}, {"output", "-json"}} {
		all.WriteString(tf.Run(t, command...))
	}
	for _, name := range []string{"plan", "terraform.tfstate"} {
		content, err := os.ReadFile(filepath.Join(tf.Folder, name))
		assert.NilError(t, err)
		all.Write(content)
	}
	written := all.String()
	assert.Check(t, is.DeepEqual(tf.Outputs(t)["export"], exportOfLink(nil, nil)))
	assert.Check(t, secretIn(written) == "" && !strings.Contains(written, "X-Amz"), "the run leaves a part of the query in\n%s", written)
	tf.Run(t, "plan", "-detailed-exitcode")
}

// Terraform keeps the whole link in the configuration. The provider writes the values of the state, and the log.
func TestAccParseExportLink_OfAWholeLinkNoSecretIsInTheAnswerOrAnyLog(t *testing.T) {
	t.Parallel()
	tf := terraformtest.New(t, map[string]string{"main.tf": fmt.Sprintf(parseLink, wholeLink)})
	data := filepath.Join(tf.Folder, "data")
	assert.NilError(t, os.Mkdir(data, 0o700))
	log := filepath.Join(tf.Folder, "trace.log")
	tf.Prepare = terraformtest.Environment("TF_LOG=TRACE", "TF_LOG_PATH="+log, "TF_LOG_SDK_PROTO_DATA_DIR="+data)
	answer := tf.Run(t, "apply", "-auto-approve") + tf.Run(t, "output", "-json") + tf.Run(t, "show", "-json")
	state, err := os.ReadFile(filepath.Join(tf.Folder, "terraform.tfstate"))
	assert.NilError(t, err)
	trace, err := os.ReadFile(log)
	assert.NilError(t, err)
	assert.Check(t, strings.Contains(string(trace), "tf_rpc=CallFunction"), "the provider's trace is not in the log")
	for name, written := range map[string]string{"answer": answer, "state": string(state), "log": string(trace)} {
		assert.Check(t, is.Equal(secretIn(written), ""), "in the %s", name)
	}
	dumped, err := os.ReadDir(data)
	assert.Check(t, err == nil && len(dumped) == 0, "the provider wrote what it was sent into %v: %v", dumped, err)
}
