// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

// Package attribute holds values as Terraform has them, wherever they come from: an argument of a function or the text of a
// plan. A value may be null or not be known yet, and has no type beyond what it is. The readers of resources read these.
package attribute
