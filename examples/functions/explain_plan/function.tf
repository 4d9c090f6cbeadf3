terraform {
  required_providers {
    nexthink = { source = "nexthink/nexthink" }
  }
}

data "nexthink_connectivity_requirements" "acme" {
  instance = "acme"
  region   = "eu"
  products = ["collector"]
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

output "verdicts" {
  value = {
    for firewall, verdicts in provider::nexthink::explain_plan(
      data.nexthink_connectivity_requirements.acme.requirements, { domain_controller = ["10.20.0.10"] }, local.plan
    ) : firewall => { for verdict in verdicts : verdict.key => verdict.verdict }
  }
  # {
  #   "aws_security_group.devices" = {
  #     collector_channel             = "covered"
  #     collector_rpc_dynamic_ports   = "missing"
  #     collector_rpc_endpoint_mapper = "missing"
  #   }
  # }
}
