import { accountOf, dialled, shortName } from '../../model/naming.ts';
import type { Packet } from '../../model/trace.ts';
import { serverNameIn } from '../../model/wire.ts';
import { nameAt, serverName } from '../place.ts';
import { type StepOf, type Telling, type Told, told } from './telling.ts';

export function listener({ listener: name, chain, packet }: StepOf<'listener'>, { at, cause }: Telling): Told {
  const facts = { server: nameAt(at), port: packet.destination.port };
  if (at.kind === 'waypoint')
    return chain === null ? told('listener.waypointNone', facts) : told('listener.waypoint', { chain });
  if (cause === 'connectionRefused') return told('listener.refused', facts);
  if (cause === 'plaintextRefused') return told('listener.needsTls', facts);
  if (cause === 'noFilterChain') return told('listener.noChain', { ...facts, sni: serverNameIn(packet.wire) });
  return chain === null
    ? told('listener.found', { listener: name })
    : told('listener.catchAll', { listener: name, chain });
}

export function route(step: StepOf<'route'>, { trace, cause }: Telling): Told {
  const host = hostOf(step.packet, trace.request.target.kind === 'host' ? trace.request.target.host : '');
  const { caller } = trace;
  const status = caller.kind === 'http' ? caller.status : null;
  if (cause !== null) {
    if (cause === 'blockAll') return told('route.blocked', { host });
    if (cause === 'redirected') return told('route.redirected', { status });
    if (cause === 'faultInjected') return told('route.fault', { status });
    if (cause === 'directResponse') return told('route.direct', { status });
    return told('route.none', { host });
  }
  if (step.virtualHost === 'allow_any') return told('route.passThrough', { host });
  const virtualHost = step.virtualHost ?? '';
  // Inside the cluster the first label tells a service from its neighbours.
  const inCluster = virtualHost === '*' || virtualHost.includes('.svc.');
  const short = inCluster && !/^[\d.]+$|:/.test(host) ? (host.split('.')[0] ?? host) : host;
  return told('route.known', { host, short, virtualHost });
}

function hostOf({ http }: Packet, target: string): string {
  return (http?.authority ?? target).replace(/:\d+$/, '');
}

/** What the proxy leaves to chance, and how it fell for this request. */
export function draw({ of, drawn, branches, what }: StepOf<'draw'>): Told {
  const shareOf = (name: string): number => branches.find((branch) => branch.name === name)?.share ?? 0;
  if (of === 'destination')
    return told('draw.destination', {
      branch: drawn,
      short: shortBranch(drawn),
      share: shareOf(drawn),
      of: branches.length,
    });
  const fault = { of, what, share: shareOf(of) };
  return drawn === of ? told('draw.fault', fault) : told('draw.noFault', fault);
}

/** `reviews.shop.svc.cluster.local/v2` → `reviews/v2`. */
function shortBranch(name: string): string {
  const [host = '', ...rest] = name.split('/');
  return [host.replace(/^([^.:]+)\.[^:]*\.svc\.[^:#]*/, '$1'), ...rest].join('/');
}

export function cluster(step: StepOf<'cluster'>, { trace, cause }: Telling): Told {
  const name = step.cluster;
  if (cause === 'blackHole') return told('cluster.blackHole', { to: dialled(trace.request) });
  if (cause === 'clusterMissing') return told('cluster.missing', { cluster: name });
  const waiting = step.checks.filter(({ note }) => note?.key === 'endpoint.waits').map((check) => check.name);
  if (cause !== null && waiting.length > 0) return told('cluster.notReady', { workloads: waiting });
  const held = step.checks.some(({ kind }) => kind === 'networkPolicy');
  if (cause !== null && held) return told('cluster.unasked', { cluster: name });
  if (cause !== null) return told('cluster.empty', { cluster: name });
  const address = step.address ?? '';
  return step.endpoint === null
    ? told('cluster.address', { cluster: name, address })
    : told('cluster.endpoint', { cluster: name, endpoint: shortName(step.endpoint), address });
}

export function transport({ mode, by, packet, checks }: StepOf<'transport'>, { trace }: Telling): Told {
  const to = serverName(trace);
  const { wire } = packet;
  switch (mode) {
    case 'hbone': {
      const presents = wire.kind === 'hbone' ? accountOf(wire.presents) : '';
      return told('transport.hbone', { presents, to, service: wire.kind === 'hbone' ? wire.service : null });
    }
    case 'mtls': {
      if (by === 'tunnel') return told('transport.unchanged', {});
      const presents = wire.kind === 'mtls' && wire.presents !== null ? accountOf(wire.presents) : null;
      return told('transport.mtls', { by, presents, to });
    }
    case 'tls':
      return told('transport.tls', { sni: serverNameIn(wire) });
    case 'plaintext': {
      if (wire.kind !== 'plaintext') return told('transport.unchanged', {});
      if (by === 'tunnel') return told('transport.noHbone', { to });
      const why = checks.find(({ kind }) => kind === 'autoMtls')?.note;
      return told('transport.plaintext', {
        by,
        reason: why?.key === 'transport.autoMtls' ? why.args.reason : null,
        to,
      });
    }
  }
}
