# The plan warns if the data of the provider was recorded longer ago than you allow.
#   terraform plan -var max_age_days=365

terraform {
  required_version = ">= 1.5.0" # for check blocks and plantimestamp(); OpenTofu 1.6 or later

  required_providers {
    nexthink = {
      source = "nexthink/nexthink"
    }
  }
}

variable "max_age_days" {
  type        = number
  default     = 365
  description = "How old the data may be, in days."
}

data "nexthink_connectivity_requirements" "acme" {
  instance = "acme"
  region   = "eu"
}

locals {
  recorded_on = data.nexthink_connectivity_requirements.acme.recorded_on
}

check "nexthink_data_is_fresh" {
  assert {
    condition = timecmp(
      timeadd("${local.recorded_on}T00:00:00Z", "${24 * var.max_age_days}h"), plantimestamp()
    ) > 0
    error_message = join(" ", [
      "The Nexthink requirements were recorded on ${local.recorded_on}, more than ${var.max_age_days} days ago.",
      "Update the provider, raise catalog_version if you pin it, or compare the data with Nexthink's page.",
    ])
  }
}
