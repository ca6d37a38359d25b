// Checks the manifests of a directory; prints one line for each fault, and exits with 1 if there is one.
import { pathToFileURL } from "node:url";
import { objects, texts } from "./manifests.js";
import { options, settings } from "./product.js";
import { check } from "./rules.js";
import { compare } from "./schemas.js";

/** Returns all faults of texts, and how many objects are in them. */
export function faults(byFile) {
  const found = [];
  const fault = (place, text) => found.push(`${place}: ${text}`);
  const all = objects(byFile, fault);
  compare(all, fault);
  if (found.length === 0) {
    check(all, settings(), options(), fault);
  }
  return { found, count: all.length };
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { found, count } = faults(texts(process.argv[2]));
  found.forEach((line) => console.error(line));
  console.log(`${count} objects, ${found.length} faults`);
  process.exitCode = count === 0 || found.length > 0 ? 1 : 0;
}
