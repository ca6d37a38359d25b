// Compares objects with the types that are generated from Kubernetes' OpenAPI description. The compiler finds fields
// that are not known, fields that are missing and values of another type, since each object is written as a literal.
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const here = dirname(fileURLToPath(import.meta.url));
const options = {
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  types: [],
  target: ts.ScriptTarget.ES2022,
  lib: ["lib.es5.d.ts"],
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
};

/** Tells `fault` about everything in `objects` that the schemas do not allow. */
export function compare(objects, fault) {
  const sources = new Map();
  const places = new Map();
  objects.forEach(({ content, place }, index) => {
    const group = /^(?:([a-z0-9]+)(?:\.[a-z0-9.]+)?\/)?(v[0-9a-z]+)$/.exec(content?.apiVersion);
    if (group === null || !/^[A-Z][A-Za-z]+$/.test(content?.kind)) {
      fault(place, "has no apiVersion and kind of Kubernetes");
      return;
    }
    const file = join(here, `object-${index}.ts`);
    const module = `kubernetes-types/${group[1] ?? "core"}/${group[2]}.js`;
    sources.set(
      file,
      `import type { ${content.kind} } from "${module}";\n` +
        `export const object: ${content.kind} = ${JSON.stringify(content)};\n`,
    );
    places.set(file, place);
    wholeNumbers(content, [], (path) => fault(place, `${path}: is not a whole number`));
  });
  const program = ts.createProgram([...sources.keys()], options, host(sources));
  for (const problem of ts.getPreEmitDiagnostics(program)) {
    const text = ts.flattenDiagnosticMessageText(problem.messageText, "\n").split("\n")[0];
    const path = problem.file === undefined ? "" : pathAt(problem.file, problem.start);
    fault(places.get(problem.file?.fileName) ?? "schemas", path === "" ? text : `${path}: ${text}`);
  }
}

const plain = ts.createCompilerHost(options);
const parsed = new Map();

/** A host of the compiler that also has sources which are in memory only, and reads all others once. */
function host(sources) {
  return {
    ...plain,
    fileExists: (file) => sources.has(file) || plain.fileExists(file),
    readFile: (file) => sources.get(file) ?? plain.readFile(file),
    getSourceFile: (file, version) => {
      if (sources.has(file)) {
        return ts.createSourceFile(file, sources.get(file), version, true);
      }
      if (!parsed.has(file)) {
        parsed.set(file, plain.getSourceFile(file, version));
      }
      return parsed.get(file);
    },
  };
}

/** Returns the names from the outermost object to a position in a literal. */
function pathAt(source, position) {
  const path = [];
  const visit = (node) => {
    if (position < node.getStart(source) || position >= node.getEnd()) {
      return;
    }
    if (ts.isPropertyAssignment(node)) {
      path.push(node.name.text);
    } else if (ts.isArrayLiteralExpression(node.parent ?? source)) {
      path.push(node.parent.elements.indexOf(node));
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return path.join(".");
}

/** The types know numbers; in all kinds of objects that are of use here they are whole. */
function wholeNumbers(value, path, fault) {
  if (typeof value === "number" && !Number.isSafeInteger(value)) {
    fault(path.join("."));
  } else if (typeof value === "object" && value !== null) {
    Object.entries(value).forEach(([key, each]) => wholeNumbers(each, [...path, key], fault));
  }
}
