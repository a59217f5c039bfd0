import { listensOn } from '../cluster/listens.ts';
import { targetPortOf } from '../cluster/services.ts';
import type { Delivery } from '../model/delivery.ts';
import type { Workload } from '../cluster/types.ts';
import type { World } from '../controlplane/world.ts';
import type { DenyCause, Packet } from '../model/trace.ts';
import { hostNetworkChecks } from './explain/hostNetwork.ts';
import { type Journey, enter, record } from './journey.ts';
import type { ServerEnd } from './serverEnd.ts';
import { serverNameIn } from '../model/wire.ts';

/** What came of handing a connection to an application. */
export interface ApplicationResult {
  readonly end: ServerEnd;
  readonly cause: DenyCause | null;
  readonly delivery: Delivery | null;
}

/** Whether an application answers TLS on a port: where a service declares HTTPS or TLS there, or an annotation says so. */
function speaksTls(world: World, workload: Workload, port: number): boolean {
  const annotation = workload.annotations['hopwise.dev/app'];
  if (annotation === 'plain') return false;
  if (world.laboratory || annotation === 'tls') return true;
  return world.cluster
    .servicesOf(workload.id)
    .flatMap((service) => service.ports)
    .some((each) => targetPortOf(each, workload) === port && ['https', 'tls'].includes(each.application));
}

/**
 * The application container takes the packet, or not. `identity` = the peer its own sidecar verified.
 * Every application answers plaintext.
 */
export function deliver(
  journey: Journey,
  world: World,
  workload: Workload,
  port: number,
  viaProxy: boolean,
): ApplicationResult {
  const { packet, request } = journey;
  if (!listensOn(world.cluster, workload).has(port)) {
    return { end: { kind: 'refused', proxied: viaProxy }, cause: 'connectionRefused', delivery: null };
  }
  const tls = tlsAtApplication(packet);
  if (tls !== null) {
    if (!speaksTls(world, workload, port)) {
      return { end: { kind: 'notTls' }, cause: 'tlsToPlaintext', delivery: null };
    }
    // The proxy's TLS ends at the application, which then meets the client's TLS where it expects bytes (5.7).
    if (packet.wire.kind === 'tls' && packet.wire.by === 'proxy' && journey.applicationTls !== null) {
      return { end: { kind: 'closed' }, cause: 'tlsToPlaintext', delivery: null };
    }
    // "An application that speaks TLS itself has a certificate that is not the mesh's" (F3, F5).
    if (tls.by === 'mesh') {
      return {
        end: { kind: 'serverRefused', reason: 'issuer', identity: null },
        cause: 'serverCertificateRefused',
        delivery: null,
      };
    }
  }
  enter(journey, { kind: 'app', workload: workload.id });
  record(journey, { kind: 'deliver', port }, 'passed', hostNetworkChecks(workload));
  const delivery: Delivery = {
    workload: workload.id,
    external: null,
    port,
    method: packet.http?.method ?? null,
    path: packet.http?.path ?? null,
    host: packet.http?.authority ?? null,
    peer: packet.peer,
    headers: packet.http?.headers ?? [],
    tls: tls?.sni ?? null,
  };
  const end: ServerEnd =
    request.payload.kind === 'http' ? { kind: 'response', status: 200, body: '', headers: [] } : { kind: 'connected' };
  return { end, cause: null, delivery };
}

/** The TLS that reaches the application unterminated, if any. */
function tlsAtApplication(packet: Packet): { by: 'mesh' | 'client'; sni: string } | null {
  if (packet.wire.kind === 'plaintext') return null;
  return { by: packet.wire.kind === 'mtls' ? 'mesh' : 'client', sni: serverNameIn(packet.wire) };
}
