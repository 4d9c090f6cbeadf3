// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"errors"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-framework/types/basetypes"

	"github.com/nexthink/terraform-provider-nexthink/internal/hostname"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// extraRequirementModel is a requirement of the user.
type extraRequirementModel struct {
	Purpose              types.String `tfsdk:"purpose"`
	Destination          types.String `tfsdk:"destination"`
	TransportProtocol    types.String `tfsdk:"transport_protocol"`
	ApplicationProtocols types.Set    `tfsdk:"application_protocols"`
	FromPort             types.Number `tfsdk:"from_port"`
	ToPort               types.Number `tfsdk:"to_port"`
	Hosts                types.Set    `tfsdk:"hosts"`
}

func extraRequirementsAttribute() schema.MapNestedAttribute {
	return schema.MapNestedAttribute{
		Optional: true,
		MarkdownDescription: "Requirements of your own, such as a proxy, by key. A key has lower-case letters, digits, hyphens and underscores, " +
			"and begins with a letter or digit. If the catalog has a requirement with the same key, yours replaces it. Every attribute is required, " +
			"because Terraform ignores a misspelled optional attribute.",
		Validators: []validator.Map{extraRequirementsCheck{"a map of requirements by key"}},
		NestedObject: schema.NestedAttributeObject{
			Validators: []validator.Object{extraRequirementCheck{"ports in order, and hosts for the internet"}},
			Attributes: extraRequirementAttributes(),
		},
	}
}

func extraRequirementAttributes() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"purpose": schema.StringAttribute{CustomType: stringInRequirement{}, Required: true, MarkdownDescription: "One sentence: who connects, and for what."},
		"destination": schema.StringAttribute{
			CustomType: stringInRequirement{},
			Required:   true,
			MarkdownDescription: "The destination: `internet` (which needs `hosts`), `domain_controller`, `active_directory`, `dns_server`, " +
				"`mail_server` or `proxy_server`.",
			Validators: []validator.String{stringCheck{"a destination", "Unknown Destination", traffic.CheckDestination}},
		},
		"transport_protocol": schema.StringAttribute{
			CustomType:          stringInRequirement{},
			Required:            true,
			MarkdownDescription: "`tcp` or `udp`.",
			Validators:          []validator.String{stringCheck{"tcp or udp", "Unknown Transport Protocol", traffic.CheckTransport}},
		},
		"application_protocols": schema.SetAttribute{
			CustomType:  newStringsInRequirement(),
			Required:    true,
			ElementType: types.StringType,
			MarkdownDescription: "Protocols that the connection uses. If a firewall can match names, it matches `https`, `websocket` and `http` by " +
				"name. Any other protocol, such as `tcp`, `ldaps` or `msrpc`, is matched by transport protocol and port. So is an empty set.",
			Validators: []validator.Set{applicationProtocolsCheck()},
		},
		"from_port": schema.NumberAttribute{
			CustomType:          numberInRequirement{},
			Required:            true,
			MarkdownDescription: "First port of the range, a whole number from 1 to 65535.",
			Validators:          []validator.Number{portCheck()},
		},
		"to_port": schema.NumberAttribute{
			CustomType:          numberInRequirement{},
			Required:            true,
			MarkdownDescription: "Last port of the range. For a single port, it equals `from_port`.",
			Validators:          []validator.Number{portCheck()},
		},
		"hosts": schema.SetAttribute{
			CustomType:  newStringsInRequirement(),
			Required:    true,
			ElementType: types.StringType,
			MarkdownDescription: "Host names, or patterns with one wildcard label at the front such as `*.example.com`. " +
				"The internet needs at least one. Other destinations may have none.",
			Validators: []validator.Set{hostsCheck()},
		},
	}
}

// extraRequirementsCheck checks the keys of the map.
type extraRequirementsCheck struct{ accepts }

func (extraRequirementsCheck) ValidateMap(_ context.Context, req validator.MapRequest, resp *validator.MapResponse) {
	elements := req.ConfigValue.Elements()
	for _, key := range sortedKeys(elements) {
		if err := traffic.CheckKey(key); err != nil {
			resp.Diagnostics.Append(invalid(req.Path.AtMapKey(key), "Invalid Requirement Key", err))
		}
		if elements[key].IsNull() {
			resp.Diagnostics.Append(invalid(req.Path.AtMapKey(key), "Invalid Requirement",
				errors.New("the requirement is null; leave the key out or give all of its attributes")))
		}
	}
}

// extraRequirementCheck checks the attributes of a requirement against each other.
type extraRequirementCheck struct{ accepts }

func (extraRequirementCheck) ValidateObject(ctx context.Context, req validator.ObjectRequest, resp *validator.ObjectResponse) {
	if req.ConfigValue.IsNull() || req.ConfigValue.IsUnknown() {
		return
	}
	var model extraRequirementModel
	resp.Diagnostics.Append(req.ConfigValue.As(ctx, &model, basetypes.ObjectAsOptions{})...)
	if resp.Diagnostics.HasError() {
		return
	}
	from, fromKnown := wholeNumber(model.FromPort)
	to, toKnown := wholeNumber(model.ToPort)
	if fromKnown && toKnown && traffic.CheckPort(from) == nil && traffic.CheckPort(to) == nil {
		if err := (traffic.PortRange{From: from, To: to}).Check(); err != nil {
			resp.Diagnostics.Append(invalid(req.Path.AtName("to_port"), "Reversed Port Range", err))
		}
	}
	if model.Destination.IsUnknown() || model.Hosts.IsUnknown() || model.Hosts.IsNull() {
		return
	}
	if err := traffic.CheckHosts(model.Destination.ValueString(), len(model.Hosts.Elements())); err != nil {
		resp.Diagnostics.Append(invalid(req.Path.AtName("hosts"), "Missing Hosts", err))
	}
}

// extraRequirements returns the requirements of the user, sorted by key.
func extraRequirements(ctx context.Context, given types.Map) ([]requirementModel, diag.Diagnostics) {
	models := map[string]extraRequirementModel{}
	diagnostics := given.ElementsAs(ctx, &models, false)
	requirements := make([]requirementModel, 0, len(models))
	for _, key := range sortedKeys(models) {
		requirement, more := models[key].requirement(ctx, key)
		diagnostics.Append(more...)
		requirements = append(requirements, requirement)
	}
	return requirements, diagnostics
}

func (model extraRequirementModel) requirement(ctx context.Context, key string) (requirementModel, diag.Diagnostics) {
	from, _ := wholeNumber(model.FromPort)
	to, _ := wholeNumber(model.ToPort)
	requirement := requirementModel{
		Key:               key,
		Purpose:           model.Purpose.ValueString(),
		Destination:       model.Destination.ValueString(),
		Direction:         outbound,
		TransportProtocol: model.TransportProtocol.ValueString(),
		FromPort:          from,
		ToPort:            to,
		PortRange:         traffic.PortRange{From: from, To: to}.String(),
		Platforms:         []string{},
		Inferred:          []string{},
		DocumentationURLs: []string{},
	}
	diagnostics := model.ApplicationProtocols.ElementsAs(ctx, &requirement.ApplicationProtocols, false)
	diagnostics.Append(model.Hosts.ElementsAs(ctx, &requirement.Hosts, false)...)
	slices.Sort(requirement.ApplicationProtocols)
	slices.Sort(requirement.Hosts)
	requirement.HasWildcard = slices.ContainsFunc(requirement.Hosts, hostname.IsWildcard)
	return requirement, diagnostics
}

// checkNotExcluded returns an error for a key that is both added and excluded, because the user may mean either.
func checkNotExcluded(extra types.Map, excluded types.Set) diag.Diagnostics {
	var diagnostics diag.Diagnostics
	for _, key := range sortedKeys(extra.Elements()) {
		if slices.ContainsFunc(excluded.Elements(), types.StringValue(key).Equal) {
			diagnostics.Append(invalid(path.Root("exclude_requirements").AtSetValue(types.StringValue(key)), "Contradicting Requirement",
				errors.New("the requirement "+key+" is both in exclude_requirements and in extra_requirements, which replaces it; leave it out of one of them")))
		}
	}
	return diagnostics
}
