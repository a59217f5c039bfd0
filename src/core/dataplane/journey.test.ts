import { describe, expect, it } from 'vitest';
import { ambientWorld, service, traced, waypoint } from './ambient/ambient.fixture.ts';
import { bound, edge, plain, sent, toService } from './gateway/gateway.fixture.ts';
import type { Trace } from '../model/trace.ts';

/** The place of each hop, as the ids of its steps say it. */
const ids = ({ hops }: Trace): readonly string[] => hops.map(({ steps }) => steps[0].id.replace(/\/[^/]+$/, ''));

describe('a place that is entered again', () => {
  it('gets a number, so that no two steps have one id', () => {
    const trace = sent([edge(plain('["*"]')), bound(`hosts: [shop.example], http: [{${toService}}]`)]);
    expect(ids(trace)).toEqual(['client', 'network', 'a/g/gateway', 'network~2', 'b/s/inbound', 'b/s/app']);
  });

  it('gets the next one each time', () => {
    const labels = ', istio.io/use-waypoint: w, istio.io/ingress-use-waypoint: "true"';
    const gateway =
      '{apiVersion: gateway.networking.k8s.io/v1, kind: Gateway, metadata: {name: edge, namespace: amb}, spec: {gatewayClassName: istio, listeners: [{name: http, port: 80, protocol: HTTP}]}}';
    const route =
      '{apiVersion: gateway.networking.k8s.io/v1, kind: HTTPRoute, metadata: {name: r, namespace: amb}, spec: {parentRefs: [{name: edge}], rules: [{backendRefs: [{name: s, port: 80}]}]}}';
    const world = ambientWorld([gateway, route, waypoint('amb'), service('amb/s', labels)]);
    expect(ids(traced(world, 'plain/c', 'edge-istio.amb'))).toEqual([
      'plain/c/app',
      'network',
      'amb/edge-istio/gateway',
      'network~2',
      'amb/w/waypoint',
      'network~3',
      'amb/s/ztunnel-inbound',
      'amb/s/app',
    ]);
  });

  it('has none the first time, and keeps apart places whose names begin alike', () => {
    const trace = traced(ambientWorld([service('amb/s')]), 'amb/s', 's.amb');
    expect(ids(trace)).toEqual([
      'amb/s/app',
      'amb/s/ztunnel-outbound',
      'network',
      'amb/s/ztunnel-inbound',
      'amb/s/app~2',
    ]);
  });
});
