// Read every record below doc/adr with the readers that npm has, and print what each of them found as JSON.
import { createRequire } from "node:module";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const require = createRequire(import.meta.url);
const { Log4brains } = require("@log4brains/core");
const backstage = require("@backstage/plugin-adr-common");

const folder = join(process.cwd(), "doc/adr");
const found = { log4brains: {}, backstage: {} };

for (const record of await Log4brains.create(process.cwd()).searchAdrs()) {
  const { title, status, publicationDate } = record;
  found.log4brains[`${record.slug}.md`] = { title, status, date: publicationDate?.slice(0, 10) ?? null };
}
for (const file of readdirSync(folder)) {
  const text = readFileSync(join(folder, file), "utf8");
  const { status = null, date = null } = backstage.parseMadrWithFrontmatter(text);
  found.backstage[file] = { is_listed: backstage.madrFilePathFilter(file), status, date };
}
process.stdout.write(JSON.stringify(found));
