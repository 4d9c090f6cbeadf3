// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package exportbucket_test

import (
	"net/url"
	"strings"
	"testing"
	"time"
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
	if err != nil {
		t.Fatal(err)
	}
	bucket, err := template.New("eu-west-3", "884848470805")
	if err != nil {
		t.Fatal(err)
	}
	if link.Bucket != bucket || link.ExportID != "3f2b6d1e-8c51-4c0a-9d7e-5a1f0c2b9e44" || link.FileName != "devices.csv" || link.Validity == nil {
		t.Fatalf("got %+v", link)
	}
	got := link.Validity.From.Format(time.RFC3339) + " " + link.Validity.Until.Format(time.RFC3339)
	if want := "2024-03-07T04:52:05Z 2024-03-07T05:02:05Z"; got != want {
		t.Errorf("valid %s, want %s", got, want)
	}
}

func TestParseLink_AcceptsALinkWithoutQuery(t *testing.T) {
	t.Parallel()
	for _, given := range []string{cutLink, cutLink + "?", strings.Replace(cutLink, "https://aris", "HTTPS://ARIS", 1)} {
		link, err := template.ParseLink(given)
		if err != nil || link.Validity != nil || link.Bucket.Name != "aris-export-eu-west-3-884848470805" || link.FileName != "devices.csv" {
			t.Errorf("%s: %+v, %v", given, link, err)
		}
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
		if got := link.Bucket.Name + " " + link.FileName; err != nil || got != want {
			t.Errorf("%s:\n got %s, %v\nwant %s", given, got, err, want)
		}
	}
}

// brokenLinks returns invalid links and their errors.
func brokenLinks() map[string]struct{ given, want string } {
	type broken = struct{ given, want string }
	const (
		copied    = "; cut the link at the ? and give what stands before it"
		hostForm  = "; the host of an export link is aris-export-<AWS region>-<account>.s3.<AWS region>.amazonaws.com"
		pathForm  = "; the path of an export link is /<UUID of the request>/<file name>" + copied
		scopeForm = "X-Amz-Credential is not <access key>/<day>/<AWS region>/s3/aws4_request" + copied
		foreign   = "; do not open this host, and copy the link again from Nexthink"
		noForm    = "the host has not the form of an export bucket's" + hostForm
		noBucket  = "this is a link to Amazon S3, but its host names no export bucket" + hostForm
		noS3      = "this is no link to Amazon S3" + hostForm
		space     = "the link has white space or another character in it that no URL has; copy it in one piece: cut the link at the ? and give what stands before it"
		lostMark  = "the name of the file has parameters of a signature in it, as if the ? before them were lost or encoded" + copied
		twoParts  = "the path goes on after the UUID with more than the name of a file" + pathForm
		missing   = " is missing after the ?, as if the link were cut in the midst" + copied
		noPairs   = "what follows the ? is not made of parameters such as X-Amz-Date=20240307T045205Z with a & between them" + copied
		noSeconds = "X-Amz-Expires is no number of seconds such as 600" + copied
		noTime    = "X-Amz-Date is no time such as 20240307T045205Z" + copied
	)
	with := func(instead, of string) string { return strings.Replace(wholeLink, of, instead, 1) }
	return map[string]broken{
		"empty":                       {"", "the link is empty" + copied},
		"a space before":              {" " + wholeLink, space},
		"a line break inside":         {with("&\nX-Amz-Date", "&X-Amz-Date"), space},
		"a letter that no URL has":    {with("d\u00e9vices", "devices"), space},
		"an escape sequence":          {with("\x1b[31mdevices", "devices"), space},
		"a broken escape":             {with("%zz", "devices"), "this is no URL" + copied},
		"a backslash":                 {with(`.com\`, ".com/"), "this is no URL" + copied},
		"a link of a page":            {`<ahref="` + wholeLink + `">`, "this is no URL" + copied},
		"no scheme":                   {with("", "https://"), "the link does not begin with https://" + copied},
		"plain HTTP":                  {with("http", "https"), "the link does not begin with https://" + copied},
		"a scheme of S3's":            {"s3://aris-export-eu-west-3-884848470805/3f2b6d1e-8c51-4c0a-9d7e-5a1f0c2b9e44/devices.csv", "the link does not begin with https://" + copied},
		"the query alone":             {wholeLink[len(cutLink):], "the link does not begin with https://" + copied},
		"a user":                      {with("https://"+linkKey+":"+linkToken+"@", "https://"), "the link has a user or password before its host, which no export link has" + copied},
		"another host behind a user":  {"https://aris-export-eu-west-3-884848470805.s3.eu-west-3.amazonaws.com@evil.example/", "the link has a user or password before its host, which no export link has" + copied},
		"a fragment":                  {wholeLink + "#" + linkToken, "the link has a # in it, which no export link has" + copied},
		"a port":                      {with(".com:8443/", ".com/"), "the link has a port after its host, which no export link has" + copied},
		"no host":                     {"https:///3f2b6d1e-8c51-4c0a-9d7e-5a1f0c2b9e44/devices.csv", noS3},
		"no slashes":                  {with("https:", "https://"), noS3},
		"another site":                {"https://acme.eu.nexthink.cloud/" + linkToken, noS3},
		"the key as host":             {"https://" + linkKey + "/" + linkToken, noS3},
		"a domain that only looks so": {with(".amazonaws.com.evil.example/", ".amazonaws.com/"), noForm},
		"a bucket behind a domain":    {with("https://evil.example.", "https://"), noForm},
		"a dot at the end":            {with(".com./", ".com/"), noForm},
		"no AWS region in the host":   {with(".s3.", ".s3.eu-west-3."), noForm},
		"parameters in the host":      {with(".com&X-Amz-Signature="+linkSignature+"/", ".com/"), noForm},
		"the bucket in the path":      {"https://s3.eu-west-3.amazonaws.com/aris-export-eu-west-3-884848470805/devices.csv?X-Amz-Signature=" + linkSignature, noBucket},
		"another bucket":              {with("exports-of-anybody-", "aris-export-"), noBucket},
		"a mistyped AWS region":       {strings.ReplaceAll(wholeLink, "eu-west-3", "eu-wset-3"), "what stands before the account in the bucket's name has not the form of an AWS region" + hostForm},
		"a mistyped second region":    {with(".s3.eu-wset-3", ".s3.eu-west-3"), "what stands after .s3. in the host has not the form of an AWS region" + hostForm},
		"two AWS regions":             {with(".s3.us-east-1", ".s3.eu-west-3"), "the bucket's name says the AWS region eu-west-3 and the rest of the host us-east-1, which an export link never does" + foreign},
		"a short account":             {with("88484847080", "884848470805"), "the account in the bucket's name has not 12 digits" + hostForm},
		"a long account":              {with("8848484708051", "884848470805"), "the account in the bucket's name has not 12 digits" + hostForm},
		"the domain of China":         {with(".com.cn/", ".com/"), "the hosts of the AWS region eu-west-3 end in amazonaws.com, and this one does not; do not open it, and copy the link again from Nexthink"},
		"China elsewhere":             {strings.ReplaceAll(wholeLink, "eu-west-3", "cn-north-1"), "the hosts of the AWS region cn-north-1 end in amazonaws.com.cn, and this one does not; do not open it, and copy the link again from Nexthink"},

		"no path":                     {with("", "/3f2b6d1e-8c51-4c0a-9d7e-5a1f0c2b9e44/devices.csv"), "the link has no path" + pathForm},
		"no UUID":                     {with("", "/3f2b6d1e-8c51-4c0a-9d7e-5a1f0c2b9e44"), "the path does not begin with the UUID of a request" + pathForm},
		"a short UUID":                {with("3f2b6d1-", "3f2b6d1e-"), "the path does not begin with the UUID of a request" + pathForm},
		"no file":                     {with("", "devices.csv"), "the path names no file" + pathForm},
		"a folder":                    {with("a/devices.csv", "devices.csv"), twoParts},
		"an encoded folder":           {with("..%2F..%2Fetc", "devices.csv"), twoParts},
		"the folder above":            {with("..", "devices.csv"), twoParts},
		"no question mark":            {with("&", "?"), lostMark},
		"an encoded question mark":    {with("%3F", "?"), lostMark},
		"an encoded query":            {cutLink + url.PathEscape(wholeLink[len(cutLink):]), lostMark},
		"a query encoded as S3 does":  {cutLink + "%26X-Amz-Signature%3D" + linkSignature, lostMark},
		"an encoded query of another": {cutLink + "%26AWSAccessKeyId%3D" + linkKey + "%26Signature%3D" + linkToken, lostMark},
		"an encoded token":            {cutLink + "%26X-Amz-Security-Token%3D" + linkToken, lostMark},
		"a query without its mark":    {cutLink + "&AWSAccessKeyId=" + linkKey, lostMark},
		"a name encoded twice":        {with("a%2558-Amz-Token", "devices"), "the name of the file is encoded twice" + copied},
		"a control in the name":       {with("%1b%5b31m", "devices"), "the name of the file has characters in it that cannot be printed" + pathForm},
		"a name in another direction": {with("%E2%80%AEvsc", "devices"), "the name of the file has characters in it that cannot be printed" + pathForm},
		"a name that is no UTF-8":     {with("%ff", "devices"), "the name of the file has characters in it that cannot be printed" + pathForm},
		"a name without end":          {with(strings.Repeat("a", 1e5), "devices"), "the path is longer than the 1024 bytes that the key of an object in S3 may have" + pathForm},

		"cut in the midst":                {wholeLink[:len(wholeLink)-len("&X-Amz-Signature="+linkSignature)], "X-Amz-Signature" + missing},
		"no date":                         {with("", "&X-Amz-Date=20240307T045205Z"), "X-Amz-Date" + missing},
		"no validity":                     {with("", "&X-Amz-Expires=600"), "X-Amz-Expires" + missing},
		"no credential":                   {with("X-Amz-Credentials", "X-Amz-Credential"), "X-Amz-Credential" + missing},
		"a signature of another kind":     {cutLink + "?AWSAccessKeyId=" + linkKey + "&Expires=1709787725&Signature=" + linkSignature, "X-Amz-Algorithm" + missing},
		"a second signature":              {wholeLink + "&X-Amz-Signature=" + linkToken, "X-Amz-Signature stands twice in the link" + copied},
		"an empty token":                  {with("", linkToken), "X-Amz-Security-Token is empty" + copied},
		"parameters with semicolons":      {strings.ReplaceAll(wholeLink, "&", ";"), noPairs},
		"a broken parameter":              {with("%zz", linkToken), noPairs},
		"a parameter with a broken name":  {wholeLink + "&%zz=" + linkToken, noPairs},
		"another algorithm":               {with("ECDSA-P256", "HMAC-SHA256"), "X-Amz-Algorithm is not AWS4-HMAC-SHA256, with which export links are signed" + copied},
		"a date with dashes":              {with("=2024-03-07T", "=20240307T"), noTime},
		"a day that never was":            {with("=20240230T", "=20240307T"), noTime},
		"the token for a date":            {with("="+linkToken, "=20240307T045205Z"), noTime},
		"a date of long ago":              {with("=19240307T", "=20240307T"), noTime},
		"a signature that is none":        {with(linkToken, linkSignature), "X-Amz-Signature is not made of the digits 0-9 and a-f, up to 64 of them" + copied},
		"a signature that is too long":    {wholeLink + "0", "X-Amz-Signature is not made of the digits 0-9 and a-f, up to 64 of them" + copied},
		"the host unsigned":               {with("SignedHeaders=x-host", "SignedHeaders=host"), "X-Amz-SignedHeaders does not name host among the signed headers" + copied},
		"the token for a validity":        {with("Expires="+linkToken, "Expires=600"), noSeconds},
		"a negative validity":             {with("Expires=-600", "Expires=600"), noSeconds},
		"no time to use it":               {with("Expires=0", "Expires=600"), noSeconds},
		"a validity beyond all numbers":   {with("Expires="+strings.Repeat("9", 40), "Expires=600"), noSeconds},
		"a validity of more than a week":  {with("Expires=604801", "Expires=600"), "X-Amz-Expires is 604801 seconds, and AWS signs a link for 604800 at most" + copied},
		"a credential without a scope":    {with("", "%2F20240307%2Feu-west-3%2Fs3%2Faws4_request"), scopeForm},
		"a credential without a key":      {with("", linkKey), scopeForm},
		"a scope that ends otherwise":     {with("aws5_request", "aws4_request"), scopeForm},
		"a credential of another day":     {with("%2F20240308", "%2F20240307"), "X-Amz-Credential is of another day than X-Amz-Date, which is 20240307T045205Z" + copied},
		"a credential of another region":  {with("%2Fus-east-1", "%2Feu-west-3"), "X-Amz-Credential is for another AWS region than the host, which is in eu-west-3" + foreign},
		"a credential of another service": {with("%2Fsts", "%2Fs3"), "X-Amz-Credential is for another service than s3" + copied},
	}
}

func TestParseLink_RejectsABrokenLinkWithoutRepeatingASecret(t *testing.T) {
	t.Parallel()
	links := brokenLinks()
	if len(links) < 30 {
		t.Errorf("%d links were tried, want 30 or more", len(links))
	}
	for name, test := range links {
		_, err := template.ParseLink(test.given)
		if err == nil || err.Error() != test.want {
			t.Errorf("%s:\n got %v\nwant %s", name, err, test.want)
			continue
		}
		for _, secret := range []string{linkKey, linkToken, linkSignature} {
			if strings.Contains(err.Error(), secret) {
				t.Errorf("%s: the message has a secret in it: %v", name, err)
			}
		}
		if len(err.Error()) > 1000 {
			t.Errorf("%s: the message has %d characters", name, len(err.Error()))
		}
	}
}

// A message never repeats text of the query.
func FuzzParseLink_RepeatsNothingOfTheQuery(f *testing.F) {
	f.Add(cutLink, "X-Amz-Date=20240307T045205Z&X-Amz-Expires=600", 3)
	f.Add(cutLink, wholeLink[len(cutLink)+1:], 0)
	for _, test := range brokenLinks() {
		front, query, _ := strings.Cut(test.given, "?")
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
			if text := err.Error(); strings.Contains(text, secret) || len(text) > 1000 {
				t.Errorf("the message says %s", text)
			}
			return
		}
		bucket, err := template.New(link.Bucket.AWSRegion, link.Bucket.AccountID)
		if err != nil || bucket != link.Bucket {
			t.Errorf("%+v is no bucket: %v", link.Bucket, err)
		}
		if strings.Contains(link.ExportID+link.FileName, secret) || link.FileName == "" || strings.ContainsAny(link.FileName, "/?#") {
			t.Errorf("the export %q is of the file %q", link.ExportID, link.FileName)
		}
		if link.Validity != nil && !link.Validity.Until.After(link.Validity.From) {
			t.Errorf("valid %v", link.Validity)
		}
	})
}
