data "nexthink_products" "all" {}

output "requirement_keys" {
  value = { for id, product in data.nexthink_products.all.products : id => product.requirement_keys }
  # {
  #   api           = ["api_requests", "api_token"]
  #   collector     = ["collector_channel", "collector_rpc_dynamic_ports", "collector_rpc_endpoint_mapper"]
  #   data_enricher = ["data_enricher_dns", "data_enricher_ldap", "data_enricher_ldaps", "data_enricher_upload"]
  #   data_export   = ["data_export_download"]
  #   engine        = ["engine_assignment", "engine_channel"]
  #   finder = [
  #     "finder_certificate_status", "finder_documentation", "finder_documentation_plain", "finder_error_mail",
  #     "finder_library", "finder_support_telemetry", "finder_updates", "finder_web_interface",
  #   ]
  #   telemetry     = ["telemetry_monitoring", "telemetry_product_usage"]
  #   web_interface = ["web_interface", "web_interface_identity", "web_interface_login"]
  # }
}

output "classic_products" {
  value = [for id, product in data.nexthink_products.all.products : id if product.classic]
  # ["data_enricher", "engine", "finder"]
}
