# Two ways to let Nexthink through AWS Network Firewall: a list of domains, which matches names in TLS and HTTP on every port,
# and rules of Suricata, which match name and port and let through what speaks neither.

terraform {
  required_version = ">= 1.8.0" # for the provider's functions; OpenTofu 1.7 or later

  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
    nexthink = {
      source = "nexthink/nexthink"
    }
  }
}

provider "aws" {
  region = "eu-west-3"
}

variable "products" {
  description = "The Nexthink products in use."
  type        = set(string)
  default     = ["collector", "web_interface"]
}

data "nexthink_connectivity_requirements" "acme" {
  instance = "acme"
  region   = "eu"
  products = var.products
}

# In action order, an allow list drops every other name of its protocols: put all that your devices need into one. In strict order,
# the default action of the policy drops the others.
resource "aws_networkfirewall_rule_group" "domains" {
  name     = "nexthink-domains"
  type     = "STATEFUL"
  capacity = 100

  rule_group {
    # The networks of the devices, where they are not the firewall's own VPC.
    rule_variables {
      ip_sets {
        key = "HOME_NET"
        ip_set {
          definition = ["10.0.0.0/8"]
        }
      }
    }

    rules_source {
      rules_source_list {
        generated_rules_type = "ALLOWLIST"
        target_types         = ["TLS_SNI", "HTTP_HOST"]
        targets = provider::nexthink::render_domains(
          data.nexthink_connectivity_requirements.acme.requirements, "aws_network_firewall"
        )
      }
    }

    # The groups of one firewall policy have one order.
    stateful_rule_options {
      rule_order = "STRICT_ORDER"
    }
  }
}

resource "aws_networkfirewall_rule_group" "suricata" {
  name     = "nexthink-suricata"
  type     = "STATEFUL"
  capacity = 200

  rule_group {
    # The networks of the devices. The rules for names go to EXTERNAL_NET, which is otherwise everything outside of the policy's HOME_NET.
    rule_variables {
      ip_sets {
        key = "HOME_NET"
        ip_set {
          definition = ["10.0.0.0/8"]
        }
      }
      ip_sets {
        key = "EXTERNAL_NET"
        ip_set {
          definition = ["0.0.0.0/0"]
        }
      }
    }

    rules_source {
      rules_string = provider::nexthink::render_suricata_rules(
        data.nexthink_connectivity_requirements.acme.requirements,
        { domain_controller = ["10.20.0.10/32", "10.20.0.11/32"] },
        1000000
      )
    }

    stateful_rule_options {
      rule_order = "STRICT_ORDER"
    }
  }
}
