// Gateway and worker, and whether a container's environment is one they start with.
import { join } from 'node:path';
import { find, ofReference, ofSettings, ofSpring, variable } from './properties.mjs';
import { milliseconds } from './report.mjs';

// What is no property but means something to the JVM or to the image.
const NO_PROPERTY = new Set(['JDK_JAVA_OPTIONS', 'TZ']);
const SPRING = /^(SPRING|SERVER|MANAGEMENT|LOGGING)_/;

// The web server and the clients of Kafka and Redis come after a gateway's last call, a worker's sockets and what Kafka
// has not taken yet after its drain.
const AFTER = 20_000;

class Program {
  constructor(root, springMetadata, { name, module, settings, section }) {
    const resources = join(root, module, 'src/main/resources');
    this.name = name;
    this.settings = ofSettings(join(resources, settings));
    this.own = ofReference(root, section);
    this.spring = ofSpring(springMetadata);
    this.required = [...this.own].filter(([, about]) => about.required).map(([name]) => name);
  }

  property(name) {
    if (name.startsWith('LINKFLEET_')) return find(this.own, name);
    return find(this.spring, name) ?? find(new Map([...this.settings.keys()].map(key => [key, {}])), name);
  }

  // `environment`: variable -> value; null where the value is not known here. `prefixes`: of Secrets whose entries
  // become variables.
  check(report, where, environment, prefixes) {
    for (const [name, value] of environment) this.#variable(report, where, name, value);
    for (const prefix of prefixes) {
      const map = [...this.own].find(([property, about]) => about.map && variable(property) + '_' === prefix);
      report.expect(map, `${where}: ${prefix}* sets no property of the ${this.name}`);
    }
    this.#complete(report, where, environment, prefixes);
  }

  // Of a container that runs a command of the program's, which needs little of all this.
  checkNames(report, where, environment) {
    for (const [name, value] of environment) this.#variable(report, where, name, value);
  }

  #variable(report, where, name, value) {
    if (NO_PROPERTY.has(name)) return;
    if (!name.startsWith('LINKFLEET_') && !SPRING.test(name)) {
      report.expect(false, `${where}: ${name} means nothing to the ${this.name}`);
      return;
    }
    if (SPRING.test(name) && this.spring.size === 0 && !this.property(name)) {
      report.skip(`${where}: ${name}, as there is no metadata of Spring Boot`);
      return;
    }
    const found = this.property(name);
    if (!report.expect(found, `${where}: ${name} is no property of the ${this.name}`) || value === null) return;
    if (found.type === 'duration') {
      report.expect(!Number.isNaN(milliseconds(value)), `${where}: ${name}=${value} is no duration`);
    } else if (['integer', 'true or false'].includes(found.type)) {
      report.expect(/^(\d+|true|false)$/.test(value), `${where}: ${name}=${value} is no ${found.type}`);
    }
    if (name.endsWith('ACTIVEKEY')) {
      report.expect(/^[a-z0-9]{1,32}$/.test(value), `${where}: ${name}=${value}: the environment can't hold such an id`);
    }
  }

  #complete(report, where, environment, prefixes) {
    for (const property of this.required) {
      const bare = variable(property);
      const there = this.own.get(property).map
        ? prefixes.includes(bare + '_') || [...environment.keys()].some(name => name.startsWith(bare + '_'))
        : environment.has(bare);
      report.expect(there, `${where}: ${property} is required and not set`);
    }
    for (const [property, value] of this.settings) {
      if (!String(value).includes('127.0.0.1')) continue;
      const given = environment.get(variable(property));
      report.expect(
        environment.has(variable(property)) && !String(given).includes('127.0.0.1'),
        `${where}: ${property} is ${value} unless told otherwise, which is the container itself`);
    }
  }

  // The value of a property in this environment.
  value(property, environment) {
    return environment.get(variable(property)) ?? this.own.get(property)?.fallback;
  }
}

export class Gateway extends Program {
  constructor(root, metadata) {
    super(root, metadata, {
      name: 'gateway', module: 'api-gateway', settings: 'gateway.yml', section: 'Gateway',
    });
  }

  // How long a stop may take.
  stop(environment) {
    return milliseconds(this.value('linkfleet.stop.notice', environment))
      + milliseconds(this.value('linkfleet.dispatch.reply-timeout', environment)) + AFTER;
  }
}

export class Worker extends Program {
  constructor(root, metadata) {
    super(root, metadata, {
      name: 'worker', module: 'session-worker', settings: 'worker.yml', section: 'Worker',
    });
  }

  stop(environment) {
    return milliseconds(this.value('linkfleet.worker.drain', environment)) + AFTER;
  }
}

// Liveness must not depend on what is elsewhere.
export function checkHealthGroups(report, program) {
  const liveness = program.settings.get('management.endpoint.health.group.liveness.include') ?? 'livenessState';
  report.expect(['livenessState', 'ping'].includes(liveness), `the ${program.name}'s liveness includes ${liveness}`);
  report.expect(
    program.settings.get('management.endpoint.health.probes.enabled') === true, `the ${program.name} has no probes`);
}
