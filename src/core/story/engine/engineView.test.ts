import { describe, expect, it } from 'vitest';
import { scenarios } from '../../../content/scenarios.ts';
import type { Story } from '../../model/story.ts';
import { resourceId } from '../../model/resource.ts';
import { createMemory, evaluate } from '../../scenario/evaluate.ts';
import { engineView } from './engineView.ts';
import type { EngineNode } from './node.ts';

const memory = createMemory();
function storyOf(request: string, scenario = 'shop-and-payments'): Story {
  const files = scenarios.find(({ id }) => id === scenario)?.files ?? [];
  const { story } = evaluate({ files }, request, memory);
  if (story === null) throw new Error(`no story of ${request}`);
  return story;
}
function frameOf(story: Story, id: string) {
  const frame = story.frames.find((each) => each.id === id);
  if (frame === undefined) throw new Error(`no step ${id}`);
  return frame;
}
const text = (nodes: readonly EngineNode[], indent = ''): readonly string[] =>
  nodes.flatMap(({ key, value, item, children }) => [
    `${indent}${item ? '- ' : ''}${key}:${value === null || value === '' ? '' : ` ${value}`}`,
    ...text(children, `${indent}  `),
  ]);
const flat = (nodes: readonly EngineNode[]): readonly EngineNode[] =>
  nodes.flatMap((node) => [node, ...flat(node.children)]);
const opening = storyOf('reviews-charges');

describe('the configuration that a proxy used', () => {
  it('is listener, route, cluster and transport socket on the way out', () => {
    const { proxy, nodes } = engineView(opening, frameOf(opening, 'shop/reviews/outbound/route'), new Set());
    expect(proxy).toBe('envoy');
    expect(text(nodes)).toEqual([
      'listener:',
      '  name: 0.0.0.0_8080',
      'route_config:',
      '  virtual_host: backend.payments.svc.cluster.local',
      '  route: default',
      'cluster:',
      '  name: outbound|8080||backend.payments.svc.cluster.local',
      '  endpoint: 10.244.0.13:8080',
      'transport_socket:',
      '  name: envoy.transport_sockets.tls',
      '  sni: outbound_.8080_._.backend.payments.svc.cluster.local',
      '  alpn_protocols: [istio-http/1.1, istio, http/1.1]',
      '  tls_certificate: spiffe://cluster.local/ns/shop/sa/reviews',
    ]);
  });

  it('is filter chain, certificates and RBAC filters at the door, with the names that istiod gives to rules', () => {
    const { nodes } = engineView(opening, frameOf(opening, 'payments/backend/inbound/rbac-allow'), new Set());
    const lines = text(nodes);
    expect(lines).toContain('  name: 0.0.0.0_8080');
    expect(lines).toContain('  tls_certificate: spiffe://cluster.local/ns/payments/sa/backend');
    expect(lines.filter((line) => line.includes('envoy.filters.http.rbac'))).toHaveLength(2);
    const rule = flat(nodes).find(({ key }) => key === 'ns[payments]-policy[backend-callers]-rule[0]');
    expect(rule).toMatchObject({
      matched: false,
      source: { resource: 'AuthorizationPolicy/payments/backend-callers', path: ['spec', 'rules', 0] },
    });
  });

  it('has the RBAC filter of TCP on a TCP port', () => {
    const story = storyOf('backend-ledger');
    const { nodes } = engineView(story, frameOf(story, 'payments/ledger/inbound/rbac-allow'), new Set());
    expect(text(nodes)).toContain('  - name: envoy.filters.network.rbac');
    expect(text(nodes)).toContain('  filter: envoy.filters.network.tcp_proxy');
  });

  it('keeps rules that run dry apart, as shadow rules', () => {
    const story = storyOf('guest-export', 'token-and-authorizer');
    const frame = frameOf(story, 'orders/orders/inbound/rbac-deny');
    const dry = new Set([resourceId('AuthorizationPolicy', 'orders', 'no-exports')]);
    const lines = text(engineView(story, frame, dry).nodes).map((line) => line.trim());
    expect(lines[lines.indexOf('shadow_rules:') + 3]).toBe('ns[orders]-policy[no-exports]-rule[0]:');
    expect(lines).toContain('- issuer: https://login.example.com');
  });

  it('is not there where no proxy stands', () => {
    for (const id of ['shop/reviews/app/send', 'network/wire'])
      expect(engineView(opening, frameOf(opening, id), new Set())).toMatchObject({ proxy: null, nodes: [] });
  });

  it('tells nothing of steps that are still to come where it must not', () => {
    const first = frameOf(opening, 'payments/backend/inbound/handshake');
    const lines = text(engineView(opening, first, new Set(), first).nodes);
    expect(lines).toContain('transport_socket:');
    expect(lines).not.toContain('http_filters:');
  });

  it('has no empty line and no value that nobody knows, in the opening story of every built-in mesh', () => {
    for (const { files } of scenarios) {
      const { story } = evaluate({ files }, null, memory);
      const nodes = (story?.frames ?? []).flatMap((frame) =>
        story === null ? [] : flat(engineView(story, frame, new Set()).nodes),
      );
      expect(nodes.filter(({ value, children }) => value === null && children.length === 0)).toEqual([]);
      expect(nodes.filter(({ key, value }) => /null|undefined/.test(`${key} ${value ?? ''}`))).toEqual([]);
    }
  });
});
