// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"slices"

	"github.com/nexthink/terraform-provider-nexthink/internal/catalog"
	"github.com/nexthink/terraform-provider-nexthink/internal/hostname"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// requirementModel is a requirement as Terraform sees it. What a row of the user's own does not give is nil or empty.
type requirementModel struct {
	Key                  string   `tfsdk:"key" doc:"Name of the requirement, the key of the map again. It is stable: a requirement keeps it in every version."`
	Product              *string  `tfsdk:"product" doc:"Id of the product that needs it, see ''nexthink_products''. Null for a requirement of your own."`
	Classic              *bool    `tfsdk:"classic" doc:"Whether the product is a classic one. Null for a requirement of your own."`
	Purpose              string   `tfsdk:"purpose" doc:"One sentence: who does what through this opening."`
	Source               *string  `tfsdk:"source" doc:"Who opens the connection: ''api_client'', ''browser'', ''collector'', ''data_enricher'' or ''finder''. Null for a requirement of your own."`
	Destination          string   `tfsdk:"destination" doc:"Who is at the other end, and so who knows the address: ''internet'' (reached by ''hosts''), or a server of the customer's own: ''domain_controller'', ''active_directory'', ''dns_server'', ''mail_server'' or ''proxy_server''."`
	Direction            string   `tfsdk:"direction" doc:"Always ''outbound'': the customer's side opens the connection. Where Nexthink itself connects from is not published."`
	TransportProtocol    string   `tfsdk:"transport_protocol" doc:"''tcp'' or ''udp''."`
	ApplicationProtocols []string `tfsdk:"application_protocols" doc:"What is spoken over the connection, such as ''https'', ''websocket'', ''ldaps'' or ''msrpc''; sorted."`
	FromPort             int64    `tfsdk:"from_port" doc:"First port of the range, 1 to 65535."`
	ToPort               int64    `tfsdk:"to_port" doc:"Last port of the range; the first one again for a single port."`
	PortRange            string   `tfsdk:"port_range" doc:"The range in one string: ''443'', ''49152-65535''."`
	Hosts                []string `tfsdk:"hosts" doc:"Host names and patterns that are connected to, sorted. In a pattern such as ''*.eu.nexthink.cloud'' the star means one label; most firewalls match deeper, see ''render_domains''. Empty where the other end is the customer's own server, and where an argument that is needed to build the host was not given; a warning says so."`
	HasWildcard          bool     `tfsdk:"has_wildcard" doc:"Whether one of the hosts is a pattern with a star."`
	Platforms            []string `tfsdk:"platforms" doc:"Operating systems that it concerns, such as ''windows''; empty where no page names one. What the Collector needs on Linux is not published."`
	Condition            *string  `tfsdk:"condition" doc:"When it applies, in a sentence. Null for always."`
	SecureAlternative    *string  `tfsdk:"secure_alternative" doc:"Key of the requirement that serves the same purpose encrypted. Null where there is none, and where the requirement is the secure one itself."`
	Note                 *string  `tfsdk:"note" doc:"What to know about it, in one or more sentences. Null for nothing."`
	Inferred             []string `tfsdk:"inferred" doc:"What no page of Nexthink's states in so many words and was concluded, by attribute: ''application_protocols'', ''condition'', ''destination'', ''direction'', ''hosts'', ''port_range'', ''secure_alternative'', ''source'' or ''transport_protocol''; sorted. Empty where all of it is stated."`
	AddedIn              *string  `tfsdk:"added_in" doc:"The catalogue version that brought it, such as ''2024-03''. Null for a requirement of your own."`
	DocumentationURLs    []string `tfsdk:"documentation_urls" doc:"The pages on which it was read, newest first. Where the older page stands alone, the newer ones could not be read as far, and whether the requirement still stands is not known. Empty for a requirement of your own."`
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
