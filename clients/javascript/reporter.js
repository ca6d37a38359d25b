// Prints a line per operation, for programs, and a summary; failures in full to standard error.
//
//     result<TAB>javascript-v3<TAB>AUTH<TAB>OPERATION<TAB>pass|fail|skipped
//
// The title of a scenario is its operation, a colon, and what holds.

import { inspect } from "node:util";

const WORSE = ["skipped", "pass", "fail"];
const CLIENT = "javascript-v3";

export default async function* report(events) {
  const auth = process.env.STRONGROOM_AUTH ?? "lenient";
  const rows = new Map();
  const counts = { pass: 0, fail: 0, skipped: 0 };
  for await (const { type, data } of events) {
    if (type === "test:stderr") {
      process.stderr.write(data.message);
    }
    if (type !== "test:pass" && type !== "test:fail") {
      continue;
    }
    const outcome = type === "test:fail" ? "fail" : data.skip !== undefined ? "skipped" : "pass";
    const operation = /^(\w+): /.exec(data.name)?.[1];
    if (outcome === "fail") {
      process.stderr.write(`FAIL: ${data.name}\n${inspect(data.details.error)}\n`);
    }
    if (operation === undefined) {
      counts.fail += outcome === "fail" ? 1 : 0; // a file that does not load has no operation
      continue;
    }
    counts[outcome]++;
    const before = rows.get(operation) ?? "skipped";
    rows.set(operation, WORSE.indexOf(outcome) > WORSE.indexOf(before) ? outcome : before);
  }
  for (const [operation, outcome] of [...rows].sort()) {
    yield ["result", CLIENT, auth, operation, outcome].join("\t") + "\n";
  }
  yield `${CLIENT}, ${auth}: ${counts.pass} passed, ${counts.fail} failed,` +
    ` ${counts.skipped} skipped\n`;
}
