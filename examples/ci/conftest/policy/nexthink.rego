package main

import rego.v1

deny contains finding.message if some finding in input.planned_values.outputs.nexthink_missing.value

deny contains "the plan has no output nexthink_missing that is known before the apply" if {
	not input.planned_values.outputs.nexthink_missing.value
}
