// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

// Package catalog has the connections that Nexthink documents as data.
//
// # The facts
//
// A Nexthink cloud has regions and products: the web interface, the Collector on each device, the public API and so on.
// Some products are classic: they are still documented, but new customers do not get them. A product has requirements. A
// requirement is one purpose, one transport protocol and one range of ports: "browsers open the web interface" is TCP
// 443 to the instance's host.
//
// Each requirement names the documents that state it. If a document does not state an aspect explicitly, the aspect is
// listed as inferred.
//
// # The data
//
// The facts are JSON files under data, one for each product. Their JSON Schemas are in data/schema. No fact about Nexthink
// is written in Go. A requirement has a history: what each version of the catalog added, changed or removed. A published
// version never changes, so a configuration that pins a version always gets the same answer.
//
// Hosts are templates. Package hostname expands them for a tenant.
//
// # Use
//
// [Load] decodes the data once per process. [Catalog.Select] returns the requirements of a version. The caller may change
// what a function returns: the catalog does not share it.
package catalog
