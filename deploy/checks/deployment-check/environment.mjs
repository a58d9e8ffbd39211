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
  if (value === null) continue;
  console.log(`${name}=${String(value).replace(/\$\{([A-Z0-9_]+)[^}]*\}/g, (_, used) => answers.get(used))}`);
}
