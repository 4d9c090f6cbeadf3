// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package exportbucket_test

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"gotest.tools/v3/assert"
	is "gotest.tools/v3/assert/cmp"

	"github.com/nexthink/terraform-provider-nexthink/internal/exportbucket"
	"github.com/nexthink/terraform-provider-nexthink/internal/messagetest"
)

// The documented link with invented secrets. No other text contains them.
const (
	linkKey       = "AKIAEXAMPLE"
	linkToken     = "TOKENTOKENTOKEN"
	linkSignature = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
	cutLink       = "https://aris-export-eu-west-3-884848470805.s3.eu-west-3.amazonaws.com/3f2b6d1e-8c51-4c0a-9d7e-5a1f0c2b9e44/devices.csv"
	wholeLink     = cutLink + "?X-Amz-Security-Token=" + linkToken + "&X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20240307T045205Z&X-Amz-SignedHeaders=host" +
		"&X-Amz-Expires=600&X-Amz-Credential=" + linkKey + "%2F20240307%2Feu-west-3%2Fs3%2Faws4_request&X-Amz-Signature=" + linkSignature
)

func TestParseLink_ReturnsWhatIsNotSecret(t *testing.T) {
	t.Parallel()
	link, err := template.ParseLink(wholeLink)
	assert.NilError(t, err)
	bucket, err := template.New("eu-west-3", "884848470805")
	assert.NilError(t, err)
	assert.DeepEqual(t, link, exportbucket.Link{
		Bucket: bucket, ExportID: "3f2b6d1e-8c51-4c0a-9d7e-5a1f0c2b9e44", FileName: "devices.csv",
		Validity: &exportbucket.Validity{
			From: time.Date(2024, 3, 7, 4, 52, 5, 0, time.UTC), Until: time.Date(2024, 3, 7, 5, 2, 5, 0, time.UTC),
		},
	})
}

func TestParseLink_AcceptsALinkWithoutQuery(t *testing.T) {
	t.Parallel()
	for _, given := range []string{cutLink, cutLink + "?", strings.Replace(cutLink, "https://aris", "HTTPS://ARIS", 1)} {
		link, err := template.ParseLink(given)
		assert.NilError(t, err, given)
		assert.Check(t, link.Validity == nil && link.FileName == "devices.csv", "%s: %+v", given, link)
		assert.Check(t, is.Equal(link.Bucket.Name, "aris-export-eu-west-3-884848470805"))
	}
}

func TestParseLink_AcceptsAHostAsLogsWriteIt(t *testing.T) {
	t.Parallel()
	const host = "aris-export-eu-west-3-884848470805.s3.eu-west-3.amazonaws.com"
	for _, given := range []string{host, host + ":443", host + ".", "https://" + host, "https://" + host + "/"} {
		link, err := template.ParseLink(given)
		assert.NilError(t, err, given)
		assert.Check(t, is.Equal(link.Bucket.Host, host))
		assert.Check(t, link.ExportID == "" && link.FileName == "" && link.Validity == nil, "%s: %+v", given, link)
	}
}

func TestParseLink_AcceptsOtherRegionsAndFileNames(t *testing.T) {
	t.Parallel()
	for given, want := range map[string]string{
		strings.ReplaceAll(cutLink, "eu-west-3", "us-gov-west-1"):                                              "aris-export-us-gov-west-1-884848470805 devices.csv",
		strings.ReplaceAll(strings.ReplaceAll(cutLink, "eu-west-3", "cn-north-1"), ".com/", ".com.cn/"):        "aris-export-cn-north-1-884848470805 devices.csv",
		strings.ReplaceAll(wholeLink, "eu-west-3", "ap-southeast-2"):                                           "aris-export-ap-southeast-2-884848470805 devices.csv",
		strings.Replace(wholeLink, "devices.csv", "R%26D%20%C3%A9t%C3%A9%20(100%25).csv", 1):                   "aris-export-eu-west-3-884848470805 R&D été (100%).csv",
		strings.Replace(strings.Replace(wholeLink, linkToken, "AAAA", 1), linkSignature, "0000", 1):            "aris-export-eu-west-3-884848470805 devices.csv",
		strings.Replace(wholeLink, "884848470805", "000000000001", 1):                                          "aris-export-eu-west-3-000000000001 devices.csv",
		strings.Replace(wholeLink, "X-Amz-Security-Token="+linkToken+"&", "", 1) + "&x-id=GetObject&versionId": "aris-export-eu-west-3-884848470805 devices.csv",
		strings.Replace(wholeLink, "SignedHeaders=host", "SignedHeaders=host%3Bx-amz-date", 1):                 "aris-export-eu-west-3-884848470805 devices.csv",
	} {
		link, err := template.ParseLink(given)
		assert.NilError(t, err, given)
		assert.Check(t, is.Equal(link.Bucket.Name+" "+link.FileName, want), given)
	}
}

// brokenLinks returns links that ParseLink rejects, by the name of the case.
func brokenLinks() map[string]string {
	with := func(instead, of string) string { return strings.Replace(wholeLink, of, instead, 1) }
	return map[string]string{
		"empty":                       "",
		"a space before":              " " + wholeLink,
		"a line break inside":         with("&\nX-Amz-Date", "&X-Amz-Date"),
		"a letter that no URL has":    with("d\u00e9vices", "devices"),
		"an escape sequence":          with("\x1b[31mdevices", "devices"),
		"a broken escape":             with("%zz", "devices"),
		"a backslash":                 with(`.com\`, ".com/"),
		"a link of a page":            `<ahref="` + wholeLink + `">`,
		"no scheme":                   with("", "https://"),
		"plain HTTP":                  with("http", "https"),
		"a scheme of S3's":            "s3://aris-export-eu-west-3-884848470805/3f2b6d1e-8c51-4c0a-9d7e-5a1f0c2b9e44/devices.csv",
		"the query alone":             wholeLink[len(cutLink):],
		"a user":                      with("https://"+linkKey+":"+linkToken+"@", "https://"),
		"another host behind a user":  "https://aris-export-eu-west-3-884848470805.s3.eu-west-3.amazonaws.com@evil.example/",
		"a fragment":                  wholeLink + "#" + linkToken,
		"a port":                      with(".com:8443/", ".com/"),
		"no host":                     "https:///3f2b6d1e-8c51-4c0a-9d7e-5a1f0c2b9e44/devices.csv",
		"no slashes":                  with("https:", "https://"),
		"another site":                "https://acme.eu.nexthink.cloud/" + linkToken,
		"the key as host":             "https://" + linkKey + "/" + linkToken,
		"a domain that only looks so": with(".amazonaws.com.evil.example/", ".amazonaws.com/"),
		"a bucket behind a domain":    with("https://evil.example.", "https://"),
		"a dot at the end":            with(".com./", ".com/"),
		"no AWS region in the host":   with(".s3.", ".s3.eu-west-3."),
		"parameters in the host":      with(".com&X-Amz-Signature="+linkSignature+"/", ".com/"),
		"the bucket in the path":      "https://s3.eu-west-3.amazonaws.com/aris-export-eu-west-3-884848470805/devices.csv?X-Amz-Signature=" + linkSignature,
		"another bucket":              with("exports-of-anybody-", "aris-export-"),
		"a mistyped AWS region":       strings.ReplaceAll(wholeLink, "eu-west-3", "eu-wset-3"),
		"a mistyped second region":    with(".s3.eu-wset-3", ".s3.eu-west-3"),
		"two AWS regions":             with(".s3.us-east-1", ".s3.eu-west-3"),
		"a short account":             with("88484847080", "884848470805"),
		"a long account":              with("8848484708051", "884848470805"),
		"the domain of China":         with(".com.cn/", ".com/"),
		"China elsewhere":             strings.ReplaceAll(wholeLink, "eu-west-3", "cn-north-1"),

		"no path":                     with("", "/3f2b6d1e-8c51-4c0a-9d7e-5a1f0c2b9e44/devices.csv"),
		"no UUID":                     with("", "/3f2b6d1e-8c51-4c0a-9d7e-5a1f0c2b9e44"),
		"a short UUID":                with("3f2b6d1-", "3f2b6d1e-"),
		"no file":                     with("", "devices.csv"),
		"a folder":                    with("a/devices.csv", "devices.csv"),
		"an encoded folder":           with("..%2F..%2Fetc", "devices.csv"),
		"the folder above":            with("..", "devices.csv"),
		"no question mark":            with("&", "?"),
		"an encoded question mark":    with("%3F", "?"),
		"an encoded query":            cutLink + url.PathEscape(wholeLink[len(cutLink):]),
		"a query encoded as S3 does":  cutLink + "%26X-Amz-Signature%3D" + linkSignature,
		"an encoded query of another": cutLink + "%26AWSAccessKeyId%3D" + linkKey + "%26Signature%3D" + linkToken,
		"an encoded token":            cutLink + "%26X-Amz-Security-Token%3D" + linkToken,
		"a query without its mark":    cutLink + "&AWSAccessKeyId=" + linkKey,
		"a name encoded twice":        with("a%2558-Amz-Token", "devices"),
		"a control in the name":       with("%1b%5b31m", "devices"),
		"a name in another direction": with("%E2%80%AEvsc", "devices"),
		"a name that is no UTF-8":     with("%ff", "devices"),
		"a name without end":          with(strings.Repeat("a", 1e5), "devices"),

		"cut in the midst":                wholeLink[:len(wholeLink)-len("&X-Amz-Signature="+linkSignature)],
		"no date":                         with("", "&X-Amz-Date=20240307T045205Z"),
		"no validity":                     with("", "&X-Amz-Expires=600"),
		"no credential":                   with("X-Amz-Credentials", "X-Amz-Credential"),
		"a signature of another kind":     cutLink + "?AWSAccessKeyId=" + linkKey + "&Expires=1709787725&Signature=" + linkSignature,
		"a second signature":              wholeLink + "&X-Amz-Signature=" + linkToken,
		"an empty token":                  with("", linkToken),
		"parameters with semicolons":      strings.ReplaceAll(wholeLink, "&", ";"),
		"a broken parameter":              with("%zz", linkToken),
		"a parameter with a broken name":  wholeLink + "&%zz=" + linkToken,
		"another algorithm":               with("ECDSA-P256", "HMAC-SHA256"),
		"a date with dashes":              with("=2024-03-07T", "=20240307T"),
		"a day that never was":            with("=20240230T", "=20240307T"),
		"the token for a date":            with("="+linkToken, "=20240307T045205Z"),
		"a date of long ago":              with("=19240307T", "=20240307T"),
		"a signature that is none":        with(linkToken, linkSignature),
		"a signature that is too long":    wholeLink + "0",
		"the host unsigned":               with("SignedHeaders=x-host", "SignedHeaders=host"),
		"the token for a validity":        with("Expires="+linkToken, "Expires=600"),
		"a negative validity":             with("Expires=-600", "Expires=600"),
		"no time to use it":               with("Expires=0", "Expires=600"),
		"a validity beyond all numbers":   with("Expires="+strings.Repeat("9", 40), "Expires=600"),
		"a validity of more than a week":  with("Expires=604801", "Expires=600"),
		"a credential without a scope":    with("", "%2F20240307%2Feu-west-3%2Fs3%2Faws4_request"),
		"a credential without a key":      with("", linkKey),
		"a scope that ends otherwise":     with("aws5_request", "aws4_request"),
		"a credential of another day":     with("%2F20240308", "%2F20240307"),
		"a credential of another region":  with("%2Fus-east-1", "%2Feu-west-3"),
		"a credential of another service": with("%2Fsts", "%2Fs3"),
	}
}

func TestParseLink_RejectsABrokenLinkWithoutRepeatingASecret(t *testing.T) {
	t.Parallel()
	messages := map[string]string{}
	for name, link := range brokenLinks() {
		_, err := template.ParseLink(link)
		messages[name] = messagetest.Text(err)
		assert.Check(t, err != nil, name)
		assert.Check(t, len(messages[name]) <= 1000, name)
		for _, secret := range []string{linkKey, linkToken, linkSignature} {
			assert.Check(t, !strings.Contains(messages[name], secret), "%s: the message has a secret in it: %s", name, messages[name])
		}
	}
	messagetest.Compare(t, messages)
}

// A message never repeats text of the query.
func FuzzParseLink_RepeatsNothingOfTheQuery(f *testing.F) {
	f.Add(cutLink, "X-Amz-Date=20240307T045205Z&X-Amz-Expires=600", 3)
	f.Add(cutLink, wholeLink[len(cutLink)+1:], 0)
	for _, link := range brokenLinks() {
		front, query, _ := strings.Cut(link, "?")
		f.Add(front, query, len(query)/2)
	}
	const secret = "qZ7vK2xW9sTf"
	f.Fuzz(func(t *testing.T, front, query string, place int) {
		if strings.Contains(front, secret) {
			return
		}
		if place < 0 || place > len(query) {
			place = len(query)
		}
		link, err := template.ParseLink(front + "?" + query[:place] + secret + query[place:])
		if err != nil {
			assert.Check(t, !strings.Contains(err.Error(), secret) && len(err.Error()) <= 1000, err)
			return
		}
		bucket, err := template.New(link.Bucket.AWSRegion, link.Bucket.AccountID)
		assert.NilError(t, err)
		assert.Check(t, is.DeepEqual(bucket, link.Bucket))
		assert.Check(t, !strings.Contains(link.ExportID+link.FileName, secret), "%+v", link)
		assert.Check(t, link.FileName != "" && !strings.ContainsAny(link.FileName, "/?#"), "%+v", link)
		assert.Check(t, link.Validity == nil || link.Validity.Until.After(link.Validity.From), "valid %v", link.Validity)
	})
}
