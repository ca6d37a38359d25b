// Reads manifests as Kubernetes does, but refuses what it would pass over: a key that is there twice.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";

/** Returns the texts of all manifests of a directory, by the names of their files. */
export function texts(directory) {
  const names = readdirSync(directory).filter((name) => name.endsWith(".yaml"));
  return new Map(names.sort().map((name) => [name, readFileSync(join(directory, name), "utf8")]));
}

/** Returns the objects in texts, each with its file; what is not well-formed is told to `fault`. */
export function objects(byFile, fault) {
  const found = [];
  for (const [file, text] of byFile) {
    // Version 1.1, as in Kubernetes: 0440 is an octal number, and off is false.
    for (const document of parseAllDocuments(text, { version: "1.1", uniqueKeys: true })) {
      const problems = [...document.errors, ...document.warnings];
      problems.forEach((problem) => fault(file, problem.message.split("\n")[0]));
      const content = problems.length === 0 ? document.toJS() : null;
      if (content !== null) {
        const name = `${content?.kind} ${content?.metadata?.name}`;
        found.push({ file, content, place: `${file}: ${name}` });
      }
    }
  }
  return found;
}
