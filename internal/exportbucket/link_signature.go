// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package exportbucket

import (
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/nexthink/terraform-provider-nexthink/internal/wording"
)

// The parameters of a link with AWS Signature Version 4, see
// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html.
const (
	algorithm     = "X-Amz-Algorithm"
	signer        = "X-Amz-Credential"
	date          = "X-Amz-Date"
	expires       = "X-Amz-Expires"
	session       = "X-Amz-Security-Token"
	signature     = "X-Amz-Signature"
	signedHeaders = "X-Amz-SignedHeaders"
)

// maxValidity is seven days in seconds, the maximum of AWS.
const maxValidity = 7 * 24 * 60 * 60

var (
	signedOn   = wording.LazyRegexp(`^20[0-9]{6}T[0-9]{6}Z$`)
	seconds    = wording.LazyRegexp(`^[1-9][0-9]{0,5}$`)
	accessKey  = wording.LazyRegexp(`^[A-Za-z0-9_]+$`)
	digest     = wording.LazyRegexp(`^[0-9a-f]{1,64}$`)
	headerList = wording.LazyRegexp(`^[a-z0-9-]+(;[a-z0-9-]+)*$`)
)

// validityOf checks that the parameters of the signature agree with each other and with the host. It returns those that are not secret.
func validityOf(query, awsRegion string) (*Validity, error) {
	parameters, err := parametersOf(query)
	if err != nil {
		return nil, err
	}
	from, err := time.Parse("20060102T150405Z", parameters[date])
	switch {
	case parameters[algorithm] != "AWS4-HMAC-SHA256":
		return nil, errors.New(algorithm + " is not AWS4-HMAC-SHA256, which signs export links; " + cutHint)
	case err != nil || !signedOn().MatchString(parameters[date]):
		return nil, errors.New(date + " is not a time such as 20240307T045205Z; " + cutHint)
	case !digest().MatchString(parameters[signature]):
		return nil, errors.New(signature + " is not up to 64 digits 0-9 and a-f; " + cutHint)
	case !headerList().MatchString(parameters[signedHeaders]) || !strings.Contains(";"+parameters[signedHeaders]+";", ";host;"):
		return nil, errors.New(signedHeaders + " does not name host among the signed headers; " + cutHint)
	}
	valid, err := secondsOf(parameters[expires])
	if err == nil {
		err = checkScope(parameters[signer], parameters[date], awsRegion)
	}
	if err != nil {
		return nil, err
	}
	return &Validity{From: from, Until: from.Add(valid)}, nil
}

// parametersOf returns the parameters of the signature by name. It ignores others: SDKs add some, and none describes the export.
func parametersOf(query string) (map[string]string, error) {
	parameters := make(map[string]string)
	for parameter := range strings.SplitSeq(query, "&") {
		name, value, _ := strings.Cut(parameter, "=")
		name, badName := url.QueryUnescape(name)
		value, badValue := url.QueryUnescape(value)
		if badName != nil || badValue != nil || strings.Contains(parameter, ";") {
			return nil, errors.New("the part after the ? is not a list of parameters such as " + date + "=20240307T045205Z with & between them; " + cutHint)
		}
		if !isSignatureParameter(name) {
			continue
		}
		if _, twice := parameters[name]; twice {
			return nil, errors.New(name + " is twice in the link; " + cutHint)
		}
		if value == "" {
			return nil, errors.New(name + " is empty; " + cutHint)
		}
		parameters[name] = value
	}
	for _, name := range []string{algorithm, signer, date, expires, signedHeaders, signature} {
		if parameters[name] == "" {
			return nil, errors.New(name + " is missing after the ?, so the link is not complete; " + cutHint)
		}
	}
	return parameters, nil
}

func isSignatureParameter(name string) bool {
	switch name {
	case algorithm, signer, date, expires, session, signature, signedHeaders:
		return true
	}
	return false
}

func secondsOf(value string) (time.Duration, error) {
	count, err := strconv.Atoi(value)
	if err != nil || !seconds().MatchString(value) {
		return 0, errors.New(expires + " is not a number of seconds such as 600; " + cutHint)
	}
	if count > maxValidity {
		return 0, fmt.Errorf("%s is %d seconds, and AWS signs a link for %d at most; %s", expires, count, maxValidity, cutHint)
	}
	return time.Duration(count) * time.Second, nil
}

// checkScope checks that the credential, <access key>/<day>/<AWS region>/s3/aws4_request, agrees with the rest of the link.
func checkScope(scope, signed, awsRegion string) error {
	parts := strings.Split(scope, "/")
	const accept = " is not <access key>/<day>/<AWS region>/s3/aws4_request; " + cutHint
	if len(parts) != 5 || !accessKey().MatchString(parts[0]) || parts[4] != "aws4_request" {
		return errors.New(signer + accept)
	}
	day, _, _ := strings.Cut(signed, "T")
	switch {
	case parts[1] != day:
		return fmt.Errorf("%s is of another day than %s, which is %s; %s", signer, date, signed, cutHint)
	case parts[2] != awsRegion:
		return fmt.Errorf("%s is for another AWS region than the host, which is in %s; do not open this host, and copy the link again from Nexthink",
			signer, awsRegion)
	case parts[3] != "s3":
		return errors.New(signer + " is for another service than s3; " + cutHint)
	}
	return nil
}
