import { describe, expect, it } from 'vitest';
import { scenarios } from '../../content/scenarios.ts';
import { createMemory, evaluate } from '../scenario/evaluate.ts';

const memory = createMemory();
const evaluated = (id: string, request: string | null = null) =>
  evaluate({ files: scenarios.find((scenario) => scenario.id === id)?.files ?? [] }, request, memory);
const shop = evaluated('shop-and-payments').overview;

describe('the overview of a mesh', () => {
  it('has each namespace with its mode and whether its pods get sidecars', () => {
    expect(shop.namespaces.map(({ name, mtls, injected }) => [name, mtls, injected])).toEqual([
      ['shop', 'PERMISSIVE', true],
      ['payments', 'STRICT', true],
      ['legacy', 'PERMISSIVE', false],
      ['istio-system', 'PERMISSIVE', false],
    ]);
  });

  it('has each workload with its proxy, identity and policies', () => {
    const { workloads } = shop;
    const byId = (id: string) => workloads.find((workload) => workload.id === id);
    expect(byId('payments/backend')).toMatchObject({
      proxy: 'sidecar',
      principal: 'cluster.local/ns/payments/sa/backend',
      mtls: 'STRICT',
      policies: ['AuthorizationPolicy/payments/backend-callers', 'AuthorizationPolicy/payments/no-admin'],
      services: ['backend'],
    });
    expect(byId('legacy/batch')).toMatchObject({ proxy: 'none', mtls: null, policies: [], services: [] });
    expect(byId('istio-system/istio-ingressgateway')).toMatchObject({ proxy: 'gateway' });
  });

  it('has each policy with its word and whom it selects', () => {
    expect(shop.policies.map(({ name, word, selects }) => [name, word, selects])).toEqual([
      ['default', 'STRICT', ['payments/backend', 'payments/ledger']],
      ['backend-callers', 'ALLOW', ['payments/backend']],
      ['no-admin', 'DENY', ['payments/backend']],
      ['ledger-writers', 'ALLOW', ['payments/ledger']],
    ]);
  });

  it('names, at the workload it was written for, a policy that istiod refuses', () => {
    const files = scenarios.find(({ id }) => id === 'shop-and-payments')?.files ?? [];
    const broken = files.map((file) => ({ ...file, text: file.text.replace('action: DENY', 'action: REFUSE') }));
    const { workloads, policies } = evaluate({ files: broken }, null, createMemory()).overview;
    const refused = policies.filter(({ rejected }) => rejected).map(({ id }) => id);
    expect(refused).toEqual(['AuthorizationPolicy/payments/no-admin']);
    expect(workloads.filter(({ rejected }) => rejected.length > 0)).toMatchObject([
      { id: 'payments/backend', rejected: refused, policies: ['AuthorizationPolicy/payments/backend-callers'] },
    ]);
  });

  it('has each prepared request as an edge', () => {
    const edge = (id: string) => shop.requests.find((request) => request.id === id);
    expect(edge('reviews-charges')).toMatchObject({
      from: 'shop/reviews',
      to: 'payments/backend',
      verdict: 'denied',
      legs: [{ from: 'shop/reviews', to: 'payments/backend', encryption: 'mtls' }],
      what: 'GET /charges',
    });
    expect(edge('batch-charges')).toMatchObject({
      to: 'payments/backend',
      verdict: 'denied',
      legs: [{ encryption: 'plaintext' }],
    });
    expect(edge('reviews-ledger')).toMatchObject({ what: 'TCP 5432' });
    expect(edge('frontend-outside')).toMatchObject({ to: 'external:paste.example' });
    expect(shop.externals).toEqual([{ id: 'external:paste.example', host: 'paste.example', registered: false }]);
  });
});

describe('what else would block', () => {
  it('is every further gate that is shut', () => {
    const { story } = evaluated('shop-and-payments', 'frontend-admin');
    expect(story?.blockers.map(({ step, source }) => [step, source?.resource])).toEqual([
      ['payments/backend/inbound/rbac-allow', 'AuthorizationPolicy/payments/backend-callers'],
    ]);
  });

  it('is found behind mTLS as well', () => {
    const { story } = evaluated('ladder-zero-trust', 'batch-charges');
    expect(story?.blockers.map(({ step }) => step)).toEqual(['payments/backend/inbound/rbac-allow']);
  });

  it('is nothing for requests with one obstacle or none', () => {
    expect(evaluated('shop-and-payments', 'reviews-charges').story?.blockers).toEqual([]);
    expect(evaluated('shop-and-payments', 'frontend-charges').story?.blockers).toEqual([]);
  });
});
