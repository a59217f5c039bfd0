import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { allObjects, type RandomCase } from '../core/dataplane/properties/randomMesh.ts';
import { writeRequest } from '../core/scenario/request.ts';

/** A random case as a document that the app and `npm run story` open. */
export function scenarioText({ mesh, requests }: RandomCase, title: string): string {
  const scenario = {
    apiVersion: 'hopwise.dev/v1',
    kind: 'Scenario',
    metadata: { name: 'random' },
    spec: { title, mesh: mesh.settings, requests: requests.map(writeRequest) },
  };
  return [scenario, ...allObjects(mesh)].map((object) => stringify(object, { lineWidth: 0 })).join('---\n');
}

/** Writes the case under `.tmp/` and returns the path of the file. */
export function writeScenario(random: RandomCase, name: string, title: string): string {
  mkdirSync('.tmp', { recursive: true });
  const path = join('.tmp', `${name}.yaml`);
  writeFileSync(path, scenarioText(random, title));
  return path;
}
