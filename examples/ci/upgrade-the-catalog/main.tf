# Shows in a plan what a newer version of the catalog changes for the tenant. Terraform creates nothing.
#   terraform plan -var pinned=2024-03

terraform {
  required_providers {
    nexthink = {
      source = "nexthink/nexthink"
    }
  }
}

variable "pinned" {
  type        = string
  default     = "2024-03"
  description = "The version that catalog_version pins today."
}

variable "candidate" {
  type        = string
  default     = null
  description = "The version to move to. Default: the newest."
}

# Give both reads the arguments of your own configuration.
data "nexthink_connectivity_requirements" "pinned" {
  instance        = "acme"
  region          = "eu"
  catalog_version = var.pinned
}

data "nexthink_connectivity_requirements" "candidate" {
  instance        = "acme"
  region          = "eu"
  catalog_version = var.candidate
}

data "nexthink_catalog" "after_pinned" {
  since = var.pinned
}

data "nexthink_catalog" "after_candidate" {
  since = data.nexthink_connectivity_requirements.candidate.catalog_version
}

# Without the pages that state a requirement. The history below says if they changed.
locals {
  before = {
    for key, requirement in data.nexthink_connectivity_requirements.pinned.requirements : key => {
      for attribute, value in requirement : attribute => value if attribute != "documentation_urls"
    }
  }
  after = {
    for key, requirement in data.nexthink_connectivity_requirements.candidate.requirements : key => {
      for attribute, value in requirement : attribute => value if attribute != "documentation_urls"
    }
  }
}

output "added" {
  value = {
    for key, requirement in local.after : key => "${upper(requirement.transport_protocol)} ${requirement.port_range} to ${join(", ", requirement.hosts)}"
    if !contains(keys(local.before), key)
  }
}

output "removed" {
  value = {
    for key, requirement in local.before : key => "${upper(requirement.transport_protocol)} ${requirement.port_range} to ${join(", ", requirement.hosts)}"
    if !contains(keys(local.after), key)
  }
}

# What differs in each requirement that both versions have.
output "changed" {
  value = {
    for key, requirement in local.after : key => {
      for attribute, value in requirement : attribute => "from ${jsonencode(local.before[key][attribute])} to ${jsonencode(value)}"
      if jsonencode(local.before[key][attribute]) != jsonencode(value)
    } if contains(keys(local.before), key) && jsonencode(try(local.before[key], null)) != jsonencode(requirement)
  }
}

# New hosts for a firewall that matches names, and new port rules for a firewall that matches addresses.
output "new_hosts" {
  value = sort(setsubtract(data.nexthink_connectivity_requirements.candidate.hosts, data.nexthink_connectivity_requirements.pinned.hosts))
}

output "new_port_rules" {
  value = sort(setsubtract(
    keys(data.nexthink_connectivity_requirements.candidate.port_rules),
    keys(data.nexthink_connectivity_requirements.pinned.port_rules),
  ))
}

# The notes of the catalog, for every tenant and product.
output "history" {
  value = [
    for change in data.nexthink_catalog.after_pinned.changes :
    "${change.version} ${change.change} ${change.requirement_key}: ${change.summary}"
    if !contains(data.nexthink_catalog.after_candidate.changes, change)
  ]
}
