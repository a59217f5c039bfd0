import { workloadId } from '../../model/resource.ts';
import type { World } from '../../controlplane/world.ts';
import type { MatrixColumn, Probe } from '../../model/matrix.ts';
import { requestWords } from '../../model/naming.ts';
import type { Request } from '../../model/request.ts';
import { keyOf } from '../matrix/probes.ts';
import { authorizations } from '../matrix/readings.ts';

/** More operations than this are not asked of one port. */
const most = 32;

const usualMethods = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD'];

/**
 * The questions of a column, and those that its policies tell apart: each method and path that they name, with one that
 * none of them names.
 */
export function probesInDetail(worlds: readonly World[], column: MatrixColumn): readonly Probe[] {
  const named = namedBy(worlds, column);
  const http = column.probes.filter(({ payload }) => payload.kind === 'http');
  if (named.methods.size + named.paths.size === 0 || http.length === 0) return column.probes;
  const probes = new Map(column.probes.map((probe) => [keyOf(probe), probe]));
  for (const port of new Set(http.map(({ target }) => target.port))) {
    const like = http.find(({ target }) => target.port === port);
    if (like === undefined) continue;
    const paths = new Set([...http.map(pathOf), ...named.paths, otherPath]);
    const methods = new Set([...named.methods, usualMethods.find((each) => !named.methods.has(each)) ?? 'TRACE']);
    let count = 0;
    for (const path of paths) {
      for (const method of methods) {
        count += 1;
        if (count > most) break;
        const probe = asking(like, method, path);
        if (!probes.has(keyOf(probe))) probes.set(keyOf(probe), probe);
      }
    }
  }
  return [...probes.values()];
}

const otherPath = '/anything-else';

function pathOf({ payload }: Probe): string {
  return payload.kind === 'http' ? payload.path : '/';
}

function asking(like: Probe, method: string, path: string): Probe {
  const { target, payload, tls } = like;
  const asked = payload.kind === 'http' ? { ...payload, method, path, headers: [] } : payload;
  const request: Request = { id: '', title: '', caller: { kind: 'external', ip: null }, target, payload: asked, tls };
  return { words: requestWords(request), target, payload: asked, tls };
}

interface Named {
  readonly methods: Set<string>;
  readonly paths: Set<string>;
}

function namedBy(worlds: readonly World[], { node }: MatrixColumn): Named {
  const named: Named = { methods: new Set(), paths: new Set() };
  const [namespace = '', name = ''] = node.split('/');
  for (const world of worlds) {
    const workload = world.cluster.workloads.get(workloadId(namespace, name));
    if (workload === undefined) continue;
    for (const { spec } of authorizations(world, workload)) {
      for (const { to } of spec.rules ?? []) {
        for (const { operation } of to ?? []) {
          const { methods = [], notMethods = [], paths = [], notPaths = [] } = operation ?? {};
          for (const method of [...methods, ...notMethods]) if (/^[A-Z]+$/.test(method)) named.methods.add(method);
          for (const path of [...paths, ...notPaths]) named.paths.add(oneOf(path));
        }
      }
    }
  }
  return named;
}

/** A path that a pattern matches: exact, a prefix, a suffix, any, or a template. */
export function oneOf(pattern: string): string {
  if (pattern === '*') return otherPath;
  const filled = pattern.replaceAll('{**}', 'a/b').replaceAll('{*}', 'a');
  if (filled.endsWith('*')) return absolute(`${filled.slice(0, -1)}x`);
  if (filled.startsWith('*')) return absolute(`x${filled.slice(1)}`);
  return absolute(filled);
}

function absolute(path: string): string {
  return path.startsWith('/') ? path : `/${path}`;
}
