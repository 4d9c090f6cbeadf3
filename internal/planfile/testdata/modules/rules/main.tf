variable "group" {
  type = string
}

variable "groups" {
  type = list(string)
}

resource "aws_vpc_security_group_egress_rule" "rule_of_variable" {
  security_group_id = var.group
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_vpc_security_group_egress_rule" "rule_of_list" {
  count             = length(var.groups)
  security_group_id = var.groups[count.index]
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"
}
