#!/bin/sh
# Nexthink: tries from this device what it needs, a line for each connection. Exit status: 0 if every one that could be
# tried is open and trusted, 1 if not, 2 if there is no curl. Uses nc, where there is one with -z, for what is neither TLS nor HTTP.
#
# TLS and HTTP go by the proxy that this device uses: https_proxy and http_proxy of the environment, or on macOS the
# system's. Anything else is tried without a proxy. The Collector on macOS does not use the system's proxy but the one that
# it was installed with: set https_proxy to that one to see its way.

command -v curl >/dev/null 2>&1 || {
  echo 'curl is needed and not installed.' >&2
  exit 2
}

closed=0
untrusted=0
untested=0

say() { # result, requirement, target, remark
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

has_nc() { # one that only connects: the nc of busybox has no -z and sends what it reads
  command -v nc >/dev/null 2>&1 && nc -h 2>&1 | grep -q '^[[:space:]]*-z'
}

join_port() { # host or address, port
  case $1 in
    *:*) printf '[%s]:%s' "$1" "$2" ;;
    *) printf '%s:%s' "$1" "$2" ;;
  esac
}

fetch() { # URL, and options of curl before it; the first option ignores the user's own configuration
  curl -q --silent --show-error --verbose --globoff --output /dev/null --connect-timeout 5 --max-time 20 \
    --write-out '\ncode=%{http_code}\nhandshake=%{time_appconnect}\n' "$@" 2>&1
}

field() { # name, text: the last line of the text with this name
  printf '%s\n' "$2" | sed -n "s/^$1//p" | tail -n 1
}

# Whatever the other side answers proves that it was reached: S3 says 403 to whoever has no link.
probe_web() { # requirement, scheme, host, port
  url="$2://$(join_port "$3" "$4")"
  answer=$(fetch "$url/")
  result=$?
  code=$(field 'code=' "$answer")
  handshake=$(field 'handshake=' "$answer" | tr -d '0.,')
  reason=$(printf '%s\n' "$answer" | sed -n 's/^curl: //p' | head -n 1)
  certificate=$answer
  if [ "$result" -eq 60 ]; then # not trusted: look at it without trusting it
    certificate=$(fetch --insecure --head "$url/")
  fi
  issuer=$(field '\*  *issuer: *' "$certificate")
  remark="${issuer:+certificate of $issuer}"
  if [ "$2" = http ] && [ -n "$http_proxy" ]; then
    remark="${remark:+$remark, }answered by the host or by the proxy"
  fi
  if [ "$result" -eq 0 ] && [ "$code" = 407 ]; then
    say closed "$1" "$url" "the proxy wants a login"
    closed=$((closed + 1))
  elif [ "$result" -eq 0 ]; then
    say open "$1" "$url" "HTTP $code${remark:+, $remark}"
  elif [ "$result" -eq 60 ]; then
    say untrusted "$1" "$url" "reached, but this device does not trust the certificate: does a proxy inspect TLS? ${reason}${remark:+, $remark}"
    untrusted=$((untrusted + 1))
  elif [ -n "$handshake" ]; then
    say open "$1" "$url" "TLS, no HTTP answer${remark:+, $remark}"
  else
    say closed "$1" "$url" "$reason"
    closed=$((closed + 1))
  fi
}

probe_tcp() { # requirement, host or address, port
  target=$(join_port "$2" "$3")
  if has_nc; then
    nc -z -w 5 "$2" "$3" >/dev/null 2>&1
  else
    connected=$(curl -q --silent --globoff --noproxy '*' --connect-timeout 5 --max-time 6 --output /dev/null --write-out '%{time_connect}' \
      "telnet://$target" </dev/null 2>/dev/null | tr -d '0.,')
    [ -n "$connected" ]
  fi
  if [ $? -eq 0 ]; then
    say open "$1" "tcp $target"
  else
    say closed "$1" "tcp $target"
    closed=$((closed + 1))
  fi
}

not_tried() { # requirement, target, why
  say untested "$1" "$2" "$3"
  untested=$((untested + 1))
}

finish() {
  printf '%s closed, %s untrusted, %s not tried.\n' "$closed" "$untrusted" "$untested"
  [ "$closed" -eq 0 ] && [ "$untrusted" -eq 0 ]
}

