import type { Workload } from '../cluster/types.ts';
import { matchListener, type ServiceOnPort } from '../controlplane/outboundListeners.ts';
import { sidecarScope } from '../controlplane/sidecarScope.ts';
import { inboundListener } from '../controlplane/inboundListener.ts';
import { isTls, type StreamEntry, tcpEntry } from '../controlplane/streamRoutes.ts';
import { proxyPatch } from '../controlplane/unmodelled/proxy.ts';
import type { World } from '../controlplane/world.ts';
import { inboundListenPort, outboundListenPort } from './capture.ts';
import { catchAllTcp } from './catchAll.ts';
import { rbac } from './filters/rbac.ts';
import { routeHttp } from './httpRouting.ts';
import { enter, isReadableHttp, type Journey, record, refuse } from './journey.ts';
import { limited, type OutboundResult } from './outboundResult.ts';
import { takeStream } from './takeRoute.ts';
import { staysInPod } from './withinPod.ts';
import { tcpInput } from './tcpChain.ts';
import { toCluster } from './toCluster.ts';
import { serverNameIn } from '../model/wire.ts';

/** A client's sidecar takes a dialled connection: listener → route → cluster → endpoint → transport (4.1). */
export function outbound(journey: Journey, world: World, client: Workload, ip: string, port: number): OutboundResult {
  enter(journey, { kind: 'sidecar', workload: client.id, side: 'outbound' });
  // "From a sidecar client a dial to ANY:15006 is taken by its own 0.0.0.0:15006 listener and dies there"; so does one to
  // 15001, in virtualOutbound itself (istio `listener_builder.go`, blackholeFilterChain). Neither chain writes a line.
  if (port === inboundListenPort || port === outboundListenPort) {
    record(journey, { kind: 'capture', captured: true }, 'denied');
    return { kind: 'stop', stop: { cause: 'proxyPort', status: null, body: '', log: null } };
  }
  const scope = sidecarScope(world, client);
  // "bind, captureMode: NONE create real sockets the app must dial" (4.12): nothing is captured.
  if (!staysInPod(client, ip)) record(journey, { kind: 'capture', captured: true }, 'passed');
  const patch = proxyPatch(world, client);
  if (patch) return limited(journey, { kind: 'listener', listener: 'virtualOutbound', chain: null }, patch);
  const http = isReadableHttp(journey);
  const { wire } = journey.packet;
  const listener = matchListener(world, client, ip, port, {
    http,
    sni: wire.kind === 'plaintext' ? null : serverNameIn(wire),
  });
  switch (listener.kind) {
    // "HTTP to a port without any HTTP listener is TCP-handled" (4.7).
    case 'none': {
      const { name, chain } = listener;
      record(journey, { kind: 'listener', listener: name, chain }, 'passed');
      // "ALLOW_ANY_DYNAMIC_DNS: also on ports without a listener."
      if (http && name === 'virtualOutbound' && scope.outbound === 'ALLOW_ANY_DYNAMIC_DNS')
        return routeHttp(journey, world, client, ip, port, { kind: 'unknown' });
      return catchAllTcp(journey, world, { client, ip, port }, chain);
    }
    case 'http':
      record(journey, { kind: 'listener', listener: listener.name, chain: null }, 'passed');
      // A listener on an address of its own has no other chain: "bytes that are not HTTP on an HTTP chain: 400, closed".
      if (!http) return notHttp(journey);
      return routeHttp(journey, world, client, ip, port, { kind: 'named', hosts: listener.hosts });
    case 'service': {
      record(journey, { kind: 'listener', listener: listener.name, chain: null }, 'passed');
      // "Auto adds an HTTP chain whose route has the single domain *: any Host goes to that service."
      if (listener.sniffed && http)
        return routeHttp(journey, world, client, ip, port, { kind: 'service', target: listener.target });
      return toService(journey, world, client, ip, listener.target, listener.route);
    }
  }
}

function notHttp(journey: Journey): OutboundResult {
  record(journey, { kind: 'codec' }, 'denied');
  const log = { status: 400, flags: ['DPE'], details: 'http1.codec_error' } as const;
  return {
    kind: 'stop',
    stop: { cause: 'notHttp', status: journey.request.tls ? null : 400, body: 'Bad Request', log },
  };
}

/** Bytes for one service: by the VirtualService's `tls` or `tcp` route, or straight to its cluster. */
function toService(
  journey: Journey,
  world: World,
  client: Workload,
  ip: string,
  target: ServiceOnPort,
  named: StreamEntry | null,
): OutboundResult {
  const router = { client, side: 'outbound', dialled: ip, port: target.port.port, scheme: 'http' } as const;
  const refused = ownPolicies(journey, world, client, target);
  if (refused) return refused;
  const entry = named ?? tcpEntry(world, client, target, ip);
  if (entry) return takeStream(journey, world, router, entry);
  return toCluster(journey, world, client, {
    side: 'outbound',
    dialled: ip,
    ...target,
    layer: 'TCP',
    subset: null,
    route: null,
  });
}

/**
 * "For outbound TLS to a wildcard DYNAMIC_DNS ServiceEntry istiod puts the sidecar's own inbound L4 policies on the
 * outbound chain" (0.6): surely not meant, but so it is.
 */
function ownPolicies(
  journey: Journey,
  world: World,
  client: Workload,
  { service, port }: ServiceOnPort,
): OutboundResult | null {
  if (service.entry?.resolution !== 'DYNAMIC_DNS' || !isTls(port)) return null;
  const { packet } = journey;
  const sni = serverNameIn(packet.wire).toLowerCase();
  const input = tcpInput({ ...journey, packet: { ...packet, peer: null }, sni });
  for (const filter of inboundListener(world, client).tcp) {
    const { allowed, selects, matches, rule, shadow, effective, determining, checks } = rbac(filter, input);
    const { action, layer } = filter;
    const detail = { kind: 'rbac', action, layer, selects, matches, rule, shadow } as const;
    const cause = action === 'DENY' ? 'rbacDenied' : 'rbacNotAllowed';
    if (allowed) record(journey, detail, 'passed', checks);
    if (allowed || refuse(journey, detail, cause, checks)) continue;
    const connectionTermination = `rbac_access_denied_matched_policy[${effective}]`.replace(/\s/g, '_');
    const cluster = `outbound|${port.port}||${service.hostname}`;
    const log = { log: 'tcp', connectionTermination, cluster } as const;
    return { kind: 'stop', stop: { cause, status: null, body: '', log, determining } };
  }
  return null;
}
