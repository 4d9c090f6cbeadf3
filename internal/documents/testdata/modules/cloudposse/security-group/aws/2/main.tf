# The variables of the module that this example needs: https://github.com/cloudposse/terraform-aws-security-group/blob/2.2.0/variables.tf

terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

variable "security_group_name" {
  type    = list(string)
  default = []
}

variable "vpc_id" {
  type = string
}

variable "allow_all_egress" {
  type    = bool
  default = true
}

variable "rules" {
  type    = list(any)
  default = []
}

resource "aws_security_group" "stand_in" {
  name   = one(var.security_group_name)
  vpc_id = var.vpc_id
}

resource "aws_security_group_rule" "stand_in" {
  for_each = { for rule in var.rules : rule.key => rule }

  security_group_id        = aws_security_group.stand_in.id
  type                     = each.value.type
  description              = each.value.description
  protocol                 = each.value.protocol
  from_port                = each.value.from_port
  to_port                  = each.value.to_port
  cidr_blocks              = length(each.value.cidr_blocks) > 0 ? each.value.cidr_blocks : null
  ipv6_cidr_blocks         = length(each.value.ipv6_cidr_blocks) > 0 ? each.value.ipv6_cidr_blocks : null
  prefix_list_ids          = each.value.prefix_list_ids
  source_security_group_id = each.value.source_security_group_id
}

resource "aws_security_group_rule" "allow_all" {
  count = var.allow_all_egress ? 1 : 0

  security_group_id = aws_security_group.stand_in.id
  type              = "egress"
  protocol          = "-1"
  from_port         = 0
  to_port           = 0
  cidr_blocks       = ["0.0.0.0/0"]
}
