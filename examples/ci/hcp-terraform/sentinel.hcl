policy "nexthink" {
  source            = "./nexthink.sentinel"
  enforcement_level = "hard-mandatory"
}
