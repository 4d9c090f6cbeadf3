// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

// Package planfile reads the text that terraform show -json prints of a saved plan. It finds the resources that hold rules of
// firewalls, finds the firewall of each rule, and passes the resources to their readers. A resource has the values that it has
// after the plan: planned values if the plan creates or changes it, otherwise the values of the state. What the plan deletes is left
// out.
package planfile
