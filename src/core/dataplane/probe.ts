import { numberAt, objectAt, objectsAt, textAt, valueAt } from '../cluster/fields.ts';
import type { Workload } from '../cluster/types.ts';
import type { World } from '../controlplane/world.ts';
import type { Json, JsonObject } from '../model/json.ts';
import type { Path } from '../model/resource.ts';
import type { Check } from '../model/trace.ts';
import { bypass, source, value } from './capture.ts';
import { toApplication } from './inbound.ts';
import type { InboundResult } from './inboundResult.ts';
import { enter, isProbe, type Journey, record } from './journey.ts';
import { applicationWire } from './origin.ts';
import type { Landing } from './upstream.ts';
import { arriveTooEarly } from './waiting.ts';

/** Where Istio's agent listens for rewritten probes. */
const agentPort = 15020;

/** A probe as it leaves the kubelet: where the injector has rewritten it, for the agent. Anything else goes where it went. */
export function aimProbe(journey: Journey, landing: Landing): Landing {
  if (!isProbe(journey) || landing.kind !== 'pod' || !isRewritten(landing.workload)) return landing;
  const { http } = journey.packet;
  const { path } = declaredAs(landing.workload, journey);
  journey.packet = { ...journey.packet, wire: { kind: 'plaintext' }, http: http && { ...http, path } };
  return { ...landing, port: agentPort };
}

/** A probe that meets no proxy; null: it is a connection like any other. */
export function arriveAsProbe(journey: Journey, world: World, server: Workload): InboundResult | null {
  const past = isProbe(journey) ? wayPast(journey, server) : null;
  if (past === null) return null;
  if (server.waiting !== undefined && server.waiting !== 'proxy') return arriveTooEarly(journey, world, server);
  enter(journey, { kind: 'app', workload: server.id });
  record(journey, { kind: 'capture', captured: false }, 'passed', [past]);
  restore(journey);
  return toApplication(journey, world, server, journey.request.target.port, false, null);
}

function wayPast(journey: Journey, server: Workload): Check | null {
  // "Node-local kubelet traffic": ztunnel lets through what comes from the node itself (10.11).
  if (server.proxy === 'ambient') return bypass('capture.hostProbe', 'probe', null, { kind: 'any' }, value('kubelet'));
  if (!isRewritten(server)) return null;
  const { name, place, path } = declaredAs(server, journey);
  const at = place === null ? null : source(server, place);
  return bypass('capture.probeRewritten', name, at, { kind: 'any' }, value(`${agentPort}${path}`));
}

/** The agent asks the application as the probe was written. */
function restore(journey: Journey): void {
  const { packet, request } = journey;
  const { payload, target, tls } = request;
  journey.packet = {
    ...packet,
    wire: tls === null ? { kind: 'plaintext' } : applicationWire(request, tls),
    destination: { ...packet.destination, port: target.port },
    http: packet.http && payload.kind === 'http' ? { ...packet.http, path: payload.path } : packet.http,
  };
}

/** "rewriteAppHTTPProbe: true, annotation override" (9.10), which Go reads as a boolean. */
function isRewritten({ proxy, annotations }: Workload): boolean {
  const own = annotations['sidecar.istio.io/rewriteAppHTTPProbers'] ?? '';
  return proxy === 'sidecar' && !['0', 'f', 'F', 'FALSE', 'false', 'False'].includes(own);
}

interface Declared {
  readonly name: string;
  /** Inside the pod; null: the pod declares no such probe. */
  readonly place: Path | null;
  /** What the agent is asked for. */
  readonly path: string;
}

const probes = { readinessProbe: 'readyz', livenessProbe: 'livez', startupProbe: 'startupz' } as const;

/** The probe of the pod that is sent, and its path at the agent: `/app-health/CONTAINER/readyz`. */
function declaredAs({ resource, podPath }: Workload, { request }: Journey): Declared {
  const spec = objectAt(resource.body, ...podPath, 'spec');
  for (const [index, container] of objectsAt(spec, 'containers').entries()) {
    for (const [name, short] of Object.entries(probes)) {
      if (!isSame(container, objectAt(container, name), request)) continue;
      const place = ['spec', 'containers', index, name];
      return { name, place, path: `/app-health/${textAt(container, 'name') ?? ''}/${short}` };
    }
  }
  const first = objectsAt(spec, 'containers').find(({ name }) => name !== 'istio-proxy') ?? {};
  return { name: 'probe', place: null, path: `/app-health/${textAt(first, 'name') ?? ''}/readyz` };
}

function isSame(container: JsonObject, probe: JsonObject, { target, payload }: Journey['request']): boolean {
  const [kind] = ['httpGet', 'tcpSocket', 'grpc'].filter((each) => each in probe);
  if (kind === undefined || portOf(container, valueAt(probe, [kind, 'port'])) !== target.port) return false;
  return kind !== 'httpGet' || (payload.kind === 'http' && (textAt(probe, kind, 'path') ?? '/') === payload.path);
}

function portOf(container: JsonObject, port: Json | undefined): number | null {
  if (typeof port === 'number') return port;
  const named = objectsAt(container, 'ports').find(({ name }) => name === port);
  return named === undefined ? null : numberAt(named, 'containerPort');
}
