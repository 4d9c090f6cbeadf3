# cloudposse/security-group: the module accepts a list with the arguments of aws_security_group_rule.

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

data "nexthink_connectivity_requirements" "acme" {
  instance = "acme"
  region   = "eu"
  products = ["collector"]
}

locals {
  destinations = {
    internet          = ["0.0.0.0/0"]
    domain_controller = ["10.20.0.10/32", "10.20.0.11/32"]
  }
}

module "devices" {
  source  = "cloudposse/security-group/aws"
  version = "~> 2.2"

  security_group_name = ["nexthink-devices"]
  vpc_id              = "vpc-0123456789abcdef0"
  allow_all_egress    = false # the default allows everything

  rules = [
    for key, rule in provider::nexthink::render_aws_security_group_rules(
      data.nexthink_connectivity_requirements.acme.requirements, local.destinations
      ) : {
      key                      = key
      type                     = "egress"
      description              = rule.description
      protocol                 = rule.ip_protocol
      from_port                = rule.from_port
      to_port                  = rule.to_port
      cidr_blocks              = rule.cidr_ipv4[*]
      ipv6_cidr_blocks         = rule.cidr_ipv6[*]
      prefix_list_ids          = rule.prefix_list_id[*]
      source_security_group_id = rule.referenced_security_group_id
    }
  ]
}
