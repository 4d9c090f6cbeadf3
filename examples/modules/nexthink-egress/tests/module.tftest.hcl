# No provider is mocked: this one is offline, and the module has no other. Run terraform init and terraform test in the module's folder.

variables {
  tenants      = { acme = { region = "eu", products = ["collector"] } }
  destinations = { internet = { any = "0.0.0.0/0" }, domain_controller = { first = "10.20.0.10/32" } }
}

run "one_tenant" {
  command = plan

  assert {
    condition     = jsonencode(output.hosts) == jsonencode(["acme.data.eu.nexthink.cloud", "acme.eu.nexthink.cloud"])
    error_message = "The names are ${jsonencode(output.hosts)}."
  }

  assert {
    condition     = output.security_group_rules["domain_controller_tcp_135_first"].cidr_ipv4 == "10.20.0.10/32"
    error_message = "The rules are ${jsonencode(keys(output.security_group_rules))}."
  }
}

run "two_tenants" {
  command = plan

  variables {
    tenants = {
      acme   = { region = "eu", products = ["collector"] }
      globex = { region = "us", products = ["collector"] }
    }
  }

  assert {
    condition     = length(output.hosts) == 4
    error_message = "The names are ${jsonencode(output.hosts)}."
  }
}

# The plan fails if the host of a requirement cannot be built.
run "a_tenant_without_its_aws_region" {
  command = plan

  variables {
    tenants = { globex = { region = "us" } }
  }

  expect_failures = [output.requirements]
}
