# Mock the cloud and not Nexthink. Its provider needs no network, and a mocked one has no requirements.
mock_provider "aws" {
  # A value that Terraform generates is not a valid ID of a group.
  mock_resource "aws_security_group" {
    defaults = { id = "sg-0123456789abcdef0" }
  }
}

run "the_plan_lets_nexthink_through" {
  command = plan

  assert {
    condition     = length(output.nexthink_missing) == 0
    error_message = join("\n\n", output.nexthink_missing[*].message)
  }
}

run "what_is_applied_lets_nexthink_through" {
  command = apply

  assert {
    condition     = length(output.nexthink_missing) == 0
    error_message = join("\n\n", output.nexthink_missing[*].message)
  }
}
