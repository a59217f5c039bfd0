import { describe, expect, it } from 'vitest';
import { scenarios } from '../../content/scenarios.ts';
import type { Request } from '../model/request.ts';
import { workloadId } from '../model/resource.ts';
import type { HopwiseDocument } from '../model/scenario.ts';
import type { Intent, TemplateAnswers, WrittenTemplate } from '../model/template.ts';
import { createMemory, evaluate } from './evaluate.ts';
import { radiusOf } from './radius.ts';
import { writeTemplate } from './writeTemplate.ts';

const documentOf = (id: string): HopwiseDocument => ({ files: scenarios.find((each) => each.id === id)?.files ?? [] });
const shop = documentOf('shop-and-payments');

const answers: TemplateAnswers = {
  scope: { kind: 'workload', workload: workloadId('shop', 'catalog') },
  callers: ['cluster.local/ns/shop/sa/frontend'],
  namespaces: ['payments'],
  paths: ['/admin/*'],
  issuer: 'https://issuer.example',
  host: 'paste.example',
  port: 443,
};

function written(intent: Intent, part: Partial<TemplateAnswers> = {}, document = shop): WrittenTemplate {
  const outcome = writeTemplate(document, intent, { ...answers, ...part }, createMemory());
  if (outcome.kind !== 'written') throw new Error(JSON.stringify(outcome));
  return outcome;
}

function changed(intent: Intent, part: Partial<TemplateAnswers> = {}) {
  const after = written(intent, part);
  return { ...after, ...radiusOf(shop, after.document, null, createMemory()).counts };
}

function diagnosticsOf(document: HopwiseDocument): readonly string[] {
  return evaluate(document, null, createMemory()).diagnostics.map(({ code }) => code);
}

describe('a template', () => {
  it('only adds to the text, and what it adds is taken by istiod', () => {
    for (const intent of [
      'allowNothing',
      'onlyCallers',
      'onlyNamespace',
      'denyPath',
      'requireJwt',
      'allowHost',
    ] as const) {
      const { document, resources } = written(intent);
      const [before, after] = [shop.files[0]?.text ?? '', document.files[0]?.text ?? ''];
      expect(after.startsWith(before), intent).toBe(true);
      expect(diagnosticsOf(document), intent).toEqual(diagnosticsOf(shop));
      const found = evaluate(document, null, createMemory()).resources.map(({ id }) => id);
      expect(found, intent).toEqual(expect.arrayContaining([...resources]));
    }
  });

  it('the first ALLOW policy of a workload shuts out every caller that it does not name', () => {
    const nothing = changed('allowNothing');
    expect(nothing.selects).toEqual(['shop/catalog']);
    expect(nothing.opened).toBe(0);
    expect(nothing.closed).toBeGreaterThan(0);
    const some = changed('onlyCallers');
    expect(some.closed).toBeGreaterThan(0);
    expect(some.closed).toBeLessThan(nothing.closed);
    expect(changed('onlyNamespace').closed).toBeLessThan(nothing.closed);
  });

  it('mTLS is required of a namespace; the resource that says otherwise is edited', () => {
    const scope = { kind: 'namespace', namespace: 'shop' } as const;
    const { closed, resources } = changed('requireMtls', { scope });
    expect(closed).toBeGreaterThan(0);
    expect(resources[0]).toContain('PeerAuthentication/shop/');
    const { document } = written('requireMtls', {
      scope: { kind: 'workload', workload: workloadId('shop', 'catalog') },
    });
    const again = written('requireMtls', answers, document);
    expect(again.resources).toEqual(['PeerAuthentication/shop/catalog-mtls']);
    expect(again.lines).toEqual([]);
  });

  it('a token that is only checked lets whoever has none pass: it is demanded, too', () => {
    const { resources, closed } = changed('requireJwt');
    expect(resources).toEqual([
      'AuthorizationPolicy/shop/catalog-require-jwt',
      'RequestAuthentication/shop/catalog-jwt',
    ]);
    expect(closed).toBeGreaterThan(0);
  });

  it('a name that is taken is not taken twice', () => {
    const { document } = written('allowNothing');
    expect(written('allowNothing', {}, document).resources).toEqual(['AuthorizationPolicy/shop/allow-nothing-2']);
  });

  it('says what it still has to know', () => {
    const ask = (intent: Intent, part: Partial<TemplateAnswers>) =>
      writeTemplate(shop, intent, { ...answers, ...part }, createMemory());
    expect(ask('onlyCallers', { callers: [] })).toEqual({ kind: 'wants', what: 'callers' });
    expect(ask('denyPath', { paths: [] })).toEqual({ kind: 'wants', what: 'paths' });
    expect(ask('requireJwt', { issuer: '' })).toEqual({ kind: 'wants', what: 'issuer' });
    expect(ask('allowHost', { host: 'nothing' })).toEqual({ kind: 'wants', what: 'host' });
    expect(ask('allowNothing', { scope: { kind: 'workload', workload: workloadId('no', 'body') } })).toEqual({
      kind: 'wants',
      what: 'scope',
    });
    expect(ask('egressGateway', {})).toEqual({ kind: 'wants', what: 'egressGateway' });
  });

  it('what is written for a document in JSON comes into a file of its own', () => {
    const text = JSON.stringify({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'a', namespace: 'b', labels: { app: 'a' } },
      spec: { containers: [{ name: 'a', image: 'b' }] },
    });
    const scope = { kind: 'workload', workload: workloadId('b', 'a') } as const;
    const { document } = written('allowNothing', { scope }, { files: [{ name: 'a.json', text }] });
    expect(document.files.map(({ name }) => name)).toEqual(['a.json', 'policies.yaml']);
  });
});

describe('the egress gateway', () => {
  const egress = documentOf('github-by-egress-gateway');
  const request: Request = {
    id: '',
    title: '',
    caller: { kind: 'workload', workload: workloadId('shop', 'frontend') },
    target: { kind: 'host', host: 'www.example.com', port: 443, via: null },
    payload: { kind: 'http', method: 'GET', path: '/', host: null, headers: [], version: '1.1' },
    tls: { sni: 'www.example.com', alpn: [] },
  };

  it('is on the way to a host that is sent through it', () => {
    const places = (document: HopwiseDocument): readonly string[] => {
      const story = evaluate(document, request, createMemory()).story;
      return story?.trace.hops.map(({ at }) => at.kind) ?? [];
    };
    expect(places(egress)).not.toContain('gateway');
    const { document } = written('egressGateway', { host: 'www.example.com' }, egress);
    expect(places(document)).toContain('gateway');
    expect(evaluate(document, request, createMemory()).story?.trace.verdict.kind).toBe('allowed');
    expect(diagnosticsOf(document)).toEqual(diagnosticsOf(egress));
  });
});
