import { expect, test } from 'vitest';
import { selectProtocol } from './protocol.ts';

test.each<[number, string | null, string | null, string, string]>([
  [80, 'http', null, 'HTTP', 'http'],
  [80, 'HTTP-web', null, 'HTTP', 'http'],
  [80, 'http2-x', null, 'HTTP', 'http2'],
  [80, 'grpc', null, 'HTTP', 'grpc'],
  [80, 'grpc-web', null, 'HTTP', 'grpc-web'],
  [80, 'grpc-web-x', null, 'HTTP', 'grpc-web'],
  [80, 'grpc-x', null, 'HTTP', 'grpc'],
  [443, 'https', null, 'TCP', 'https'],
  [443, 'tls-x', null, 'TCP', 'tls'],
  [9000, 'tcp-db', null, 'TCP', 'tcp'],
  [9000, 'udp-x', null, 'TCP', 'udp'],
  [27017, 'mongo', null, 'TCP', 'mongo'],
  [9000, 'httpx', null, 'AUTO', 'unknown'],
  [9000, 'web', null, 'AUTO', 'unknown'],
  [15008, 'mesh', 'hbone', 'AUTO', 'unknown'],
  [9000, null, null, 'AUTO', 'unknown'],
  [3306, null, null, 'TCP', 'tcp'],
  [3306, 'web', null, 'TCP', 'tcp'],
  [3306, 'http', null, 'HTTP', 'http'],
  [80, 'http', 'tcp', 'TCP', 'tcp'],
  [80, 'http', 'example.com/thing', 'AUTO', 'unknown'],
  [80, 'tcp', 'kubernetes.io/h2c', 'HTTP', 'http2'],
  [80, 'tcp', 'kubernetes.io/ws', 'HTTP', 'http'],
  [80, 'tcp', 'kubernetes.io/wss', 'TCP', 'https'],
])('port %i named %j with appProtocol %j is %s (%s)', (port, name, appProtocol, declared, application) => {
  expect(selectProtocol('TCP', port, name, appProtocol)).toEqual({ declared, application });
});

test('UDP ports are no listener of Istio’s', () => {
  expect(selectProtocol('UDP', 53, 'http', null)).toEqual({ declared: 'TCP', application: 'udp' });
});
