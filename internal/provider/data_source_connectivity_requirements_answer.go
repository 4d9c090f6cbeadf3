// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-log/tflog"

	"github.com/nexthink/terraform-provider-nexthink/internal/catalog"
	"github.com/nexthink/terraform-provider-nexthink/internal/exportbucket"
	"github.com/nexthink/terraform-provider-nexthink/internal/hostname"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// answer fills the computed attributes of the model from its arguments.
func (model *connectivityRequirementsModel) answer(ctx context.Context) diag.Diagnostics {
	var diagnostics diag.Diagnostics
	c, ok := loadCatalog(&diagnostics)
	if !ok {
		return diagnostics
	}
	filter, more := model.filter(ctx)
	diagnostics.Append(more...)
	values, more := model.hostValues(c.ExportBucket())
	diagnostics.Append(more...)
	extra, more := extraRequirements(ctx, model.ExtraRequirements)
	diagnostics.Append(more...)
	if diagnostics.HasError() {
		return diagnostics
	}

	selection := c.Select(filter)
	selection.Requirements = slices.DeleteFunc(selection.Requirements, func(requirement catalog.Requirement) bool {
		return slices.ContainsFunc(extra, func(row requirementModel) bool { return row.Key == requirement.Key })
	})
	logSelection(ctx, selection)
	rows, more := model.expand(selection.Requirements, values, c)
	diagnostics.Append(more...)
	rows = append(rows, extra...)
	diagnostics.Append(checkSomeRequirement(rows, selection.Version)...)
	diagnostics.Append(warnOfProductsWithoutRows(filter.Products, selection.Version, c)...)

	model.CatalogVersion = types.StringValue(selection.Version)
	model.setRows(rows)
	model.Documents = documentsBehind(selection.Requirements, c)
	return diagnostics
}

func (model *connectivityRequirementsModel) filter(ctx context.Context) (catalog.Filter, diag.Diagnostics) {
	filter := catalog.Filter{
		Version:        model.CatalogVersion.ValueString(),
		IncludeClassic: model.IncludeClassic.ValueBool(),
		PreferSecure:   model.PreferSecure.ValueBool(),
	}
	var diagnostics diag.Diagnostics
	if !model.Products.IsNull() {
		diagnostics.Append(model.Products.ElementsAs(ctx, &filter.Products, false)...)
	}
	if !model.ExcludeRequirements.IsNull() {
		diagnostics.Append(model.ExcludeRequirements.ElementsAs(ctx, &filter.Exclude, false)...)
	}
	return filter, diagnostics
}

// hostValues are what the host templates are filled with.
func (model *connectivityRequirementsModel) hostValues(facts catalog.ExportBucket) (hostname.Values, diag.Diagnostics) {
	var diagnostics diag.Diagnostics
	engines, _ := wholeNumber(model.EngineCount)
	values := hostname.Values{
		Instance: model.Instance.ValueString(),
		Region:   model.Region.ValueString(),
		Engines:  int(min(engines, hostname.MaxEngines)),
	}
	awsRegion := model.ExportAWSRegion.ValueString()
	if model.usesDocumentedAWSRegion(facts) {
		awsRegion = facts.DocumentedAWSRegion
	}
	if awsRegion == "" {
		return values, diagnostics
	}
	bucket, err := exportbucket.Template(facts.Bucket).New(awsRegion, cmp.Or(model.ExportAccountID.ValueString(), facts.AccountID))
	if err != nil {
		diagnostics.Append(invalid(path.Root("export_aws_region"), "Invalid Export Bucket", err))
	}
	values.AWSRegion, values.AWSDomain, values.AccountID = bucket.AWSRegion, bucket.Domain, bucket.AccountID
	return values, diagnostics
}

func (model *connectivityRequirementsModel) usesDocumentedAWSRegion(facts catalog.ExportBucket) bool {
	return model.ExportAWSRegion.IsNull() && model.Region.ValueString() == facts.DocumentedRegion
}

// expand fills in the hosts, and warns of every requirement that is left without.
func (model *connectivityRequirementsModel) expand(
	requirements []catalog.Requirement, values hostname.Values, c *catalog.Catalog,
) ([]requirementModel, diag.Diagnostics) {
	var diagnostics diag.Diagnostics
	pages := c.Documents()
	slices.SortFunc(pages, func(a, b catalog.Document) int { return cmp.Compare(b.Order, a.Order) }) // newest first
	rows := make([]requirementModel, 0, len(requirements))
	for _, requirement := range requirements {
		hosts := hostname.Expand(requirement.Hosts, values)
		if len(hosts) == 0 && len(requirement.Hosts) > 0 {
			diagnostics.Append(withoutHost(requirement))
		}
		if needs(requirement, "{aws_region}") {
			requirement = model.describeExportHost(requirement, values, c.ExportBucket())
		}
		rows = append(rows, catalogRequirement(requirement, hosts, pages))
	}
	return rows, diagnostics
}

// describeExportHost marks the host of the export bucket as inferred, unless the user gave what the documentation prints, and
// says what was assumed.
func (model *connectivityRequirementsModel) describeExportHost(
	requirement catalog.Requirement, values hostname.Values, facts catalog.ExportBucket,
) catalog.Requirement {
	if values.AWSRegion == "" {
		return requirement
	}
	exampleRegion := model.usesDocumentedAWSRegion(facts)
	otherRegion := values.AWSRegion != facts.DocumentedAWSRegion
	if exampleRegion {
		requirement.Note = joinNotes(requirement.Note, facts.DocumentedRegionNote)
	}
	if otherRegion && model.ExportAccountID.IsNull() {
		requirement.Note = joinNotes(requirement.Note, facts.AssumedAccountNote)
	}
	if exampleRegion || otherRegion || values.AccountID != facts.AccountID {
		requirement.Inferred = append(requirement.Inferred, "hosts")
		slices.Sort(requirement.Inferred)
	}
	return requirement
}

func needs(requirement catalog.Requirement, placeholder string) bool {
	return slices.ContainsFunc(requirement.Hosts, func(template string) bool { return strings.Contains(template, placeholder) })
}

func joinNotes(note *string, more string) *string {
	if note != nil {
		more = *note + " " + more
	}
	return &more
}

// withoutHost warns of a requirement whose host cannot be built, and says which argument is missing.
func withoutHost(requirement catalog.Requirement) diag.Diagnostic {
	const excluded = ", or exclude the requirement with exclude_requirements. Until then it has no host, and a firewall that knows names lets nothing of it through."
	if needs(requirement, "{engine}") {
		return diag.NewAttributeWarningDiagnostic(path.Root("engine_count"), "Requirement Without Host",
			"The hosts of "+requirement.Key+" are numbered, and how many Engines a tenant has is not published: pass engine_count"+excluded)
	}
	return diag.NewAttributeWarningDiagnostic(path.Root("export_aws_region"), "Requirement Without Host",
		"The host of "+requirement.Key+" depends on the AWS region of the instance, which is not published for this Nexthink region: "+
			"pass export_aws_region, as it stands in the host of an export link"+excluded)
}

// checkSomeRequirement refuses an answer without any requirement: rules made of it would cut Nexthink off.
func checkSomeRequirement(rows []requirementModel, version string) diag.Diagnostics {
	if len(rows) > 0 {
		return nil
	}
	return diag.Diagnostics{diag.NewErrorDiagnostic("No Requirement Left", shortened("The arguments leave no requirement of catalogue version "+version+
		", and rules made of none would cut Nexthink off. Name other products, exclude fewer requirements, or pin a later version."))}
}

func warnOfProductsWithoutRows(products []string, version string, c *catalog.Catalog) diag.Diagnostics {
	var diagnostics diag.Diagnostics
	for _, product := range products {
		if !c.HasProduct(product, version) {
			diagnostics.AddAttributeWarning(path.Root("products").AtSetValue(types.StringValue(product)), "Product Without Requirement",
				shortened("Catalogue version "+version+" has no requirement of the product "+product+". Pin a later version, or leave the product out."))
		}
	}
	return diagnostics
}

func (model *connectivityRequirementsModel) setRows(rows []requirementModel) {
	flows := make([]traffic.Flow, 0, len(rows))
	model.Requirements = make(map[string]requirementModel, len(rows))
	model.Hosts = make([]string, 0, len(rows))
	for _, row := range rows {
		model.Requirements[row.Key] = row
		model.Hosts = append(model.Hosts, row.Hosts...)
		flows = append(flows, row.flow())
	}
	slices.Sort(model.Hosts)
	model.Hosts = slices.Compact(model.Hosts)
	model.PortRules = portRules(flows)
}

func documentsBehind(requirements []catalog.Requirement, c *catalog.Catalog) []documentModel {
	cited := make(map[string]bool)
	for _, requirement := range requirements {
		for _, citation := range requirement.ReadIn {
			cited[citation.Document] = true
		}
	}
	return documentModels(slices.DeleteFunc(c.Documents(), func(document catalog.Document) bool { return !cited[document.ID] }))
}

// logSelection tells a person who debugs which catalogue answered, and why a requirement is not in the answer.
func logSelection(ctx context.Context, selection catalog.Selection) {
	leftOut := make(map[string]any, len(selection.LeftOut))
	for _, left := range selection.LeftOut {
		leftOut[left.Key] = left.Reason
	}
	tflog.Debug(ctx, "Selected requirements of the catalogue", map[string]any{
		"catalog_version": selection.Version,
		"selected":        len(selection.Requirements),
		"left_out":        leftOut,
	})
}
