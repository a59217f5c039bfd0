import type { Workload } from '../../cluster/types.ts';
import { gatewayChain, type GatewayChain, gatewayListeners } from '../../controlplane/gateway/listener.ts';
import { inboundListener } from '../../controlplane/inboundListener.ts';
import { listenerSet } from '../../controlplane/unmodelled/gatewayApi.ts';
import { proxyPatch } from '../../controlplane/unmodelled/proxy.ts';
import { proxyConfigOf } from '../../controlplane/proxyConfig.ts';
import type { World } from '../../controlplane/world.ts';
import type { Check } from '../../model/trace.ts';
import type { Doors } from '../doors.ts';
import { leftOutListeners } from '../explain/leftOut.ts';
import type { ServerCheck } from '../handshake.ts';
import { httpChain } from '../httpChain.ts';
import { type InboundResult, stopped } from '../inboundResult.ts';
import { enter, type Journey, record, waives } from '../journey.ts';
import { limitResource } from '../limits.ts';
import { proxyLine } from '../proxyLog.ts';
import { tcpChain } from '../tcpChain.ts';
import { gatewayHttp } from './http.ts';
import { gatewayTcp } from './tcp.ts';
import { arriveTooEarly } from '../waiting.ts';
import { dnatCluster, forwardTls } from './sniDnat.ts';
import { terminateTls } from './tls.ts';
import { serverNameIn } from '../../model/wire.ts';

/** A connection arrives at a gateway's pod: listener → chain by server name → TLS → policies → route → onward (11.D, 7). */
export function throughGateway(
  journey: Journey,
  world: World,
  gateway: Workload,
  port: number,
  accepts: ServerCheck | null,
  doors: Doors,
): InboundResult {
  if (gateway.waiting !== undefined) return arriveTooEarly(journey, world, gateway);
  enter(journey, { kind: 'gateway', workload: gateway.id });
  const name = `0.0.0.0_${port}`;
  const patch = proxyPatch(world, gateway) ?? listenerSet(world, gateway, port);
  if (patch) return limited(() => limitResource(journey, listenerStep(name, null), patch));
  const chains = gatewayListeners(world, gateway).ports.get(port);
  const { wire } = journey.packet;
  if (!chains) {
    // "No Gateway for the port: connection refused (no listener)" (7.5).
    record(journey, listenerStep(name, null), 'denied', [portCheck(port), ...leftOutListeners(world, gateway, port)]);
    return stopped({ kind: 'refused', proxied: false }, 'connectionRefused', null);
  }
  // "numTrustedProxies and PROXY protocol are the gateway's own" (2.5): what comes without the header is not known.
  if (proxyConfigOf(world, gateway).proxyProtocol)
    return limited(() => {
      record(journey, listenerStep(name, null), 'undetermined');
      journey.limits.push({ code: 'fieldNotModelled', resource: gateway.resource.id, name: 'proxyProtocol' });
    });
  // A client that dials an address names no server.
  journey.sni = serverNameIn(wire).toLowerCase();
  const chain = gatewayChain(chains, journey.sni);
  const noChain = (nearest: GatewayChain | null): InboundResult => {
    // "SNI unmatched → reset; plaintext to a TLS server: the same" (7.5, 6.4).
    record(journey, listenerStep(name, null), 'denied', [chainCheck(chains, nearest, journey.sni)]);
    const log = { log: 'listener', flags: ['NR'], details: 'filter_chain_not_found' } as const;
    if (!nearest) journey.logs.push(proxyLine(gateway, 'gateway', null, log));
    return stopped(
      { kind: 'noFilterChain' },
      wire.kind === 'plaintext' ? 'plaintextRefused' : 'noFilterChain',
      gatewaySetting(nearest ?? chains[0]),
    );
  };
  if (!chain) return noChain(null);
  if (chain.kind === 'autoPassthrough') {
    const cluster = dnatCluster(world, gateway, chain.server, wire, journey.sni);
    if (!cluster) return noChain(null);
    record(journey, listenerStep(name, null), 'passed', [chainCheck(chains, chain, journey.sni)]);
    return forwardTls(journey, world, gateway, cluster, accepts, doors);
  }
  const naked = chain.tls !== null && wire.kind === 'plaintext';
  if (naked && !waives(journey, listenerStep(name, null), 'plaintextRefused')) return noChain(chain);
  record(journey, listenerStep(name, null), 'passed', [chainCheck(chains, chain, journey.sni)]);
  if (chain.tls !== null && !naked) {
    const refused = terminateTls(journey, world, gateway, chain.tls, chain.server, accepts);
    if (refused) return refused;
  }
  const policies = { server: gateway, listener: inboundListener(world, gateway), doors };
  return chain.kind === 'http'
    ? httpChain(journey, world, { ...policies, ...gatewayHttp(journey, world, gateway, chain, doors) })
    : tcpChain(journey, world, { ...policies, ...gatewayTcp(journey, world, gateway, chain, doors) });
}

function listenerStep(listener: string, chain: string | null) {
  return { kind: 'listener', listener, chain } as const;
}

function limited(limit: () => void): InboundResult {
  limit();
  return { end: { kind: 'timeout' }, stop: null, delivery: null, allowedBy: null };
}

function gatewaySetting(chain: GatewayChain | undefined) {
  if (!chain) return null;
  const { resource, path, hosts, hostsAt } = chain.server;
  const ref = { resource: resource.id, path };
  return { kind: 'setting', ref, name: hostsAt.name, value: hosts.join(', ') } as const;
}

function portCheck(port: number): Check {
  return {
    kind: 'port',
    name: 'servers.port',
    source: null,
    matched: false,
    expected: { kind: 'any' },
    actual: { kind: 'value', value: String(port) },
    children: [],
  };
}

/** The server names that the chains of the port take, beside the one that came. */
function chainCheck(chains: readonly GatewayChain[], chosen: GatewayChain | null, sni: string): Check {
  const { server } = chosen ?? chains[0] ?? {};
  const names = chosen ? chosen.snis : chains.flatMap((chain) => chain.snis ?? []);
  return {
    kind: 'filterChain',
    name: server?.hostsAt.name ?? 'servers.hosts',
    source: server ? { resource: server.resource.id, path: server.hostsAt.path } : null,
    matched: chosen !== null,
    expected: names ? { kind: 'values', values: names } : { kind: 'any' },
    actual: sni === '' ? { kind: 'none' } : { kind: 'value', value: sni },
    children: [],
  };
}
