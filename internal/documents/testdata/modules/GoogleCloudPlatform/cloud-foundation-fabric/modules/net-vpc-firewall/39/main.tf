# The variables of the module that this example needs: https://github.com/GoogleCloudPlatform/cloud-foundation-fabric/blob/77736c13e3e4a31169a012ff76ac63fbf5baad17/modules/net-vpc-firewall/variables.tf

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

variable "network" {
  type = string
}

variable "egress_rules" {
  type = map(object({
    deny                 = optional(bool, true)
    description          = optional(string)
    destination_ranges   = optional(list(string))
    disabled             = optional(bool, false)
    enable_logging       = optional(object({ include_metadata = optional(bool) }))
    priority             = optional(number, 1000)
    sources              = optional(list(string))
    targets              = optional(list(string))
    use_service_accounts = optional(bool, false)
    rules = optional(list(object({
      protocol = string
      ports    = optional(list(string))
    })), [{ protocol = "all" }])
  }))
  default = {}
}

resource "google_compute_firewall" "stand_in" {
  for_each = var.egress_rules

  project            = var.project_id
  network            = var.network
  direction          = "EGRESS"
  name               = each.key
  description        = each.value.description
  disabled           = each.value.disabled
  priority           = each.value.priority
  destination_ranges = coalesce(each.value.destination_ranges, ["0.0.0.0/0"])
  target_tags        = each.value.targets

  dynamic "allow" {
    for_each = each.value.deny ? [] : each.value.rules

    content {
      protocol = allow.value.protocol
      ports    = allow.value.ports
    }
  }

  dynamic "deny" {
    for_each = each.value.deny ? each.value.rules : []

    content {
      protocol = deny.value.protocol
      ports    = deny.value.ports
    }
  }
}
