// What Strongroom takes, read from where it is written down: settings with their bounds from docs/configuration.md,
// options of commands from the classes of the command line.
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "..");
const commands = join(root, "cli", "src", "main", "java", "io", "strongroom", "cli");

/** Returns a function that says what is wrong with a setting and its value, or null. */
export function settings() {
  const document = readFileSync(join(root, "docs", "configuration.md"), "utf8");
  const bounds = new Map();
  const families = [];
  for (const line of document.split("\n")) {
    const cells = line.split("|").map((cell) => cell.trim());
    const key = /^`([a-z.NAME-]+)`$/.exec(cells[1])?.[1];
    if (key?.includes("NAME")) {
      families.push(new RegExp(`^${key.replaceAll(".", "\\.").replace("NAME", "[a-z0-9-]{1,32}")}$`));
    } else if (key !== undefined) {
      bounds.set(key, cells[3]);
    }
  }
  const variables = new Map([...bounds.keys()].map((key) => [variable(key), key]));
  return {
    keyOf: (name) => variables.get(name) ?? null,
    fallback: (key) => new RegExp(`^\\| \`${key}\` \\| \`([^\`]*)\``, "m").exec(document)?.[1] ?? "",
    objection: (key, value) => {
      if (!bounds.has(key)) {
        return families.some((family) => family.test(key)) ? null : "is not a setting";
      }
      return fits(bounds.get(key), value) ? null : `must be ${bounds.get(key)}`;
    },
  };
}

function variable(key) {
  return `STRONGROOM_${key.replaceAll(/[.-]/g, "_").toUpperCase()}`;
}

function fits(bounds, value) {
  const range = /^(\d+) to (\d+)$/.exec(bounds);
  if (range !== null) {
    return /^\d+$/.test(value) && Number(value) >= range[1] && Number(value) <= range[2];
  }
  if (bounds === "text") {
    return value !== "";
  }
  const words = bounds.startsWith("[") ? bounds : bounds.replaceAll(" or ", "|");
  return new RegExp(`^(?:${words})$`).test(value);
}

/** Returns the options of each command: whether they take a value, by their names. */
export function options() {
  const sources = new Map(
    readdirSync(commands)
      .filter((name) => name.endsWith(".java"))
      .map((name) => [name.replace(".java", ""), readFileSync(join(commands, name), "utf8")]),
  );
  const found = new Map();
  for (const source of sources.values()) {
    const name = /@Command\(\s*name = "([a-z]+)"/.exec(source)?.[1];
    if (name !== undefined) {
      const mixed = [...source.matchAll(/@Mixin private final ([A-Za-z]+)/g)];
      found.set(name, new Map([source, ...mixed.map(([, each]) => sources.get(each))].flatMap(declared)));
    }
  }
  return found;
}

function declared(source) {
  const all = source.matchAll(/@Option\(\s*names = "(--[a-z-]+)"[^]*?private (?:@Nullable )?([A-Za-z<>]+)/g);
  return [...all].map(([, name, type]) => [name, type !== "boolean"]);
}
