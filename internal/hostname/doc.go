// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

// Package hostname builds and parses the host names of a Nexthink tenant.
//
// The name of a tenant is called its instance. It is the first label of the web host: acme in acme.eu.nexthink.cloud.
// The other hosts of the tenant have the instance and the code of the region:
//
//	web     acme.eu.nexthink.cloud
//	data    acme.data.eu.nexthink.cloud
//	api     acme.api.eu.nexthink.cloud
//	login   acme-login.eu.nexthink.cloud
//	engine  acme-engine-1.eu.nexthink.cloud, acme-engine-2.eu.nexthink.cloud, …
//
// The catalog has templates with placeholders, such as {instance}.{region}.nexthink.cloud. [Expand] replaces them. The
// instance may be "*" for every tenant. A template then becomes the narrowest pattern that begins with a wildcard label,
// since this is the only wildcard that all firewalls support.
//
// A pattern is a host name, or "*." and a host name. In a requirement, the wildcard stands for exactly one label. In a
// firewall's rule it may stand for more: see [Wildcard].
package hostname
