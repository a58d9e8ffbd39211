// healthcheck.mjs ROOT SERVICE: the script that compose has a container of the service run to see whether it is well.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

const [root, service] = process.argv.slice(2);
const compose = parse(readFileSync(join(root, 'deploy/compose/compose.yaml'), 'utf8'), { merge: true });
console.log(compose.services[service].healthcheck.test.at(-1).replaceAll('$$', '$'));
