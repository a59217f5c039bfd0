import DOMPurify from 'dompurify';
import mermaid from 'mermaid';
import { beforeAll, describe, expect, it } from 'vitest';
import { ambientWorld, peer, policy, service, traced, waypoint } from '../core/dataplane/ambient/ambient.fixture.ts';
import type { Message } from '../core/model/message.ts';
import type { Story } from '../core/model/story.ts';
import { createMemory, evaluate } from '../core/scenario/evaluate.ts';
import { type Enforcement, enforcementOf } from '../core/story/diagram/enforcement.ts';
import { flowchart } from '../core/story/diagram/flowchart.ts';
import { sequenceDiagram } from '../core/story/diagram/sequence.ts';
import { visibleFrames } from '../core/story/playhead.ts';
import { tell } from '../core/story/tell.ts';
import { diagramWords } from './locales/en/diagram.ts';
import { say } from './locales/en.ts';
import { scenarios } from './scenarios.ts';

const memory = createMemory();
const words = { ...diagramWords, say: (message: Message) => say(message).replaceAll(/\*\*|`/g, '') };

const told = new Map<string, Story>();

function storyOf(scenario: string, request: string): Story {
  const known = told.get(`${scenario} ${request}`);
  if (known !== undefined) return known;
  const files = scenarios.find(({ id }) => id === scenario)?.files ?? [];
  const { story } = evaluate({ files }, request, memory);
  if (story === null) throw new Error(`no story ${scenario} ${request}`);
  told.set(`${scenario} ${request}`, story);
  return story;
}

/** Box by box what the request meets: `app`, `✓ Kind names`; an app that it never reached in brackets. */
function met(enforcement: Enforcement): readonly string[] {
  const marks = { passed: '✓', denied: '✕', undetermined: '?', absent: '–', notNeeded: '–', notReached: '·' };
  return enforcement.boxes.map(({ parts }) =>
    parts
      .map((part) => {
        if (part.kind === 'app') return part.reached ? 'app' : '(app)';
        const { kind, did, names } = part.control;
        return [marks[did], kind, ...names].join(' ');
      })
      .join(', '),
  );
}

const all = scenarios.flatMap(({ id, files }) =>
  evaluate({ files }, null, memory).overview.requests.map((request) => ({ scenario: id, request: request.id })),
);

describe('the enforcement diagram', () => {
  it('shows the first story as the course draws it: sidecar, mTLS, sidecar, and the controls that act', () => {
    const diagram = enforcementOf(storyOf('shop-and-payments', 'reviews-charges'));
    expect(met(diagram)).toEqual([
      'app, – ServiceEntry, – Sidecar',
      '✓ PeerAuthentication default, – RequestAuthentication, ✓ AuthorizationPolicy no-admin, ✕ AuthorizationPolicy backend-callers, (app)',
    ]);
    expect(diagram.links).toEqual([{ wire: 'mtls', arrived: true }]);
  });

  it.each([
    [
      'shop-and-payments',
      'frontend-charges',
      [
        'app, – ServiceEntry, – Sidecar',
        '✓ PeerAuthentication default, – RequestAuthentication, ✓ AuthorizationPolicy no-admin, ✓ AuthorizationPolicy backend-callers, app',
      ],
    ],
    [
      'shop-and-payments',
      'batch-charges',
      ['app', '✕ PeerAuthentication default, · RequestAuthentication, · AuthorizationPolicy, (app)'],
    ],
    [
      'strict-meets-plaintext',
      'batch-https',
      ['app', '✓ PeerAuthentication default, ✕ step, · RequestAuthentication, · AuthorizationPolicy, (app)'],
    ],
    [
      'strict-meets-plaintext',
      'batch-reviews',
      ['app', '– PeerAuthentication, – RequestAuthentication, – AuthorizationPolicy, app'],
    ],
    ['network-policy-drops', 'batch-charges', ['app', '✕ NetworkPolicy only-frontend, (app)']],
    [
      'network-policy-drops',
      'frontend-charges',
      [
        'app, – ServiceEntry, – Sidecar',
        '✓ NetworkPolicy only-frontend, – PeerAuthentication, – RequestAuthentication, – AuthorizationPolicy, app',
      ],
    ],
    ['malicious-site-open', 'reviews-malicious', ['app, – ServiceEntry, ✓ Sidecar', 'app']],
    ['malicious-site-black-hole', 'reviews-malicious', ['app, – ServiceEntry, ✕ Sidecar', '(app)']],
    ['malicious-site-black-hole', 'batch-malicious', ['app', 'app']],
    ['sidecar-is-no-firewall', 'reviews-charges', ['app, – ServiceEntry, ✕ Sidecar reviews', '(app)']],
    ['github-by-service-entry', 'frontend-github', ['app, ✓ ServiceEntry api.github.com, – Sidecar', 'app']],
    [
      'github-by-egress-gateway',
      'frontend-github',
      [
        'app, – ServiceEntry, – Sidecar',
        '– RequestAuthentication, – AuthorizationPolicy, ✓ ServiceEntry api.github.com',
        'app',
      ],
    ],
    [
      'token-and-authorizer',
      'clerk-refund',
      [
        'app, – ServiceEntry, – Sidecar',
        '✓ PeerAuthentication default, ✕ AuthorizationPolicy refunds-ask-opa, · RequestAuthentication, · AuthorizationPolicy, (app)',
      ],
    ],
  ])('of %s, %s', (scenario, request, boxes) => {
    expect(met(enforcementOf(storyOf(scenario, request)))).toEqual(boxes);
  });

  it.each(all)('of $scenario, $request agrees with the verdict', ({ scenario, request }) => {
    const story = storyOf(scenario, request);
    const { boxes, links } = enforcementOf(story);
    const parts = boxes.flatMap((box) => box.parts);
    const deeds = parts.flatMap((part) => (part.kind === 'control' ? [part.control.did] : []));
    const { kind } = story.trace.verdict;
    expect(deeds.filter((did) => did === 'denied')).toHaveLength(kind === 'denied' ? 1 : 0);
    expect(deeds.filter((did) => did === 'undetermined')).toHaveLength(kind === 'undetermined' ? 1 : 0);
    expect(deeds.includes('notReached') && kind === 'allowed').toBe(false);
    // What a gateway would have handed it on to is not known where it hands nothing on.
    const open = boxes.at(-1)?.at?.kind === 'gateway';
    expect(parts.some((part) => part.kind === 'app' && !part.reached)).toBe(kind !== 'allowed' && !open);
    expect(links).toHaveLength(boxes.length - 1);
  });
});

describe('the enforcement diagram in ambient', () => {
  const told = (resources: readonly string[], from: string, to: string) =>
    met(enforcementOf(tell(traced(ambientWorld(resources), from, to))));

  it('has the ztunnel of a node in the box of the pod that it serves', () => {
    const allow = '{rules: [{from: [{source: {principals: [cluster.local/ns/amb/sa/c]}}]}]}';
    expect(told([policy('amb/p', allow)], 'amb/c', 's.amb')).toEqual(['app', '✓ AuthorizationPolicy p, app']);
    expect(told([policy('amb/p', allow)], 'plain/c', 's.amb')).toEqual(['app', '✕ AuthorizationPolicy p, (app)']);
  });

  it('names the PeerAuthentication by which a ztunnel refuses plaintext', () => {
    const boxes = told([peer('amb/strict', '{mtls: {mode: STRICT}}')], 'plain/c', 's.amb');
    expect(boxes).toEqual(['app', '✕ PeerAuthentication strict, (app)']);
  });

  it('has a box for a waypoint', () => {
    const world = [waypoint('amb'), service('amb/s', ', istio.io/use-waypoint: w')];
    const { boxes, links } = enforcementOf(tell(traced(ambientWorld(world), 'amb/c', 's.amb')));
    expect(boxes.map(({ at }) => at?.kind)).toEqual(['app', 'waypoint', 'ztunnel']);
    expect(links).toEqual([
      { wire: 'hbone', arrived: true },
      { wire: 'hbone', arrived: true },
    ]);
  });
});

describe('the text of the enforcement diagram', () => {
  it('marks each control by what it did, and leads through the walls of the proxies', () => {
    const lines = flowchart(enforcementOf(storyOf('shop-and-payments', 'reviews-charges')), words).split('\n');
    expect(lines.map((line) => line.trim())).toEqual(
      expect.arrayContaining([
        'flowchart LR',
        'subgraph b1["Pod payments/backend"]',
        'subgraph b1p0["Envoy sidecar, inbound"]',
        'b0n1["– ServiceEntry<br/>not asked#58; it goes to a pod"]',
        'b1n0["✓ PeerAuthentication default<br/>STRICT#58; takes mTLS"]',
        'b1n3["✕ AuthorizationPolicy<br/>backend-callers<br/>ALLOW#58; no rule matches"]',
        'b0n0 --> b0p1',
        'b1p0 -.-> b1n4',
        'b0 -->|"mTLS"| b1',
        'class b1n3 denied',
      ]),
    );
  });

  it('puts the boxes one below the other for narrow screens', () => {
    const enforcement = enforcementOf(storyOf('shop-and-payments', 'reviews-charges'));
    expect(flowchart(enforcement, words, true)).toMatch(/^flowchart TB\n/);
  });
});

describe('the sequence', () => {
  it.each(all)('of $scenario, $request has a message for each step of the list', ({ scenario, request }) => {
    const story = storyOf(scenario, request);
    for (const detail of ['story', 'engine'] as const) {
      const text = sequenceDiagram(story, detail, words);
      const numbers = [...text.matchAll(/^ {2}p\d+-\S+p\d+: (\d+)\. .+$/gm)].map(([, number]) => Number(number));
      expect(numbers).toEqual(visibleFrames(story, detail).map((_, index) => index + 1));
      const cast = text.match(/^ {2}participant /gm) ?? [];
      for (const [, who] of text.matchAll(/p(\d+)(?=[-:])/g)) expect(Number(who)).toBeLessThan(cast.length);
    }
  });

  it('leads from the caller through the proxies to the gate that is shut, and back', () => {
    const lines = sequenceDiagram(storyOf('shop-and-payments', 'reviews-charges'), 'story', words).split('\n');
    expect(lines).toContain('  p0->>p1: 1. Sends GET /charges');
    expect(lines).toContain('  p1->>p2: 4. Travels in mTLS');
    expect(lines).toContain('  p2-xp2: 7. ALLOW#58; no rule matches');
    expect(lines.at(-2)).toBe('  p2-->>p0: 8. Gets 403');
  });

  it('shows whom the network does not let it reach', () => {
    const text = sequenceDiagram(storyOf('network-policy-drops', 'batch-charges'), 'story', words);
    expect(text).toContain('  participant p1 as backend\n');
    expect(text).toContain('  p0-xp1: 3. NetworkPolicy drops it');
    expect(text).toContain('  p0-->>p0: 4. Times out');
  });
});

describe('every diagram of every built-in mesh', () => {
  // Outside of a browser there is nothing to clean for, and no cleaner.
  beforeAll(() => {
    Object.assign(DOMPurify, { addHook: () => undefined, sanitize: (text: string) => text });
    mermaid.initialize({ startOnLoad: false });
  });

  it('is Mermaid', async () => {
    for (const { scenario, request } of all) {
      const story = storyOf(scenario, request);
      const chart = await mermaid.parse(flowchart(enforcementOf(story), words));
      expect(chart.diagramType).toMatch(/^flowchart/);
      expect((await mermaid.parse(sequenceDiagram(story, 'engine', words))).diagramType).toBe('sequence');
    }
  });
});
