import { describe, expect, it } from 'vitest';
import { send } from '../../core/dataplane/send.ts';
import { call, worldWith } from '../../core/dataplane/world.fixture.ts';
import type { Draws } from '../../core/model/draw.ts';
import { tell } from '../../core/story/tell.ts';
import { say, sayCheck, sayTerm } from './en.ts';

const host = 's.b.svc.cluster.local';
const route = (http: string): string =>
  `{apiVersion: networking.istio.io/v1, kind: VirtualService, metadata: {name: v, namespace: a}, spec: {hosts: [${host}], http: [{${http}}]}}`;
const only = `route: [{destination: {host: ${host}}}]`;

/** Each step that draws: its row, its sentence, and its branches. */
function told(http: string, draws: Draws = {}): readonly string[] {
  const { frames } = tell(send(worldWith(route(http)), { ...call(), draws }));
  return frames
    .filter(({ step }) => step.kind === 'draw')
    .flatMap(({ short, long, checks }) => [
      say(short),
      say(long),
      ...checks.map((check) => `${check.matched ? '✓' : '–'} ${sayCheck(check).name} ${sayTerm(check.actual)}`),
    ]);
}

describe('what a proxy draws', () => {
  it('names the destination that was drawn, and the share of each', () => {
    const split = `route: [{destination: {host: ${host}, subset: v1}, weight: 3}, {destination: {host: ${host}}, weight: 1}]`;
    expect(told(split)).toEqual([
      's/v1: 75 in 100',
      `The route has 2 destinations and the proxy draws one for each request: 75 of 100 go to \`${host}/v1\`, and this one does.`,
      `✓ ${host}/v1 75 of 100`,
      `– ${host} 25 of 100`,
    ]);
  });

  it('says of a fault how many requests it hits, and whether this one is hit', () => {
    const abort = `fault: {abort: {httpStatus: 503, percentage: {value: 10}}}, ${only}`;
    expect(told(abort)).toEqual([
      'Draws no abort',
      'A VirtualService injects a fault: 10 of 100 requests are aborted with `503`; this one is not.',
      '✓ no fault 90 of 100',
      '– abort 10 of 100',
    ]);
    expect(told(abort, { 'a/c/outbound/draw-abort': 'abort' }).slice(0, 2)).toEqual([
      'Fault: aborts with 503',
      'A VirtualService injects a fault: 10 of 100 requests are aborted with `503`, and this one is.',
    ]);
    const delay = (share: number): string => `fault: {delay: {fixedDelay: 5s, percentage: {value: ${share}}}}, ${only}`;
    expect(told(delay(100)).slice(0, 2)).toEqual([
      'Fault: waits 5s',
      'A VirtualService injects a fault: every request is held back for `5s`.',
    ]);
    expect(told(delay(1)).slice(0, 2)).toEqual([
      'Draws no delay',
      'A VirtualService injects a fault: 1 of 100 requests are held back for `5s`; this one is not.',
    ]);
  });
});
