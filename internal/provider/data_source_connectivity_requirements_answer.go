// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-log/tflog"

	"github.com/nexthink/terraform-provider-nexthink/internal/catalog"
	"github.com/nexthink/terraform-provider-nexthink/internal/exportbucket"
	"github.com/nexthink/terraform-provider-nexthink/internal/hostname"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
	"github.com/nexthink/terraform-provider-nexthink/internal/wording"
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
		return slices.ContainsFunc(extra, func(own requirementModel) bool { return own.Key == requirement.Key })
	})
	logSelection(ctx, selection)
	model.Requirements = make(map[string]requirementModel)
	model.OmittedRequirements = make(map[string]omittedRequirementModel)
	diagnostics.Append(model.addCatalogRequirements(selection.Requirements, values, c)...)
	for _, requirement := range extra {
		model.Requirements[requirement.Key] = requirement
	}
	diagnostics.Append(model.checkSomeRequirement(selection)...)
	diagnostics.Append(warnOfMisspelledKeys(extra, c)...)
	diagnostics.Append(warnOfProductsWithoutRequirements(filter.Products, selection.Version, c)...)
	diagnostics.Append(model.warnOfNoEffect(c, filter, selection.Requirements)...)

	model.CatalogVersion = types.StringValue(selection.Version)
	model.RecordedOn = types.StringValue(selection.RecordedOn)
	model.setHostsAndPortRules()
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
	for _, set := range []struct {
		given types.Set
		into  *[]string
	}{
		{model.Products, &filter.Products},
		{model.ExcludeRequirements, &filter.Exclude},
		{model.Sources, &filter.Sources},
		{model.Platforms, &filter.Platforms},
	} {
		if !set.given.IsNull() {
			diagnostics.Append(set.given.ElementsAs(ctx, set.into, false)...)
		}
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

// addCatalogRequirements adds the requirements with their hosts. A requirement whose host cannot be built is omitted with a warning.
func (model *connectivityRequirementsModel) addCatalogRequirements(
	requirements []catalog.Requirement, values hostname.Values, c *catalog.Catalog,
) diag.Diagnostics {
	var diagnostics diag.Diagnostics
	pages := c.Documents()
	slices.SortFunc(pages, func(a, b catalog.Document) int { return cmp.Compare(b.Order, a.Order) }) // newest first
	for _, requirement := range requirements {
		hosts := hostname.Expand(requirement.Hosts, values)
		if len(hosts) == 0 && len(requirement.Hosts) > 0 {
			left := omitted(requirement)
			model.OmittedRequirements[requirement.Key] = left
			diagnostics.Append(left.warning(requirement.Key))
			continue
		}
		if hasPlaceholder(requirement, "{aws_region}") {
			requirement = model.describeExportHost(requirement, values, c.ExportBucket())
		}
		model.Requirements[requirement.Key] = catalogRequirement(requirement, hosts, pages)
	}
	return diagnostics
}

// describeExportHost marks the host of the export bucket as inferred, unless the user gave what the documentation prints, and
// says what was assumed.
func (model *connectivityRequirementsModel) describeExportHost(
	requirement catalog.Requirement, values hostname.Values, facts catalog.ExportBucket,
) catalog.Requirement {
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

func joinNotes(note *string, more string) *string {
	if note != nil {
		more = *note + " " + more
	}
	return &more
}

// checkSomeRequirement returns an error if there is no requirement, because rules without one would block Nexthink.
func (model *connectivityRequirementsModel) checkSomeRequirement(selection catalog.Selection) diag.Diagnostics {
	if len(model.Requirements) > 0 {
		return nil
	}
	if !model.Sources.IsNull() && len(selection.Requirements) == 0 {
		return diag.Diagnostics{diag.NewAttributeErrorDiagnostic(path.Root("sources"), "No Requirement Left", shortened(
			"No requirement that the other arguments leave is opened by one of these sources. Name other sources, or leave the argument out."))}
	}
	return diag.Diagnostics{diag.NewErrorDiagnostic("No Requirement Left", shortened("The arguments leave no requirement of catalog version "+
		selection.Version+", and rules made of none would block Nexthink. Name other products, exclude fewer requirements, or pin a later version."))}
}

// warnOfNoEffect warns of an argument that changes nothing in the answer. A user who sets it expects an effect.
func (model *connectivityRequirementsModel) warnOfNoEffect(
	c *catalog.Catalog, filter catalog.Filter, requirements []catalog.Requirement,
) diag.Diagnostics {
	var diagnostics diag.Diagnostics
	if filter.IncludeClassic {
		filter.IncludeClassic = false
		if len(c.Select(filter).Requirements) >= len(requirements) {
			diagnostics.AddAttributeWarning(path.Root("include_classic"), "Argument include_classic Without Effect",
				"The other arguments decide about each classic requirement. Leave include_classic out, or name the classic products in products.")
		}
	}
	numbered := slices.ContainsFunc(requirements, func(requirement catalog.Requirement) bool { return hasPlaceholder(requirement, "{engine}") })
	if !model.EngineCount.IsNull() && (!numbered || model.Instance.ValueString() == hostname.AnyInstance) {
		diagnostics.AddAttributeWarning(path.Root("engine_count"), "Argument engine_count Without Effect",
			"No requirement of the answer goes to a numbered Engine host. Leave engine_count out, or add the product engine.")
	}
	return diagnostics
}

// warnOfMisspelledKeys warns of a key that adds a requirement although it probably was to replace one of the catalog.
func warnOfMisspelledKeys(extra []requirementModel, c *catalog.Catalog) diag.Diagnostics {
	var diagnostics diag.Diagnostics
	keys := c.RequirementKeys()
	for _, requirement := range extra {
		meant, near := wording.OneLetterAway(requirement.Key, keys)
		if !near || slices.Contains(keys, requirement.Key) {
			continue
		}
		diagnostics.AddAttributeWarning(path.Root("extra_requirements").AtMapKey(requirement.Key), "Requirement "+requirement.Key+" Is Not in the Catalog",
			fmt.Sprintf("The key %q adds a requirement. Did you mean %q, which replaces the requirement of the catalog?", requirement.Key, meant))
	}
	return diagnostics
}

func warnOfProductsWithoutRequirements(products []string, version string, c *catalog.Catalog) diag.Diagnostics {
	var diagnostics diag.Diagnostics
	for _, product := range products {
		if !c.HasProduct(product, version) {
			diagnostics.AddAttributeWarning(path.Root("products").AtSetValue(types.StringValue(product)), "Product Without Requirement",
				shortened("Catalog version "+version+" has no requirement of the product "+product+". Pin a later version, or leave the product out."))
		}
	}
	return diagnostics
}

func (model *connectivityRequirementsModel) setHostsAndPortRules() {
	flows := make([]traffic.Flow, 0, len(model.Requirements))
	model.Hosts = make([]string, 0, len(model.Requirements))
	for _, requirement := range model.Requirements {
		model.Hosts = append(model.Hosts, requirement.Hosts...)
		flows = append(flows, requirement.flow())
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

// logSelection logs which catalog version answered, and why a requirement is not in the answer.
func logSelection(ctx context.Context, selection catalog.Selection) {
	leftOut := make(map[string]any, len(selection.LeftOut))
	for _, left := range selection.LeftOut {
		leftOut[left.Key] = left.Reason
	}
	tflog.Debug(ctx, "Selected requirements of the catalog", map[string]any{
		"catalog_version": selection.Version,
		"selected":        len(selection.Requirements),
		"left_out":        leftOut,
	})
}
