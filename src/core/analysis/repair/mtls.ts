import { hasSelector, labelMisses } from '../../controlplane/selector.ts';
import type { JsonObject } from '../../model/json.ts';
import type { Edit } from '../../model/lint.ts';
import type { RepairEdit } from '../../model/repair.ts';
import { type ResourceId, resourceId } from '../../model/resource.ts';
import { stepsOf } from './steps.ts';
import { besideOf, freeName, meaning, type Site } from './site.ts';

/** Plaintext met a proxy that wants mTLS: the client speaks it, or the server does without, as narrowly as can be. */
export function plaintextRepairs(site: Site): readonly RepairEdit[] {
  return [
    ...tlsModeRepairs(site, ['ISTIO_MUTUAL']),
    ...injectRepairs(site),
    ...portRepairs(site),
    ...modeRepairs(site),
  ];
}

/** Another mode in the DestinationRule that decided how the client speaks. */
export function tlsModeRepairs(site: Site, modes: readonly string[]): readonly RepairEdit[] {
  const decided = stepsOf(site.trace).findLast(({ kind }) => kind === 'transport');
  const check = decided?.checks.find(({ kind, name }) => kind === 'destinationRule' && name === 'tls.mode');
  const { source } = check ?? {};
  if (!source) return [];
  const path = source.path.at(-1) === 'tls' ? [...source.path, 'mode'] : source.path;
  return modes.map((value) => ({
    code: 'tlsMode',
    args: { resource: source.resource, value },
    edits: [{ op: 'set', resource: source.resource, path, value }],
  }));
}

/** "The pod label sidecar.istio.io/inject decides over the namespace's." */
function injectRepairs({ sender }: Site): readonly RepairEdit[] {
  if (sender === undefined || sender.proxy !== 'none' || sender.hostNetwork) return [];
  const { resource, podPath } = sender;
  const path = [...podPath, 'metadata', 'labels', 'sidecar.istio.io/inject'];
  const change: Edit = { op: 'set', resource: resource.id, path, value: 'true' };
  return [{ code: 'inject', args: { resource: resource.id, workload: sender.id }, edits: [change] }];
}

/** Plaintext on the one port: in the PeerAuthentication that the workload has for itself, or in one of its own. */
function portRepairs({ world, place, packet }: Site): readonly RepairEdit[] {
  if (place === undefined) return [];
  const port = String(packet.destination.port);
  const args = (resource: ResourceId) => ({ resource, port, workload: place.id });
  const own = (world.peerAuthentications.get(place.namespace) ?? []).find(
    ({ spec }) => hasSelector(spec) && labelMisses(spec, place).length === 0,
  );
  if (own !== undefined) {
    const { id } = own.resource;
    const path = ['spec', 'portLevelMtls', port, 'mode'];
    const edits: readonly Edit[] = [{ op: 'set', resource: id, path, value: 'PERMISSIVE' }];
    return [{ code: 'permissivePort', args: args(id), edits }];
  }
  const kind = 'PeerAuthentication';
  const name = freeName(world, kind, place.namespace, `${place.name}-plaintext`);
  const resource = resourceId(kind, place.namespace, name);
  const body: JsonObject = {
    apiVersion: 'security.istio.io/v1',
    kind,
    metadata: { name, namespace: place.namespace },
    spec: { selector: { matchLabels: meaning(place) }, portLevelMtls: { [port]: { mode: 'PERMISSIVE' } } },
  };
  return [
    {
      code: 'permissivePort',
      args: args(resource),
      edits: [{ op: 'add', beside: besideOf(world, kind, place), manifest: body }],
    },
  ];
}

/** The mode where it is written: for all that it decides about. */
function modeRepairs({ determining }: Site): readonly RepairEdit[] {
  if (determining?.kind !== 'setting' || !determining.ref?.resource.startsWith('PeerAuthentication/')) return [];
  const { resource, path } = determining.ref;
  if (path.at(-1) !== 'mode') return [];
  return [{ code: 'permissive', args: { resource }, edits: [{ op: 'set', resource, path, value: 'PERMISSIVE' }] }];
}

/** The client takes another identity from the server than the one that it asks for. */
export function identityRepairs(site: Site): readonly RepairEdit[] {
  const { step } = site;
  if (step.kind !== 'handshake' || step.serverIdentity === null) return [];
  const rule = stepsOf(site.trace)
    .findLast(({ kind }) => kind === 'transport')
    ?.checks.find(({ kind, name }) => kind === 'destinationRule' && name === 'tls.mode')?.source;
  const asked = step.checks.find(({ kind }) => kind === 'subjectAltName')?.expected;
  if (!rule || asked?.kind !== 'values') return [];
  const value = `spiffe://${step.serverIdentity}`;
  const tls = rule.path.at(-1) === 'mode' ? rule.path.slice(0, -1) : rule.path;
  const path = [...tls, 'subjectAltNames', asked.values.length];
  const change: Edit = { op: 'set', resource: rule.resource, path, value };
  return [{ code: 'acceptIdentity', args: { resource: rule.resource, value }, edits: [change] }];
}
