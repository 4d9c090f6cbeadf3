# A module for your other configurations. It reads the requirements of your tenants, and returns names and rules.

terraform {
  required_version = ">= 1.8.0" # for the provider's functions; OpenTofu 1.7 or later

  required_providers {
    nexthink = {
      source = "nexthink/nexthink"
    }
  }
}

data "nexthink_connectivity_requirements" "tenant" {
  for_each = var.tenants

  instance           = each.key
  region             = each.value.region
  products           = each.value.products
  export_aws_region  = each.value.export_aws_region
  extra_requirements = var.extra_requirements
}

locals {
  requirements = provider::nexthink::merge_requirements(
    [for tenant in data.nexthink_connectivity_requirements.tenant : tenant.requirements]...
  )
  omitted = merge([for tenant in data.nexthink_connectivity_requirements.tenant : tenant.omitted_requirements]...)
}

output "requirements" {
  description = "The requirements of all tenants, for any function of the provider."
  value       = local.requirements

  precondition {
    condition     = length(local.omitted) == 0
    error_message = "A tenant lacks these requirements: ${join(", ", keys(local.omitted))}."
  }
}

output "hosts" {
  description = "The names, for a firewall that matches names."
  value       = sort(distinct(flatten([for requirement in local.requirements : requirement.hosts])))
}

output "security_group_rules" {
  description = "The arguments of aws_vpc_security_group_egress_rule, for for_each."
  value       = provider::nexthink::render_aws_security_group_rules(local.requirements, var.destinations)
}
