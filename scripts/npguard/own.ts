// Worlds of np-guard's own tests of Istio policies: its pods and policies, a service before each pod, all in the mesh.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { isList, isObject, type Json, type JsonObject } from '../../src/core/model/json.ts';
import type { MadeWorld } from './topologies.ts';

const bookinfo = 'istio_testcases/example_podlist/bookinfo_pods_list.json';
const skydive = 'k8s_testcases/example_podlist/pods_list.json';
const places = [
  { base: 'bookinfo', pods: bookinfo, folders: ['bookinfo-demo'], ports: [9080, 80] },
  { base: 'skydive', pods: skydive, folders: ['testcase1', 'testcase2'], ports: [26257, 30, 50] },
];
/** Pods of kube-system get no sidecar. */
const ofTheTests = new Set<Json | undefined>(['default', 'vendor-system']);

/** Worlds of a checkout of np-guard's analyzer. */
export function ownWorlds(checkout: string) {
  const tests = join(checkout, 'tests');
  const bases: Record<string, readonly JsonObject[]> = {};
  const worlds: MadeWorld[] = [];
  for (const { base, pods, folders, ports } of places) {
    bases[base] = resources(workloads(join(tests, pods)), ports);
    for (const folder of folders) {
      const at = join(tests, 'istio_testcases/example_policies', folder);
      for (const file of readdirSync(at).sort()) {
        if (!file.endsWith('.yaml') || file.includes('scheme')) continue;
        const policies = parseAllDocuments(readFileSync(join(at, file), 'utf8'))
          .map((each): Json => each.toJS())
          .filter(isObject)
          .filter(({ kind }) => kind === 'AuthorizationPolicy');
        if (policies.length > 0) worlds.push({ name: `${folder}/${file}`, base, policies });
      }
    }
  }
  return { bases, worlds };
}

interface Pod {
  readonly metadata: JsonObject;
  readonly labels: JsonObject;
  readonly account: Json | undefined;
}

/** Those that say the same to every policy of these tests are asked once. */
function workloads(file: string): readonly Pod[] {
  const list: Json = JSON.parse(readFileSync(file, 'utf8'));
  const items = isObject(list) && isList(list['items']) ? list['items'].filter(isObject) : [];
  const pods = items.map((item): Pod => {
    const [metadata, spec] = [objectIn(item, 'metadata'), objectIn(item, 'spec')];
    return { metadata, labels: objectIn(metadata, 'labels'), account: spec['serviceAccountName'] };
  });
  const seen = new Set<string>();
  return pods.filter(({ metadata: { namespace }, labels: { app, tier, version }, account }) => {
    const key = JSON.stringify([namespace, app, tier, version, account]);
    if (!ofTheTests.has(namespace) || seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function objectIn(json: JsonObject, key: string): JsonObject {
  const inner = json[key];
  return isObject(inner) ? inner : {};
}

function resources(pods: readonly Pod[], ports: readonly number[]): readonly JsonObject[] {
  const namespaces = [...new Set<Json>(['istio-config', ...pods.map(({ metadata }) => metadata['namespace'] ?? '')])];
  return [
    ...namespaces.map((name) => ({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name, labels: { 'istio-injection': 'enabled' } },
    })),
    ...pods.flatMap(({ metadata: { name = '', namespace = '' }, labels, account }, index) => [
      {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name, namespace, labels: { ...labels, place: String(index) } },
        spec: {
          ...(account === undefined ? {} : { serviceAccountName: account }),
          containers: [{ name: 'app', image: 'app', ports: ports.map((containerPort) => ({ containerPort })) }],
        },
      },
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name, namespace },
        spec: { selector: { place: String(index) }, ports: ports.map((port) => ({ name: `http-${port}`, port })) },
      },
    ]),
  ];
}
