// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package hostname_test

import (
	"strings"
	"testing"

	"github.com/nexthink/terraform-provider-nexthink/internal/hostname"
	"github.com/nexthink/terraform-provider-nexthink/internal/messagetest"
)

func instances() []string {
	return []string{
		// accepted
		"acme", "a", "7", "acme-corp", "x1-y2", "login", "engine-1a", "acme-engine", "acme-login2", "agora2", "xn--bcher-kva", "*",
		strings.Repeat("a", hostname.MaxInstanceLength),
		// refused
		"", "Acme", "acme_corp", "acme corp", "acme\n", "acme*", "**", "-acme", "acme-", "bücher", "acme\xff", "agora", "api", "data", "acme-login",
		"acme-engine-1", "acme-engine-0042", "acme.eu", "acme.data.eu.nexthink.cloud", "acme-login.eu.nexthink.cloud",
		"https://acme.eu.nexthink.cloud/#/home", "https://Acme-engine-2.eu.nexthink.cloud:443", "agora.eu.nexthink.cloud", "*.eu.nexthink.cloud", "acme/",
		"https://", ".", strings.Repeat("a", 53),
	}
}

func patterns() []string {
	return []string{
		// accepted
		"acme.eu.nexthink.cloud", "*.eu.nexthink.cloud", "a.b", "1.example.com", "xn--bcher-kva.example", "dc1.corp.local",
		strings.Repeat("a.", 126) + "a",
		// refused
		"", "*", "*.com", "localhost", "a.*.example.com", "acme-*.example.com", "*.*.example.com", "*example.com", ".example.com", "a..example.com",
		"a_b.example.com", "-a.example.com", "bücher.example", "a b.example", "Acme.EU.nexthink.cloud", "acme.eu.nexthink.cloud.", "https://acme.example/x",
		"acme.example:443", "https://", "://a//b", "10.0.0.1", "10.0.0.0/8", "2001:db8::1", "300.300.300.300", strings.Repeat("a", 64) + ".b",
		strings.Repeat("a.", 127) + "a",
	}
}

func urls() []string {
	return []string{
		"", "https://exa mple", "https://user:secret@acme.eu.nexthink.cloud", "ftp://acme.eu.nexthink.cloud", "acme.eu.nexthink.cloud:8443",
		"acme.eu.nexthink.com", "evilnexthink.cloud", "acme.eu.nexthink.cloud.evil.example", "nexthink.cloud", "eu.nexthink.cloud", "a.b.eu.nexthink.cloud",
		"acme.de.nexthink.cloud", "*.eu.nexthink.cloud", "agora.eu.nexthink.cloud", "acme_x.eu.nexthink.cloud",
		strings.Repeat("a", 60) + ".eu.nexthink.cloud",
	}
}

func TestMessages_SayWhatIsWrongAndWhatToGive(t *testing.T) {
	t.Parallel()
	messages := map[string]string{}
	messagetest.Add(messages, "instance", hostname.CheckInstance, instances()...)
	messagetest.Add(messages, "pattern", hostname.CheckPattern, patterns()...)
	messagetest.Add(messages, "pattern of a rule", hostname.CheckRulePattern,
		"*", "a.*.example.com", "*a.example.com", "**.example.com", "*.", "*.*", "a", "10.0.0.1", "Example.com", "a.example.com.", "")
	messagetest.Add(messages, "URL", func(url string) error {
		_, err := templates().Parse(url, regions())
		return err
	}, urls()...)
	messagetest.Compare(t, messages)
}
