#!/bin/sh
# Nexthink: tries from this device what it needs, a line for each connection. Exit status: 0 if every one that could be
# tried is open, 1 if not. Needs curl for TLS and HTTP; uses nc for the rest where there is one, and curl otherwise.
#
# The proxy is the one that this device uses: https_proxy and http_proxy of the environment, or on macOS the system's.

closed=0
untested=0

say() { # result, row, target, remark
  printf '%-9s %s  %s%s\n' "$1" "$2" "$3" "${4:+  ($4)}"
}

system_proxy() { # HTTPS or HTTP: what macOS is set to
  scutil --proxy | awk -v kind="$1" '
    $1 == kind "Enable" { on = $3 } $1 == kind "Proxy" { host = $3 } $1 == kind "Port" { port = $3 }
    END { if (on == 1) print "http://" host ":" port }'
}

if command -v scutil >/dev/null 2>&1; then
  : "${https_proxy=$(system_proxy HTTPS)}" "${http_proxy=$(system_proxy HTTP)}"
  export https_proxy http_proxy
fi

fetch() { # URL, and options of curl before it
  curl --silent --show-error --verbose --output /dev/null --connect-timeout 5 --max-time 20 \
    --write-out '\nstatus=%{http_code}\n' "$@" 2>&1
}

# Whatever the other side answers proves that it was reached: S3 says 403 to whoever has no link.
probe_web() { # row, scheme, host, port
  answer=$(fetch "$2://$3:$4/")
  result=$?
  status=$(printf '%s\n' "$answer" | sed -n 's/^status=//p' | tail -n 1)
  certificate=$answer
  if [ "$result" -eq 60 ]; then # not trusted: look at it without trusting it
    certificate=$(fetch --insecure --head "$2://$3:$4/")
  fi
  issuer=$(printf '%s\n' "$certificate" | sed -n 's/^\*  *issuer: *//p' | tail -n 1)
  remark="${issuer:+certificate of $issuer}"
  if [ "$result" -eq 0 ]; then
    say open "$1" "$2://$3:$4" "HTTP $status${remark:+, $remark}"
  elif [ "$result" -eq 60 ]; then
    say untrusted "$1" "$2://$3:$4" "reached, but this device does not trust the certificate: does a proxy inspect TLS?${remark:+ $remark}"
    closed=$((closed + 1))
  else
    say closed "$1" "$2://$3:$4" "$(printf '%s\n' "$answer" | sed -n 's/^curl: //p' | tail -n 1)"
    closed=$((closed + 1))
  fi
}

probe_tcp() { # row, host or address, port
  if command -v nc >/dev/null 2>&1; then
    nc -z -w 5 "$2" "$3" >/dev/null 2>&1
  else
    [ "$(curl --silent --connect-timeout 5 --max-time 6 --output /dev/null --write-out '%{time_connect}' \
      "telnet://$2:$3" </dev/null 2>/dev/null)" != 0.000000 ]
  fi
  if [ $? -eq 0 ]; then
    say open "$1" "tcp $2:$3"
  else
    say closed "$1" "tcp $2:$3"
    closed=$((closed + 1))
  fi
}

not_tried() { # row, target, why
  say untested "$1" "$2" "$3"
  untested=$((untested + 1))
}

finish() {
  printf '%s closed, %s not tried.\n' "$closed" "$untested"
  [ "$closed" -eq 0 ]
}

