# The plan fails if rules that you write by hand do not allow every requirement.

terraform {
  required_version = ">= 1.8.0" # for the provider's functions; OpenTofu 1.7 or later

  required_providers {
    nexthink = {
      source = "nexthink/nexthink"
    }
  }
}

data "nexthink_connectivity_requirements" "acme" {
  instance = "acme"
  region   = "eu"
  products = ["collector"]
}

locals {
  # The rules of the firewall. What no rule allows is blocked.
  rules = {
    web  = { transport_protocol = "tcp", from_port = 443, to_port = 443, hosts = ["acme.eu.nexthink.cloud"] }
    data = { transport_protocol = "tcp", from_port = 443, to_port = 443, hosts = ["acme.data.eu.nexthink.cloud"] }
    rpc  = { transport_protocol = "tcp", from_port = 135, to_port = 65535, addresses = ["10.20.0.10/32"] }
  }

  missing = concat(
    values(data.nexthink_connectivity_requirements.acme.omitted_requirements), # nothing checks these
    provider::nexthink::find_missing_requirements(
      data.nexthink_connectivity_requirements.acme.requirements, { domain_controller = ["10.20.0.10/32"] }, local.rules
    ),
  )
}

output "nexthink_missing" {
  description = "The requirements that the rules do not allow."
  value       = local.missing

  precondition {
    condition     = length(local.missing) == 0
    error_message = join("\n\n", local.missing[*].message)
  }
}
