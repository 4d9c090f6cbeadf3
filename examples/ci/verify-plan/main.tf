# Checks the plan of any repository. Save what terraform show -json plan prints there as their-plan.json, then run terraform plan here.
# Do not put the text in a variable. Terraform prints the value of a variable beside an error, and a plan may contain secrets.

terraform {
  required_version = ">= 1.8.0" # for the provider's functions; OpenTofu 1.7 or later

  required_providers {
    nexthink = {
      source = "nexthink/nexthink"
    }
  }
}

data "nexthink_connectivity_requirements" "acme" {
  instance = "acme"
  region   = "eu"
  products = ["collector"]
}

variable "firewalls" {
  description = "The addresses in the plan of the firewalls of your devices. Each of them must allow every requirement."
  type        = set(string)
  default     = ["aws_security_group.devices"]

  validation {
    condition     = length(var.firewalls) > 0
    error_message = "Give at least one firewall of the plan."
  }
}

locals {
  verdicts = provider::nexthink::explain_plan(
    data.nexthink_connectivity_requirements.acme.requirements,
    { domain_controller = ["10.20.0.10/32", "10.20.0.11/32"] },
    file("${path.module}/their-plan.json")
  )
  absent = [
    for firewall in setsubtract(var.firewalls, keys(local.verdicts)) :
    { message = "The plan has no firewall ${firewall}. It has ${coalesce(join(", ", keys(local.verdicts)), "none")}." }
  ]
  missing = concat(
    values(data.nexthink_connectivity_requirements.acme.omitted_requirements), # nothing checks these
    local.absent,
    [for verdict in flatten([for firewall in var.firewalls : lookup(local.verdicts, firewall, [])]) : verdict if verdict.verdict != "covered"],
  )
}

output "nexthink_missing" {
  description = "The requirements that the firewalls do not allow."
  value       = local.missing

  precondition {
    condition     = length(local.missing) == 0
    error_message = join("\n\n", local.missing[*].message)
  }
}
