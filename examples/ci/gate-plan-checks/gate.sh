#!/bin/sh
# Fails unless every check of a saved plan passed, and prints what did not: gate.sh plan
# A check that is not known before the apply fails too, as does a plan without a check.
set -eu

plan=$("${TERRAFORM:-terraform}" show -json "$1")
printf '%s' "$plan" | jq -r '.checks[]?.instances[]?.problems[]?.message' >&2
printf '%s' "$plan" | jq -e '[.checks[]?.status] | length > 0 and all(. == "pass")' > /dev/null
