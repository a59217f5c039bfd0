import { describe, expect, it } from 'vitest';
import { scenarios } from '../../content/scenarios.ts';
import type { HopwiseDocument } from '../model/scenario.ts';
import { createMemory, evaluate, refKey } from './evaluate.ts';

const shop: HopwiseDocument = { files: scenarios[0]?.files ?? [] };
const text = shop.files[0]?.text ?? '';
const withText = (changed: string): HopwiseDocument => ({ files: [{ name: 'shop.yaml', text: changed }] });

describe('evaluating a document', () => {
  it('opens with the request that the scenario names', () => {
    const { request, story, broken, diagnostics } = evaluate(shop, null, createMemory());
    expect(request?.id).toBe('reviews-charges');
    expect(story?.trace.verdict.kind).toBe('denied');
    expect([broken, diagnostics]).toEqual([null, []]);
  });

  it('tells a request made by hand', () => {
    const memory = createMemory();
    const { request } = evaluate(shop, 'reviews-charges', memory);
    if (request === null) throw new Error('no request');
    const post = {
      ...request,
      id: 'mine',
      caller: { kind: 'peer', identity: 'cluster.local/ns/shop/sa/frontend', ip: null, alpn: null, sni: null },
    } as const;
    expect(evaluate(shop, post, memory).story?.trace.verdict.kind).toBe('allowed');
  });

  it('has no story of a request that is not there', () => {
    const { request, story } = evaluate(shop, 'nobody', createMemory());
    expect([request, story]).toEqual([null, null]);
  });

  it('knows where each deciding value stands in the text', () => {
    const { story, ranges } = evaluate(shop, 'reviews-charges', createMemory());
    const [ref] = story?.frames.find(({ deciding }) => deciding)?.decidingSources ?? [];
    const range = ref === undefined ? undefined : ranges[refKey(ref)];
    expect(text.slice(range?.start, range?.end)).toBe('cluster.local/ns/shop/sa/frontend');
  });

  it('leads from a mode of the mesh to the line that sets it', () => {
    const files = scenarios.find(({ id }) => id === 'malicious-site-black-hole')?.files ?? [];
    const { story } = evaluate({ files }, null, createMemory());
    expect(story?.trace.verdict).toMatchObject({ kind: 'denied', determining: { kind: 'setting' } });
    expect(story?.frames.find(({ deciding }) => deciding)?.decidingSources).toMatchObject([
      { path: ['spec', 'mesh', 'outboundTrafficPolicy', 'mode'] },
    ]);
  });

  it('marks whom the policy selects and what it does as read', () => {
    const { story, ranges } = evaluate(shop, 'reviews-charges', createMemory());
    const read = story?.frames.find(({ deciding }) => deciding)?.readSources ?? [];
    const shown = read.flatMap((ref) => ranges[refKey(ref)] ?? []).map(({ start, end }) => text.slice(start, end));
    expect(shown).toEqual(expect.arrayContaining(['app: backend', 'ALLOW', 'GET', '/charges/*']));
  });

  it('is plain data that can be posted between threads', () => {
    const evaluation = evaluate(shop, null, createMemory());
    expect(structuredClone(evaluation)).toEqual(evaluation);
  });

  it('gives the same answer whatever it remembers', () => {
    const memory = createMemory();
    const changed = withText(text.replace('sa/frontend', 'sa/reviews'));
    for (const document of [shop, changed, shop]) {
      expect(evaluate(document, 'reviews-charges', memory)).toEqual(
        evaluate(document, 'reviews-charges', createMemory()),
      );
    }
    expect(evaluate(changed, 'reviews-charges', memory).story?.trace.verdict.kind).toBe('allowed');
  });

  it('suggests requests where the document has none', () => {
    const bare = withText(text.slice(text.indexOf('\n---\n') + 5));
    const { scenario, story } = evaluate(bare, null, createMemory());
    expect(scenario.requests.length).toBeGreaterThan(3);
    expect(scenario.requests.length).toBeLessThanOrEqual(8);
    expect(story).not.toBeNull();
    for (const { caller, target } of scenario.requests) {
      expect(
        caller.kind === 'workload' &&
          target.kind === 'host' &&
          target.host.startsWith(caller.workload.split('/')[1] ?? ''),
      ).toBe(false);
    }
  });

  it('evaluates what can be read of a broken document, and says where it broke', () => {
    const line = text.slice(0, text.indexOf('mode: STRICT')).split('\n').length;
    const { broken, story } = evaluate(
      withText(text.replace('mode: STRICT', 'mode: [STRICT')),
      'batch-charges',
      createMemory(),
    );
    expect(broken).toMatchObject({ code: 'yamlSyntax', severity: 'error', file: 'shop.yaml' });
    expect(Math.abs((broken?.line ?? 0) - line)).toBeLessThanOrEqual(2);
    expect(story).not.toBeNull();
  });

  it('places what is wrong with the Scenario document and with a resource', () => {
    const wrong = text
      .replace('{ workload: shop/reviews }', '{ workload: reviews }')
      .replace('action: DENY', 'action: DENNY');
    const { diagnostics, broken } = evaluate(withText(wrong), null, createMemory());
    const placed = diagnostics.map(({ code, line }) => [code, wrong.split('\n')[line - 1]?.trim()]);
    expect(placed).toContainEqual(['scenarioInvalid', 'from: { workload: reviews }']);
    expect(placed).toContainEqual(['wrongEnum', 'action: DENNY']);
    expect(broken).toBeNull();
  });

  it('never throws on an empty document', () => {
    expect(evaluate({ files: [] }, null, createMemory())).toMatchObject({ story: null, request: null, resources: [] });
  });
});
