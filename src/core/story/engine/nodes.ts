import type { ResourceId } from '../../model/resource.ts';
import type { Frame } from '../../model/story.ts';
import type { Packet, StepKind } from '../../model/trace.ts';
import { firstSource } from '../sources.ts';
import { filterOf } from './filters.ts';
import { type EngineNode, isSaid, node } from './node.ts';

type Step<K extends StepKind> = Extract<Frame['step'], { readonly kind: K }>;

/** The configuration that the frames of one hop used: the way in, the filters, the route, and the way out. */
export function nodesOf(
  frames: readonly Frame[],
  dryRun: ReadonlySet<ResourceId>,
  proxy: 'envoy' | 'ztunnel',
): readonly EngineNode[] {
  const filters = frames.flatMap((frame) => filterOf(frame, dryRun));
  const ofHttp = filters.some(({ value }) => value?.startsWith('envoy.filters.http.'));
  const nodes = [
    ...frames.flatMap(listenerOf),
    node({ key: ofHttp ? 'http_filters' : 'filters', children: filters }),
    ...frames.flatMap(routeOf),
    ...frames.flatMap(onwardOf),
  ].filter(isSaid);
  return proxy === 'envoy' ? nodes : nodes.flatMap(ofZtunnel).filter(isSaid);
}

/** ztunnel is no Envoy: it has no names of filters, and knows policies as `namespace/name`. */
function ofZtunnel(given: EngineNode): readonly EngineNode[] {
  const { key, value, children } = given;
  if (value?.startsWith('envoy.transport_sockets.')) return [];
  return [
    node({
      ...given,
      key: key.replace(/^ns\[(.*)\]-policy\[(.*)\]-rule\[(\d+)\]$/, '$1/$2 rules[$3]'),
      value: value?.replace(/^envoy\.filters\.network\./, '') ?? null,
      children: children.flatMap(ofZtunnel),
    }),
  ];
}

function listenerOf(frame: Frame): readonly EngineNode[] {
  const { step, id, checks } = frame;
  if (step.kind === 'listener')
    return [
      node({
        key: 'listener',
        frame: id,
        children: [node({ key: 'name', value: step.listener, source: firstSource(checks) }), chainNode(step.chain)],
      }),
    ];
  if (step.kind === 'filterChain')
    return [
      node({
        key: 'filter_chain',
        frame: id,
        children: [
          node({ key: 'name', value: step.chain }),
          node({ key: 'filter', value: step.layer === null ? null : networkFilters[step.layer] }),
        ],
      }),
    ];
  if (step.kind === 'handshake') return [terminated(frame, step)];
  if (step.kind === 'connect')
    return [
      node({
        key: 'connect_terminate',
        frame: id,
        children: [node({ key: ':authority', value: step.authority }), node({ key: 'peer', value: step.peer })],
      }),
    ];
  return [];
}

function chainNode(chain: string | null): EngineNode {
  return node({ key: 'filter_chain', value: chain });
}

const networkFilters = {
  HTTP: 'envoy.filters.network.http_connection_manager',
  TCP: 'envoy.filters.network.tcp_proxy',
} as const;

/** TLS that this proxy ends. */
function terminated({ id }: Frame, { serverIdentity }: Step<'handshake'>): EngineNode {
  return node({
    key: 'transport_socket',
    frame: id,
    children: [
      node({ key: 'name', value: 'envoy.transport_sockets.tls' }),
      node({ key: 'tls_certificate', value: spiffe(serverIdentity) }),
    ],
  });
}

function spiffe(identity: string | null): string | null {
  return identity === null ? null : `spiffe://${identity}`;
}

function routeOf({ step, id, checks }: Frame): readonly EngineNode[] {
  if (step.kind === 'inboundRoute')
    return [node({ key: 'cluster', frame: id, children: [node({ key: 'name', value: step.cluster })] })];
  if (step.kind !== 'route') return [];
  return [
    node({
      key: 'route_config',
      frame: id,
      children: [
        node({ key: 'virtual_host', value: step.virtualHost, source: hostSource(checks) }),
        node({ key: 'route', value: step.route, source: firstSource(checks.filter(({ kind }) => kind === 'route')) }),
      ],
    }),
  ];
}

function hostSource(checks: Frame['checks']): EngineNode['source'] {
  return checks.find(({ kind, matched }) => kind === 'host' && matched)?.source ?? null;
}

function onwardOf(frame: Frame): readonly EngineNode[] {
  const { step, id, checks, after } = frame;
  if (step.kind === 'transport') return [node({ key: 'transport_socket', frame: id, children: socket(after, frame) })];
  if (step.kind === 'cluster')
    return [
      node({
        key: 'cluster',
        frame: id,
        children: [
          node({ key: 'name', value: step.cluster === '' ? null : step.cluster, source: firstSource(checks) }),
          node({ key: 'endpoint', value: step.address }),
        ],
      }),
    ];
  if (step.kind !== 'nextHop') return [];
  return [
    node({
      key: 'next_hop',
      frame: id,
      children: [
        node({ key: 'to', value: step.to }),
        node({ key: 'service', value: step.service }),
        node({ key: 'endpoint', value: step.address }),
      ],
    }),
  ];
}

/** What the proxy itself puts around the bytes; TLS of the application passes as it is. */
function socket({ wire }: Packet, { decidingSources }: Frame): readonly EngineNode[] {
  const own = wire.kind === 'hbone' || wire.kind === 'mtls' || (wire.kind === 'tls' && wire.by === 'proxy');
  const source = decidingSources[0] ?? null;
  if (!own) return [node({ key: 'name', value: 'envoy.transport_sockets.raw_buffer', source })];
  const direct = wire.kind === 'hbone' ? null : wire;
  return [
    node({ key: 'name', value: 'envoy.transport_sockets.tls', source }),
    node({ key: 'sni', value: direct === null || direct.sni === '' ? null : direct.sni }),
    node({
      key: 'alpn_protocols',
      value: direct === null || direct.alpn.length === 0 ? null : `[${direct.alpn.join(', ')}]`,
    }),
    node({ key: 'tls_certificate', value: wire.kind === 'tls' ? null : spiffe(wire.presents) }),
  ];
}
