import type { ClusterMemory } from '../cluster/cluster.ts';
import type { Issuance } from '../controlplane/certificates.ts';
import { type Authorizer, buildWorld, type World } from '../controlplane/world.ts';
import type { KnownEdges } from './edges.ts';
import { send } from '../dataplane/send.ts';
import type { JsonObject } from '../model/json.ts';
import type { Request } from '../model/request.ts';
import type { Trace } from '../model/trace.ts';
import type { Path, Resource, SourceRef } from '../model/resource.ts';
import type { HopwiseDocument } from '../model/scenario.ts';
import { type ParsedDocument, parseDocument } from '../yaml/parse.ts';
import type { ParseCache } from '../yaml/reading.ts';

/** What earlier evaluations have worked out. It holds nothing that the text does not say. */
export interface EvaluationMemory {
  readonly parses: ParseCache;
  /** Tokens by what they are made of. */
  readonly minted: Map<string, string>;
  last: { readonly document: HopwiseDocument; readonly parsed: ParsedDocument } | null;
  readonly clusters: ClusterMemory;
  edges: KnownEdges | null;
  /** Of the last document, by the time of day. */
  worlds: { readonly parsed: ParsedDocument; readonly at: Map<string, Sending> } | null;
}

export function createMemory(): EvaluationMemory {
  return { parses: new Map(), minted: new Map(), clusters: { last: null }, edges: null, last: null, worlds: null };
}

/** The document, parsed; the last one is kept, as asking another question about the same text is most common. */
export function parsedOf(document: HopwiseDocument, memory: EvaluationMemory): ParsedDocument {
  if (memory.last !== null && sameText(memory.last.document, document)) return memory.last.parsed;
  const parsed = parseDocument(document, memory.parses);
  memory.last = { document, parsed };
  return parsed;
}

function sameText(a: HopwiseDocument, b: HopwiseDocument): boolean {
  return (
    a.files.length === b.files.length &&
    a.files.every(({ name, text }, index) => name === b.files[index]?.name && text === b.files[index].text)
  );
}

export interface Sending {
  readonly world: World;
  readonly sendOf: (request: Request) => Trace;
}

export interface SendingOptions {
  readonly mesh: JsonObject;
  readonly clock: string;
  readonly authorizer: Authorizer;
  readonly issuance: Issuance;
  readonly meshSource: (setting: Path) => SourceRef | null;
}

/** The world of a parsed document at one time, and requests through it, each sent once. */
export function worldOf(
  parsed: ParsedDocument,
  resources: readonly Resource[],
  options: SendingOptions,
  memory: EvaluationMemory,
): Sending {
  if (memory.worlds?.parsed !== parsed) memory.worlds = { parsed, at: new Map() };
  const { at } = memory.worlds;
  const known = at.get(options.clock);
  if (known !== undefined) return known;
  const sending = sendingThrough(buildWorld(resources, { ...options, topology: null, clusters: memory.clusters }));
  at.set(options.clock, sending);
  return sending;
}

function sendingThrough(world: World): Sending {
  const traces = new Map<string, Trace>();
  const sendOf = (request: Request): Trace => {
    const key = JSON.stringify(request);
    const known = traces.get(key);
    if (known !== undefined) return known;
    const trace = send(world, request);
    traces.set(key, trace);
    return trace;
  };
  return { world, sendOf };
}
