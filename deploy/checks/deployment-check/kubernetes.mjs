// deploy/kubernetes, as rendered.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { parseAllDocuments } from 'yaml';

const WORKLOADS = ['Deployment', 'StatefulSet', 'Job'];

export async function checkManifests(report, root, rendered, label, programs) {
  const objects = parseAllDocuments(readFileSync(rendered, 'utf8')).map(document => document.toJS());
  const manifests = new Manifests(report, label, objects);
  for (const object of objects) await checkSchema(report, label, object);
  checkFields(report, label, objects);
  manifests.checkReferences(readFileSync(join(root, 'deploy/DEPLOYMENT.md'), 'utf8'));
  for (const workload of manifests.workloads()) manifests.checkClosed(workload);
  for (const [name, program] of Object.entries(programs)) manifests.checkMember(name, program);
  manifests.checkTopics(programs.worker);
}

// With the validators of kubernetes-models: what is required, of which type.
async function checkSchema(report, label, object) {
  const where = `${label}: ${object.kind} ${object.metadata?.name}`;
  const models = await import(`kubernetes-models/${object.apiVersion}`);
  const Model = models[object.kind];
  if (!report.expect(Model, `${where}: there is no ${object.apiVersion} ${object.kind}`)) return;
  try {
    new Model(object).validate();
    report.expect(true);
  } catch (error) {
    report.expect(false, `${where}: ${error.message}`);
  }
}

// The validators let fields pass that do not exist; TypeScript does not, where an object is written out.
function checkFields(report, label, objects) {
  const file = fileURLToPath(new URL(`target-${label}.ts`, import.meta.url));
  const lines = objects.flatMap((object, index) => [
    `import type { I${object.kind} as T${index} } from 'kubernetes-models/${object.apiVersion}/${object.kind}';`,
    `export const o${index}: T${index} = ${JSON.stringify(object, null, 1)};`,
  ]);
  writeFileSync(file, lines.join('\n'));
  try {
    const options = {
      noEmit: true, strict: true, skipLibCheck: true, types: [],
      module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext,
    };
    const errors = ts.getPreEmitDiagnostics(ts.createProgram([file], options));
    const texts = errors.map(({ file: source, start, messageText }) => {
      const near = source ? source.text.slice(start, start + 60).split('\n')[0] : '';
      return `${near}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
    });
    report.expect(errors.length === 0, `${label}: ${texts.join('\n         ')}`);
  } finally {
    rmSync(file);
  }
}

class Manifests {
  constructor(report, label, objects) {
    this.report = report;
    this.label = label;
    this.objects = objects;
  }

  ofKind(kind) {
    return this.objects.filter(object => object.kind === kind);
  }

  workloads() {
    return this.objects.filter(object => WORKLOADS.includes(object.kind));
  }

  find(kind, name) {
    return this.objects.find(object => object.kind === kind && object.metadata.name === name);
  }

  expect(holds, otherwise) {
    return this.report.expect(holds, `${this.label}: ${otherwise}`);
  }

  checkReferences(page) {
    const pods = this.workloads().map(each => each.spec.template.metadata.labels);
    const selected = labels => pods.some(pod => Object.entries(labels).every(([key, value]) => pod[key] === value));
    for (const { metadata, spec } of this.ofKind('Service')) {
      this.expect(selected(spec.selector), `the Service ${metadata.name} leads to no pod`);
      for (const { targetPort } of spec.ports) {
        const names = this.workloads().flatMap(each => each.spec.template.spec.containers.flatMap(
          container => (container.ports ?? []).map(port => port.name)));
        this.expect(names.includes(targetPort), `the Service ${metadata.name} leads to no port ${targetPort}`);
      }
    }
    for (const { metadata, spec } of this.ofKind('PodDisruptionBudget')) {
      this.expect(selected(spec.selector.matchLabels), `the budget ${metadata.name} is for no pod`);
    }
    for (const { metadata, spec } of this.ofKind('HorizontalPodAutoscaler')) {
      const target = this.find(spec.scaleTargetRef.kind, spec.scaleTargetRef.name);
      this.expect(target && target.spec.replicas === undefined, `the autoscaler ${metadata.name} has no target of its own`);
    }
    this.#checkPolicies(selected);
    this.#checkNames(page);
  }

  #checkPolicies(selected) {
    for (const { metadata, spec } of this.ofKind('NetworkPolicy')) {
      const { matchLabels = {}, matchExpressions = [] } = spec.podSelector;
      this.expect(selected(matchLabels), `the policy ${metadata.name} is for no pod`);
      for (const { key, values } of matchExpressions) {
        for (const value of values) this.expect(selected({ [key]: value }), `the policy ${metadata.name}: no pod ${value}`);
      }
    }
    const closed = this.ofKind('NetworkPolicy').find(({ spec }) =>
      Object.keys(spec.podSelector).length === 0 && !spec.ingress && !spec.egress && spec.policyTypes.length === 2);
    this.expect(closed, 'no policy denies what no other allows');
  }

  // What is referred to is there, or it is told that an installation makes it.
  #checkNames(page) {
    const made = new Set(this.ofKind('ConfigMap').map(each => each.metadata.name));
    const text = JSON.stringify(this.workloads());
    const maps = [...text.matchAll(/"(?:configMapRef|configMapKeyRef|configMap)":\{[^}]*?"name":"([^"]+)"/g)];
    const secrets = [...text.matchAll(/"(?:secretRef|secretKeyRef|secret)":\{[^}]*?"(?:name|secretName)":"([^"]+)"/g)];
    for (const name of new Set(maps.map(match => match[1]))) {
      this.expect(made.has(name) || page.includes(`\`${name}\``), `DEPLOYMENT.md does not tell of the ConfigMap ${name}`);
    }
    for (const name of new Set(secrets.map(match => match[1]))) {
      this.expect(page.includes(`\`${name}\``), `DEPLOYMENT.md does not tell of the Secret ${name}`);
    }
    this.expect(this.ofKind('Secret').length === 0, 'a Secret with its values');
  }

  checkClosed({ metadata, spec }) {
    const pod = spec.template.spec;
    const where = metadata.name;
    this.expect(pod.securityContext?.runAsNonRoot === true, `${where} may be root`);
    this.expect(pod.securityContext?.seccompProfile?.type === 'RuntimeDefault', `${where} has no seccomp profile`);
    this.expect(pod.automountServiceAccountToken === false, `${where} is given a token of the cluster`);
    this.expect(pod.enableServiceLinks === false, `${where} is given variables of Services`);
    const volumes = new Set((pod.volumes ?? []).map(volume => volume.name));
    for (const container of pod.containers) {
      const { securityContext: context = {}, resources, volumeMounts = [] } = container;
      this.expect(context.readOnlyRootFilesystem === true, `${where} writes to its root file system`);
      this.expect(context.allowPrivilegeEscalation === false, `${where} may become more than it is`);
      this.expect(context.capabilities?.drop?.includes('ALL'), `${where} has capabilities`);
      this.expect(resources?.requests?.cpu && resources?.requests?.memory, `${where} requests nothing`);
      this.expect(resources?.limits?.memory === resources?.requests?.memory || metadata.name === 'topics',
        `${where}: its memory is not its own`);
      for (const { name } of volumeMounts) this.expect(volumes.has(name), `${where}: there is no volume ${name}`);
    }
  }

  #environment(container) {
    const environment = new Map();
    const prefixes = [];
    for (const { prefix = '', configMapRef, secretRef } of container.envFrom ?? []) {
      if (secretRef) {
        this.expect(prefix !== '', `${container.name}: all of ${secretRef.name} becomes variables`);
        prefixes.push(prefix);
      }
      const data = configMapRef ? this.find('ConfigMap', configMapRef.name)?.data ?? {} : {};
      for (const [key, value] of Object.entries(data)) environment.set(prefix + key, value);
    }
    for (const { name, value } of container.env ?? []) environment.set(name, value ?? null);
    return { environment, prefixes };
  }

  checkMember(name, program) {
    const workload = this.workloads().find(each => each.metadata.name === name);
    if (!this.expect(workload, `there is no ${name}`)) return;
    const pod = workload.spec.template.spec;
    const container = pod.containers[0];
    const { environment, prefixes } = this.#environment(container);
    program.check(this.report, `${this.label} ${name}`, environment, prefixes);
    const needed = program.stop(environment);
    this.expect(
      pod.terminationGracePeriodSeconds * 1000 >= needed,
      `${name}: a stop may take ${needed} ms, it is given ${pod.terminationGracePeriodSeconds} s`);
    const ports = new Map(container.ports.map(port => [port.name, port.containerPort]));
    const management = program.settings.get('management.server.port') ?? program.settings.get('server.port');
    const asked = { startupProbe: 'liveness', livenessProbe: 'liveness', readinessProbe: 'readiness' };
    for (const [probe, group] of Object.entries(asked)) {
      const { path, port } = container[probe]?.httpGet ?? {};
      this.expect(path === `/actuator/health/${group}`, `${name}: ${probe} asks ${path}`);
      this.expect(ports.get(port) === management, `${name}: ${probe} asks at ${port}`);
    }
    const scraped = workload.spec.template.metadata.annotations['prometheus.io/port'];
    this.expect(Number(scraped) === management, `${name}: Prometheus is told to ask at ${scraped}`);
  }

  // The job is the worker's image with another command, and knows what it is told.
  checkTopics(worker) {
    const job = this.find('Job', 'topics')?.spec.template.spec.containers[0];
    if (!this.expect(job, 'there is no job that makes the topics')) return;
    const image = this.find('Deployment', 'worker').spec.template.spec.containers[0].image;
    this.expect(job.image === image, `the topics are made by ${job.image}, workers run ${image}`);
    this.expect(job.args?.join() === 'topics' && !job.command, `the job of the topics runs ${job.command ?? job.args}`);
    worker.checkNames(this.report, `${this.label} topics`, this.#environment(job).environment);
  }
}
