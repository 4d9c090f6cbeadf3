# terraform-aws-modules/security-group, version 5: the module accepts strings, and names the arguments of aws_security_group_rule.

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
  source  = "terraform-aws-modules/security-group/aws"
  version = "~> 5.0"

  name        = "nexthink-devices"
  description = "Devices that run Nexthink"
  vpc_id      = "vpc-0123456789abcdef0"

  egress_with_cidr_blocks = [
    for rule in provider::nexthink::render_aws_security_group_rules(
      data.nexthink_connectivity_requirements.acme.requirements, local.destinations
      ) : {
      description = rule.description
      protocol    = rule.ip_protocol
      from_port   = rule.from_port
      to_port     = rule.to_port
      cidr_blocks = rule.cidr_ipv4
    }
  ]
}
