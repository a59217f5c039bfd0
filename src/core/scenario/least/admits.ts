import { probesInDetail } from '../../analysis/difference/operations.ts';
import { questionOf } from '../../analysis/matrix/ask.ts';
import { keyOf } from '../../analysis/matrix/probes.ts';
import { resolveName } from '../../cluster/dns.ts';
import type { World } from '../../controlplane/world.ts';
import { send } from '../../dataplane/send.ts';
import type { AdmittedFlow, AdmittedPart } from '../../model/leastPrivilege.ts';
import type { MatrixColumn, MatrixRow, Probe } from '../../model/matrix.ts';
import { requestWords } from '../../model/naming.ts';
import type { Request } from '../../model/request.ts';
import type { HopwiseDocument } from '../../model/scenario.ts';
import type { PolicyRef } from '../../model/trace.ts';
import type { EvaluationMemory } from '../memory.ts';
import { sideOf } from '../side.ts';

/** So many flows of a part are listed; all are counted. */
const mostListed = 200;
/** So many of the wanted operations of one callee are asked of everybody else. */
const mostOperations = 32;

/**
 * What passes in a document although nobody asked for it, over `count` callees from the `from`th on: every caller is asked about
 * every operation that policies tell apart, one that they do not name, and those that are wanted. Never throws.
 */
export function admittedPart(
  document: HopwiseDocument,
  wanted: readonly Request[],
  from: number,
  count: number,
  memory: EvaluationMemory,
): AdmittedPart {
  const { world, plan, asker, resolve } = sideOf(document, memory);
  const wishes = wishesOf(world, wanted);
  const counts: Record<string, number> = {};
  const flows: AdmittedFlow[] = [];
  const guards = new Map<string, readonly PolicyRef[]>();
  let [asked, agreed, unclear] = [0, 0, 0];
  for (const column of plan.columns.slice(from, from + count)) {
    for (const probe of probesOf(world, column, wishes)) {
      const question = `${column.node}\n${keyOf(probe)}`;
      for (const row of plan.rows) {
        if (row.caller === column.node) continue;
        asked += 1;
        const request = (): Request => questionOf(row, probe, undefined);
        const answer = asker.ask(question, row.caller, () => resolve(request()));
        if (answer.verdict === 'undetermined') unclear += 1;
        if (answer.verdict !== 'allowed') continue;
        if (wishes.flows.has(wishKey(row.caller, column, probe))) {
          agreed += 1;
          continue;
        }
        // Equal reasons are equal rules: one walk tells which.
        const by = guards.get(answer.why) ?? guardsOf(world, resolve(request()));
        guards.set(answer.why, by);
        for (const key of by.length === 0 ? [''] : by.map(({ resource }) => resource))
          counts[key] = (counts[key] ?? 0) + 1;
        if (flows.length < mostListed) flows.push(flowOf(row, column, probe, request(), by));
      }
    }
  }
  return { of: plan.columns.length, asked, wanted: agreed, counts, flows, unclear };
}

function guardsOf(world: World, request: Request): readonly PolicyRef[] {
  const { verdict } = send(world, request);
  const determining = verdict.kind === 'allowed' ? verdict.determining : null;
  if (determining?.kind !== 'matched') return [];
  const policies = new Map(
    determining.rules.map(({ resource, namespace, name }) => [resource, { resource, namespace, name }]),
  );
  return [...policies.values()];
}

function flowOf(
  { caller }: MatrixRow,
  { node, namespace, name }: MatrixColumn,
  { words }: Probe,
  request: Request,
  by: readonly PolicyRef[],
): AdmittedFlow {
  return { caller, node, to: namespace === null ? name : `${namespace}/${name}`, words, request, by };
}

interface Wishes {
  /** Flows that are wanted. */
  readonly flows: ReadonlySet<string>;
  /** By callee: what is wanted of it. */
  readonly operations: ReadonlyMap<string, readonly Request[]>;
}

function wishesOf(world: World, wanted: readonly Request[]): Wishes {
  const flows = new Set<string>();
  const operations = new Map<string, Request[]>();
  for (const request of wanted) {
    if (request.caller.kind !== 'workload') continue;
    const callee = calleeOf(world, request);
    flows.add(`${request.caller.workload}\n${callee}\n${operationOf(request)}`);
    const own = operations.get(callee);
    if (own === undefined) operations.set(callee, [request]);
    else own.push(request);
  }
  return { flows, operations };
}

/** Whom a request dials, as `hostOf` names a column. */
function calleeOf({ cluster }: World, { caller, target }: Request): string {
  if (target.kind === 'workload') return target.workload;
  const namespace = caller.kind === 'workload' ? (cluster.workloads.get(caller.workload)?.namespace ?? '') : '';
  const found = resolveName(cluster, target.host, namespace);
  return found.kind === 'service' ? found.service.hostname : target.host;
}

function hostOf({ node, namespace, name, probes }: MatrixColumn): string {
  if (probes.some(({ target }) => target.kind === 'workload')) return node;
  return namespace === null ? name : `${name}.${namespace}.svc.cluster.local`;
}

function wishKey(caller: string, column: MatrixColumn, probe: Probe): string {
  return `${caller}\n${hostOf(column)}\n${operationOf(probe)}`;
}

/** Port, TLS, method and path: what policies can ask for and a log keeps. */
function operationOf({ target, payload, tls }: Pick<Request, 'target' | 'payload' | 'tls'>): string {
  const http = payload.kind === 'http' && tls === null ? `${payload.method} ${payload.path}` : payload.kind;
  return `${target.port} ${tls !== null} ${http}`;
}

function probesOf(world: World, column: MatrixColumn, { operations }: Wishes): readonly Probe[] {
  const probes = new Map(probesInDetail([world], column).map((probe) => [keyOf(probe), probe]));
  const wanted = operations.get(hostOf(column)) ?? [];
  for (const request of wanted.slice(0, mostOperations)) {
    const like = column.probes.find(({ target }) => target.port === request.target.port);
    if (like === undefined) continue;
    const { payload, tls } = request;
    const probe: Probe = { words: requestWords(request), target: like.target, payload, tls };
    if (!probes.has(keyOf(probe))) probes.set(keyOf(probe), probe);
  }
  return [...probes.values()];
}
