import { describe, expect, it } from 'vitest';
import { scenarios } from '../../content/scenarios.ts';
import type { VerdictKind } from '../model/trace.ts';
import { applyEdits } from '../yaml/applyEdits.ts';
import { send } from '../dataplane/send.ts';
import { createMemory } from './evaluate.ts';
import { prepare } from './prepare.ts';
import { radiusOf } from './radius.ts';
import { repairsOf } from './repairs.ts';
import { sideOf } from './side.ts';

const documentOf = (id: string) => ({ files: scenarios.find((scenario) => scenario.id === id)?.files ?? [] });
const requestOf = (scenario: string, id: string) => {
  const found = prepare(documentOf(scenario), createMemory()).own.requests.find((request) => request.id === id);
  if (found === undefined) throw new Error(`no request ${id}`);
  return found;
};
const codesOf = (scenario: string, id: string, goal: 'allowed' | 'denied' = 'allowed') =>
  repairsOf(documentOf(scenario), requestOf(scenario, id), goal, createMemory()).map(({ edits }) =>
    edits.map(({ code }) => code).join(' + '),
  );

describe('repairs', () => {
  it('make every request of the gallery end as wanted, read from the text anew', { timeout: 60_000 }, () => {
    let made = 0;
    for (const { files } of scenarios) {
      const memory = createMemory();
      const { own, sendOf } = prepare({ files }, memory);
      for (const request of own.requests) {
        const { kind } = sendOf(request).verdict;
        if (kind === 'undetermined') continue;
        const goal: VerdictKind = kind === 'allowed' ? 'denied' : 'allowed';
        for (const repair of repairsOf({ files }, request, goal, memory)) {
          const after = prepare(repair.document, createMemory()).sendOf(request).verdict.kind;
          expect([request.id, repair.edits, after]).toEqual([request.id, repair.edits, goal]);
          expect(repair.lines.length).toBeGreaterThan(0);
          made += 1;
        }
      }
    }
    expect(made).toBeGreaterThan(150);
  });

  it.each([
    ['shop-and-payments', 'reviews-charges', ['addValue', 'addRule', 'newAllow']],
    ['deny-beats-allow', 'frontend-admin', ['exemptCaller', 'exemptPath', 'dryRun']],
    ['strict-meets-plaintext', 'batch-charges', ['inject', 'permissivePort', 'permissive']],
    ['network-policy-drops', 'reviews-charges', ['openIngress']],
    ['network-policy-drops', 'backend-ledger', ['openDns']],
    ['malicious-site-one-way-out', 'rogue-malicious', ['openEgress']],
    ['client-and-server-disagree', 'reviews-bills', ['acceptIdentity']],
    ['client-and-server-disagree', 'frontend-reviews', ['tlsMode']],
    ['sidecar-is-no-firewall', 'reviews-charges', ['egressHost', 'allowAny']],
    ['malicious-site-black-hole', 'reviews-malicious', ['serviceEntry', 'allowAny']],
  ])('of %s %s are %j', (scenario, request, codes) => {
    expect(codesOf(scenario, request)).toEqual(codes);
  });

  it('clear one blocker after the other', () => {
    expect(codesOf('two-blockers', 'batch-charges')).toContain('inject + addRule');
    expect(codesOf('malicious-site-one-way-out', 'reviews-malicious')).toContain('serviceEntry + openEgress');
  });

  it('stop what is allowed', () => {
    expect(codesOf('shop-and-payments', 'frontend-charges', 'denied')).toEqual(['dropRule', 'newDeny']);
    expect(codesOf('shop-and-payments', 'frontend-outside', 'denied')).toEqual(['knownHosts']);
  });

  it('stop with several edits, none of them idle, what one edit does not stop', { timeout: 60_000 }, () => {
    const several: string[] = [];
    for (const { id, files } of scenarios) {
      const memory = createMemory();
      const { own, sendOf } = prepare({ files }, memory);
      for (const request of own.requests) {
        if (sendOf(request).verdict.kind !== 'allowed') continue;
        const repairs = repairsOf({ files }, request, 'denied', memory).filter(({ edits }) => edits.length > 1);
        for (const { edits } of repairs) {
          several.push(edits.map(({ code }) => code).join(' + '));
          // Without any one of them the request is not stopped.
          for (const left of edits) {
            const applied = applyEdits(
              { files },
              edits.filter((each) => each !== left).flatMap((each) => each.edits),
            );
            const verdict =
              'error' in applied ? 'refused' : prepare(applied.document, createMemory()).sendOf(request).verdict.kind;
            expect([id, request.id, left.code, verdict]).not.toEqual([id, request.id, left.code, 'denied']);
          }
        }
      }
    }
    expect([...new Set(several)]).toEqual(
      expect.arrayContaining(['inject + newDeny', 'inject + knownHosts', 'capture + newDeny', 'inject + hideEntry']),
    );
  });

  it('are none for what no security resource stops, or what ends so already', () => {
    expect(codesOf('knocking-at-a-wall', 'batch-misspelt')).toEqual([]);
    expect(codesOf('shop-and-payments', 'frontend-charges')).toEqual([]);
  });
});

describe('the radius of an edit', () => {
  const scenario = 'shop-and-payments';
  const before = documentOf(scenario);
  const request = requestOf(scenario, 'reviews-charges');

  it('counts each flow that ends otherwise, as sending all of them does', { timeout: 30_000 }, () => {
    const memory = createMemory();
    for (const repair of repairsOf(before, request, 'allowed', memory)) {
      const radius = radiusOf(before, repair.document, request, memory);
      const [old, now] = [
        sideOf(before, createMemory(), [request]),
        sideOf(repair.document, createMemory(), [request]),
      ];
      for (const flow of radius.flows) {
        expect(send(old.world, old.resolve(flow.request)).verdict.kind).toBe(flow.before);
        expect(send(now.world, now.resolve(flow.request)).verdict.kind).toBe(flow.after);
      }
      const opened = radius.flows.filter(({ change }) => change === 'opened');
      expect(opened).toHaveLength(radius.counts.opened);
    }
  });

  it('tells a narrow edit from a wide one', () => {
    const memory = createMemory();
    const radii = repairsOf(before, request, 'allowed', memory).map(({ edits, document }) => [
      edits[0]?.code,
      radiusOf(before, document, request, memory).counts.opened,
    ]);
    expect(radii).toEqual([
      ['addValue', 6],
      ['addRule', 1],
      ['newAllow', 1],
    ]);
  });

  it('is nothing for the same text, and counts requests from outside', () => {
    expect(radiusOf(before, before, request, createMemory()).counts).toEqual({
      opened: 0,
      closed: 0,
      unclear: 0,
      reason: 0,
    });
    const doors = documentOf('front-and-back-door');
    const drafts = requestOf('front-and-back-door', 'reader-drafts');
    const [first] = repairsOf(doors, drafts, 'allowed', createMemory());
    expect(first && radiusOf(doors, first.document, drafts, createMemory()).counts.opened).toBe(1);
  });
});
