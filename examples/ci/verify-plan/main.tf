# Checks the plan of any repository: terraform show -json plan > plan.json there, then terraform plan here. The text goes into the
# call as it is, since Terraform prints the whole value of a variable beside an error, and a plan may hold secrets.

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

variable "group" {
  description = "The address of the group whose rules decide, as the plan has it."
  type        = string
  default     = "aws_security_group.devices"
}

locals {
  rules = provider::nexthink::normalize_plan(file("${path.module}/plan.json"))
  missing = provider::nexthink::find_missing_requirements(
    data.nexthink_connectivity_requirements.acme.requirements,
    { domain_controller = ["10.20.0.10/32", "10.20.0.11/32"] },
    [for rule in local.rules : rule if rule.group == var.group]
  )
}

output "nexthink_missing" {
  description = "The requirements that the group does not allow."
  value       = local.missing

  precondition {
    condition     = contains(local.rules[*].group, var.group)
    error_message = "The plan has no rule of ${var.group}; it has rules of ${join(", ", distinct(compact(local.rules[*].group)))}."
  }

  precondition {
    condition     = length(local.missing) == 0
    error_message = join("\n", local.missing[*].message)
  }
}
