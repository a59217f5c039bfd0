import { describe, expect, it } from 'vitest';
import { send } from '../dataplane/send.ts';
import { call, worldWith } from '../dataplane/world.fixture.ts';

const host = 's.b.svc.cluster.local';

/** The port of `b/s` that a TCP connection of `a/c` to port 9000 ends at, under a VirtualService with this `tcp` route to 8081. */
function landsAt(match: string, port = 9000): number | null {
  const service = `{apiVersion: networking.istio.io/v1, kind: VirtualService, metadata: {name: v, namespace: a}, spec: {hosts: [${host}], tcp: [{${match}route: [{destination: {host: ${host}, port: {number: 8081}}}]}]}}`;
  return send(worldWith(service), call({ tcp: true, port })).delivery?.port ?? null;
}

describe('a tcp route of a VirtualService', () => {
  it('takes every connection to the host where it has no condition', () => {
    expect(landsAt('')).toBe(8081);
    expect(landsAt('match: [{}], ')).toBe(8081);
  });

  it('looks at port, address, caller and gateway', () => {
    expect(landsAt('match: [{port: 9000}], ')).toBe(8081);
    expect(landsAt('match: [{port: 1}], ')).toBe(9000);
    expect(landsAt('match: [{port: 1}, {port: 9000}], ')).toBe(8081);
    expect(landsAt('match: [{destinationSubnets: [0.0.0.0/0]}], ')).toBe(8081);
    expect(landsAt('match: [{destinationSubnets: [192.0.2.0/24]}], ')).toBe(9000);
    expect(landsAt('match: [{sourceLabels: {app: c}, sourceNamespace: a}], ')).toBe(8081);
    expect(landsAt('match: [{sourceLabels: {app: x}}], ')).toBe(9000);
    expect(landsAt('match: [{sourceNamespace: b}], ')).toBe(9000);
    expect(landsAt('match: [{gateways: [mesh]}], ')).toBe(8081);
    expect(landsAt('match: [{gateways: [edge]}], ')).toBe(9000);
  });
});
