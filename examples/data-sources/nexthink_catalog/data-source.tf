# What would a configuration that pins 2024.1 gain by the newest version?
data "nexthink_catalog" "since_2024" {
  since = "2024.1"
}

output "changes" {
  value = [for change in data.nexthink_catalog.since_2024.changes : "${change.version} ${change.change} ${change.requirement_key}"]
  # ["2026.1 added api_token", "2026.1 added telemetry_monitoring", "2026.1 added telemetry_product_usage",
  #  "2026.1 added web_interface_identity", "2026.1 added web_interface_login"]
}
