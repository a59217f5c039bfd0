import type { World } from '../controlplane/world.ts';
import type { Request } from '../model/request.ts';
import type { Resource } from '../model/resource.ts';
import type { HopwiseDocument, Scenario } from '../model/scenario.ts';
import type { Token } from '../model/token.ts';
import type { Trace } from '../model/trace.ts';
import type { ParsedDocument } from '../yaml/parse.ts';
import { authorizerOf } from './authorizers.ts';
import { clockOf, issuanceOf } from './certificates.ts';
import { type EvaluationMemory, parsedOf, type Sending, worldOf } from './memory.ts';
import { meshSourceOf, type ReadMesh, readMesh } from './mesh.ts';
import type { Problem } from './read.ts';
import { readScenario } from './scenario.ts';
import { tokenDesk } from './tokens/resolve.ts';

/** A document that is ready to be asked about. */
export interface Prepared {
  readonly parsed: ParsedDocument;
  /** All objects but the Scenario. */
  readonly resources: readonly Resource[];
  /** As written: without suggested requests. */
  readonly own: Scenario;
  readonly problems: readonly Problem[];
  readonly meshProblem: ReadMesh['problem'];
  /** At the scenario's clock. */
  readonly world: World;
  /** At the time at which a request is sent. */
  readonly worldFor: (request: Request) => World;
  readonly sendOf: (request: Request) => Trace;
  /** The request with tokens in the place of their names. */
  readonly resolve: (request: Request) => Request;
}

/** Reads a document and builds its world. `extra` is a token on top of its own, which takes the place of one of the same name. */
export function prepare(document: HopwiseDocument, memory: EvaluationMemory, extra: Token | null = null): Prepared {
  const parsed = parsedOf(document, memory);
  const { scenario: own, problems } = readScenario(parsed.scenario);
  const resources = objectsOf(parsed);
  const { mesh, problem } = readMesh(resources, own.mesh);
  const authorizer = authorizerOf(own.authorizers);
  const scenarioId = parsed.scenario?.id ?? null;
  const meshSource = meshSourceOf(resources, scenarioId === null ? null : { id: scenarioId, mesh: own.mesh });
  const sendings = new Map<string, Sending>();
  const sendingAt = (clock: string): Sending => {
    const known = sendings.get(clock);
    if (known !== undefined) return known;
    const issuance = issuanceOf(own, clock, scenarioId);
    const sending = worldOf(parsed, resources, { mesh, clock, authorizer, issuance, meshSource }, memory);
    sendings.set(clock, sending);
    return sending;
  };
  const sendingOf = ({ at }: Request): Sending => sendingAt(clockOf(own, at));
  const tokens = extra === null ? own.tokens : [...own.tokens.filter(({ name }) => name !== extra.name), extra];
  const { resolve, unresolve } = tokenDesk(tokens, own.clock, memory.minted);
  return {
    parsed,
    resources,
    own,
    problems,
    meshProblem: problem,
    world: sendingAt(own.clock).world,
    worldFor: (request) => sendingOf(request).world,
    sendOf: (request) => unresolve(sendingOf(request).sendOf(resolve(request)), request),
    resolve,
  };
}

const objects = new WeakMap<ParsedDocument, readonly Resource[]>();

/** All but the Scenario: the same list for the same text. */
function objectsOf(parsed: ParsedDocument): readonly Resource[] {
  const known = objects.get(parsed);
  if (known !== undefined) return known;
  const found = parsed.resources.filter(({ kind }) => kind !== 'Scenario');
  objects.set(parsed, found);
  return found;
}
