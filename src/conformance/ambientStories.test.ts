import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkTrace } from '../core/dataplane/checkTrace.ts';
import { send } from '../core/dataplane/send.ts';
import type { JsonObject } from '../core/model/json.ts';
import type { Story, StoryHop } from '../core/model/story.ts';
import { readRequest } from '../core/scenario/request.ts';
import { tell } from '../core/story/tell.ts';
import { resourcesOf, worldOf } from './replay.ts';
import { list, object, readVector, text } from './vector.ts';

const file = (name: string) =>
  readFileSync(new URL(`./vectors/${name}.jsonl`, import.meta.url), 'utf8')
    .trim()
    .split('\n');
const lines = [...file('ambient'), ...file('fuzz-ambient')];

interface Told {
  readonly name: string;
  /** Each workload's identity, as it was recorded. */
  readonly principals: ReadonlyMap<string, string>;
  readonly story: Story;
  readonly expect: JsonObject;
}

function principalsIn(line: string): ReadonlyMap<string, string> {
  const { topology } = object(JSON.parse(line), 'the line');
  return new Map(
    list(object(topology, 'topology')['workloads']).map((entry) => {
      const { ref, principal } = object(entry, 'a workload');
      return [text(ref), text(principal).replace(/^spiffe:\/\//, '')] as const;
    }),
  );
}

function stories(line: string): readonly Told[] {
  const vector = readVector(line);
  if (vector.rejected !== null) return [];
  const principals = principalsIn(line);
  const world = worldOf(vector, resourcesOf(vector));
  return vector.requests.flatMap(({ id, request: raw, expect: recorded }) => {
    const request = readRequest(raw);
    return 'problem' in request
      ? []
      : [{ name: `${vector.name} ${id}`, principals, story: tell(send(world, request)), expect: recorded }];
  });
}

const all = lines.flatMap(stories);

/** Proxies by which a connection comes, as the recordings name them: `app/s inbound`. */
function proxyOf({ at }: StoryHop): string | null {
  switch (at.kind) {
    case 'ztunnel':
    case 'sidecar':
      return `${at.workload} ${at.side}`;
    case 'gateway':
    case 'waypoint':
      return `${at.workload} ${at.kind}`;
    case 'app':
    case 'client':
    case 'network':
    case 'outside':
      return null;
  }
}

const onWay = ({ story }: Told): readonly string[] => story.hops.flatMap((hop) => proxyOf(hop) ?? []);
const recordedWay = ({ expect: recorded }: Told): readonly string[] => [
  ...new Set(
    list(recorded['hops']).map((entry) => {
      const { proxy, side } = object(entry, 'a hop');
      return `${text(proxy)} ${text(side)}`;
    }),
  ),
];

/** Who the caller of a tunnel is: the proxy before it, or a client that was made by hand. */
function senderOf(told: Told, hop: StoryHop): string | null {
  const before = told.story.hops.slice(0, told.story.hops.indexOf(hop)).findLast((each) => proxyOf(each) !== null)?.at;
  if (before !== undefined && 'workload' in before) return told.principals.get(before.workload) ?? null;
  const { caller } = told.story.trace.request;
  return caller.kind === 'peer' ? caller.identity : null;
}

const framesOf = ({ story }: Told, hop: StoryHop) => story.frames.filter(({ hop: index }) => story.hops[index] === hop);

describe('stories of recorded requests in ambient mode', () => {
  it('are many, and each is consistent', () => {
    expect(all.length).toBeGreaterThan(1400);
    expect(all.filter(({ story }) => checkTrace(story.trace).length > 0).map(({ name }) => name)).toEqual([]);
    expect(all.filter(({ story }) => story.trace.verdict.kind === 'undetermined').map(({ name }) => name)).toEqual([]);
  });

  it('pass the proxies that wrote a line, in that order', () => {
    const wrong = all.flatMap((told) => {
      const recorded = recordedWay(told);
      // "Tcp_proxy has opened the upstream connection by the time RBAC refuses": that ztunnel logs what the story does not come to.
      const logged = told.story.trace.logs.map(({ proxy, side }) => `${proxy} ${side}`);
      const way = [...new Set([...onWay(told), ...logged])];
      // "Missing inbound hops come from pooled connections."
      const seen = way.filter((each) => recorded.includes(each));
      return seen.join() === recorded.join() ? [] : [{ name: told.name, told: way, recorded }];
    });
    expect(wrong).toEqual([]);
  });

  it('pass no other proxy, but where a connection was pooled', () => {
    const more = all.flatMap((told) => {
      const recorded = recordedWay(told);
      const silent = onWay(told).filter((each) => recorded.length > 0 && !recorded.includes(each));
      return silent.filter((each) => !each.endsWith(' inbound')).map((each) => `${told.name}: ${each}`);
    });
    expect(more).toEqual([]);
  });

  it('show the identity of whoever opened the tunnel, and none where there was no tunnel', () => {
    let tunnels = 0;
    const wrong = all.flatMap((told) =>
      told.story.hops.flatMap((hop) => {
        const frames = framesOf(told, hop);
        const connect = frames.find(({ step }) => step.kind === 'connect');
        const decided = frames.filter(({ step }) => step.kind === 'rbac');
        if (connect === undefined) {
          const named =
            hop.at.kind === 'ztunnel' && hop.at.side === 'inbound' && decided.some((each) => each.before.peer);
          return named ? [`${told.name}: ${hop.id} sees somebody`] : [];
        }
        tunnels += 1;
        const sender = senderOf(told, hop);
        const peers = new Set([connect.after.peer, ...decided.map(({ before }) => before.peer)]);
        return peers.size === 1 && sender !== null && peers.has(sender)
          ? []
          : [`${told.name}: ${hop.id} ${[...peers].join()}`];
      }),
    );
    expect(tunnels).toBeGreaterThan(1000);
    expect(wrong).toEqual([]);
  });

  it('have a line of each proxy on the way', () => {
    const wrong = all.flatMap((told) => {
      const logged = new Set(told.story.trace.logs.map(({ proxy, side }) => `${proxy} ${side}`));
      return onWay(told)
        .filter((each) => !logged.has(each))
        .map((each) => `${told.name}: ${each} ${told.story.trace.verdict.kind}`);
    });
    expect(wrong).toEqual([]);
  });
});
