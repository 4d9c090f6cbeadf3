// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/nexthink/terraform-provider-nexthink/internal/catalog"
)

// omittedRequirementModel is a requirement whose host cannot be built from the arguments.
type omittedRequirementModel struct {
	Reason   string `tfsdk:"reason" doc:"Why the host cannot be built, in a sentence."`
	Argument string `tfsdk:"argument" doc:"The argument that adds the requirement."`
	Message  string `tfsdk:"message" doc:"That nothing checks the requirement, and what to do, as a line for a log."`
}

// omitted returns why the host of a requirement cannot be built, and which argument is missing.
func omitted(requirement catalog.Requirement) omittedRequirementModel {
	model := omittedRequirementModel{
		Reason:   "The host depends on the AWS region of the tenant, which is not published for this Nexthink region.",
		Argument: "export_aws_region",
	}
	if hasPlaceholder(requirement, "{engine}") {
		model.Reason = "The hosts are numbered, and the number of Engines of a tenant is not published."
		model.Argument = "engine_count"
	}
	model.Message = "Nexthink " + requirement.Key + " is omitted, so nothing checks it. " + model.advice(requirement.Key)
	return model
}

// whereFound says where a user finds the value of an argument.
var whereFound = map[string]string{
	"export_aws_region": " The host of an export link has the AWS region: parse_export_link reads it.",
	"engine_count":      " Nexthink Support knows the number of your Engines.",
}

// advice says why the host cannot be built, and which argument adds the requirement.
func (model omittedRequirementModel) advice(key string) string {
	return model.Reason + " Pass " + model.Argument + " to add the requirement " + key + ", or leave it out with exclude_requirements." + whereFound[model.Argument]
}

// warning is the advice. Terraform folds warnings that share a summary, so the summary has the key.
func (model omittedRequirementModel) warning(key string) diag.Diagnostic {
	return diag.NewAttributeWarningDiagnostic(path.Root(model.Argument), "Requirement "+key+" Omitted", model.advice(key))
}

func hasPlaceholder(requirement catalog.Requirement, placeholder string) bool {
	return slices.ContainsFunc(requirement.Hosts, func(template string) bool { return strings.Contains(template, placeholder) })
}
