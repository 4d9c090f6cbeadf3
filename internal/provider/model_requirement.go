// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"slices"

	"github.com/nexthink/terraform-provider-nexthink/internal/catalog"
	"github.com/nexthink/terraform-provider-nexthink/internal/hostname"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// requirementModel is a requirement in Terraform. What a requirement of the user does not have is nil or empty.
type requirementModel struct {
	Key                  string   `tfsdk:"key" doc:"Name of the requirement. It equals the key of the map, and is the same in every version."`
	Product              *string  `tfsdk:"product" doc:"ID of the product that needs it. See ''nexthink_products''. Null for a requirement of your own."`
	Classic              *bool    `tfsdk:"classic" doc:"Whether the product is classic. Null for a requirement of your own."`
	Purpose              string   `tfsdk:"purpose" doc:"One sentence: who connects, and for what."`
	Source               *string  `tfsdk:"source" doc:"The source, which opens the connection: ''api_client'', ''browser'', ''collector'', ''data_enricher'' or ''finder''. Null for a requirement of your own."`
	Destination          string   `tfsdk:"destination" doc:"The destination. For ''internet'', see ''hosts''. The others are your own servers, whose addresses you know: ''domain_controller'', ''active_directory'', ''dns_server'', ''mail_server'' or ''proxy_server''."`
	Direction            string   `tfsdk:"direction" doc:"Always ''outbound'': your side opens the connection. Where Nexthink itself connects from is not published."`
	TransportProtocol    string   `tfsdk:"transport_protocol" doc:"''tcp'' or ''udp''."`
	ApplicationProtocols []string `tfsdk:"application_protocols" doc:"Protocols that the connection uses, such as ''https'', ''websocket'', ''ldaps'' or ''msrpc''. Sorted."`
	FromPort             int64    `tfsdk:"from_port" doc:"First port of the range, 1 to 65535."`
	ToPort               int64    `tfsdk:"to_port" doc:"Last port of the range. For a single port, it equals ''from_port''."`
	PortRange            string   `tfsdk:"port_range" doc:"The range as a string: ''443'', ''49152-65535''."`
	Hosts                []string `tfsdk:"hosts" doc:"Host names and patterns of the destination, sorted. In a pattern such as ''*.eu.nexthink.cloud'', the wildcard means one label. Most firewalls match deeper names too, see ''render_domains''. A requirement of the catalog has none if the destination is your own server."`
	HasWildcard          bool     `tfsdk:"has_wildcard" doc:"Whether one of the hosts is a pattern with a wildcard."`
	Platforms            []string `tfsdk:"platforms" doc:"Operating systems that it is for, such as ''windows''. Empty if no page names one. What the Collector needs on Linux is not published."`
	Condition            *string  `tfsdk:"condition" doc:"When the requirement applies, in a sentence. Null if it always applies."`
	SecureAlternative    *string  `tfsdk:"secure_alternative" doc:"Key of the requirement that has the same purpose and is encrypted. Null if there is none, or if this requirement is the encrypted one."`
	Note                 *string  `tfsdk:"note" doc:"What else to know about it, in one or more sentences. Null if there is nothing."`
	Inferred             []string `tfsdk:"inferred" doc:"Attributes that no page of Nexthink's states literally. The catalog concludes them from the pages. They are any of ''application_protocols'', ''condition'', ''destination'', ''direction'', ''hosts'', ''port_range'', ''secure_alternative'', ''source'' or ''transport_protocol''. Sorted. Empty if the pages state everything."`
	AddedIn              *string  `tfsdk:"added_in" doc:"The catalog version that added it, such as ''2024-03''. Null for a requirement of your own."`
	DocumentationURLs    []string `tfsdk:"documentation_urls" doc:"The pages that state it, newest first. If only the older page is listed, that part of the newer pages could not be read. Then whether the requirement still stands is not known. Empty for a requirement of your own."`
}

// outbound is the direction of every requirement: the devices and servers of the customer open the connections.
const outbound = "outbound"

func catalogRequirement(requirement catalog.Requirement, hosts []string, pages []catalog.Document) requirementModel {
	return requirementModel{
		Key:                  requirement.Key,
		Product:              &requirement.Product,
		Classic:              &requirement.Classic,
		Purpose:              requirement.Purpose,
		Source:               &requirement.Source,
		Destination:          requirement.Destination,
		Direction:            outbound,
		TransportProtocol:    requirement.TransportProtocol,
		ApplicationProtocols: requirement.ApplicationProtocols,
		FromPort:             requirement.FromPort,
		ToPort:               requirement.ToPort,
		PortRange:            traffic.PortRange{From: requirement.FromPort, To: requirement.ToPort}.String(),
		Hosts:                hosts,
		HasWildcard:          slices.ContainsFunc(hosts, hostname.IsWildcard),
		Platforms:            requirement.Platforms,
		Condition:            requirement.Condition,
		SecureAlternative:    requirement.SecureAlternative,
		Note:                 requirement.Note,
		Inferred:             requirement.Inferred,
		AddedIn:              &requirement.AddedIn,
		DocumentationURLs:    documentationURLs(requirement, pages),
	}
}

// documentationURLs returns the addresses of the pages that the requirement cites, in the order of pages, which is newest first.
func documentationURLs(requirement catalog.Requirement, pages []catalog.Document) []string {
	urls := make([]string, 0, len(requirement.ReadIn))
	for _, page := range pages {
		if slices.ContainsFunc(requirement.ReadIn, func(citation catalog.Citation) bool { return citation.Document == page.ID }) {
			urls = append(urls, page.URL)
		}
	}
	return urls
}

func (model requirementModel) flow() traffic.Flow {
	return traffic.Flow{
		Key:         model.Key,
		Destination: model.Destination,
		Transport:   model.TransportProtocol,
		Ports:       traffic.PortRange{From: model.FromPort, To: model.ToPort},
		Hosts:       model.Hosts,
	}
}
