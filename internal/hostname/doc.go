// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

// Package hostname knows how the host names of a Nexthink tenant are made.
//
// A tenant is called an instance, and its name is the first label of its web host: acme in acme.eu.nexthink.cloud.
// Every other host of the tenant is built from that name and from the code of its region:
//
//	web     acme.eu.nexthink.cloud
//	data    acme.data.eu.nexthink.cloud
//	api     acme.api.eu.nexthink.cloud
//	login   acme-login.eu.nexthink.cloud
//	engine  acme-engine-1.eu.nexthink.cloud, acme-engine-2.eu.nexthink.cloud, …
//
// The catalogue writes hosts as templates with placeholders ({instance}.{region}.nexthink.cloud), which [Expand] fills.
// In place of a name an instance may be "*", every tenant: a template then becomes the narrowest pattern that begins
// with a wildcard label, since that is the only kind of wildcard that the firewalls agree on.
//
// A pattern is a host name, or "*." before one. In a requirement its star stands for exactly one label; what the star
// of a firewall's own dialect stands for is said by a [Wildcard].
package hostname
