# The variables of the module that this example needs: https://github.com/terraform-aws-modules/terraform-aws-security-group/blob/00894553065396b43ddf99753ba656c124996a93/variables.tf

terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

variable "name" {
  type    = string
  default = null
}

variable "description" {
  type    = string
  default = "Security Group managed by Terraform"
}

variable "vpc_id" {
  type    = string
  default = null
}

variable "egress_with_cidr_blocks" {
  type    = list(map(string))
  default = []
}

resource "aws_security_group" "stand_in" {
  name_prefix = var.name
  description = var.description
  vpc_id      = var.vpc_id
}

resource "aws_security_group_rule" "stand_in" {
  count = length(var.egress_with_cidr_blocks)

  security_group_id = aws_security_group.stand_in.id
  type              = "egress"
  description       = var.egress_with_cidr_blocks[count.index].description
  protocol          = var.egress_with_cidr_blocks[count.index].protocol
  from_port         = var.egress_with_cidr_blocks[count.index].from_port
  to_port           = var.egress_with_cidr_blocks[count.index].to_port
  cidr_blocks       = split(",", var.egress_with_cidr_blocks[count.index].cidr_blocks)
}
