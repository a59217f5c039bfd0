import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lint } from '../core/analysis/lint/lint.ts';
import { buildWorld } from '../core/controlplane/world.ts';
import type { Diagnostic } from '../core/model/diagnostic.ts';
import { onceEach } from '../core/model/onceEach.ts';
import type { Finding, LintCode } from '../core/model/lint.ts';
import type { Resource } from '../core/model/resource.ts';
import type { Check } from '../core/model/trace.ts';
import { send } from '../core/dataplane/send.ts';
import { readRequest } from '../core/scenario/request.ts';
import { applyEdits } from '../core/yaml/applyEdits.ts';
import { parseDocument } from '../core/yaml/parse.ts';
import { resourcesOf } from './replay.ts';
import { readVector, type Vector } from './vector.ts';

/** The small sets whole; of the large ones every so many lines, and all that istiod refused. */
const sets = {
  authz: 1,
  ambient: 1,
  egress: 1,
  gateway: 1,
  jwt: 1,
  mtls: 1,
  routing: 1,
  'fuzz-ambient': 12,
  'fuzz-full': 40,
  'fuzz-inbound': 40,
};

const vectors = Object.entries(sets).flatMap(([name, step]): readonly Vector[] => {
  const lines = readFileSync(join(import.meta.dirname, 'vectors', `${name}.jsonl`), 'utf8').split('\n');
  const chosen = (line: string, index: number): boolean => index % step === 0 || line.includes('"rejected":');
  return lines.filter((line, index) => line.trim() !== '' && chosen(line, index)).map((line) => readVector(line));
});

function worldOf({ mesh, topology, clock, flags }: Vector, resources: readonly Resource[]) {
  return buildWorld(resources, { mesh, topology, clock, flags });
}

/** Each line is read once for all tests. */
const readOf = onceEach((vector: Vector) => {
  const resources = resourcesOf(vector);
  const world = worldOf(vector, resources);
  return { world, found: lint(world, resources) };
});

function errorsOf(vector: Vector): readonly Diagnostic[] {
  const { world } = readOf(vector);
  return [...world.diagnostics, ...world.rejected.flatMap(({ diagnostics }) => diagnostics)].filter(
    ({ severity }) => severity === 'error',
  );
}

/** Pitfalls that say of a value that no request can have it, or no check. */
const never: ReadonlySet<LintCode> = new Set<LintCode>([
  'spiffePrefix',
  'pathWithQuery',
  'pathWithoutSlash',
  'anyTokenTwice',
  'issuerAlone',
  'issuerUnknown',
  'tokenNeverChecked',
  'trustDomainUnknown',
  'addressAtWaypoint',
  'servicePortInRule',
]);

/** The values that matched a request although a pitfall says that they never do. */
function refuted(vector: Vector): readonly string[] {
  const { world, found } = readOf(vector);
  const claims = found.filter(({ code }) => never.has(code));
  if (claims.length === 0) return [];
  const byPlace = new Map(claims.map((finding) => [placeOf(finding.resource, finding.path), finding]));
  const matched = (check: Check): readonly Finding[] => {
    const { kind, source, children } = check;
    const own = kind === 'value' && check.matched && source !== null ? source : null;
    const refuted =
      own === null
        ? []
        : [own.path, own.path.slice(0, -1)].flatMap((path) => byPlace.get(placeOf(own.resource, path)) ?? []);
    return [...refuted, ...children.flatMap(matched)];
  };
  return vector.requests.flatMap(({ id, request: raw }) => {
    const request = readRequest(raw);
    if ('problem' in request) return [];
    const steps = send(world, request).hops.flatMap((hop) => hop.steps);
    return steps
      .flatMap(({ checks }) => checks.flatMap(matched))
      .map(({ code, args }) => `${vector.name} ${id} ${code} ${args['value'] ?? args['field'] ?? ''}`);
  });
}

/** So many of each pitfall have their quick fix tried. */
const tried = 2;

/** The quick fixes that cannot be made, leave their pitfall as it was, or make something that istiod refuses. */
function idle(): readonly string[] {
  const counts = new Map<LintCode, number>();
  return vectors
    .filter(({ rejected }) => rejected === null)
    .flatMap((vector) => {
      const before = { files: [{ name: 'a.yaml', text: vector.resources }] };
      const { found } = readOf(vector);
      return found.flatMap(({ code, fix, path }): readonly string[] => {
        const count = counts.get(code) ?? 0;
        if (fix.length === 0 || count === tried) return [];
        counts.set(code, count + 1);
        const applied = applyEdits(before, fix);
        if ('error' in applied) return [`${vector.name} ${code} ${path.join('.')}: ${applied.error}`];
        const mended = parseDocument(applied.document).resources;
        const world = worldOf(vector, mended);
        const left = lint(world, mended).filter((each) => each.code === code).length;
        const gone = left < found.filter((each) => each.code === code).length && world.rejected.length === 0;
        return gone ? [] : [`${vector.name} ${code} ${path.join('.')}: not mended`];
      });
    });
}

function placeOf(resource: string, path: readonly (string | number)[]): string {
  return `${resource} ${path.join('.')}`;
}

describe('what is said of recorded resources', () => {
  it('is no error where istiod took them', () => {
    const taken = vectors.filter(({ rejected }) => rejected === null);
    expect(taken.length).toBeGreaterThan(120);
    const wrong = taken.flatMap((vector) =>
      errorsOf(vector).map(({ code, resource }) => `${vector.name} ${code} ${resource}`),
    );
    expect(wrong).toEqual([]);
  });

  it('is an error where istiod refused them', () => {
    const refused = vectors.filter(({ rejected }) => rejected !== null);
    expect(refused.length).toBeGreaterThan(70);
    expect(refused.filter((vector) => errorsOf(vector).length === 0).map(({ name }) => name)).toEqual([]);
  });

  it('has quick fixes that mend it', () => {
    expect(idle()).toEqual([]);
  });

  it('that a value never matches, no recorded request belies', () => {
    expect(vectors.filter(({ rejected }) => rejected === null).flatMap(refuted)).toEqual([]);
  });
});
