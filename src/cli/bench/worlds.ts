import { buildWorld, type World } from '../../core/controlplane/world.ts';
import type { Request } from '../../core/model/request.ts';
import { workloadId } from '../../core/model/resource.ts';
import { parseDocument } from '../../core/yaml/parse.ts';
import { meshText } from './meshText.ts';

const namespaces = 10;
export const settings = { mesh: {}, topology: null, clock: '2026-01-01T00:00:00Z' };

export function worldOf(workloads: number, policies: number, rules: number): World {
  const text = meshText(workloads, policies, rules);
  return buildWorld(parseDocument({ files: [{ name: 'mesh.yaml', text }] }).resources, settings);
}

/** 200 requests from everywhere to everywhere; `path` gives each its own. */
export function requestsOf(workloads: number, path: (index: number) => string): readonly Request[] {
  return Array.from({ length: 200 }, (_, index) => {
    const from = index % workloads;
    const to = (index * 7 + 1) % workloads;
    return {
      id: `r${index}`,
      title: '',
      caller: { kind: 'workload', workload: workloadId(`ns${from % namespaces}`, `w${from}`) },
      target: { kind: 'host', host: `w${to}.ns${to % namespaces}`, port: 80, via: null },
      payload: { kind: 'http', method: 'GET', path: path(index), host: null, headers: [], version: '1.1' },
      tls: null,
    };
  });
}
