terraform {
  required_providers {
    aws      = { source = "hashicorp/aws" }
    nexthink = { source = "nexthink/nexthink" }
  }
}

data "nexthink_connectivity_requirements" "acme" {
  instance = "acme"
  region   = "eu"
  products = ["collector"]
}

resource "aws_networkfirewall_rule_group" "nexthink" {
  name     = "nexthink"
  type     = "STATEFUL"
  capacity = 200

  rule_group {
    rules_source {
      rules_string = provider::nexthink::render_suricata_rules(
        data.nexthink_connectivity_requirements.acme.requirements,
        { domain_controller = ["10.20.0.10"] },
        1000000
      )
    }

    stateful_rule_options {
      rule_order = "STRICT_ORDER"
    }
  }
}
