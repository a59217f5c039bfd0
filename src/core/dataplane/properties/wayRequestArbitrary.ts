import fc from 'fast-check';
import type { Payload, Request } from '../../model/request.ts';
import { workloadId } from '../../model/resource.ts';

const one = <T>(...values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values);

const payload: fc.Arbitrary<Payload> = fc.oneof(
  { weight: 1, arbitrary: fc.constant<Payload>({ kind: 'tcp' }) },
  {
    weight: 5,
    arbitrary: fc
      .tuple(
        one('/', '/a', '/a/../b', '/%2e'),
        one<string | null>(null, null, 'shop.example.com', 'SHOP.example.com:80', 'x.wild.example.net'),
        one<readonly (readonly [string, string])[]>(
          [],
          [['x-forwarded-for', '192.0.2.7, 10.0.0.1']],
          [['x-env', 'prod']],
        ),
        one<'1.1' | '2'>('1.1', '1.1', '2'),
      )
      .map(
        ([path, host, headers, version]): Payload => ({ kind: 'http', method: 'GET', path, host, headers, version }),
      ),
  },
);

const dialled = [
  'shop.example.com',
  'api.example.org',
  'db.example.net',
  'x.wild.example.net',
  'a.shop',
  'egress.edge',
  '203.0.113.9',
] as const;

/** A request from outside through the ingress gateway, or from a pod to somewhere that may be outside. */
export const wayRequest: fc.Arbitrary<Omit<Request, 'id'>> = fc
  .record({
    outside: fc.boolean(),
    host: one(...dialled),
    port: one(80, 443, 9000, 8080),
    payload,
    tls: fc.boolean(),
    ip: one('192.0.2.7', '198.51.100.9'),
  })
  .map(({ outside, host, port, payload: sent, tls, ip }) => ({
    title: '',
    caller: outside ? { kind: 'external', ip } : { kind: 'workload', workload: workloadId('shop', 'a') },
    target: { kind: 'host', host, port, via: outside ? 'istio-system/ingress' : null },
    payload: sent,
    tls: tls ? { sni: null, alpn: [] } : null,
  }));
