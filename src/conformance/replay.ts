import { type Authorizer, buildWorld, type World } from '../core/controlplane/world.ts';
import { checkTrace } from '../core/dataplane/checkTrace.ts';
import { send } from '../core/dataplane/send.ts';
import { readRequest } from '../core/scenario/request.ts';
import type { Resource } from '../core/model/resource.ts';
import { parseDocument } from '../core/yaml/parse.ts';
import { compare, type Disagreement } from './compare.ts';
import { compareConditions } from './conditions.ts';
import { observe } from './observe.ts';
import { brokenReferences } from './references.ts';
import { untold } from './told.ts';
import type { Vector } from './vector.ts';

/** "An authorizer (gRPC on ports named grpc*, HTTP on the others) that allows exactly what carries x-ext-authz: allow." */
const laboratory: Authorizer = (server, port, protocol, headers) => {
  if (server.annotations['hopwise.dev/app'] !== 'ext-authz') return { kind: 'error' };
  const grpc = server.containerPorts.some((each) => each.port === port && each.name?.startsWith('grpc'));
  if (grpc !== (protocol === 'grpc')) return { kind: 'error' };
  const allowed = headers.some(([name, value]) => name.toLowerCase() === 'x-ext-authz' && value === 'allow');
  if (allowed) return { kind: 'allow', headers: [['x-ext-authz-result', 'allowed']] };
  return { kind: 'deny', status: 403, body: "denied by the oracle's ext_authz server" };
};

export interface Replayed {
  readonly vector: string;
  readonly request: string;
  readonly disagreements: readonly Disagreement[];
}

/** The resources of a recorded line. */
export function resourcesOf({ name, resources }: Vector): readonly Resource[] {
  return parseDocument({ files: [{ name: `${name}.yaml`, text: resources }] }, new Map()).resources;
}

/** The cluster of a recorded line, as the laboratory had it. */
export function worldOf({ mesh, topology, clock, flags }: Vector, resources: readonly Resource[]): World {
  return buildWorld(resources, { mesh, topology, clock, flags, laboratory: true, authorizer: laboratory });
}

/** Replays one recorded line through the engine: one result per request, one for the conditions, or one for a rejected line. */
export function replay(vector: Vector, resources = resourcesOf(vector)): readonly Replayed[] {
  const world = worldOf(vector, resources);
  if (vector.rejected !== null) {
    const accepted = world.rejected.length === 0;
    const field = { field: 'rejected', expected: vector.rejected, actual: '(accepted)' };
    return [{ vector: vector.name, request: '-', disagreements: accepted ? [field] : [] }];
  }
  const requests = vector.requests.map(({ id, request: raw, expect }): Replayed => {
    const request = readRequest(raw);
    if ('problem' in request) {
      const unreadable = { field: 'request', expected: 'readable', actual: request.problem };
      return { vector: vector.name, request: id, disagreements: [unreadable] };
    }
    const trace = send(world, request);
    const broken = [...checkTrace(trace), ...brokenReferences(world, trace), ...untold(trace)];
    const violated = broken.map((problem) => ({ field: 'trace', expected: problem, actual: 'violated' }));
    return { vector: vector.name, request: id, disagreements: [...violated, ...compare(expect, observe(trace))] };
  });
  if (vector.conditions === null) return requests;
  const conditions = {
    vector: vector.name,
    request: 'conditions',
    disagreements: compareConditions(world, vector.conditions),
  };
  return [...requests, conditions];
}
