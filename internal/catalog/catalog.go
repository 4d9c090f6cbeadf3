// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package catalog

import (
	"slices"
	"sync"
)

// Catalog is the decoded data.
type Catalog struct {
	products     []Product
	regions      []Region
	documents    []Document
	versions     []Version
	requirements []record
	exportBucket ExportBucket
}

var load = sync.OnceValues(func() (*Catalog, error) { return decode(data) })

var (
	loadRegions       = sync.OnceValues(func() ([]Region, error) { return decodeRegions(data) })
	loadInstanceHosts = sync.OnceValues(func() (InstanceHosts, error) { return decodeInstanceHosts(data) })
	loadExportBucket  = sync.OnceValues(func() (ExportBucket, error) { return decodeExportBucket(data) })
)

// RegionCodes returns the codes of all regions, sorted. It decodes the regions only: to validate most configurations, the
// provider needs nothing else of the catalog.
func RegionCodes() ([]string, error) {
	regions, err := loadRegions()
	return collect(regions, func(region Region) string { return region.Code }), err
}

// LoadInstanceHosts returns the hosts that every tenant has, without the rest of the catalog.
func LoadInstanceHosts() (InstanceHosts, error) {
	hosts, err := loadInstanceHosts()
	hosts.Hosts = slices.Clone(hosts.Hosts)
	return hosts, err
}

// LoadExportBucket returns the facts about the bucket of exports, without the rest of the catalog.
func LoadExportBucket() (ExportBucket, error) { return loadExportBucket() }

// Load returns the embedded catalog. The first call decodes it. An error means that the data of this build is invalid. The
// tests of this package exclude that.
func Load() (*Catalog, error) { return load() }

// Products returns all products, sorted by ID.
func (c *Catalog) Products() []Product {
	products := slices.Clone(c.products)
	for i := range products {
		products[i].RequirementKeys = slices.Clone(products[i].RequirementKeys)
	}
	return products
}

// Regions returns all regions, sorted by code.
func (c *Catalog) Regions() []Region { return slices.Clone(c.regions) }

// Documents returns all documents, sorted by ID.
func (c *Catalog) Documents() []Document { return slices.Clone(c.documents) }

// Versions returns all versions, oldest first.
func (c *Catalog) Versions() []Version {
	versions := slices.Clone(c.versions)
	for i := range versions {
		versions[i].DocumentIDs = slices.Clone(versions[i].DocumentIDs)
	}
	return versions
}

// Newest returns the number of the newest version.
func (c *Catalog) Newest() string { return c.versions[len(c.versions)-1].Number }

// ExportBucket returns the facts about the bucket of exports.
func (c *Catalog) ExportBucket() ExportBucket { return c.exportBucket }

// Sources returns who opens the connections of the requirements, sorted.
func (c *Catalog) Sources() []string {
	sources := []string{}
	for _, record := range c.requirements {
		for _, entry := range record.History {
			if entry.Statement != nil {
				sources = append(sources, entry.Statement.Source)
			}
		}
	}
	slices.Sort(sources)
	return slices.Compact(sources)
}

// Platforms returns the platforms that a requirement may name, sorted. The set is closed.
func Platforms() []string { return []string{"macos", "windows"} }

// ProductIDs returns the IDs of all products, sorted.
func (c *Catalog) ProductIDs() []string {
	return collect(c.products, func(product Product) string { return product.ID })
}

// RegionCodes returns the codes of all regions, sorted.
func (c *Catalog) RegionCodes() []string {
	return collect(c.regions, func(region Region) string { return region.Code })
}

// VersionNumbers returns the numbers of all versions, oldest first.
func (c *Catalog) VersionNumbers() []string {
	return collect(c.versions, func(version Version) string { return version.Number })
}

// RequirementKeys returns the keys of the requirements of all versions, sorted.
func (c *Catalog) RequirementKeys() []string {
	return collect(c.requirements, func(requirement record) string { return requirement.Key })
}

// HasProduct tells whether a version has a requirement of the product.
func (c *Catalog) HasProduct(id, version string) bool {
	return slices.ContainsFunc(c.requirements, func(record record) bool {
		_, found := record.at(version)
		return found && record.product.ID == id
	})
}

func collect[Record any](records []Record, name func(Record) string) []string {
	names := make([]string, 0, len(records))
	for _, record := range records {
		names = append(names, name(record))
	}
	return names
}
