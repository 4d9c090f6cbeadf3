// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

// Command suricata reads rules of Suricata from standard input with a parser that is none of ours, and prints the id of each.
// The parser comes as a package of Debian's, golang-github-jasonish-go-idsrules-dev, and not as a module:
//
//	GO111MODULE=off GOPATH=/usr/share/gocode go run main.go
package main

import (
	"bufio"
	"fmt"
	"log"
	"os"
	"strings"

	"github.com/jasonish/go-idsrules"
)

func main() {
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		line := lines.Text()
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		rule, err := idsrules.Parse(line)
		if err != nil {
			log.Fatalf("%v in %s", err, line)
		}
		fmt.Println(rule.Sid)
	}
	if err := lines.Err(); err != nil {
		log.Fatal(err)
	}
}
