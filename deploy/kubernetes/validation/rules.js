// What no schema says: that the manifests fit each other, and what the server takes.
const PRIVATE = 0o440;

/** Seconds that a stop takes after it has drained. */
const STOP = 4;

const containers = (pod) => [...(pod.spec.initContainers ?? []), ...pod.spec.containers];

const UNITS = { Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30, Ti: 2 ** 40 };

/** Tells `fault` about everything in `objects` that does not fit. */
export function check(objects, settings, commands, fault) {
  const named = (kind, name) =>
    objects.find(({ content }) => content.kind === kind && content.metadata?.name === name)?.content;
  const workloads = objects
    .filter(({ content }) => content.spec?.template?.spec !== undefined)
    .map((each) => ({ ...each, pod: each.content.spec.template }));
  const namespace = objects.find(({ content }) => content.kind === "Namespace")?.content.metadata.name;
  const seen = new Set();

  for (const { content, place } of objects) {
    const id = `${content.kind} ${content.metadata?.name}`;
    if (seen.has(id)) {
      fault(place, "is there twice");
    }
    seen.add(id);
    if (content.kind !== "Namespace" && content.metadata?.namespace !== namespace) {
      fault(place, `is not in the namespace ${namespace}`);
    }
    checkSelector(content, workloads, place, fault);
    if (
      content.kind === "StatefulSet" &&
      named("Service", content.spec.serviceName)?.spec.clusterIP !== "None"
    ) {
      fault(place, `there is no headless Service ${content.spec.serviceName}`);
    }
  }

  const properties = new Map();
  for (const { content, place } of objects.filter((each) => each.content.kind === "ConfigMap")) {
    for (const [name, text] of Object.entries(content.data ?? {})) {
      if (name.endsWith(".properties")) {
        properties.set(`${content.metadata.name}/${name}`, read(text, settings, `${place}: ${name}`, fault));
      }
    }
  }

  for (const workload of workloads) {
    const { pod, place } = workload;
    const files = mounted(workload, named, fault);
    if (named("ServiceAccount", pod.spec.serviceAccountName) === undefined) {
      fault(place, `there is no ServiceAccount ${pod.spec.serviceAccountName}`);
    }
    for (const container of containers(pod)) {
      checkRestrictions(pod.spec, container, place, fault);
      const values = new Map();
      for (const call of calls(container)) {
        checkCall(call, commands, place, fault);
        const source = files.get(call.options.get("--config"));
        (properties.get(source) ?? new Map()).forEach((value, key) => values.set(key, value));
        for (const path of [...call.options.values()].filter((each) => each?.startsWith("/"))) {
          checkFile(path, files, place, fault);
        }
        if (call.name === "serve") {
          checkServer(workload, container, values, settings, fault);
        }
      }
      for (const { name, value } of container.env ?? []) {
        const key = settings.keyOf(name);
        const objection = key === null ? "is not a setting" : value && settings.objection(key, value);
        if (objection) {
          fault(place, `the variable ${name} ${objection}`);
        }
      }
      for (const [key, value] of values) {
        if (value.startsWith("/")) {
          checkFile(value, files, `${place}: ${key}`, fault);
        }
      }
    }
  }

  const images = new Set(workloads.flatMap(({ pod }) => containers(pod).map(({ image }) => image)));
  if (images.size > 1) {
    fault("all", `servers and jobs have different images: ${[...images].join(", ")}`);
  }
}

/** Whatever selects pods has to find some, and ports that they have. */
function checkSelector(content, workloads, place, fault) {
  const { kind, spec } = content;
  const labels = {
    Service: spec?.selector,
    NetworkPolicy: spec?.podSelector?.matchLabels,
    PodDisruptionBudget: spec?.selector?.matchLabels,
    StatefulSet: spec?.selector?.matchLabels,
  }[kind];
  const chosen = workloads.filter(({ pod }) => fitsLabels(labels ?? {}, pod.metadata?.labels));
  if (labels !== undefined && chosen.length === 0) {
    fault(place, "selects no pod");
  }
  if (kind === "StatefulSet" && chosen.every((each) => each.content !== content)) {
    fault(place, "does not select its own pods");
  }
  const ports = [
    ...(kind === "Service" ? spec.ports.map(({ targetPort }) => targetPort) : []),
    ...(kind === "NetworkPolicy"
      ? (spec.ingress ?? []).flatMap((rule) => rule.ports ?? []).map(({ port }) => port)
      : []),
  ];
  const known = chosen.flatMap(({ pod }) => containers(pod)).flatMap((each) => each.ports ?? []);
  for (const port of ports.filter(
    (each) => !known.some((one) => [one.name, one.containerPort].includes(each)),
  )) {
    fault(place, `no pod has the port ${port}`);
  }
}

function fitsLabels(labels, all) {
  return Object.entries(labels).every(([key, value]) => all?.[key] === value);
}

/** Reads lines of `key = value` as the server does. */
function read(text, settings, place, fault) {
  const values = new Map();
  for (const line of text.split("\n").map((each) => each.trim())) {
    if (line === "" || line.startsWith("#")) {
      continue;
    }
    const [, key, value] = /^([^=]*?)\s*=\s*(.*)$/.exec(line) ?? [];
    const objection = key === undefined ? "is not key = value" : settings.objection(key, value);
    if (objection !== null) {
      fault(place, `${key ?? line} ${objection}`);
    } else if (values.has(key)) {
      fault(place, `${key} is set twice`);
    }
    values.set(key, value);
  }
  if ((values.get("listen.host") ?? "127.0.0.1") !== "127.0.0.1" && !values.has("tls.cert")) {
    fault(place, "listen.host needs tls.cert and tls.key");
  }
  return values;
}

/** Returns where the files that a pod sees come from; the path of a directory for writing ends with a slash. */
function mounted({ content, pod, place }, named, fault) {
  const files = new Map();
  const claims = (content.spec.volumeClaimTemplates ?? []).map(({ metadata }) => ({
    name: metadata.name,
    claim: true,
  }));
  const volumes = [...(pod.spec.volumes ?? []), ...claims];
  const mounts = containers(pod).flatMap(({ volumeMounts }) => volumeMounts ?? []);
  for (const { name } of volumes.filter((each) => !mounts.some((mount) => mount.name === each.name))) {
    fault(place, `the volume ${name} is mounted nowhere`);
  }
  for (const { name, mountPath } of mounts) {
    const volume = volumes.find((each) => each.name === name);
    if (volume?.secret !== undefined) {
      const { defaultMode = 0o644, secretName } = volume.secret;
      if ((defaultMode & ~PRIVATE) !== 0 || pod.spec.securityContext?.fsGroup === undefined) {
        fault(
          place,
          `the secret ${secretName} is open to others, or not readable: it takes mode 0440 and fsGroup`,
        );
      }
      keys(named("Secret", secretName), "stringData", mountPath, files, `${place}: ${secretName}`, fault);
    } else if (volume?.configMap !== undefined) {
      keys(
        named("ConfigMap", volume.configMap.name),
        "data",
        mountPath,
        files,
        `${place}: ${volume.configMap.name}`,
        fault,
      );
    } else if (volume === undefined) {
      fault(place, `there is no volume ${name}`);
    } else {
      files.set(`${mountPath}/`, name);
    }
  }
  return files;
}

function keys(source, part, mountPath, files, place, fault) {
  if (source === undefined) {
    fault(place, "is mounted and is not there");
  }
  Object.keys(source?.[part] ?? {}).forEach((key) =>
    files.set(`${mountPath}/${key}`, `${source.metadata.name}/${key}`),
  );
}

function checkFile(path, files, place, fault) {
  const inside = [...files.keys()].some((each) => each.endsWith("/") && path.startsWith(each));
  if (!files.has(path) && !inside) {
    fault(place, `there is no file ${path}`);
  }
}

/** Returns the calls of strongroom in the command of a container, with their options. */
function calls(container) {
  const words = [...(container.command ?? []), ...(container.args ?? [])].flatMap((text) =>
    text.split(/\s+/),
  );
  return words
    .flatMap((word, index) => (word === "strongroom" ? [index + 1] : []))
    .filter((index) => /^[a-z]/.test(words[index] ?? ""))
    .map((index) => call(words, index));
}

function call(words, at) {
  const options = new Map();
  for (let i = at + 1; i < words.length && words[i].startsWith("--"); i++) {
    const hasValue = i + 1 < words.length && /^[^->]/.test(words[i + 1]);
    options.set(words[i], hasValue ? words[++i] : null);
  }
  return { name: words[at], options };
}

function checkCall({ name, options }, commands, place, fault) {
  const known = commands.get(name);
  if (known === undefined) {
    fault(place, `there is no command strongroom ${name}`);
    return;
  }
  for (const [option, value] of options) {
    if (!known.has(option)) {
      fault(place, `strongroom ${name} has no option ${option}`);
    } else if (known.get(option) !== (value !== null)) {
      fault(place, `the option ${option} takes ${known.get(option) ? "a" : "no"} value`);
    }
  }
}

/** What the namespace asks of pods, and a file system that cannot be written. */
function checkRestrictions(spec, container, place, fault) {
  const own = container.securityContext ?? {};
  const all = { ...spec.securityContext, ...own };
  const wanted = {
    "runAsNonRoot: true": all.runAsNonRoot === true,
    "seccompProfile: RuntimeDefault": all.seccompProfile?.type === "RuntimeDefault",
    "allowPrivilegeEscalation: false": own.allowPrivilegeEscalation === false,
    "capabilities: drop: ALL": own.capabilities?.drop?.includes("ALL") && own.capabilities.add === undefined,
    "readOnlyRootFilesystem: true": own.readOnlyRootFilesystem === true,
    "automountServiceAccountToken: false": spec.automountServiceAccountToken === false,
  };
  for (const [text, there] of Object.entries(wanted)) {
    if (!there) {
      fault(place, `the container ${container.name} is without ${text}`);
    }
  }
}

/** A stop has to end by itself, and the audit log has to fit: where it does not, calls are refused. */
function checkServer({ content, pod, place }, container, values, settings, fault) {
  const number = (key) => Number(values.get(key) ?? settings.fallback(key));
  const grace = pod.spec.terminationGracePeriodSeconds ?? 30;
  if (grace <= number("drain.seconds") + STOP) {
    fault(place, `terminationGracePeriodSeconds ${grace} is too short for drain.seconds and a stop`);
  }
  const bytes = number("audit.files") * number("audit.file-bytes");
  for (const { metadata, spec } of content.spec.volumeClaimTemplates ?? []) {
    const [, amount, unit] = /^(\d+)([KMGT]i)$/.exec(spec.resources.requests.storage) ?? [];
    if (bytes === 0 || !(bytes < Number(amount) * UNITS[unit])) {
      fault(place, `the claim ${metadata.name} is too small for audit.files of audit.file-bytes each`);
    }
  }
  const ports = container.ports.map(({ name }) => name);
  for (const probe of ["startupProbe", "livenessProbe", "readinessProbe"]) {
    const { path, port, scheme } = container[probe]?.httpGet ?? {};
    const health = probe === "readinessProbe" ? "/_health/ready" : "/_health/live";
    if (path !== health || scheme !== "HTTPS" || !ports.includes(port)) {
      fault(place, `${probe} does not ask ${health} over HTTPS at a port of the container`);
    }
  }
  if (container.ports.every(({ containerPort }) => containerPort !== number("listen.port"))) {
    fault(place, `the container does not have the port ${number("listen.port")}`);
  }
  if (
    container.env?.find(({ name }) => name === "STRONGROOM_NODE_NAME")?.valueFrom?.fieldRef?.fieldPath !==
    "metadata.name"
  ) {
    fault(place, "the server is not called as its pod is");
  }
}
