// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package catalog

import "slices"

// Requirement is one connection that a product needs, as a version of the catalog states it.
type Requirement struct {
	Key     string // public: its meaning never changes
	Number  int    // never changes, and is never used for another requirement
	Product string // ID of the product
	Classic bool   // whether the product is a classic one
	AddedIn string // the version that added the requirement
	Statement
}

// Statement is what a version of the catalog states about a requirement.
type Statement struct {
	Purpose              string     `json:"purpose"`
	Source               string     `json:"source"`      // who opens the connection
	Destination          string     `json:"destination"` // one of traffic.Destinations
	TransportProtocol    string     `json:"transport_protocol"`
	FromPort             int64      `json:"from_port"`
	ToPort               int64      `json:"to_port"`
	ApplicationProtocols []string   `json:"application_protocols"`
	Hosts                []string   `json:"hosts"`              // templates; none if the destination is the customer's own
	Platforms            []string   `json:"platforms"`          // operating systems; none for all
	Condition            *string    `json:"condition"`          // nil if it always applies
	SecureAlternative    *string    `json:"secure_alternative"` // key of the requirement for the same purpose with encryption
	Note                 *string    `json:"note"`
	Inferred             []string   `json:"inferred"` // attributes whose value no document states literally
	ReadIn               []Citation `json:"read_in"`
}

// Citation names a document that states a requirement, or a part of it.
type Citation struct {
	Document string   `json:"document"`
	States   []string `json:"states"` // the attributes that it states; nil for all that are not inferred
	Hosts    []string `json:"hosts"`  // the host templates that it names; nil for all
}

func (statement Statement) clone() Statement {
	statement.ApplicationProtocols = slices.Clone(statement.ApplicationProtocols)
	statement.Hosts = slices.Clone(statement.Hosts)
	statement.Platforms = slices.Clone(statement.Platforms)
	statement.Condition = clonePointer(statement.Condition)
	statement.SecureAlternative = clonePointer(statement.SecureAlternative)
	statement.Note = clonePointer(statement.Note)
	statement.Inferred = slices.Clone(statement.Inferred)
	statement.ReadIn = slices.Clone(statement.ReadIn)
	for i := range statement.ReadIn {
		statement.ReadIn[i].States = slices.Clone(statement.ReadIn[i].States)
		statement.ReadIn[i].Hosts = slices.Clone(statement.ReadIn[i].Hosts)
	}
	return statement
}

func clonePointer(text *string) *string {
	if text == nil {
		return nil
	}
	copied := *text
	return &copied
}
