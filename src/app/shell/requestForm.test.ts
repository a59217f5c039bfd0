import { describe, expect, it } from 'vitest';
import type { MeshOverview, WorkloadOverview } from '../../core/model/overview.ts';
import type { Request } from '../../core/model/request.ts';
import { resourceId, workloadId } from '../../core/model/resource.ts';
import { calleeOptions, dial, startForm, readForm, type RequestForm } from './requestForm.ts';

const workload = (namespace: string, name: string, services: readonly string[]): WorkloadOverview => ({
  id: workloadId(namespace, name),
  namespace,
  name,
  kind: 'Deployment',
  resource: resourceId('Deployment', namespace, name),
  serviceAccount: name,
  principal: `cluster.local/ns/${namespace}/sa/${name}`,
  proxy: 'sidecar',
  mtls: 'PERMISSIVE',
  policies: [],
  rejected: [],
  services,
});

const overview: MeshOverview = {
  namespaces: [],
  workloads: [workload('shop', 'reviews', ['reviews']), workload('payments', 'batch', [])],
  externals: [{ id: 'external:api.github.com', host: 'api.github.com', registered: false }],
  policies: [],
  requests: [],
  kept: [],
};

const form: RequestForm = {
  ...startForm({ overview, known: [], current: null, from: null, to: null }),
  from: 'payments/batch',
  to: 'host:reviews.shop',
  port: '8080',
};

describe('the request form', () => {
  it('takes port and protocol with it when another callee is chosen, if the document says them', () => {
    const known: Request = {
      id: 'a',
      title: '',
      caller: { kind: 'workload', workload: workloadId('payments', 'batch') },
      target: { kind: 'host', host: 'ledger.payments', port: 5432, via: null },
      payload: { kind: 'tcp' },
      tls: null,
    };
    expect(dial(form, 'host:ledger.payments', [known])).toMatchObject({ port: '5432', protocol: 'tcp' });
    expect(dial(form, 'other', [known])).toEqual({ ...form, to: 'other' });
  });

  it('reads a complete form as a request with an id of its own', () => {
    const read = readForm({ ...form, path: '/charges', headers: 'x-a: 1\n\nx-b:2' }, overview, []);
    expect(read).toEqual({
      request: {
        id: 'batch-reviews-get-charges',
        title: '',
        caller: { kind: 'workload', workload: 'payments/batch' },
        target: { kind: 'host', host: 'reviews.shop', port: 8080, via: null },
        payload: {
          kind: 'http',
          method: 'GET',
          path: '/charges',
          host: null,
          headers: [
            ['x-a', '1'],
            ['x-b', '2'],
          ],
          version: '1.1',
        },
        tls: null,
      },
    });
  });

  it('does not take an id that the document has', () => {
    const read = readForm({ ...form, protocol: 'tcp' }, overview, ['batch-reviews-tcp-8080']);
    expect(read).toMatchObject({ request: { id: 'batch-reviews-tcp-8080-2', payload: { kind: 'tcp' } } });
  });

  it.each([
    [{ port: '0' }, 'port'],
    [{ port: '70000' }, 'port'],
    [{ port: '8o' }, 'port'],
    [{ path: 'charges' }, 'path'],
    [{ path: '/a b' }, 'path'],
    [{ method: 'GET it' }, 'method'],
    [{ headers: 'no colon' }, 'headers'],
    [{ from: 'gone/away' }, 'from'],
    [{ to: 'workload:gone/away' }, 'to'],
    [{ to: 'other', host: ' ' }, 'host'],
    [{ to: 'other', host: 'http://x/y' }, 'host'],
  ] as const)('refuses %j at the field %s', (change, field) => {
    const read = readForm({ ...form, ...change }, overview, []);
    expect('errors' in read && Object.keys(read.errors)).toEqual([field]);
  });

  it('ignores HTTP fields of a TCP request', () => {
    expect(readForm({ ...form, protocol: 'tcp', path: 'nonsense', method: '' }, overview, [])).toHaveProperty(
      'request',
    );
  });

  it('offers services by their short names, pods without one by address, and known outside hosts', () => {
    expect(calleeOptions(overview).map(({ value }) => value)).toEqual([
      'host:reviews.shop',
      'workload:payments/batch',
      'host:api.github.com',
    ]);
  });

  it('begins with the two nodes that were connected', () => {
    const start = { overview, known: [], current: null, from: 'payments/batch', to: 'external:api.github.com' };
    expect(startForm(start)).toMatchObject({ from: 'payments/batch', to: 'host:api.github.com' });
  });

  it('takes port, method and path from a known request to the same callee', () => {
    const known: Request = {
      id: 'known',
      title: '',
      caller: { kind: 'external', ip: null },
      target: { kind: 'host', host: 'reviews.shop.svc.cluster.local', port: 9080, via: null },
      payload: { kind: 'http', method: 'POST', path: '/all', host: null, headers: [['x', '1']], version: '1.1' },
      tls: null,
    };
    const start = { overview, known: [known], current: null, from: 'payments/batch', to: 'shop/reviews' };
    expect(startForm(start)).toMatchObject({
      to: 'host:reviews.shop',
      port: '9080',
      method: 'POST',
      path: '/all',
      headers: '',
    });
    const copy = { overview, known: [], current: known, from: null, to: null };
    expect(startForm(copy)).toMatchObject({ from: 'outside', to: 'host:reviews.shop', port: '9080', headers: 'x: 1' });
  });

  it('knows a service by the name that a caller of its own namespace dials', () => {
    const known: Request = {
      id: 'known',
      title: '',
      caller: { kind: 'workload', workload: workloadId('shop', 'frontend') },
      target: { kind: 'host', host: 'reviews', port: 9080, via: null },
      payload: { kind: 'tcp' },
      tls: null,
    };
    const start = { overview, known: [known], current: null, from: 'payments/batch', to: 'shop/reviews' };
    expect(startForm(start)).toMatchObject({ to: 'host:reviews.shop', port: '9080', protocol: 'tcp' });
  });

  it('names the gateway that a caller from outside comes through', () => {
    const gateway: WorkloadOverview = { ...workload('edge', 'ingress', ['ingress']), proxy: 'gateway' };
    const edged = { ...overview, workloads: [...overview.workloads, gateway] };
    const read = readForm({ ...form, from: 'outside' }, edged, []);
    expect(read).toMatchObject({ request: { target: { via: 'edge/ingress' } } });
  });

  it('keeps a host that the mesh does not know', () => {
    const current: Request = {
      id: 'x',
      title: '',
      caller: { kind: 'external', ip: null },
      target: { kind: 'host', host: 'paste.example', port: 443, via: null },
      payload: { kind: 'tcp' },
      tls: null,
    };
    const start = { overview, known: [], current, from: null, to: null };
    expect(startForm(start)).toMatchObject({ to: 'other', host: 'paste.example', protocol: 'tcp' });
  });
});
