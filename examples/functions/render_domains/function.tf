terraform {
  required_providers {
    aws      = { source = "hashicorp/aws" }
    nexthink = { source = "nexthink/nexthink" }
  }
}

data "nexthink_connectivity_requirements" "acme" {
  instance = "acme"
  region   = "eu"
  products = ["web_interface"]
}

resource "aws_networkfirewall_rule_group" "nexthink" {
  name     = "nexthink"
  type     = "STATEFUL"
  capacity = 100

  rule_group {
    rules_source {
      rules_source_list {
        generated_rules_type = "ALLOWLIST"
        target_types         = ["TLS_SNI", "HTTP_HOST"]
        targets = provider::nexthink::render_domains(
          data.nexthink_connectivity_requirements.acme.requirements, "aws_network_firewall"
        )
      }
    }
  }
}

output "zscaler" {
  value = provider::nexthink::render_domains(data.nexthink_connectivity_requirements.acme.requirements, "zscaler_url")
}
