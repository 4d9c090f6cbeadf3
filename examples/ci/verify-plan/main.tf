# Checks the plan of any repository: terraform show -json plan > plan.json there, then terraform plan here. The text is not in a
# variable: Terraform prints the value of a variable beside an error, and a plan may contain secrets.

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

variable "firewall" {
  description = "The address of the firewall in the plan."
  type        = string
  default     = "aws_security_group.devices"
}

locals {
  verdicts = provider::nexthink::explain_plan(
    data.nexthink_connectivity_requirements.acme.requirements,
    { domain_controller = ["10.20.0.10/32", "10.20.0.11/32"] },
    file("${path.module}/plan.json")
  )
  missing = [for verdict in try(local.verdicts[var.firewall], []) : verdict if verdict.verdict != "covered"]
}

output "nexthink_missing" {
  description = "The requirements that the firewall does not allow."
  value       = local.missing

  precondition {
    condition     = contains(keys(local.verdicts), var.firewall)
    error_message = "The plan has no firewall ${var.firewall}. It has ${join(", ", keys(local.verdicts))}."
  }

  precondition {
    condition     = length(local.missing) == 0
    error_message = join("\n", local.missing[*].message)
  }
}
