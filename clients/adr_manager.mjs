// Read every record below doc/adr that adr-manager's grammar has a place for with its parser, copied to ./adr-manager,
// and print what it found as JSON.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { md2adr } from "./adr-manager/parser.js";

console.log = () => {}; // the parser tells there of records without a chosen option
const folder = "doc/adr";
const found = {};
for (const file of readdirSync(folder)) {
  const text = readFileSync(join(folder, file), "utf8");
  if (text.startsWith("---")) continue;
  const { title, status, date, decisionOutcome } = md2adr(text);
  found[file] = { title, status, date, chosen: decisionOutcome.chosenOption };
}
process.stdout.write(JSON.stringify(found));
