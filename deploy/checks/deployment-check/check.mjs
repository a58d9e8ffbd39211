// check.mjs ROOT METADATA RENDERED...: see deploy/checks/deployment. Each of RENDERED is a file with what kustomize makes.
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { checkCompose } from './compose.mjs';
import { checkManifests } from './kubernetes.mjs';
import { checkHealthGroups, Gateway, Worker } from './programs.mjs';
import { Report } from './report.mjs';

const [root, metadata, ...rendered] = process.argv.slice(2);
const report = new Report();

for (const directory of ['deploy/compose', 'deploy/kubernetes']) {
  for (const file of readdirSync(join(root, directory), { recursive: true })) {
    if (!file.endsWith('.yaml')) continue;
    const documents = parseAllDocuments(readFileSync(join(root, directory, file), 'utf8'), { merge: true });
    const errors = documents.flatMap(document => document.errors);
    report.expect(errors.length === 0, `${file}: ${errors[0]?.message}`);
  }
}

const programs = { gateway: new Gateway(root, metadata), worker: new Worker(root, metadata) };
for (const program of Object.values(programs)) {
  report.expect(program.own.size > 10 && program.required.length > 1, `the ${program.name}'s properties were not found`);
  checkHealthGroups(report, program);
}
checkCompose(report, root, programs);
for (const file of rendered) await checkManifests(report, root, file, basename(file, '.yaml'), programs);
if (rendered.length === 0) report.skip('manifests as rendered: there is neither kubectl nor kustomize');
report.close();
