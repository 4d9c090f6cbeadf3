policy "nexthink" {
  query             = "data.terraform.policies.nexthink.deny"
  enforcement_level = "mandatory"
}
