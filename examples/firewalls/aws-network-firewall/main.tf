# Two ways to allow Nexthink in AWS Network Firewall. A list of domains matches names in TLS and HTTP on every port. Suricata rules
# match name and port, and also allow other protocols.

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

# In action order, an allow list drops every other name of its protocols. Put all names that your devices need into one list. In
# strict order, the default action of the policy drops the other names.
resource "aws_networkfirewall_rule_group" "domains" {
  name     = "nexthink-domains"
  type     = "STATEFUL"
  capacity = 100

  rule_group {
    # The networks of the devices, if they are not the VPC of the firewall.
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

    # All groups of a firewall policy have the same order.
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
    # The networks of the devices. The rules for names go to EXTERNAL_NET. By default, this is everything outside the HOME_NET of the
    # policy.
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
