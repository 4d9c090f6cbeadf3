# The variables of the module that this example needs: https://github.com/GoogleCloudPlatform/cloud-foundation-fabric/blob/e35ee316cf1be2531818345d20039e60286464b0/modules/net-firewall-policy/variables.tf

terraform {
  required_providers {
    google = {
      source = "hashicorp/google"
    }
  }
}

variable "name" {
  type = string
}

variable "parent_id" {
  type = string
}

variable "region" {
  type    = string
  default = null
}

variable "egress_rules" {
  type = map(object({
    priority                = number
    action                  = optional(string, "deny")
    description             = optional(string)
    disabled                = optional(bool, false)
    enable_logging          = optional(bool)
    security_profile_group  = optional(string)
    target_resources        = optional(list(string))
    target_service_accounts = optional(list(string))
    target_tags             = optional(list(string))
    tls_inspect             = optional(bool, null)
    match = object({
      address_groups       = optional(list(string))
      fqdns                = optional(list(string))
      region_codes         = optional(list(string))
      threat_intelligences = optional(list(string))
      destination_ranges   = optional(list(string))
      source_ranges        = optional(list(string))
      source_tags          = optional(list(string))
      layer4_configs = optional(list(object({
        protocol = optional(string, "all")
        ports    = optional(list(string))
      })), [{}])
    })
  }))
  default = {}
}

resource "google_compute_network_firewall_policy" "stand_in" {
  count = var.region == "global" ? 1 : 0

  project = var.parent_id
  name    = var.name
}

resource "google_compute_network_firewall_policy_rule" "stand_in" {
  for_each = var.region == "global" ? var.egress_rules : {}

  project         = var.parent_id
  firewall_policy = google_compute_network_firewall_policy.stand_in[0].name
  direction       = "EGRESS"
  rule_name       = each.key
  action          = each.value.action
  description     = each.value.description
  disabled        = each.value.disabled
  priority        = each.value.priority

  match {
    dest_fqdns     = each.value.match.fqdns
    dest_ip_ranges = each.value.match.destination_ranges

    dynamic "layer4_configs" {
      for_each = each.value.match.layer4_configs

      content {
        ip_protocol = layer4_configs.value.protocol
        ports       = layer4_configs.value.ports
      }
    }
  }
}
