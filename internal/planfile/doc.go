// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

// Package planfile reads the text that terraform show -json prints of a saved plan, finds in it the resources that hold rules
// of firewalls, and hands them to their readers. A resource stands there as it will be after the plan: what is created and
// changed from the planned values, what stays from the state before, and what is deleted not at all.
package planfile
