// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package exportbucket

import (
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/nexthink/terraform-provider-nexthink/internal/wording"
)

// Link is an export link without its secrets.
type Link struct {
	Bucket   Bucket
	ExportID string    // the UUID of the request; empty if only the host was given
	FileName string    // empty if only the host was given
	Validity *Validity // nil if the link has no query
}

// Validity is the time during which a link works.
type Validity struct {
	From  time.Time
	Until time.Time
}

const (
	// maxKey is the maximum length of an object key in S3, in bytes.
	maxKey = 1024

	cutHint = "cut the link at the ? and give the part before it"
)

var (
	bareHost = wording.LazyRegexp(`^(?:https://)?([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)\.?(?::443)?/?$`)
	s3Host   = wording.LazyRegexp(`(^|\.)s3[.-]([a-z0-9.-]+\.)?amazonaws\.com(\.cn)?$`)
	exportID = wording.LazyRegexp(`^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$`)
	encoded  = wording.LazyRegexp(`%[0-9A-Fa-f]{2}`)
)

// ParseLink parses an export link, or the host of one as logs write it: with the port 443 or a period at its end. It checks that the
// parts agree. A link contains credentials. An error therefore repeats text of the link only if
// it has the form of an AWS region, an account, a time or a number of seconds.
func (template Template) ParseLink(given string) (Link, error) {
	if host := bareHost().FindStringSubmatch(given); host != nil {
		bucket, err := template.bucketOf(host[1])
		return Link{Bucket: bucket}, err
	}
	parsed, err := parseURL(given)
	if err != nil {
		return Link{}, err
	}
	bucket, err := template.bucketOf(parsed.Host)
	if err != nil {
		return Link{}, err
	}
	link := Link{Bucket: bucket}
	if link.ExportID, link.FileName, err = objectOf(parsed); err != nil {
		return Link{}, err
	}
	if parsed.RawQuery != "" {
		link.Validity, err = validityOf(parsed.RawQuery, bucket.AWSRegion)
	}
	return link, err
}

// parseURL returns an error for a URL that is not an export link. It hides the error of net/url, which repeats the URL.
func parseURL(given string) (*url.URL, error) {
	unprintable := func(r rune) bool { return r <= ' ' || r > unicode.MaxASCII || r == 0x7f }
	parsed, err := url.Parse(given)
	switch {
	case given == "":
		return nil, errors.New("the link is empty; " + cutHint)
	case strings.ContainsFunc(given, unprintable):
		return nil, errors.New("the link has white space or another character that is not valid in a URL; copy it in one piece, and " + cutHint)
	case err != nil || strings.ContainsAny(given, `\<>"`):
		return nil, errors.New("this is not a URL; " + cutHint)
	case parsed.Scheme != "https":
		return nil, errors.New("the link does not begin with https://; " + cutHint)
	case parsed.User != nil:
		return nil, errors.New("the link has a user or password before its host, which an export link does not have; " + cutHint)
	case strings.Contains(given, "#"):
		return nil, errors.New("the link has a # in it, which an export link does not have; " + cutHint)
	case strings.Contains(parsed.Host, ":"):
		return nil, errors.New("the link has a port after its host, which an export link does not have; " + cutHint)
	}
	return parsed, nil
}

// bucketOf returns the bucket of a host. The host has the AWS region twice; both must be equal.
func (template Template) bucketOf(host string) (Bucket, error) {
	host = strings.ToLower(host)
	acceptHost := "the host of an export link is " + template.fill("<AWS region>", "<account>") + ".s3.<AWS region>.amazonaws.com"
	parts := template.linkHost().FindStringSubmatch(host)
	if parts == nil {
		reason := "this is not a link to Amazon S3"
		switch {
		case strings.Contains(host, template.prefix()):
			reason = "the host is not that of an export bucket"
		case s3Host().MatchString(host):
			reason = "this is a link to Amazon S3, but its host names no export bucket"
		}
		return Bucket{}, errors.New(reason + "; " + acceptHost)
	}
	inBucket, account, inHost := parts[1], parts[2], parts[3]
	switch {
	case CheckAWSRegion(inBucket) != nil:
		return Bucket{}, errors.New("the part before the account in the bucket's name is not a valid AWS region; " + acceptHost)
	case CheckAccountID(account) != nil:
		return Bucket{}, errors.New("the account in the bucket's name does not have 12 digits; " + acceptHost)
	case CheckAWSRegion(inHost) != nil:
		return Bucket{}, errors.New("the part after .s3. in the host is not a valid AWS region; " + acceptHost)
	case inBucket != inHost:
		return Bucket{}, fmt.Errorf("the bucket's name has the AWS region %s and the rest of the host has %s; "+
			"do not open this host, and copy the link again from Nexthink", inBucket, inHost)
	}
	bucket, err := template.New(inBucket, account)
	if err == nil && bucket.Host != host {
		err = fmt.Errorf("the hosts of the AWS region %s end in %s, and this one does not; do not open it, and copy the link again from Nexthink",
			inBucket, bucket.Domain)
	}
	return bucket, err
}

// linkHost returns the pattern of a link's host. Its groups are the AWS region, the account and the AWS region again.
func (template Template) linkHost() *regexp.Regexp {
	bucket := strings.NewReplacer(`\{aws_region\}`, `([a-z0-9-]+)`, `\{account_id\}`, `([0-9]+)`).Replace(regexp.QuoteMeta(string(template)))
	return regexp.MustCompile(`^` + bucket + `\.s3\.([a-z0-9-]+)\.(amazonaws\.com|amazonaws\.com\.cn)$`)
}

// objectOf returns the request's ID and the file name in the path. If the question mark of the query is lost or encoded, it
// returns an error: the file name would contain credentials.
func objectOf(parsed *url.URL) (id, name string, err error) {
	const accept = "the path of an export link is /<UUID of the request>/<file name>; " + cutHint
	path := strings.TrimPrefix(parsed.EscapedPath(), "/")
	id, raw, _ := strings.Cut(path, "/")
	name, err = url.PathUnescape(raw)
	lower := strings.ToLower(name)
	switch {
	case path == "":
		return "", "", errors.New("the link has no path; " + accept)
	case !exportID().MatchString(id):
		return "", "", errors.New("the path does not begin with the UUID of a request; " + accept)
	case err != nil || name == "":
		return "", "", errors.New("the path names no file; " + accept)
	case strings.ContainsAny(raw, "&=;") || strings.ContainsAny(name, "?#") || strings.Contains(lower, "x-amz-") || strings.Contains(lower, "signature"):
		return "", "", errors.New("the name of the file contains parameters of a signature, so the ? before them is missing or encoded; " + cutHint)
	case strings.Contains(name, "/") || name == "." || name == "..":
		return "", "", errors.New("the path has more than a UUID and the name of a file; " + accept)
	case encoded().MatchString(name):
		return "", "", errors.New("the name of the file is encoded twice; " + cutHint)
	case !utf8.ValidString(name) || strings.ContainsFunc(name, func(r rune) bool { return !unicode.IsPrint(r) }):
		return "", "", errors.New("the name of the file has characters that cannot be printed; " + accept)
	case len(id)+1+len(name) > maxKey:
		return "", "", fmt.Errorf("the path is longer than the %d bytes that the key of an object in S3 may have; %s", maxKey, accept)
	}
	return id, name, nil
}
