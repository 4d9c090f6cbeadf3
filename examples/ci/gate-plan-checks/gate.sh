#!/bin/sh
# Fails if a check of a saved plan did not pass, and prints the message: gate.sh plan
# It also fails if a check is not known until apply, or if the plan has no check. An output with a precondition is a check too.
set -eu

plan=$("${TERRAFORM:-terraform}" show -json "$1")
printf '%s' "$plan" | jq -r '.checks[]?.instances[]?.problems[]?.message' >&2
printf '%s' "$plan" | jq -e '[.checks[]?.status] | length > 0 and all(. == "pass")' > /dev/null
