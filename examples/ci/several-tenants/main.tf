# Two tenants in two regions use the same proxy, which has a list of names that people edit.

terraform {
  required_version = ">= 1.8.0" # for the provider's functions; OpenTofu 1.7 or later

  required_providers {
    nexthink = {
      source = "nexthink/nexthink"
    }
  }
}

locals {
  # Do not copy export_aws_region. Read it from an export link of each tenant: no page says which AWS region it is.
  # If you do not know it, write exclude_requirements = ["data_export_download"] in the data source instead.
  tenants = {
    acme   = { region = "eu", export_aws_region = "eu-west-3" }
    globex = { region = "us", export_aws_region = "us-east-1" }
  }
}

data "nexthink_connectivity_requirements" "tenant" {
  for_each = local.tenants

  instance          = each.key
  region            = each.value.region
  products          = ["web_interface", "api", "data_export"]
  export_aws_region = each.value.export_aws_region
}

locals {
  requirements = provider::nexthink::merge_requirements(
    [for tenant in data.nexthink_connectivity_requirements.tenant : tenant.requirements]...
  )

  # What the list cannot have, by tenant, because a host is not known.
  omitted = {
    for name, tenant in data.nexthink_connectivity_requirements.tenant : name => keys(tenant.omitted_requirements)
    if length(tenant.omitted_requirements) > 0
  }
}

# The list for a Squid proxy, which allows the hosts of both tenants.
output "proxy_list" {
  value = join("\n", provider::nexthink::render_domains(local.requirements, "squid_dstdomain"))
}

# The gate: the plan fails if the list that the proxy uses lacks a host of one tenant.
locals {
  lines     = [for line in split("\n", file("${path.module}/allowed_hosts.txt")) : trimspace(line)]
  used_list = [for line in local.lines : line if line != "" && !startswith(line, "#")]

  # A proxy forwards connections to the internet only.
  internet = { for key, requirement in local.requirements : key => requirement if requirement.destination == "internet" }
  missing = provider::nexthink::find_missing_requirements(
    local.internet, {}, provider::nexthink::normalize_domains(local.used_list, "squid_dstdomain")
  )
}

output "missing" {
  value = local.missing

  precondition {
    condition     = length(local.omitted) == 0
    error_message = join("\n", [for name, keys in local.omitted : "The tenant ${name} lacks these requirements: ${join(", ", keys)}."])
  }

  precondition {
    condition     = length(local.missing) == 0
    error_message = join("\n\n", local.missing[*].message)
  }
}
