import { textAt } from '../../cluster/fields.ts';
import type { Written } from '../../analysis/ladder/written.ts';
import { zeroTrust } from '../../analysis/ladder/zeroTrust.ts';
import { send } from '../../dataplane/send.ts';
import type { Rung, RungException, RungNote, WantedRequest } from '../../model/posture.ts';
import type { HopwiseDocument } from '../../model/scenario.ts';
import type { Draft } from '../../yaml/manifest.ts';
import type { EvaluationMemory } from '../memory.ts';
import { readMesh } from '../mesh.ts';
import { type Prepared, prepare } from '../prepare.ts';
import { withInjection, withoutInjection } from './injection.ts';
import { leaveOut } from './leaveOut.ts';
import { type Setting, setEach } from './setEach.ts';
import { wantedOf } from './wanted.ts';
import { withWritten } from './withWritten.ts';

/** One rung of the ladder as a document, with what it cannot make true. */
export interface RungDocument {
  readonly document: HopwiseDocument;
  /** The requests of the mesh, and which of them the Zero Trust rung is to let through. */
  readonly wanted: readonly WantedRequest[];
  readonly exceptions: readonly RungException[];
}

type Words = (note: RungNote) => string;

const fileNames = {
  plainKubernetes: 'plain-kubernetes.yaml',
  asInstalled: 'istio-as-installed.yaml',
  zeroTrust: 'zero-trust.yaml',
} as const satisfies Record<Rung, string>;

/**
 * Writes a rung for any mesh. Workloads, services and requests stay as they are written; `words` says what each new
 * resource is for. Never throws.
 */
export function writeRung(document: HopwiseDocument, rung: Rung, words: Words, memory: EvaluationMemory): RungDocument {
  const written = prepare(document, memory);
  const wanted = wantedOf(written);
  switch (rung) {
    case 'plainKubernetes':
      return { document: plainKubernetes(document, written), wanted, exceptions: idleGateways(written) };
    case 'asInstalled': {
      const { base, added } = asInstalled(document, written, isSecurity);
      return { document: withWritten(base, fileNames[rung], added, ({ note }) => words(note)), wanted, exceptions: [] };
    }
    case 'zeroTrust':
      return { wanted, ...shut(document, written, wanted, words, memory) };
  }
}

function plainKubernetes(document: HopwiseDocument, { world, resources }: Prepared): HopwiseDocument {
  return leaveOut(setEach(document, withoutInjection(world, resources)), isIstios);
}

function idleGateways({ world }: Prepared): readonly RungException[] {
  return [...world.cluster.workloads.values()].flatMap(({ id, proxy }): RungException[] =>
    proxy === 'gateway' ? [{ kind: 'idleGateway', workload: id }] : [],
  );
}

function asInstalled(document: HopwiseDocument, { world, own, parsed }: Prepared, drop: (draft: Draft) => boolean) {
  const { settings, written: added } = withInjection(world);
  const base = leaveOut(setEach(document, [...settings, ...factoryMesh(own.mesh, parsed.scenario)]), drop);
  return { base, added };
}

/** "outboundTrafficPolicy: ALLOW_ANY, enableAutoMtls: true" are the factory's (8): what a scenario says instead goes. */
function factoryMesh(mesh: Prepared['own']['mesh'], scenario: Prepared['parsed']['scenario']): readonly Setting[] {
  const kept = Object.entries(mesh).filter(([key]) => key !== 'outboundTrafficPolicy' && key !== 'enableAutoMtls');
  if (scenario === null || kept.length === Object.keys(mesh).length) return [];
  return [{ resource: scenario, path: ['spec', 'mesh'], value: Object.fromEntries(kept) }];
}

function shut(
  document: HopwiseDocument,
  written: Prepared,
  wanted: readonly WantedRequest[],
  words: Words,
  memory: EvaluationMemory,
): Pick<RungDocument, 'document' | 'exceptions'> {
  const say = ({ note }: Written): string => words(note);
  const { base, added } = asInstalled(document, written, isReplaced);
  const ground = withWritten(base, fileNames.asInstalled, added, say);
  const { resources, own, world, resolve } = prepare(ground, memory);
  const { mesh } = readMesh(resources, own.mesh);
  const options = { mesh, topology: null, clock: world.clock, authorizer: world.authorizer };
  const requests = wanted.flatMap(({ request, wanted: is }) => (is ? [request] : []));
  const { written: resourcesToAdd, exceptions } = zeroTrust(resources, options, requests.map(resolve));
  const finished = withWritten(base, fileNames.zeroTrust, [...added, ...resourcesToAdd], say);
  // The text is the truth: what it lets through is asked of it alone.
  const result = prepare(finished, memory);
  const refused = requests.flatMap((request): RungException[] => {
    const { verdict } = send(result.worldFor(request), result.resolve(request));
    if (verdict.kind === 'allowed') return [];
    return verdict.kind === 'denied'
      ? [{ kind: 'stillRefused', request: request.id, cause: verdict.cause }]
      : [{ kind: 'stillUnknown', request: request.id }];
  });
  return { document: finished, exceptions: [...refused, ...exceptions] };
}

function isIstios({ apiVersion, kind }: Draft): boolean {
  const group = apiVersion.split('/')[0] ?? '';
  return kind !== 'Scenario' && (group.endsWith('istio.io') || group === 'gateway.networking.k8s.io');
}

/** "PeerAuthentication, AuthorizationPolicy, Sidecar: none" in the factory's profile (8). */
function isSecurity({ apiVersion, kind }: Draft): boolean {
  return apiVersion.startsWith('security.istio.io/') || kind === 'Sidecar';
}

/** What Zero Trust says itself. What only ever refuses stays: tokens that are checked, DENY, CUSTOM, AUDIT. */
function isReplaced({ kind, body }: Draft): boolean {
  if (kind === 'AuthorizationPolicy') return (textAt(body, 'spec', 'action') ?? 'ALLOW') === 'ALLOW';
  return kind === 'PeerAuthentication' || kind === 'Sidecar' || kind === 'NetworkPolicy';
}
