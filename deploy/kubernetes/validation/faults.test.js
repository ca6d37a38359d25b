// Each fault is put into the manifests as they are, and has to be found; without it they are in order.
import assert from "node:assert/strict";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { faults } from "./check.js";
import { texts } from "./manifests.js";

const manifests = texts(join(dirname(fileURLToPath(import.meta.url)), ".."));

const cases = [
  // Well-formed YAML.
  ["a key that is there twice", "server.yaml", "  replicas: 2\n", "  replicas: 2\n  replicas: 3\n", /unique/],
  ["a line that is indented wrongly", "server.yaml", "  replicas: 2\n", "   replicas: 2\n", /./],
  // Kubernetes' schemas.
  [
    "a field that is not known",
    "server.yaml",
    "  replicas: 2\n",
    "  replica: 2\n",
    /spec.replica: .*'"replica"' does not exist/,
  ],
  [
    "a field that is not known, far inside",
    "server.yaml",
    "readOnlyRootFilesystem",
    "readOnlyRootFileSystem",
    /containers.0.securityContext.readOnlyRootFileSystem/,
  ],
  [
    "a field in the wrong place",
    "server.yaml",
    "      enableServiceLinks: false\n",
    "",
    /enableServiceLinks/,
    "  serviceName: strongroom-nodes\n",
    "  enableServiceLinks: false\n  serviceName: strongroom-nodes\n",
  ],
  [
    "a text in place of a number",
    "server.yaml",
    "replicas: 2",
    'replicas: "2"',
    /spec.replicas: Type 'string'/,
  ],
  [
    "a number in place of a text",
    "network-policy.yaml",
    "protocol: TCP",
    "protocol: 6",
    /protocol: Type 'number'/,
  ],
  [
    "a number that is not whole",
    "server.yaml",
    "replicas: 2",
    "replicas: 1.5",
    /spec.replicas: is not a whole number/,
  ],
  [
    "a text in place of a list",
    "server.yaml",
    "drop:\n                - ALL",
    "drop: ALL",
    /capabilities.drop/,
  ],
  [
    "an object in place of a list",
    "server.yaml",
    "            - name: https\n              containerPort: 3000",
    "            name: https\n            containerPort: 3000",
    /containers.0.ports/,
  ],
  [
    "a word that is false in YAML",
    "config.yaml",
    "  database-ca.crt: |",
    "  upload: off\n  database-ca.crt: |",
    /data.upload: Type 'boolean'/,
  ],
  [
    "nothing where something must be",
    "server.yaml",
    "            sizeLimit: 64Mi\n",
    "",
    /emptyDir: Type 'null'/,
  ],
  [
    "a container without a name",
    "server.yaml",
    "        - name: server\n          image:",
    "        - image:",
    /'name' is missing/,
  ],
  [
    "a StatefulSet without the name of its service",
    "server.yaml",
    "  serviceName: strongroom-nodes\n",
    "",
    /'serviceName' is missing/,
  ],
  [
    "a Job without a template",
    "migrate.yaml",
    "  template:\n",
    "  suspend: false\n---\n",
    /'template' is missing|has no apiVersion/,
  ],
  [
    "a kind that is not known",
    "server.yaml",
    "kind: StatefulSet",
    "kind: StatefullSet",
    /no exported member/,
  ],
  [
    "a kind of another group",
    "server.yaml",
    "apiVersion: apps/v1",
    "apiVersion: batch/v1",
    /no exported member/,
  ],
  [
    "a version that is not known",
    "server.yaml",
    "apiVersion: policy/v1",
    "apiVersion: policy/v7",
    /Cannot find module/,
  ],
  // What Strongroom takes.
  [
    "a setting that is not known",
    "config.yaml",
    "drain.seconds = 15",
    "drain.second = 15",
    /drain.second is not a setting/,
  ],
  [
    "a setting out of its bounds",
    "config.yaml",
    "drain.seconds = 15",
    "drain.seconds = 301",
    /must be 0 to 300/,
  ],
  [
    "a word that a setting does not have",
    "config.yaml",
    "= synchronous",
    "= asynchronous",
    /must be auto or synchronous or none/,
  ],
  [
    "a setting that is there twice",
    "config.yaml",
    "    functions.upload = off",
    "    drain.seconds = 15",
    /is set twice/,
  ],
  [
    "another address without TLS",
    "config.yaml",
    "    tls.cert = /etc/strongroom/tls/tls.crt\n",
    "",
    /needs tls.cert/,
  ],
  [
    "a variable that is not known",
    "server.yaml",
    "STRONGROOM_NODE_NAME",
    "STRONGROOM_NODE",
    /STRONGROOM_NODE is not a setting/,
  ],
  [
    "a command that is not known",
    "migrate.yaml",
    "- migrate\n",
    "- upgrade\n",
    /no command strongroom upgrade/,
  ],
  [
    "an option that is not known",
    "server.yaml",
    "- --root-key",
    "- --rootkey",
    /serve has no option --rootkey/,
  ],
  [
    "an option of another command",
    "migrate.yaml",
    "            - --serving-role\n",
    "            - --root-key\n",
    /migrate has no option --root-key/,
  ],
  [
    "an option without its value",
    "server.yaml",
    "            - /var/lib/strongroom/data\n",
    "",
    /--data takes a value/,
  ],
  // What has to fit together.
  [
    "a file that no volume has",
    "config.yaml",
    "tls/tls.key",
    "tls/key.pem",
    /no file \/etc\/strongroom\/tls\/key.pem/,
  ],
  [
    "a volume that is not there",
    "server.yaml",
    "            - name: tls\n",
    "            - name: certificate\n",
    /no volume certificate/,
  ],
  [
    "a secret that is not there",
    "server.yaml",
    "secretName: strongroom-tls",
    "secretName: strongroom-certificate",
    /is mounted and is not there/,
  ],
  [
    "a key that the world can read",
    "server.yaml",
    "defaultMode: 0440",
    "defaultMode: 0444",
    /strongroom-root-key is open to others/,
  ],
  [
    "a mode that is not octal",
    "server.yaml",
    "defaultMode: 0440",
    "defaultMode: 440",
    /strongroom-root-key is open to others/,
  ],
  ["a key that the server cannot read", "server.yaml", "        fsGroup: 10001\n", "", /not readable/],
  [
    "a service that selects nothing",
    "server.yaml",
    "  type: ClusterIP\n  selector:\n    app.kubernetes.io/name: strongroom",
    "  type: ClusterIP\n  selector:\n    app.kubernetes.io/name: strong-room",
    /Service strongroom: selects no pod/,
  ],
  [
    "a port that no pod has",
    "server.yaml",
    "port: 443\n      targetPort: https",
    "port: 443\n      targetPort: http",
    /no pod has the port http/,
  ],
  [
    "a StatefulSet without a headless service",
    "server.yaml",
    "  clusterIP: None\n",
    "",
    /no headless Service/,
  ],
  ["a stop that is cut off", "config.yaml", "drain.seconds = 15", "drain.seconds = 30", /too short/],
  ["an audit log that fills its volume", "config.yaml", "audit.files = 24", "audit.files = 32", /too small/],
  ["a pod that may be root", "server.yaml", "        runAsNonRoot: true\n", "", /without runAsNonRoot/],
  [
    "a probe that asks for something else",
    "server.yaml",
    "path: /_health/ready",
    "path: /_health/live",
    /readinessProbe does not ask/,
  ],
  ["two images", "migrate.yaml", "strongroom:unset", "strongroom:2", /different images/],
  [
    "another namespace",
    "server.yaml",
    "  namespace: strongroom\n",
    "  namespace: default\n",
    /not in the namespace/,
  ],
];

test("the manifests are in order", () => {
  assert.deepEqual(faults(manifests).found, []);
});

for (const [name, file, from, to, expected, alsoFrom, alsoTo] of cases) {
  test(`${name} is found`, () => {
    const changed = replaced(manifests.get(file), from, to);
    const text = alsoFrom === undefined ? changed : replaced(changed, alsoFrom, alsoTo);
    const { found } = faults(new Map([...manifests, [file, text]]));
    assert.match(found.join("\n"), expected);
  });
}

function replaced(text, from, to) {
  assert.ok(text.includes(from), `there is no ${from}`);
  return text.replace(from, () => to);
}
