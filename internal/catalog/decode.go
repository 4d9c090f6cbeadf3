// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package catalog

import (
	"bytes"
	"cmp"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
)

//go:embed data/*.json data/products/*.json
var data embed.FS

// schemaReference lets an editor check a data file against its JSON Schema.
type schemaReference struct {
	Schema string `json:"$schema"`
}

type productFile struct {
	schemaReference

	ID           string   `json:"id"`
	Name         string   `json:"name"`
	Classic      bool     `json:"classic"`
	Description  string   `json:"description"`
	Requirements []record `json:"requirements"`
}

func decodeRegions(files fs.FS) ([]Region, error) {
	var regions struct {
		schemaReference

		Regions []Region `json:"regions"`
	}
	err := decodeFile(files, "data/regions.json", &regions)
	return regions.Regions, err
}

func decodeInstanceHosts(files fs.FS) (InstanceHosts, error) {
	var hosts struct {
		schemaReference
		InstanceHosts
	}
	err := decodeFile(files, "data/instance_hosts.json", &hosts)
	return hosts.InstanceHosts, err
}

func decodeExportBucket(files fs.FS) (ExportBucket, error) {
	var bucket struct {
		schemaReference
		ExportBucket
	}
	err := decodeFile(files, "data/export_bucket.json", &bucket)
	return bucket.ExportBucket, err
}

func decode(files fs.FS) (*Catalog, error) {
	var documents struct {
		schemaReference

		Documents []Document `json:"documents"`
	}
	var versions struct {
		schemaReference

		Versions []Version `json:"versions"`
	}
	regions, err := decodeRegions(files)
	hosts, hostsErr := decodeInstanceHosts(files)
	bucket, bucketErr := decodeExportBucket(files)
	err = errors.Join(
		err,
		hostsErr,
		bucketErr,
		decodeFile(files, "data/documents.json", &documents),
		decodeFile(files, "data/versions.json", &versions),
	)
	if err != nil {
		return nil, err
	}
	templates := hosts.Templates()
	for i := range regions {
		regions[i].hosts = templates
	}
	c := &Catalog{regions: regions, documents: documents.Documents, versions: versions.Versions, exportBucket: bucket}
	if len(c.versions) == 0 {
		return nil, errors.New("catalog: data/versions.json holds no version")
	}
	return c, c.decodeProducts(files)
}

func (c *Catalog) decodeProducts(files fs.FS) error {
	names, err := fs.Glob(files, "data/products/*.json")
	if err != nil {
		return fmt.Errorf("catalog: %w", err)
	}
	c.products = make([]Product, len(names))
	for i, name := range names {
		var file productFile
		if err := decodeFile(files, name, &file); err != nil {
			return err
		}
		product := &c.products[i]
		*product = Product{ID: file.ID, Name: file.Name, Classic: file.Classic, Description: file.Description}
		for _, requirement := range file.Requirements {
			requirement.product = product
			c.requirements = append(c.requirements, requirement)
			if _, found := requirement.at(c.Newest()); found {
				product.RequirementKeys = append(product.RequirementKeys, requirement.Key)
			}
		}
	}
	slices.SortFunc(c.requirements, func(a, b record) int { return cmp.Compare(a.Key, b.Key) })
	return nil
}

// decodeFile is strict: an attribute that the type does not have is an error, and so is text after the document.
func decodeFile(files fs.FS, name string, into any) error {
	content, err := fs.ReadFile(files, name)
	if err != nil {
		return fmt.Errorf("catalog: %w", err)
	}
	decoder := json.NewDecoder(bytes.NewReader(content))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(into); err != nil {
		return fmt.Errorf("catalog: %s: %w", name, err)
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return fmt.Errorf("catalog: %s holds more than one document", name)
	}
	return nil
}
