# A group as terraform-aws-modules/security-group makes it: with one of two names, and with rules by a local value.

variable "name" {
  type = string
}

locals {
  id = try(aws_security_group.this[0].id, aws_security_group.this_name_prefix[0].id, "")
}

resource "aws_security_group" "this" {
  count = 1
  name  = var.name
}

resource "aws_security_group" "this_name_prefix" {
  count       = 0
  name_prefix = var.name
}

resource "aws_security_group_rule" "local_rule" {
  type              = "egress"
  security_group_id = local.id
  protocol          = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_blocks       = ["0.0.0.0/0"]
}

output "id" {
  value = local.id
}

output "owner" {
  value = try(aws_security_group.this[0].owner_id, "")
}
