import { buildWorld, type WorldOptions } from '../../controlplane/world.ts';
import { send } from '../../dataplane/send.ts';
import type { RungException } from '../../model/posture.ts';
import type { Request } from '../../model/request.ts';
import type { Resource } from '../../model/resource.ts';
import { allowNothing, openDoors, type Spelling } from './allow.ts';
import { checkCallsOf } from './checkCalls.ts';
import { doorsOf } from './edges.ts';
import { outwardScope } from './egress.ts';
import { exceptionsOf } from './exceptions.ts';
import { type Needs, needsOf } from './imports.ts';
import { selectorOf } from './labels.ts';
import { grouped, namer, type Written } from './written.ts';
import { hasDoor, standIn } from './zeroTrust.ts';

export interface LeastChoices {
  readonly spell: Spelling;
  /** AuthorizationPolicies for every door on the way. */
  readonly policies: boolean;
  /** With them: nothing is allowed where no policy says so. */
  readonly shutRest: boolean;
  /** Sidecars and ServiceEntries for what callers ask of the world. */
  readonly scopes: boolean;
}

export interface LeastPrivilege {
  readonly written: readonly Written[];
  readonly exceptions: readonly RungException[];
}

/**
 * The resources that let the wanted requests through and, beside them, as little as Istio can say. As on the Zero Trust rung,
 * what an edge is the data plane says, with every door open; how servers take mTLS stays as it is written, and the network,
 * too. `kept` are the resources without those that these take the place of.
 */
export function leastPrivilege(
  kept: readonly Resource[],
  options: WorldOptions,
  wanted: readonly Request[],
  { spell, policies, shutRest, scopes }: LeastChoices,
): LeastPrivilege {
  const plain = buildWorld(kept, options);
  const open = standIn('AuthorizationPolicy', plain.mesh.rootNamespace, { rules: [{}] });
  const world = buildWorld([...kept, open], options);
  const delivered = wanted
    .filter(({ caller }) => caller.kind !== 'peer' && caller.kind !== 'kubelet')
    .map((request) => send(world, request))
    .filter(({ verdict }) => verdict.kind === 'allowed');
  const checks = delivered.flatMap((trace) => checkCallsOf(world, trace));
  const doors = [...delivered.flatMap((trace) => doorsOf(world, trace)), ...checks.map(({ door }) => door)].filter(
    hasDoor,
  );
  const needs = [...delivered.flatMap((trace) => needsOf(world, trace) ?? []), ...checks.map(({ need }) => need)];
  const name = namer(plain);
  // An empty selector would open every door of the namespace.
  const labelled = doors.filter(({ server }) => Object.keys(selectorOf(world, server).labels).length > 0);
  const nameless = needs.filter((each) => each.nameless);
  const written = [
    ...(policies && shutRest ? [allowNothing(world, name)] : []),
    ...(policies ? openDoors(world, labelled, name, spell) : []),
    ...(scopes ? outwardScope(world, needs, name, new Set(nameless.map(({ client }) => client.namespace))) : []),
  ];
  const servers = new Set(doors.map(({ server }) => server.id));
  const exceptions = exceptionsOf(world, { doors: policies ? doors : [], legs: [], needs: scopes ? needs : [] });
  return {
    written,
    exceptions: [
      ...(scopes ? openScopes(nameless) : []),
      ...exceptions.filter((each) => concerns(each, servers, policies)),
    ],
  };
}

/** Namespaces whose proxies stay open, each with one of the requests that keep them so. */
function openScopes(nameless: readonly Needs[]): readonly RungException[] {
  return grouped(nameless, ({ client }) => client.namespace).map(([{ client, request }]) => ({
    kind: 'openScope',
    namespace: client.namespace,
    request,
  }));
}

/** Labels are told only of workloads that policies were written for; what stays unknown on the rung is let out here. */
function concerns(exception: RungException, servers: ReadonlySet<string>, policies: boolean): boolean {
  if (exception.kind === 'sharedLabels') return servers.has(exception.workload);
  return exception.kind !== 'outsideAddress' && (policies || !unguarded.has(exception.kind));
}

/** About whom no policy can say anything. */
const unguarded: ReadonlySet<RungException['kind']> = new Set(['noSidecar', 'hostNetwork', 'notModelled']);
