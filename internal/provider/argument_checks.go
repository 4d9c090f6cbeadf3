// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-framework/types/basetypes"

	"github.com/nexthink/terraform-provider-nexthink/internal/catalog"
	"github.com/nexthink/terraform-provider-nexthink/internal/exportbucket"
	"github.com/nexthink/terraform-provider-nexthink/internal/hostname"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
	"github.com/nexthink/terraform-provider-nexthink/internal/wording"
)

var (
	_ validator.String = (*stringCheck)(nil)
	_ validator.Set    = (*elementsCheck)(nil)
	_ validator.Number = (*numberCheck)(nil)
)

// accepts is the description of the validators below.
type accepts string

func (a accepts) Description(context.Context) string         { return string(a) }
func (a accepts) MarkdownDescription(context.Context) string { return string(a) }

// stringCheck is a validator that asks a domain package about a string.
type stringCheck struct {
	accepts

	summary string
	check   func(string) error
}

func (c stringCheck) ValidateString(_ context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if req.ConfigValue.IsNull() || req.ConfigValue.IsUnknown() {
		return
	}
	if err := c.check(req.ConfigValue.ValueString()); err != nil {
		resp.Diagnostics.Append(invalid(req.Path, c.summary, err))
	}
}

// elementsCheck is a validator that asks a domain package about each element of a set of strings.
type elementsCheck struct {
	stringCheck

	emptySummary, empty string // the message for a set without elements; without one, it is accepted
}

func (c elementsCheck) ValidateSet(_ context.Context, req validator.SetRequest, resp *validator.SetResponse) {
	if req.ConfigValue.IsNull() || req.ConfigValue.IsUnknown() {
		return
	}
	elements := req.ConfigValue.Elements()
	if len(elements) == 0 && c.empty != "" {
		resp.Diagnostics.Append(invalid(req.Path, c.emptySummary, errors.New(c.empty)))
	}
	for _, element := range elements {
		text, ok := element.(basetypes.StringValue)
		if !ok || text.IsUnknown() {
			continue
		}
		if err := c.checkElement(text); err != nil {
			resp.Diagnostics.Append(invalid(req.Path.AtSetValue(element), c.summary, err))
		}
	}
}

func (c elementsCheck) checkElement(text types.String) error {
	if text.IsNull() {
		return errors.New("one of the elements is null; leave it out or give a value")
	}
	return c.check(text.ValueString())
}

// numberCheck is a validator that asks a domain package about a whole number. The framework's own integers would answer
// 1.5 with a message about a conversion.
type numberCheck struct {
	accepts

	summary string
	check   func(int64) error
}

func (c numberCheck) ValidateNumber(_ context.Context, req validator.NumberRequest, resp *validator.NumberResponse) {
	if req.ConfigValue.IsNull() || req.ConfigValue.IsUnknown() {
		return
	}
	number, whole := wholeNumber(req.ConfigValue)
	err := fmt.Errorf("%s is not a whole number; give %s", req.ConfigValue.ValueBigFloat().Text('g', 12), string(c.accepts))
	if whole {
		err = c.check(number)
	}
	if err != nil {
		resp.Diagnostics.Append(invalid(req.Path, c.summary, err))
	}
}

// wholeNumber returns the number as an integer, and whether it is one.
func wholeNumber(value types.Number) (int64, bool) {
	float := value.ValueBigFloat()
	if float == nil {
		return 0, false
	}
	number, accuracy := float.Int64()
	return number, accuracy == big.Exact
}

func wholeNumberValue(number int64) types.Number {
	return types.NumberValue(new(big.Float).SetInt64(number))
}

// ofCatalog returns names for which the whole catalog must be decoded.
func ofCatalog(names func(*catalog.Catalog) []string) func() ([]string, error) {
	return func() ([]string, error) {
		c, err := catalog.Load()
		if err != nil {
			return nil, err
		}
		return names(c), nil
	}
}

// knownName checks that a name is in the catalog.
func knownName(kind string, names func() ([]string, error), where string) func(string) error {
	return func(given string) error {
		known, err := names()
		if err != nil {
			return err
		}
		if slices.Contains(known, given) {
			return nil
		}
		return errors.New(wording.Unknown(given, kind, known, where))
	}
}

func instanceCheck() stringCheck {
	return stringCheck{"the name of a tenant, or * for every tenant", "Invalid Instance", checkInstance}
}

// checkInstance reads the region of a URL that is given in place of the tenant's name.
func checkInstance(given string) error {
	err := hostname.CheckInstance(given)
	if err == nil {
		return nil
	}
	if host, notOfTenant := readInstanceURL(given); notOfTenant == nil {
		return fmt.Errorf("%s is the address of a tenant; give %q as the instance and %q as the region", wording.Quote(given), host.Instance, host.Region)
	}
	return err
}

// describedRegion describes an argument that takes a region. The tests of the catalog exclude an error.
func describedRegion() string {
	codes, _ := catalog.RegionCodes()
	for i, code := range codes {
		codes[i] = "`" + code + "`"
	}
	return "The code of the tenant's Nexthink region: " + wording.List(codes, "or")
}

// checkRegion returns an error that lists the codes with the names of the regions. A code alone does not say where it is.
func checkRegion(given string) error {
	codes, err := catalog.RegionCodes()
	if err != nil || slices.Contains(codes, given) {
		return err
	}
	c, err := catalog.Load()
	if err != nil {
		return err
	}
	described := []string{}
	for _, region := range c.Regions() {
		described = append(described, region.Code+" ("+region.Name+")")
	}
	return errors.New(wording.NotFound(given, "Nexthink region", codes) + "; use " + wording.List(described, "or"))
}

// regionCheck names the argument that takes an AWS region, since the two kinds of regions are easily mixed up.
func regionCheck(awsArgument string) stringCheck {
	return stringCheck{"the code of a Nexthink region", "Unknown Region", func(given string) error {
		err := checkRegion(given)
		if err != nil && exportbucket.CheckAWSRegion(given) == nil {
			return fmt.Errorf("%w; %s is an AWS region, which you pass as %s", err, given, awsArgument)
		}
		return err
	}}
}

func productsCheck() elementsCheck {
	return elementsCheck{
		stringCheck{"ids of products", "Unknown Product", knownName("product", ofCatalog((*catalog.Catalog).ProductIDs), `the data source nexthink_products`)},
		"No Products", "the set of products is empty, so no requirement is left; name at least one, or leave the argument out for all products that are not classic",
	}
}

func sourcesCheck() elementsCheck {
	return elementsCheck{
		stringCheck{"who opens connections", "Unknown Source", knownName("source", ofCatalog((*catalog.Catalog).Sources), "")},
		"No Sources", "the set of sources is empty, so no requirement is left; name at least one, or leave the argument out for all sources",
	}
}

func platformsCheck() elementsCheck {
	platforms := func() ([]string, error) { return catalog.Platforms(), nil }
	return elementsCheck{
		stringCheck{"platforms", "Unknown Platform", knownName("platform", platforms, "")},
		"No Platforms", "the set of platforms is empty, so only requirements for all platforms are left; name at least one, or leave the argument out",
	}
}

func requirementKeysCheck() elementsCheck {
	return elementsCheck{
		stringCheck: stringCheck{
			"keys of requirements", "Unknown Requirement",
			knownName("requirement", ofCatalog((*catalog.Catalog).RequirementKeys), `the data source nexthink_products`),
		},
	}
}

func hostsCheck() elementsCheck {
	return elementsCheck{stringCheck: stringCheck{"host names and patterns", "Invalid Host", hostname.CheckPattern}}
}

func applicationProtocolsCheck() elementsCheck {
	return elementsCheck{stringCheck: stringCheck{"names of protocols", "Invalid Application Protocol", traffic.CheckApplicationProtocol}}
}

func portCheck() numberCheck {
	return numberCheck{"a whole number from 1 to 65535", "Invalid Port", traffic.CheckPort}
}

func engineCountCheck() numberCheck {
	const accepted = "a whole number from 1 to 999"
	return numberCheck{accepted, "Invalid Engine Count", func(count int64) error {
		if count < 1 || count > hostname.MaxEngines {
			return fmt.Errorf("%d is not a valid number of Engines; give %s, or leave the argument out", count, accepted)
		}
		return nil
	}}
}

func awsRegionCheck() stringCheck {
	return stringCheck{"a name of the form of an AWS region", "Invalid AWS Region", exportbucket.CheckAWSRegion}
}

func accountIDCheck() stringCheck {
	return stringCheck{"the 12 digits of an AWS account", "Invalid AWS Account", exportbucket.CheckAccountID}
}
