terraform {
  required_providers {
    nexthink = { source = "nexthink/nexthink" }
  }
}

# This stands for the text of terraform show -json. Write file("plan.json") in the call instead.
locals {
  plan = jsonencode({
    format_version    = "1.2"
    terraform_version = "1.11.4"

    planned_values = { root_module = { resources = [{
      address       = "aws_security_group.devices"
      mode          = "managed"
      type          = "aws_security_group"
      name          = "devices"
      provider_name = "registry.terraform.io/hashicorp/aws"

      values = {
        egress = [{ protocol = "tcp", from_port = 443, to_port = 443, cidr_blocks = ["0.0.0.0/0"] }]
      }
    }] } }
  })
}

output "rules" {
  value = provider::nexthink::normalize_plan(local.plan)
  # [{
  #   action                = "allow"
  #   addresses             = ["0.0.0.0/0"]
  #   application_protocols = []
  #   direction             = "outbound"
  #   from_port             = 443
  #   group                 = "aws_security_group.devices"
  #   hosts                 = []
  #   id                    = "aws_security_group.devices.egress[0]"
  #   priority              = null
  #   sources               = []
  #   to_port               = 443
  #   transport_protocol    = "tcp"
  #   unproven              = null
  # }]
}
