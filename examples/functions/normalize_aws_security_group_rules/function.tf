terraform {
  required_providers {
    nexthink = { source = "nexthink/nexthink" }
  }
}

# This stands for the resource. Pass aws_vpc_security_group_egress_rule.devices instead.
locals {
  rules = {
    web = {
      security_group_id = "sg-0123456789abcdef0"
      ip_protocol       = "tcp"
      from_port         = 443
      to_port           = 443
      cidr_ipv4         = "0.0.0.0/0"
    }
  }
}

output "rules" {
  value = provider::nexthink::normalize_aws_security_group_rules(local.rules)
  # [{
  #   action                = "allow"
  #   addresses             = ["0.0.0.0/0"]
  #   application_protocols = []
  #   direction             = "outbound"
  #   from_port             = 443
  #   group                 = "sg-0123456789abcdef0"
  #   hosts                 = []
  #   id                    = "web"
  #   priority              = null
  #   sources               = []
  #   to_port               = 443
  #   transport_protocol    = "tcp"
  #   unproven              = null
  # }]
}
