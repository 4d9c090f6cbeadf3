# The names that clients may resolve through Route 53 Resolver DNS Firewall. Its wildcard matches any depth of names.

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

resource "aws_route53_resolver_firewall_domain_list" "nexthink" {
  name = "nexthink"
  domains = provider::nexthink::render_domains(
    data.nexthink_connectivity_requirements.acme.requirements, "aws_route53_dns_firewall"
  )
}

resource "aws_route53_resolver_firewall_rule_group" "devices" {
  name = "devices"
}

# Names resolve through aliases to names that are not in this list. The rule trusts these aliases.
resource "aws_route53_resolver_firewall_rule" "nexthink" {
  name                               = "nexthink"
  action                             = "ALLOW"
  priority                           = 100
  firewall_domain_list_id            = aws_route53_resolver_firewall_domain_list.nexthink.id
  firewall_rule_group_id             = aws_route53_resolver_firewall_rule_group.devices.id
  firewall_domain_redirection_action = "TRUST_REDIRECTION_DOMAIN"
}
