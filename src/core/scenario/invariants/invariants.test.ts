import { describe, expect, it } from 'vitest';
import { linkTools } from '../../../../e2e/support/links.ts';
import { scenarios } from '../../../content/scenarios.ts';
import type { Demand, InvariantResult } from '../../model/invariant.ts';
import type { HopwiseDocument } from '../../model/scenario.ts';
import { parseDocument } from '../../yaml/parse.ts';
import { evaluate } from '../evaluate.ts';
import { formatLink, readLink } from '../link.ts';
import { createMemory } from '../memory.ts';
import { prepare } from '../prepare.ts';
import { readScenario } from '../scenario.ts';
import { checkAll } from './checkAll.ts';
import { checkInvariant, checkPart } from './checkInvariant.ts';
import { writeInvariant } from './writeInvariant.ts';

const shop: HopwiseDocument = { files: scenarios.find(({ id }) => id === 'shop-and-payments')?.files ?? [] };

/** The shop with invariants in its Scenario document. */
function withInvariants(text: string, base = shop): HopwiseDocument {
  const written = `  invariants:\n${text.trim().replace(/^/gm, '    ')}\n  requests:\n`;
  return { files: base.files.map(({ name, text: old }) => ({ name, text: old.replace('  requests:\n', written) })) };
}

const read = (text: string) => readScenario(parseDocument(withInvariants(text)).scenario);

const results = (text: string, base = shop) =>
  checkAll(withInvariants(text, base), createMemory()).map(({ invariant, result }) => [
    invariant.id,
    result.kind === 'unclear' ? result.reason : result.kind,
  ]);

const everyKind = `
- { id: reads, kind: flow, request: frontend-charges, wants: allowed }
- id: inline
  title: In my own words
  kind: flow
  request: { from: { workload: shop/catalog }, to: { url: "http://backend.payments:8080/charges" } }
  wants: denied
- { id: callers, kind: onlyCallers, to: payments/backend, port: 8080, callers: [shop/frontend, outside, payments, "*"] }
- { id: tls, kind: mtls, to: payments }
- { id: known, kind: knownIdentity, to: payments/backend }
- { id: plain, kind: noPlaintext }
- { id: hosts, kind: egress, from: shop, hosts: [api.github.com, "*.example.com"] }
`;

describe('the invariants of a Scenario', () => {
  it('are read, each kind, and written as they were read', () => {
    const { scenario, problems } = read(everyKind);
    expect(problems).toEqual([]);
    expect(scenario.invariants.map(({ id, demand: { kind } }) => [id, kind])).toEqual([
      ['reads', 'flow'],
      ['inline', 'flow'],
      ['callers', 'onlyCallers'],
      ['tls', 'mtls'],
      ['known', 'knownIdentity'],
      ['plain', 'noPlaintext'],
      ['hosts', 'egress'],
    ]);
    const again = read(scenario.invariants.map((each) => `- ${JSON.stringify(writeInvariant(each))}`).join('\n'));
    expect(again.problems).toEqual([]);
    expect(again.scenario.invariants).toEqual(scenario.invariants);
  });

  it.each<[string, (string | number)[], RegExp]>([
    ['- tls', [0], /a map/],
    ['- { kind: mtls, to: shop }', [0], /`id`/],
    ['- { id: a }', [0], /`kind` is one of flow, /],
    ['- { id: a, kind: mtls }', [0], /`to` is written/],
    ['- { id: a, kind: mtls, to: a/b/c }', [0, 'to'], /`to` is written/],
    ['- { id: a, kind: mtls, to: shop, from: shop }', [0, 'from'], /unknown field `from`/],
    ['- { id: a, kind: mtls, to: shop, port: 0 }', [0, 'port'], /1 to 65535/],
    ['- { id: a, kind: mtls, to: shop }\n- { id: a, kind: noPlaintext }', [1, 'id'], /two invariants/],
    ['- { id: a, kind: flow, request: nobody, wants: denied }', [0, 'request'], /no request has the id/],
    ['- { id: a, kind: flow, request: frontend-charges, wants: open }', [0, 'wants'], /allowed or denied/],
    [
      '- { id: a, kind: flow, request: { from: { workload: x } }, wants: denied }',
      [0, 'request', 'from', 'workload'],
      /namespace\/name/,
    ],
    ['- { id: a, kind: onlyCallers, to: shop, callers: [shop, 4] }', [0, 'callers', 1], /each of `callers`/],
    ['- { id: a, kind: egress, from: shop, hosts: ["http://x"] }', [0, 'hosts', 0], /each of `hosts`/],
    ['- { id: a, kind: quota, to: shop }', [0, 'kind'], /knows no invariant of kind `quota`/],
  ])('say what is wrong and where: %s', (text, path, message) => {
    const { problems } = read(text);
    expect(problems.map((each) => each.path)).toEqual([['spec', 'invariants', ...path]]);
    expect(problems[0]?.problem).toMatch(message);
  });

  it('of an unknown kind are kept, placed and not checked', () => {
    const document = withInvariants('- { id: a, kind: quota, to: shop }');
    expect(results('- { id: a, kind: quota, to: shop }')).toEqual([['a', 'unknownKind']]);
    const { diagnostics } = evaluate(document, null, createMemory());
    const [found] = diagnostics.filter(({ code }) => code === 'scenarioInvalid');
    expect(document.files.find(({ name }) => name === found?.file)?.text.split('\n')[(found?.line ?? 0) - 1]).toContain(
      'quota',
    );
  });
});

describe('a link to a mesh', () => {
  it('carries its invariants: whoever opens it sees the same results', async () => {
    const document = withInvariants(everyKind);
    const payload = { files: document.files, request: null };
    const link = await formatLink({ scenario: null, payload, request: null, frame: null, detail: null }, linkTools);
    const opened = await readLink(link, linkTools);
    if (opened === null || !('payload' in opened) || !opened.payload?.files) throw new Error('no document');
    const there = checkAll({ files: opened.payload.files }, createMemory());
    expect(there).toEqual(checkAll(document, createMemory()));
    expect(there).toHaveLength(7);
  });
});

describe('an invariant of a mesh', () => {
  it('holds or is broken, with a request that shows it when it is sent', () => {
    const document = withInvariants(everyKind);
    const memory = createMemory();
    const checked = checkAll(document, memory);
    const { sendOf } = prepare(document, memory);
    expect(checked.map(({ invariant: { id }, result: { kind } }) => [id, kind])).toEqual([
      ['reads', 'held'],
      ['inline', 'held'],
      ['callers', 'held'],
      ['tls', 'held'],
      ['known', 'held'],
      ['plain', 'broken'],
      ['hosts', 'broken'],
    ]);
    for (const { result, place } of checked) {
      expect(place?.line).toBeGreaterThan(0);
      if (result.kind !== 'broken') continue;
      expect(result.witnesses.length).toBeGreaterThan(0);
      for (const { request } of result.witnesses) expect(sendOf(request).verdict.kind).toBe('allowed');
    }
  });

  it('is broken by an edit, and holds again without it', () => {
    const text = '- { id: a, kind: onlyCallers, to: payments/backend, callers: [shop/frontend] }';
    expect(results(text)).toEqual([['a', 'held']]);
    const opened = {
      files: shop.files.map(({ name, text: old }) => ({
        name,
        text: old.replace('- cluster.local/ns/shop/sa/frontend', '- cluster.local/ns/shop/sa/*'),
      })),
    };
    expect(results(text, opened)).toEqual([['a', 'broken']]);
  });

  it('takes a hand-made client for the workload whose certificate it shows', () => {
    const asked = (account: string, admitted: string): InvariantResult | undefined => {
      const byHand = `    - { id: by-hand, from: { peer: { identity: cluster.local/ns/shop/sa/${account} } }, to: { workload: payments/backend, port: 8080 }, http: { path: /charges } }`;
      const rule = '- cluster.local/ns/shop/sa/frontend';
      const base = {
        files: shop.files.map(({ name, text }) => ({
          name,
          text: text.replace(rule, `${rule}\n              - cluster.local/ns/shop/sa/${admitted}`),
        })),
      };
      const { files } = withInvariants(
        '- { id: a, kind: onlyCallers, to: payments/backend, callers: [shop/frontend] }',
        base,
      );
      const text = (each: string): string => each.replace('  requests:\n', `  requests:\n${byHand}\n`);
      const document = { files: files.map((file) => ({ name: file.name, text: text(file.text) })) };
      return checkAll(document, createMemory())[0]?.result;
    };
    expect(asked('frontend', 'frontend')).toMatchObject({ kind: 'held', by: 'proof' });
    expect(asked('stolen', 'stolen')).toMatchObject({ kind: 'broken', by: 'asking', found: 1 });
    // Nobody asks as the one who is let in: the classes have him.
    const found = asked('frontend', 'stolen');
    expect(found).toMatchObject({ kind: 'broken', by: 'proof' });
    expect(JSON.stringify(found)).toContain('cluster.local/ns/shop/sa/stolen');
  });

  it('is about nothing where what it names is not there, and nobody claims that it holds', () => {
    expect(results('- { id: a, kind: mtls, to: paymnets }')).toEqual([['a', 'nobody']]);
    expect(
      results(
        '- { id: a, kind: flow, wants: denied, request: { from: { workload: shop/nobody }, to: { url: "http://x" } } }',
      ),
    ).toEqual([['a', 'noCaller']]);
  });

  it('is not told to hold where the text cannot be read or the engine cannot tell', () => {
    const text = '- { id: a, kind: mtls, to: payments }';
    const broken = { files: [...shop.files, { name: 'b.yaml', text: 'a: [' }] };
    expect(results(text, broken)).toEqual([['a', 'unreadable']]);
    const filter = `apiVersion: networking.istio.io/v1alpha3\nkind: EnvoyFilter\nmetadata: { name: x, namespace: payments }\nspec: { configPatches: [{ applyTo: HTTP_FILTER, match: { context: SIDECAR_INBOUND }, patch: { operation: ADD, value: {} } }] }\n`;
    expect(results(text, { files: [...shop.files, { name: 'f.yaml', text: filter }] })).toEqual([
      ['a', 'undetermined'],
    ]);
  });

  it('comes to the same in pieces, and is asked only once of one text', () => {
    const demand: Demand = { kind: 'noPlaintext', within: { kind: 'all' } };
    const whole = checkInvariant(shop, { demand }, createMemory());
    const memory = createMemory();
    let parts = 0;
    let part = checkPart(shop, { demand }, 0, 20, memory);
    for (; part.next !== null; parts += 1) part = checkPart(shop, { demand }, part.next, 20, memory);
    expect(parts).toBeGreaterThan(3);
    expect(part.result).toEqual(whole);
    expect(checkPart(shop, { demand }, 0, 20, memory)).toMatchObject({ result: whole, next: null });
  });
});
