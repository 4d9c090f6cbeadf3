# The egress rules of a security group for devices that run Nexthink: one rule for each port range and address.
# A security group matches addresses, not names. Nexthink publishes no IP ranges, so the rule for TCP 443 goes to any address.
# To be stricter, add a firewall that matches names.
# The example calls no function of the provider. It requires Terraform 1.0 or OpenTofu 1.6, or later.

terraform {
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

data "nexthink_connectivity_requirements" "acme" {
  instance = var.instance
  region   = var.region
  products = var.products
}

locals {
  # The keys are such as "domain_controller_tcp_135_10.20.0.10/32". If you add products or addresses, the other keys stay the same.
  rules = merge([
    for key, rule in data.nexthink_connectivity_requirements.acme.port_rules : {
      for address in var.addresses[rule.destination] : "${key}_${address}" => { rule = rule, address = address }
    }
  ]...)
}

resource "aws_security_group" "devices" {
  name        = "nexthink-devices"
  description = "Devices that run Nexthink"
  vpc_id      = var.vpc_id
}

resource "aws_vpc_security_group_egress_rule" "nexthink" {
  for_each = local.rules

  security_group_id = aws_security_group.devices.id
  description       = "Nexthink: ${upper(each.value.rule.transport_protocol)} ${each.value.rule.port_range} to ${each.value.rule.destination}"
  ip_protocol       = each.value.rule.transport_protocol
  from_port         = each.value.rule.from_port
  to_port           = each.value.rule.to_port
  cidr_ipv4         = each.value.address
}
