terraform {
  required_providers {
    nexthink = { source = "nexthink/nexthink" }
  }
}

# What changed in the requirement web_interface_login after version 2024-03, which a configuration may pin.
data "nexthink_catalog" "since_2024" {
  since = "2024-03"
}

output "changes" {
  value = [for change in data.nexthink_catalog.since_2024.changes : change.summary if change.requirement_key == "web_interface_login"]
  # ["TCP 443 to the login host, for SAML single sign-on."]
}
