// environment.mjs ROOT SERVICE: what compose hands to a container of the service, one NAME=VALUE a line. What .env.example
// leaves open is made up.
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

const [root, service] = process.argv.slice(2);
const compose = parse(readFileSync(join(root, 'deploy/compose/compose.yaml'), 'utf8'), { merge: true });
const example = readFileSync(join(root, 'deploy/compose/.env.example'), 'utf8');

const answers = new Map();
for (const [, name, value] of example.matchAll(/^([A-Z][A-Z0-9_]*)=(.*)$/gm)) {
  const madeUp = name.includes('KEYS') ? randomBytes(32).toString('base64') : randomBytes(32).toString('hex');
  answers.set(name, value === '' ? madeUp : value);
}
for (const [name, value] of Object.entries(compose.services[service].environment)) {
  // A variable without a value is handed on if .env has it.
  if (value === null && !answers.has(name)) continue;
  const text = value === null ? answers.get(name) : String(value);
  console.log(`${name}=${text.replace(/\$\{([A-Z0-9_]+)[^}]*\}/g, (_, used) => answers.get(used))}`);
}
