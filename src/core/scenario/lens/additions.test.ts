import { describe, expect, it } from 'vitest';
import { scenarios } from '../../../content/scenarios.ts';
import type { HopwiseDocument } from '../../model/scenario.ts';
import { createMemory } from '../memory.ts';
import { prepare } from '../prepare.ts';
import { asAmbient } from './ambient.ts';
import { additionsOf } from './additions.ts';

const documentOf = (id: string): HopwiseDocument => ({ files: scenarios.find((each) => each.id === id)?.files ?? [] });
const verdicts = (document: HopwiseDocument): Readonly<Record<string, string>> => {
  const { own, sendOf } = prepare(document, createMemory());
  return Object.fromEntries(own.requests.map((request) => [request.id, sendOf(request).verdict.kind]));
};
const told = (document: HopwiseDocument) =>
  additionsOf(document, createMemory()).additions.map(({ kind, policy, services, along }) =>
    [kind, policy.split('/').at(-1), services.join(' '), along.join(' ')].join(' | '),
  );

describe('what to add for policies that ztunnel does not keep whole', () => {
  const ztunnelAlone = documentOf('ambient-ztunnel-alone');

  it('is a waypoint, with the pods shut to all others or not, or the rule without HTTP', () => {
    expect(told(ztunnelAlone)).toEqual([
      'waypointShut | reviews-readers | reviews | ',
      'waypoint | reviews-readers | reviews | ',
      'l4 | reviews-readers |  | ',
    ]);
  });

  it('makes them true', () => {
    const [shut, , l4] = additionsOf(ztunnelAlone, createMemory()).additions;
    expect(verdicts(ztunnelAlone)['frontend-reviews']).toBe('denied');
    for (const addition of [shut, l4]) {
      expect(verdicts(addition?.document ?? { files: [] })['frontend-reviews']).toBe('allowed');
      expect(addition?.lines.length).toBeGreaterThan(0);
    }
    expect(JSON.stringify(l4?.lines)).toContain('methods');
  });

  it('takes along the other policies of the same pods: behind a waypoint they no longer see who calls', () => {
    const ambient = asAmbient(documentOf('deny-beats-allow'), 'ztunnel', createMemory());
    expect(told(ambient)).toEqual([
      'waypointShut | no-admin | backend | frontend-may-all',
      'waypoint | no-admin | backend | frontend-may-all',
    ]);
    const before = verdicts(documentOf('deny-beats-allow'));
    expect(verdicts(ambient)).not.toEqual(before);
    for (const { document } of additionsOf(ambient, createMemory()).additions)
      expect(verdicts(document)).toEqual(before);
  });

  it('is a waypoint for the Service that a policy has as its target', () => {
    const document = documentOf('ambient-service-waypoint');
    const files = document.files.map(({ name, text }) => ({
      name,
      text: text.replace(', istio.io/use-waypoint: waypoint }', ' }'),
    }));
    expect(told({ files })).toEqual(['connect | backend-readers | backend | ']);
    const [addition] = additionsOf({ files }, createMemory()).additions;
    expect(verdicts(addition?.document ?? { files: [] })).toEqual(verdicts(document));
    // There is a waypoint already: only the label is missing.
    expect(addition?.lines.flatMap(({ added }) => added)).toHaveLength(1);
  });

  it('is nothing where all is enforced as written, or nobody is in ambient mode', () => {
    for (const id of [
      'ambient-service-waypoint',
      'ambient-strict-with-a-hole',
      'shop-and-payments',
      'ladder-zero-trust',
    ])
      expect([id, told(documentOf(id))]).toEqual([id, []]);
  });

  it('is no rule that is left with nothing: it would let in everybody', () => {
    const files = ztunnelAlone.files.map(({ name, text }) => ({
      name,
      text: text.replace(
        '    - from: [{ source: { principals: [cluster.local/ns/shop/sa/frontend] } }]\n      to: [{ operation: { methods: [GET] } }]',
        '    - to: [{ operation: { methods: [GET] } }]',
      ),
    }));
    expect(told({ files }).filter((each) => each.startsWith('l4'))).toEqual([]);
  });
});
