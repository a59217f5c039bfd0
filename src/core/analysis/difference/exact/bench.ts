import { handledBy, serviceWaypoint } from '../../../controlplane/ambient/waypoints.ts';
import { inboundListener } from '../../../controlplane/inboundListener.ts';
import type { JwtProvider } from '../../../controlplane/requestAuthentication.ts';
import { jwtProviders } from '../../../controlplane/requestAuthentication.ts';
import type { World } from '../../../controlplane/world.ts';
import { methods } from '../../../dataplane/codec.ts';
import { listensOn } from '../../../cluster/listens.ts';
import type { Workload } from '../../../cluster/types.ts';
import type { JsonObject } from '../../../model/json.ts';
import type { MatrixPlan } from '../../../model/matrix.ts';
import type { ApplicationTls, Target } from '../../../model/request.ts';
import type { Resource, WorkloadId } from '../../../model/resource.ts';
import { alikeTargets, differingPolicies } from './alikeTargets.ts';
import { neighbourhoodIn } from './understood.ts';
import { kinOf } from '../../matrix/kin.ts';
import { headerLine, hosts, identities, pathDomain, serverNames } from './domains.ts';
import { outsideHosts, outsideTargets } from './outsideTargets.ts';
import type { Freedom } from './region.ts';
import { headersRead } from './routeFormula.ts';
import { headerOf, tokenChoices, type TokenChoice } from './token.ts';
import type { Language } from '../patterns/language.ts';

/** One of two worlds, and whom its callers dial. */
export interface ExactSide {
  readonly world: World;
  readonly plan: MatrixPlan;
  /** All that the world was made of; null: nobody says. */
  readonly resources: readonly Resource[] | null;
}

/** Makes a token with these claims that the demo keys have signed. */
export type Mint = (claims: JsonObject) => string;

/** One address and port that is asked about, as it is dialled by name, from outside, or straight at the pod. */
export interface ExactTarget {
  readonly to: string;
  readonly target: Target;
  readonly tls: ApplicationTls | null;
  /** The pod that is reached directly; null: it is dialled by name, by workloads of the mesh, or through a gateway. */
  readonly pod: Workload | null;
}

/** Two worlds, ready to be compared target by target. */
export interface Bench {
  readonly sides: readonly [ExactSide, ExactSide];
  readonly targets: readonly ExactTarget[];
  /** Callers that only policies on the way can tell apart, in either world. */
  readonly groups: readonly (readonly WorkloadId[])[];
  readonly freedom: Freedom;
  readonly path: Language;
  readonly methods: readonly string[];
  readonly tokens: readonly TokenChoice[];
  /** Headers that routes read. */
  readonly single: ReadonlySet<string>;
  readonly mint: Mint;
  /** Of whom both say the same: nothing needs to be asked. */
  readonly alike: (target: ExactTarget) => boolean;
  /** They differ in AuthorizationPolicies at most, and none that asks others. */
  readonly policiesAlone: boolean;
  /** A policy reads the names of servers that clients ask for. */
  readonly serverNames: boolean;
  /** The two normalize paths in different ways. */
  readonly normalization: boolean;
}

const usual = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS'];

export const domains = { identity: identities, host: hosts, sni: serverNames } as const;

/** Prepares two worlds to be compared. What is asked: all callers of both about all callees of either. */
export function benchOf(before: ExactSide, after: ExactSide, mint: Mint): Bench {
  const worlds = [before.world, after.world] as const;
  const [first, second] = worlds.map(({ mesh }) => mesh.pathNormalization);
  const strictest = strictness.indexOf(first ?? 'BASE') > strictness.indexOf(second ?? 'BASE') ? first : second;
  const differing = differingPolicies(before, after);
  const tokens = tokenChoices(worlds.flatMap(providersOf));
  const read = headersRead(worlds.flatMap(({ virtualServices }) => virtualServices));
  const queried = worlds.some((world) => readsKey(world, 'request.headers[:path]'));
  const liked = new Map<string, readonly string[]>([
    ['path', ['/', '/anything-else']],
    ['identity', [`spiffe://${after.world.mesh.trustDomain}/ns/elsewhere/sa/nobody`]],
    ['address', ['198.51.100.1']],
    ['forwarded', ['203.0.113.7']],
    ...(['host', 'sni'] as const).map((about) => [about, worlds.flatMap(outsideHosts)] as const),
  ]);
  return {
    sides: [before, after],
    targets: targetsOf([before, after]),
    groups: groupsOf(before, after),
    freedom: { line: headerLine, liked },
    path: pathDomain(strictest ?? 'BASE', queried),
    methods: [...usual, ...[...methods].filter((method) => !usual.includes(method) && method !== 'CONNECT')],
    tokens,
    // In which tokens come, that is no header of its own.
    single: new Set([...read].filter((name) => !tokens.some(({ location }) => headerOf(location).includes(name)))),
    mint,
    alike: alikeTargets([before, after], differing),
    policiesAlone: differing !== null,
    serverNames: worlds.some((world) => readsKey(world, 'connection.sni')),
    normalization: first !== second,
  };
}

const strictness = ['NONE', 'BASE', 'MERGE_SLASHES', 'DECODE_AND_MERGE_SLASHES'];

/** A policy that looks at the whole target of a request sees its query, too: whether a condition is about something. */
export function readsKey({ authorizationPolicies }: World, about: string): boolean {
  return [...authorizationPolicies.values()]
    .flat()
    .some(({ spec }) => (spec.rules ?? []).some(({ when }) => (when ?? []).some(({ key }) => key === about)));
}

function providersOf(world: World): readonly JwtProvider[] {
  if (world.requestAuthentications.size === 0) return [];
  const services = [...world.registry.values()].flat();
  return [...world.cluster.workloads.values()].flatMap((workload) => [
    ...jwtProviders(world, workload, null),
    // "Only on that service's own chains" (1.3).
    ...(workload.proxy === 'waypoint' ? services : [])
      .filter((service) => handledBy(workload, serviceWaypoint(world, service)))
      .flatMap((service) => jwtProviders(world, workload, service)),
  ]);
}

function groupsOf(before: ExactSide, after: ExactSide): Bench['groups'] {
  const others = new Set(after.plan.rows.map(({ caller }) => caller));
  const groups = new Map<string, WorkloadId[]>();
  const kins = [before, after].map(kinIn);
  for (const { caller } of before.plan.rows) {
    if (!others.has(caller)) continue;
    const key = kins.map((kin) => kin(caller)).join('\n');
    const known = groups.get(key);
    if (known) known.push(caller);
    else groups.set(key, [caller]);
  }
  return [...groups.values()];
}

function kinIn(side: ExactSide): (caller: WorkloadId) => string {
  const neighbourhood = neighbourhoodIn(side);
  return (caller) => {
    const workload = side.world.cluster.workloads.get(caller);
    return workload === undefined ? '' : kinOf(side.world, workload, neighbourhood(workload));
  };
}

function targetsOf(sides: readonly ExactSide[]): readonly ExactTarget[] {
  const targets = new Map<string, ExactTarget>();
  const add = (target: ExactTarget): void => {
    const key = JSON.stringify([target.target, target.tls, target.pod?.id ?? null]);
    if (!targets.has(key)) targets.set(key, target);
  };
  for (const { plan } of sides) {
    for (const { namespace, name, probes } of plan.columns) {
      const called = namespace === null ? name : `${namespace}/${name}`;
      for (const { target, tls } of probes) add({ to: `${called}:${target.port}`, target, tls, pod: null });
    }
  }
  for (const { world } of sides) {
    for (const target of outsideTargets(world)) add(target);
    for (const workload of world.cluster.workloads.values()) {
      if (!workload.running || workload.proxy === 'gateway' || workload.proxy === 'waypoint') continue;
      for (const port of portsOf(world, workload)) {
        const target: Target = { kind: 'workload', workload: workload.id, port };
        add({ to: `${workload.id}:${port}`, target, tls: null, pod: workload });
      }
    }
  }
  return [...targets.values()];
}

function portsOf(world: World, workload: Workload): ReadonlySet<number> {
  const ports = new Set(listensOn(world.cluster, workload));
  if (workload.proxy === 'sidecar')
    for (const port of inboundListener(world, workload).declared.keys()) ports.add(port);
  return ports;
}
