// deploy/compose.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';
import { milliseconds } from './report.mjs';

// dclint ships the schema of the compose specification and does not export it.
const COMPOSE_SCHEMA = new URL('node_modules/dclint/schemas/compose.schema.json', import.meta.url);
const VARIABLE = /\$\{([A-Z0-9_]+)(?::?[-?][^}]*)?\}/g;

export function checkCompose(report, root, { gateway, worker }) {
  const file = join(root, 'deploy/compose/compose.yaml');
  const text = readFileSync(file, 'utf8');
  const compose = parse(text, { merge: true });
  checkSchema(report, compose);
  const example = exampleOf(join(dirname(file), '.env.example'));
  checkExample(report, text, example);
  for (const [name, service] of Object.entries(compose.services)) {
    checkService(report, dirname(file), name, service, compose);
  }
  for (const [prefix, program] of [['gateway', gateway], ['worker', worker]]) {
    for (const [name, service] of Object.entries(compose.services)) {
      if (name.startsWith(prefix + '-')) checkMember(report, name, service, program, example);
    }
  }
  const { topics } = compose.services;
  report.expect(topics.command?.join() === 'topics', `the topics are made by ${topics.command}`);
  report.expect(topics.image === compose.services['worker-1'].image, `the topics are made by ${topics.image}`);
  worker.checkNames(report, 'compose topics', environmentOf(topics, example));
  const partitions = Object.values(compose.services).map(each => each.environment?.LINKFLEET_PARTITIONS).filter(Boolean);
  report.expect(new Set(partitions).size === 1, `partition counts differ: ${partitions}`);
  const targets = ['gateways', 'workers'].flatMap(name => scraped(join(dirname(file), `targets/${name}.yaml`)));
  const wanted = Object.keys(compose.services).filter(name => /^(gateway|worker)-/.test(name));
  report.expect(targets.join() === wanted.join(), `Prometheus is told of ${targets}, there are ${wanted}`);
}

function checkSchema(report, compose) {
  const schema = JSON.parse(readFileSync(COMPOSE_SCHEMA, 'utf8'));
  const ajv = new Ajv({ strict: false, allErrors: true, validateSchema: false });
  addFormats.default(ajv);
  ajv.addFormat('duration', value => !Number.isNaN(milliseconds(value)));
  const valid = ajv.validate(schema, compose);
  report.expect(valid, `compose.yaml: ${ajv.errorsText(ajv.errors, { separator: '\n         ' })}`);
}

// Name -> value; a name in a comment is one that may be left out.
function exampleOf(file) {
  const found = new Map();
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    const entry = line.match(/^(#?)([A-Z][A-Z0-9_]*)=(.*)$/);
    if (entry) found.set(entry[2], { optional: entry[1] === '#', value: entry[3] });
  }
  return found;
}

function checkExample(report, text, example) {
  const used = new Set([...text.matchAll(VARIABLE)].map(match => match[1]));
  for (const name of used) report.expect(example.has(name), `.env.example lacks ${name}`);
  for (const [name, { optional, value }] of example) {
    report.expect(used.has(name) || text.includes(`${name}:\n`), `.env.example has ${name}, which nothing uses`);
    const secret = /KEYS|PASSWORD|TOKEN/.test(name);
    report.expect(!secret || value === '', `.env.example has a value for ${name}`);
    report.expect(!used.has(name) || !optional, `.env.example says that ${name} may be left out`);
  }
}

function checkService(report, directory, name, service, compose) {
  for (const port of service.ports ?? []) {
    report.expect(String(port).startsWith('127.0.0.1:'), `${name}: port ${port} is open to everybody`);
  }
  for (const volume of service.volumes ?? []) {
    const source = String(volume).split(':')[0];
    if (!source.startsWith('.')) {
      report.expect(source in compose.volumes, `${name}: there is no volume ${source}`);
      continue;
    }
    report.expect(existsSync(resolve(directory, source)), `${name}: there is no ${source}`);
  }
  for (const network of service.networks ?? []) {
    report.expect(network in compose.networks, `${name}: there is no network ${network}`);
  }
  for (const needed of [service.depends_on ?? {}].flatMap(each => (Array.isArray(each) ? each : Object.keys(each)))) {
    report.expect(needed in compose.services, `${name}: there is no service ${needed}`);
  }
  if (service.build) {
    const context = resolve(directory, service.build.context);
    const dockerfile = join(context, service.build.dockerfile);
    report.expect(
      existsSync(dockerfile) && readFileSync(dockerfile, 'utf8').includes(` AS ${service.build.target}\n`),
      `${name}: nothing to build ${service.build.target} from`);
  }
}

// The environment that compose makes of it. A variable without a value is there only if .env has it.
function environmentOf(service, example) {
  const environment = new Map();
  for (const [name, value] of Object.entries(service.environment)) {
    const text = value === null ? null : String(value);
    const plain = text?.match(/^\$\{([A-Z0-9_]+)/)?.[1];
    const known = plain ? example.get(plain)?.value || null : text;
    environment.set(name, known !== null && known.includes('${') ? null : known);
  }
  return environment;
}

function checkMember(report, name, service, program, example) {
  const environment = environmentOf(service, example);
  program.check(report, `compose ${name}`, environment, []);
  const needed = program.stop(environment);
  report.expect(
    milliseconds(service.stop_grace_period) >= needed,
    `${name}: a stop may take ${needed} ms, it is given ${service.stop_grace_period}`);
  report.expect(service.read_only && service.cap_drop?.includes('ALL'), `${name}: the root file system or rights are open`);
}

function scraped(file) {
  return parse(readFileSync(file, 'utf8')).flatMap(group => group.targets).map(target => target.split(':')[0]);
}
