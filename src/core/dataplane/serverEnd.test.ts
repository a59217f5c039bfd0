import { describe, expect, it } from 'vitest';
import { isGrpc, localReply } from './serverEnd.ts';

const head = (type: string) =>
  ({ method: 'POST', authority: 's', path: '/', headers: [['Content-Type', type]] }) as const;

describe('a reply of the proxy itself (8)', () => {
  it('is for gRPC where the content type is exactly that, or with a plus', () => {
    for (const type of ['application/grpc', 'application/grpc+proto']) expect(isGrpc(head(type))).toBe(true);
    for (const type of [
      'application/grpc-web',
      'application/grpc;charset=utf-8',
      'application/grpcx',
      'text/plain',
      '',
    ])
      expect(isGrpc(head(type))).toBe(false);
  });

  it.each([
    [400, '13'],
    [401, '16'],
    [403, '7'],
    [404, '12'],
    [429, '14'],
    [503, '14'],
    [302, '2'],
    [418, '2'],
    [500, '2'],
  ])('tells gRPC %d as %s, with HTTP 200', (status, code) => {
    expect(localReply(head('application/grpc'), status, 'no')).toEqual({
      kind: 'response',
      status: 200,
      body: '',
      headers: [['grpc-status', code]],
    });
  });
});
