import { describe, expect, it } from 'vitest';
import { scenarios } from '../../../content/scenarios.ts';
import type { Story } from '../../model/story.ts';
import { createMemory, evaluate } from '../../scenario/evaluate.ts';
import { type FieldChange, packetChange } from './difference.ts';
import type { FieldKind } from './fields.ts';

const memory = createMemory();
function storyOf(request: string, scenario = 'shop-and-payments'): Story {
  const files = scenarios.find(({ id }) => id === scenario)?.files ?? [];
  const { story } = evaluate({ files }, request, memory);
  if (story === null) throw new Error(`no story of ${request}`);
  return story;
}
function at(story: Story, id: string) {
  const frame = story.frames.find((each) => each.id === id);
  if (frame === undefined) throw new Error(`no step ${id}`);
  return packetChange(story, frame);
}
function field(story: Story, id: string, kind: FieldKind, name = ''): FieldChange {
  const found = at(story, id)
    .groups.flatMap(({ fields }) => fields)
    .find((each) => each.kind === kind && each.name === name);
  if (found === undefined) throw new Error(`no field ${kind} ${name}`);
  return found;
}
const said = ({ before, after, change, here, setter }: FieldChange) => ({
  from: before,
  to: after,
  change,
  here,
  by: setter?.frame.id ?? null,
});

describe('a packet in a hop', () => {
  const opening = storyOf('reviews-charges');

  it('A17 comes to the TLS step in plaintext and leaves it in mTLS that shows who calls', () => {
    const step = 'shop/reviews/outbound/transport';
    expect(said(field(opening, step, 'wire'))).toEqual({
      from: 'plaintext',
      to: 'mtls',
      change: 'changed',
      here: true,
      by: step,
    });
    expect(said(field(opening, step, 'presents'))).toEqual({
      from: null,
      to: 'cluster.local/ns/shop/sa/reviews',
      change: 'added',
      here: true,
      by: step,
    });
    expect(
      at(opening, step)
        .groups.filter(({ concerned }) => concerned)
        .map(({ group }) => group),
    ).toEqual(['tls']);
  });

  it('is not yet changed by steps that are still to come', () => {
    expect(field(opening, 'shop/reviews/outbound/route', 'wire').change).toBe('same');
  });

  it('keeps what an earlier step of the hop changed, and says which', () => {
    const header = field(opening, 'payments/backend/inbound/rbac-allow', 'principal');
    expect(said(header)).toEqual({
      from: null,
      to: 'cluster.local/ns/shop/sa/reviews',
      change: 'added',
      here: false,
      by: 'payments/backend/inbound/handshake',
    });
  });

  it('names who chose an address, not who wrote it', () => {
    expect(field(opening, 'shop/reviews/outbound/capture', 'destinationAddress').setter?.frame.id).toBe(
      'shop/reviews/app/dns',
    );
    const chosen = 'shop/reviews/outbound/cluster';
    expect(field(opening, 'network/wire', 'destinationAddress').setter?.frame.id).toBe(chosen);
    expect(field(opening, 'network/wire', 'destinationWorkload').setter?.frame.id).toBe(chosen);
  });

  it('has its first values from the caller, and nothing that nobody set', () => {
    const method = field(opening, 'network/wire', 'method');
    expect([method.change, method.setter?.frame.id]).toEqual(['same', 'shop/reviews/app/send']);
    expect(field(opening, 'network/wire', 'principal').setter).toBeNull();
  });

  it('tells the headers of the connection manager from those of steps', () => {
    const cert = field(opening, 'payments/backend/inbound/rbac-deny', 'header', 'x-forwarded-client-cert');
    expect([cert.change, cert.setter?.by]).toEqual(['added', 'connectionManager']);
  });

  it('loses the token at the step that checks it', () => {
    const story = storyOf('guest-export', 'token-and-authorizer');
    const step = 'orders/orders/inbound/jwt';
    expect(said(field(story, step, 'header', 'authorization'))).toMatchObject({
      to: null,
      change: 'removed',
      by: step,
    });
  });

  it('leads to the line of the DestinationRule that asks for mTLS', () => {
    const story = storyOf('editor-export', 'front-and-back-door');
    expect(field(story, 'news/editor/outbound/transport', 'wire').setter?.source).toEqual({
      resource: 'DestinationRule/istio-egress/egress',
      path: ['spec', 'trafficPolicy', 'tls', 'mode'],
    });
  });

  it('opens the identity where rules ask who calls', () => {
    const open = (story: Story, id: string) =>
      at(story, id)
        .groups.filter(({ concerned }) => concerned)
        .map(({ group }) => group);
    expect(open(opening, 'payments/backend/inbound/rbac-allow')).toEqual(['http', 'identity']);
    expect(open(opening, 'payments/backend/inbound/handshake')).toEqual(['tls', 'identity']);
    expect(open(opening, 'network/wire')).toEqual(['l4']);
  });

  it('stands still in the answer, as it was last', () => {
    const answer = at(opening, 'answer');
    expect(answer.hop.id).toBe('payments/backend/inbound');
    expect(answer.groups.every(({ concerned }) => !concerned)).toBe(true);
  });

  it('is sealed between the proxies, and open behind the handshake', () => {
    expect(at(opening, 'network/wire').sealed).toBe(true);
    expect(at(opening, 'payments/backend/inbound/handshake').sealed).toBe(false);
  });

  it('adds up in the opening story of every built-in mesh', () => {
    for (const { files } of scenarios) {
      const { story } = evaluate({ files }, null, memory);
      for (const frame of story?.frames ?? []) {
        if (story === null) continue;
        const fields = packetChange(story, frame).groups.flatMap((group) => group.fields);
        expect(fields.find(({ kind }) => kind === 'wire')?.after).toBe(frame.after.wire.kind);
        expect(fields.filter(({ change, setter }) => change !== 'same' && setter === null)).toEqual([]);
        expect(fields.filter(({ change, here }) => change === 'same' && here)).toEqual([]);
      }
    }
  });
});
