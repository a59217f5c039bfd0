import { describe, expect, it } from 'vitest';
import type { Request } from '../model/request.ts';
import { workloadId } from '../model/resource.ts';
import type { Trace } from '../model/trace.ts';
import { checkTrace } from './checkTrace.ts';
import { send } from './send.ts';
import { call, worldWith } from './world.fixture.ts';

/** What is sent to the pod `b/s` itself, on a port on which it does not listen. */
function sent(asked: Parameters<typeof call>[0], headers: readonly (readonly [string, string])[] = []): Trace {
  const request = call(asked);
  const payload: Request['payload'] =
    request.payload.kind === 'http' ? { ...request.payload, headers } : request.payload;
  const target = { kind: 'workload', workload: workloadId('b', 's'), port: request.target.port } as const;
  const trace = send(worldWith(''), { ...request, payload, target });
  expect(checkTrace(trace)).toEqual([]);
  return trace;
}

const body =
  'upstream connect error or disconnect/reset before headers. retried and the latest reset reason: remote connection failure';
const details =
  'upstream_reset_before_response_started{remote_connection_failure|delayed_connect_error:_Connection_refused}';

it('a port of gRPC is asked once', () => {
  const dead = (protocol: string): Trace => {
    const port = `{number: 8080, name: x, protocol: ${protocol}}`;
    const sidecar = `{apiVersion: networking.istio.io/v1, kind: Sidecar, metadata: {name: s, namespace: b}, spec: {ingress: [{port: ${port}, defaultEndpoint: "127.0.0.1:7001"}]}}`;
    return send(worldWith(sidecar), call());
  };
  expect(dead('GRPC').caller).toMatchObject({ body: body.replace('retried and the latest ', '') });
  expect(dead('GRPC').logs).toMatchObject([{ flags: [] }, { flags: ['UF'], details }]);
  expect(dead('HTTP').caller).toMatchObject({ body });
});

/** REFUSED: "nothing listens on the pod's port, behind its sidecar: 503, passed on from the server's proxy; TCP: connect succeeds, then closed". */
describe('a sidecar before a port that nothing listens on', () => {
  it('answers 503 by itself, which the client’s proxy passes on', () => {
    const trace = sent({});
    expect(trace.caller).toEqual({ kind: 'http', status: 503, body, headers: [] });
    expect(trace.verdict).toMatchObject({ kind: 'denied', cause: 'connectionRefused' });
    expect(trace.logs).toMatchObject([
      { proxy: 'a/c', side: 'outbound', status: 503, flags: [], details: 'via_upstream' },
      { proxy: 'b/s', side: 'inbound', status: 503, flags: ['URX', 'UF'], details },
    ]);
  });

  it('answers a client without a proxy alike', () => {
    const trace = sent({ from: 'legacy/n' });
    expect(trace.caller).toMatchObject({ kind: 'http', status: 503, body });
    expect(trace.logs).toMatchObject([{ proxy: 'b/s', status: 503, flags: ['URX', 'UF'], details }]);
  });

  it('answers HEAD without a body, and gRPC with its status', () => {
    expect(sent({ method: 'HEAD' }).caller).toMatchObject({ status: 503, body: '' });
    const grpc = sent({ method: 'POST' }, [['content-type', 'application/grpc']]);
    expect(grpc.caller).toEqual({ kind: 'http', status: 200, body: '', headers: [['grpc-status', '14']] });
    expect(grpc.logs.find(({ side }) => side === 'inbound')).toMatchObject({ status: 503, flags: ['URX', 'UF'] });
  });

  it('closes a connection of bytes', () => {
    const trace = sent({ port: 9001, tcp: true });
    expect(trace.caller).toEqual({ kind: 'closed' });
    expect(trace.logs.find(({ side }) => side === 'inbound')).toMatchObject({ log: 'tcp', flags: ['UF', 'URX'] });
    expect(sent({ from: 'legacy/n', port: 9001, tcp: true }).caller).toEqual({ kind: 'closed' });
  });
});
