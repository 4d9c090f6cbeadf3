// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

// Reads a PowerShell script from standard input and fails where its grammar does not cover it.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { setFlagsFromString } from "node:v8";
import { Language, Parser } from "web-tree-sitter";

// V8 otherwise spends ten seconds on making the grammar fast, which reads one script.
setFlagsFromString("--liftoff-only");

await Parser.init();
const grammar = fileURLToPath(import.meta.resolve("tree-sitter-powershell/tree-sitter-powershell.wasm"));
const parser = new Parser();
parser.setLanguage(await Language.load(grammar));

const script = readFileSync(0, "utf8");
const tree = parser.parse(script);

function errors(node) {
  const own = node.isError || node.isMissing ? [node] : [];
  return own.concat(...node.children.map(errors));
}

const found = errors(tree.rootNode);
for (const node of found) {
  console.error(`line ${node.startPosition.row + 1}: ${node.isMissing ? "missing " + node.type : JSON.stringify(node.text.slice(0, 60))}`);
}
console.log(`${tree.rootNode.descendantCount} nodes`);
process.exit(found.length > 0 ? 1 : 0);
