package terraform.policies.nexthink

import rego.v1

deny contains finding.message if some finding in input.plan.planned_values.outputs.nexthink_missing.value

deny contains "the plan has no output nexthink_missing that is known before the apply" if {
	not input.plan.planned_values.outputs.nexthink_missing.value
}
