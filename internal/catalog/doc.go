// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

// Package catalog holds what is published about the connections that Nexthink needs, and answers questions about it.
//
// # The facts
//
// A Nexthink cloud is divided into regions (us, eu, pac, meta), and what a company uses of it into products: the web
// interface, the Collector on each device, the public API and so on. Some products are classic: still documented, and no
// longer what a new customer gets. A product needs requirements, each of which is one purpose over one transport protocol
// and one contiguous range of ports: "browsers open the web interface" is TCP 443 to the instance's host.
//
// Whatever is stated was read in a document, and each requirement says in which. Where it says more than its documents do
// in so many words, the aspect is listed as inferred.
//
// # The data
//
// The facts are JSON under data, one file a product, with JSON Schemas beside them in data/schema; nothing about Nexthink
// is written in Go. A requirement carries its own history: what each version of the catalogue added, changed or removed.
// A version once published never changes, so that a configuration which pins it keeps its answer.
//
// Hosts are written as templates, which package hostname fills for a tenant.
//
// # Use
//
// [Load] decodes the data once per process. [Catalog.Select] picks the requirements of a version by product;
// package hostname fills the host templates of one for a tenant. Whatever is returned is the caller's own: changing it
// changes nothing in the catalogue.
package catalog
