terraform {
  required_providers {
    nexthink = {
      source = "nexthink/nexthink"
    }
  }
}

# There is nothing to configure.
provider "nexthink" {}
