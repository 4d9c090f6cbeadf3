# Two tenants in two regions use the same firewalls: a security group, and a proxy with a list of names that people edit.

terraform {
  required_version = ">= 1.8.0" # for the provider's functions; OpenTofu 1.7 or later

  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
    nexthink = {
      source = "nexthink/nexthink"
    }
  }
}

provider "aws" {
  region = "eu-west-3"
}

locals {
  tenants = {
    acme   = { region = "eu", export_aws_region = "eu-west-3" }
    globex = { region = "us", export_aws_region = "us-east-1" }
  }
}

data "nexthink_connectivity_requirements" "tenant" {
  for_each = local.tenants

  instance = each.key
  region   = each.value.region
  products = ["web_interface", "api", "data_export"]

  # The host of an export link has the AWS region of the tenant.
  export_aws_region = each.value.export_aws_region
}

locals {
  requirements = provider::nexthink::merge_requirements(
    [for tenant in data.nexthink_connectivity_requirements.tenant : tenant.requirements]...
  )
  omitted = merge([for tenant in data.nexthink_connectivity_requirements.tenant : tenant.omitted_requirements]...)
}

# A security group matches addresses only. Its rules are therefore the same for one tenant and for two.
resource "aws_security_group" "devices" {
  name        = "nexthink-devices"
  description = "Devices that use Nexthink"
}

resource "aws_vpc_security_group_egress_rule" "nexthink" {
  for_each = provider::nexthink::render_aws_security_group_rules(local.requirements, { internet = ["0.0.0.0/0"] })

  security_group_id            = aws_security_group.devices.id
  description                  = each.value.description
  ip_protocol                  = each.value.ip_protocol
  from_port                    = each.value.from_port
  to_port                      = each.value.to_port
  cidr_ipv4                    = each.value.cidr_ipv4
  cidr_ipv6                    = each.value.cidr_ipv6
  prefix_list_id               = each.value.prefix_list_id
  referenced_security_group_id = each.value.referenced_security_group_id
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
    error_message = "A tenant lacks these requirements: ${join(", ", keys(local.omitted))}."
  }

  precondition {
    condition     = length(local.missing) == 0
    error_message = join("\n\n", local.missing[*].message)
  }
}
