# The variables of the module that this example needs: https://github.com/terraform-aws-modules/terraform-aws-security-group/blob/64ca759bc7144c7bb8cc50683b77c40bb3cf087e/variables.tf

terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

variable "name" {
  type    = string
  default = ""
}

variable "description" {
  type    = string
  default = null
}

variable "vpc_id" {
  type    = string
  default = null
}

variable "egress_rules" {
  type = map(object({
    name                         = optional(string)
    cidr_ipv4                    = optional(string)
    cidr_ipv6                    = optional(string)
    description                  = optional(string)
    from_port                    = optional(number)
    ip_protocol                  = optional(string, "tcp")
    prefix_list_id               = optional(string)
    referenced_security_group_id = optional(string)
    tags                         = optional(map(string), {})
    to_port                      = optional(number)
  }))
  default = {}
}

resource "aws_security_group" "stand_in" {
  name_prefix = var.name
  description = var.description
  vpc_id      = var.vpc_id
}

resource "aws_vpc_security_group_egress_rule" "stand_in" {
  for_each = var.egress_rules

  security_group_id            = aws_security_group.stand_in.id
  description                  = each.value.description
  ip_protocol                  = each.value.ip_protocol
  from_port                    = each.value.from_port
  to_port                      = each.value.to_port
  cidr_ipv4                    = each.value.cidr_ipv4
  cidr_ipv6                    = each.value.cidr_ipv6
  prefix_list_id               = each.value.prefix_list_id
  referenced_security_group_id = each.value.referenced_security_group_id
  tags                         = each.value.tags
}
