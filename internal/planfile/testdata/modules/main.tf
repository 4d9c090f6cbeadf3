# plan.json is what "terraform show -json" of Terraform 1.11 prints of the plan of this configuration, without planned_values, prior_state,
# and the attributes of changes that do not matter.

terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

provider "aws" {
  region = "eu-west-1"
}

variable "choice" {
  type    = bool
  default = true
}

variable "groups" {
  default = { a = { group = "a" }, b = { group = "a" } }
}

locals {
  ids = { for key, group in aws_security_group.this : key => group.id }
}

resource "aws_security_group" "this" {
  for_each = var.groups
  name     = each.key
}

resource "aws_security_group" "counted" {
  count = 2
  name  = "counted-${count.index}"
}

module "group" {
  source   = "./group"
  for_each = var.groups
  name     = each.key
}

module "one_group" {
  source = "./group"
  name   = "one"
}

module "rules" {
  source = "./rules"
  group  = module.one_group.id
  groups = [aws_security_group.this["a"].id, aws_security_group.counted[0].id]
}

module "rules_of_each" {
  source   = "./rules"
  for_each = aws_security_group.this
  group    = each.value.id
  groups   = []
}

resource "aws_vpc_security_group_egress_rule" "rule_of_each_value" {
  for_each          = aws_security_group.this
  security_group_id = each.value.id
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_vpc_security_group_egress_rule" "rule_of_each_module" {
  for_each          = var.groups
  security_group_id = module.group[each.key].id
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_vpc_security_group_egress_rule" "rule_of_a_key_in_a_value" {
  for_each          = var.groups
  security_group_id = aws_security_group.this[each.value.group].id
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_vpc_security_group_egress_rule" "rule_of_count" {
  count             = 2
  security_group_id = aws_security_group.counted[count.index].id
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_vpc_security_group_egress_rule" "rule_of_half_of_count" {
  count             = 3
  security_group_id = aws_security_group.counted[floor(count.index / 2)].id
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_vpc_security_group_egress_rule" "rule_of_condition" {
  security_group_id = var.choice ? aws_security_group.this["a"].id : aws_security_group.this["b"].id
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_vpc_security_group_egress_rule" "rule_of_element" {
  security_group_id = element([aws_security_group.this["a"].id, aws_security_group.counted[0].id], 1)
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_vpc_security_group_egress_rule" "rule_of_local" {
  security_group_id = local.ids["a"]
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"
}
