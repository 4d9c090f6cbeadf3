# The cloud is mocked and Nexthink is not: its provider is offline, and a mocked one would have no requirements.
mock_provider "aws" {
  # What Terraform makes up is no id of a group, to which a rule may go.
  mock_resource "aws_security_group" {
    defaults = { id = "sg-0123456789abcdef0" }
  }
}

run "the_plan_lets_nexthink_through" {
  command = plan

  assert {
    condition     = length(output.nexthink_missing) == 0
    error_message = join("\n", output.nexthink_missing[*].message)
  }
}

run "what_is_applied_lets_nexthink_through" {
  command = apply

  assert {
    condition     = length(output.nexthink_missing) == 0
    error_message = join("\n", output.nexthink_missing[*].message)
  }
}
