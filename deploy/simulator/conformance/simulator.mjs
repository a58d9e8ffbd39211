// Starts the simulator as the program it is, and speaks to its control API.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';

process.once('SIGTERM', () => process.exit(1));

/** Starts a simulator on a free port, lenient for zapo 0.3.0: old QR codes, addresses as text. */
export async function startSimulator() {
  const { SIMULATOR_JAVA: java, SIMULATOR_CLASSPATH: classPath } = process.env;
  if (!java || !classPath) {
    throw new Error('start this by ./run, which finds Java and the class path');
  }
  const program = spawn(
    java,
    ['--sun-misc-unsafe-memory-access=allow', '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn',
      '-cp', classPath, 'io.linkfleet.simulator.SimulatorProgram',
      '--port=0', '--lenient=true', '--server-ping-seconds=1'],
    { stdio: ['ignore', 'pipe', 'inherit'] });
  // However this process ends, the simulator does not outlive it.
  process.once('exit', () => program.kill('SIGKILL'));
  const printed = {};
  for await (const line of createInterface({ input: program.stdout })) {
    const [name, value] = line.split(' ');
    printed[name] = value;
    if (name === 'root-key') {
      return new Simulator(program, printed);
    }
  }
  throw new Error('the simulator ended before it listened');
}

class Simulator {
  constructor(program, printed) {
    this.program = program;
    this.chatUrl = printed.chat;
    this.controlUrl = printed.control;
    this.rootKey = Buffer.from(printed['root-key'], 'hex');
  }

  async phone(number) {
    await this.call('POST', '/phones', { number });
    return new Phone(this, number);
  }

  async faults(inForce) {
    await this.call('PUT', '/faults', inForce);
  }

  async stats() {
    return this.call('GET', '/stats');
  }

  async call(method, path, body) {
    const response = await fetch(this.controlUrl + path, {
      method,
      body: body && JSON.stringify(body),
    });
    const answer = await response.json();
    if (!response.ok) {
      throw new Error(`${method} ${path}: ${response.status} ${answer.error}`);
    }
    return answer;
  }

  async stop() {
    const ended = new Promise((resolve) => this.program.once('exit', resolve));
    this.program.kill();
    await ended;
  }
}

class Phone {
  constructor(simulator, number) {
    this.simulator = simulator;
    this.number = number;
  }

  scan(qr) {
    return this.simulator.call('POST', `/phones/${this.number}/scan`, { qr });
  }

  enterCode(code) {
    return this.simulator.call('POST', `/phones/${this.number}/enter-code`, { code });
  }

  devices() {
    return this.simulator.call('GET', `/phones/${this.number}/devices`);
  }
}

/** Waits until the condition gives something truthy, and gives that. */
export async function until(what, condition, patienceMs = 20_000) {
  const deadline = Date.now() + patienceMs;
  while (Date.now() < deadline) {
    const value = await condition();
    if (value) {
      return value;
    }
    await delay(50);
  }
  throw new Error(`waited ${patienceMs} ms in vain until ${what}`);
}
