variable "tenants" {
  description = "Your Nexthink tenants, by instance: the first label of the URL."
  type = map(object({
    region            = string                # such as eu
    products          = optional(set(string)) # null: all that are not classic
    export_aws_region = optional(string)      # from an export link
  }))
}

variable "extra_requirements" {
  description = "Requirements of your own, by key."
  type = map(object({
    purpose               = string
    destination           = string
    transport_protocol    = string
    application_protocols = set(string)
    from_port             = number
    to_port               = number
    hosts                 = set(string)
  }))
  default = {}
}

variable "destinations" {
  description = "The addresses of each destination, by label."
  type        = map(map(string))
  default     = { internet = { any = "0.0.0.0/0" } }
}
