import { describe, expect, it } from 'vitest';
import { send } from '../dataplane/send.ts';
import { authorizationPolicy, call, worldWith } from '../dataplane/world.fixture.ts';
import type { Draws } from '../model/draw.ts';
import type { Chances } from '../model/story.ts';
import { chancesOf } from './chances.ts';

const host = 's.b.svc.cluster.local';
const destination = (name: string, weight: number): string => `{destination: {host: ${name}}, weight: ${weight}}`;
const route = (http: string): string =>
  `{apiVersion: networking.istio.io/v1, kind: VirtualService, metadata: {name: v, namespace: a}, spec: {hosts: [${host}], http: [{${http}}]}}`;
const abort = (share: number): string => `fault: {abort: {httpStatus: 503, percentage: {value: ${share}}}}`;

function chances(yaml: string, draws: Draws = {}): Chances | null {
  const world = worldWith(yaml);
  const request = { ...call(), draws };
  return chancesOf(world, request, send(world, request));
}

describe('what else could have been drawn', () => {
  it('is nothing where nothing is drawn', () => {
    expect(chances(route(`route: [${destination(host, 100)}]`))).toBeNull();
    expect(
      chances(route(`fault: {delay: {fixedDelay: 1s, percent: 100}}, route: [${destination(host, 1)}]`)),
    ).toBeNull();
  });

  it('has the verdict of each branch, and how often this one falls', () => {
    const split = route(`route: [${destination(host, 80)}, ${destination('gone', 20)}]`);
    const step = 'a/c/outbound/draw-destination';
    expect(chances(split)).toMatchObject({
      share: 80,
      certain: false,
      draws: [
        {
          step,
          branches: [
            { name: host, share: 80, drawn: true, verdict: 'allowed', draws: { [step]: host } },
            { name: 'gone', share: 20, drawn: false, verdict: 'denied', draws: { [step]: 'gone' } },
          ],
        },
      ],
    });
    expect(chances(split, { [step]: 'gone' })).toMatchObject({ share: 20, certain: false });
  });

  it('counts over all that is drawn on the way, each by itself', () => {
    const both = route(`${abort(10)}, route: [${destination(host, 50)}, ${destination('gone', 50)}]`);
    expect(chances(both)).toMatchObject({ share: 45 });
    // Once it is aborted no destination is drawn.
    expect(chances(both, { 'a/c/outbound/draw-abort': 'abort' })).toMatchObject({
      share: 55,
      draws: [{ of: 'abort' }],
    });
  });

  it('says where every way ends alike', () => {
    const split = route(
      `route: [${destination(host, 80)}, {destination: {host: ${host}, port: {number: 8081}}, weight: 20}]`,
    );
    expect(chances(split)).toMatchObject({ share: 100, certain: true });
    const denying = `${split}\n---\n${authorizationPolicy('none', '{}')}`;
    expect(chances(denying)).toMatchObject({ share: 100, certain: true });
  });

  it('gives up counting where there are too many ways', () => {
    const many = Array.from({ length: 80 }, (_, index) => destination(`gone${index}`, 1)).join(', ');
    expect(chances(route(`route: [${destination(host, 2)}, ${many}]`))).toMatchObject({ share: null, certain: false });
  });
});
