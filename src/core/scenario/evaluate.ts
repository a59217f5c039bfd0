import { blockers } from '../analysis/blockers.ts';
import { chancesOf } from '../analysis/chances.ts';
import { overview } from '../analysis/overview.ts';
import type { World } from '../controlplane/world.ts';
import { asidesOf } from '../dataplane/explain/asides.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { MeshOverview } from '../model/overview.ts';
import type { Request } from '../model/request.ts';
import type { Resource, ResourceId } from '../model/resource.ts';
import type { HopwiseDocument, Scenario } from '../model/scenario.ts';
import type { AuthorizerOverview, IssuerOverview } from '../model/security.ts';
import type { Story } from '../model/story.ts';
import type { Trace } from '../model/trace.ts';
import { tell } from '../story/tell.ts';
import type { ParsedDocument } from '../yaml/parse.ts';
import type { TextRange } from '../yaml/range.ts';
import { diagnosticsOf } from './diagnostics.ts';
import { edgesOf } from './edges.ts';
import type { EvaluationMemory } from './memory.ts';
import { authorizersOf, issuersOf } from './overviews.ts';
import { prepare } from './prepare.ts';
import { rangesOf } from './ranges.ts';
import { suggestRequests } from './suggest.ts';

export { refKey } from '../model/refKey.ts';
export { createMemory } from './memory.ts';

/** Where one object of the document is. */
export interface ResourcePlace {
  readonly id: ResourceId;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly file: string;
  readonly range: TextRange;
}

/** Everything that is shown of a document and one request. Plain data: it can be posted between threads. */
export interface Evaluation {
  readonly overview: MeshOverview;
  /** With suggested requests where the document has none of its own. */
  readonly scenario: Scenario;
  readonly diagnostics: readonly Diagnostic[];
  /** The first reason why the text could not be read in full; what could be read was evaluated. */
  readonly broken: Diagnostic | null;
  readonly story: Story | null;
  readonly request: Request | null;
  /** By `refKey`: every value that story and overview point at. */
  readonly ranges: Readonly<Record<string, TextRange>>;
  readonly resources: readonly ResourcePlace[];
  readonly issuers: readonly IssuerOverview[];
  readonly authorizers: readonly AuthorizerOverview[];
}

/**
 * Evaluates a document and tells the story of one request: a prepared one by id, one made by hand, or, for null, the one
 * that the scenario opens with. An unknown id gives no story. `spare`: there is a good answer that stays on the screen while
 * the text is broken, so that the other requests are not sent through what is left of it. Never throws.
 */
export function evaluate(
  document: HopwiseDocument,
  choice: string | Request | null,
  memory: EvaluationMemory,
  spare = false,
): Evaluation {
  const prepared = prepare(document, memory);
  const { parsed, resources, own, world, worldFor, sendOf, resolve } = prepared;
  const requests = own.requests.length > 0 ? own.requests : suggestRequests(world);
  const scenario: Scenario = { ...own, requests };
  const request = chosen(scenario, choice);
  const trace = request === null ? null : sendOf(request);
  const story = request === null || trace === null ? null : told(worldFor(request), resolve(request), trace);
  const broken = parsed.diagnostics.find(({ severity }) => severity === 'error') ?? null;
  const edges = spare && broken !== null ? [] : edgesOf(prepared, requests, memory);
  const seen = overview(world, edges, resources);
  return {
    overview: seen,
    scenario,
    diagnostics: diagnosticsOf(prepared),
    broken,
    story,
    request,
    ranges: rangesOf(parsed, story, seen, own.invariants),
    resources: placesOf(parsed),
    issuers: issuersOf(world),
    authorizers: authorizersOf(world, own.authorizers),
  };
}

function told(world: World, request: Request, trace: Trace): Story {
  return tell(trace, blockers(world, request, trace), asidesOf(world, trace), chancesOf(world, request, trace));
}

function chosen({ requests, opens }: Scenario, choice: string | Request | null): Request | null {
  if (choice !== null && typeof choice === 'object') return choice;
  if (choice !== null) return requests.find(({ id }) => id === choice) ?? null;
  return requests.find(({ id }) => id === opens) ?? requests[0] ?? null;
}

const places = new WeakMap<Resource, ResourcePlace>();

/** What an edit has not moved is the same object as before. */
function placesOf(parsed: ParsedDocument): readonly ResourcePlace[] {
  return parsed.resources.flatMap((resource) => {
    const range = parsed.locate({ resource: resource.id, path: [] });
    if (range === null) return [];
    const known = places.get(resource);
    if (known !== undefined && sameRange(known.range, range)) return [known];
    const { id, kind, namespace, name, file } = resource;
    const place = { id, kind, namespace, name, file, range };
    places.set(resource, place);
    return [place];
  });
}

function sameRange(a: TextRange, b: TextRange): boolean {
  return a.start === b.start && a.end === b.end && a.line === b.line && a.endLine === b.endLine;
}
