# The egress rules of an AWS security group from render_aws_security_group_rules. The address of the second domain controller
# is not known until apply, so it has a label. The key of the rule contains the label instead of the address.

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

variable "products" {
  description = "The Nexthink products in use."
  type        = set(string)
  default     = ["collector", "web_interface"]
}

data "nexthink_connectivity_requirements" "acme" {
  instance = "acme"
  region   = "eu"
  products = var.products
}

resource "aws_security_group" "devices" {
  name        = "nexthink-devices"
  description = "Devices that run Nexthink"
}

resource "aws_security_group" "domain_controllers" {
  name        = "domain-controllers"
  description = "The domain controllers"
}

locals {
  destinations = {
    internet         = ["0.0.0.0/0"]
    active_directory = ["10.20.0.10/32"]
    dns_server       = ["10.20.0.53/32"]

    domain_controller = {
      first  = "10.20.0.10/32"
      others = aws_security_group.domain_controllers.id
    }
  }
}

resource "aws_vpc_security_group_egress_rule" "nexthink" {
  for_each = provider::nexthink::render_aws_security_group_rules(
    data.nexthink_connectivity_requirements.acme.requirements, local.destinations
  )

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
