# The variables of the module that this example needs: https://github.com/terraform-google-modules/terraform-google-network/blob/f4a9b4e15c38519e4a003381f61d577acc4be592/modules/firewall-rules/variables.tf

terraform {
  required_providers {
    google = {
      source = "hashicorp/google"
    }
  }
}

variable "project_id" {
  type = string
}

variable "network_name" {
  type = string
}

variable "egress_rules" {
  type = list(object({
    name                    = string
    description             = optional(string)
    disabled                = optional(bool)
    priority                = optional(number)
    destination_ranges      = optional(list(string), [])
    source_ranges           = optional(list(string), [])
    source_tags             = optional(list(string))
    source_service_accounts = optional(list(string))
    target_tags             = optional(list(string))
    target_service_accounts = optional(list(string))
    allow = optional(list(object({
      protocol = string
      ports    = optional(list(string))
    })), [])
    deny = optional(list(object({
      protocol = string
      ports    = optional(list(string))
    })), [])
    log_config = optional(object({ metadata = string }))
  }))
  default = []
}

resource "google_compute_firewall" "stand_in" {
  for_each = { for rule in var.egress_rules : rule.name => rule }

  project                 = var.project_id
  network                 = var.network_name
  direction               = "EGRESS"
  name                    = each.value.name
  description             = each.value.description
  disabled                = each.value.disabled
  priority                = each.value.priority
  destination_ranges      = each.value.destination_ranges
  target_tags             = each.value.target_tags
  target_service_accounts = each.value.target_service_accounts

  dynamic "allow" {
    for_each = each.value.allow

    content {
      protocol = allow.value.protocol
      ports    = allow.value.ports
    }
  }

  dynamic "deny" {
    for_each = each.value.deny

    content {
      protocol = deny.value.protocol
      ports    = deny.value.ports
    }
  }
}
