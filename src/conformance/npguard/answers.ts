import { benchOf } from '../../core/analysis/difference/exact/bench.ts';
import { pathDomain } from '../../core/analysis/difference/exact/domains.ts';
import { proveTarget } from '../../core/analysis/difference/exact/prove.ts';
import { meet, minus } from '../../core/analysis/difference/exact/sizes.ts';
import { both, either, type Language, shortest } from '../../core/analysis/difference/patterns/language.ts';
import { planMatrix } from '../../core/analysis/matrix/plan.ts';
import { buildWorld, type World } from '../../core/controlplane/world.ts';
import { parseDocument } from '../../core/yaml/parse.ts';
import { type Automaton, languageOf, type Recorded, type RecordedWorld, stringsOf } from './recorded.ts';

/** Methods that both know; np-guard's CONNECT is no request that a sidecar routes. */
export const methods = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'TRACE', 'PATCH'] as const;

/** The namespace whose policies np-guard takes for those of the whole mesh. */
const theirRoot = { rootNamespace: 'istio-config' };

/** What of one caller gets to one port of a workload: by method the paths; of a port without HTTP one word is enough. */
export type Answer = ReadonlyMap<string, Language>;

/** One caller, one port of one workload. */
export interface Cell {
  readonly from: string;
  readonly to: string;
  readonly port: number;
  readonly protocol: 'http' | 'tcp';
}

export interface Compared extends Cell {
  /** One that only we let through, and one that only np-guard does: `GET /a`. */
  readonly ours: string | null;
  readonly theirs: string | null;
}

export function worldOf({ bases }: Recorded, { base, policies, mesh = theirRoot }: RecordedWorld): World {
  const text = [...(bases[base] ?? []), ...policies].map((each) => JSON.stringify(each)).join('\n---\n');
  const { resources } = parseDocument({ files: [{ name: 'world.yaml', text }] });
  return buildWorld(resources, { mesh, topology: null, clock: '2026-01-01T00:00:00Z' });
}

/** Everything that the two say of a world, cell by cell. Nobody is asked what a workload asks itself. */
export function compared(recorded: Recorded, asked: RecordedWorld): readonly Compared[] {
  const world = worldOf(recorded, asked);
  const names = [...world.cluster.workloads.keys()].map(String);
  const theirs = theirAnswers(recorded, asked);
  return ourAnswers(world).flatMap(({ to, port, protocol, answers }) =>
    names
      .filter((from) => from !== to)
      .map((from): Compared => {
        const cell = { from, to, port, protocol };
        const ours = answers.get(from) ?? new Map();
        const other = theirs(cell);
        return { ...cell, ours: onlyIn(recorded, ours, other), theirs: onlyIn(recorded, other, ours) };
      }),
  );
}

/** Of each port of a service, what its policies and all else on the way let through, by caller. */
function ourAnswers(world: World) {
  const side = { world, plan: planMatrix(world, []), resources: null };
  const bench = benchOf(side, side, () => '');
  return bench.targets.flatMap((target) => {
    const { target: dialled } = target;
    if (target.pod !== null || dialled.kind !== 'host') return [];
    const service = world.cluster.services.get(`${dialled.host}.svc.cluster.local`);
    const port = service?.ports.find((each) => each.port === dialled.port);
    if (service === undefined || port === undefined) return [];
    const protocol = port.declared === 'TCP' ? ('tcp' as const) : ('http' as const);
    const answers = new Map<string, Map<string, Language>>();
    for (const { start, region, after, doubt } of proveTarget(bench, target, true).told) {
      if (doubt !== null || after.kind === 'undetermined') throw new Error(`in doubt: ${JSON.stringify(doubt)}`);
      if (start.payload !== protocol || after.kind !== 'allowed') continue;
      const path = region.texts.get('path') ?? anything;
      for (const caller of region.callers)
        for (const method of methods)
          if (protocol === 'tcp' || region.options.get('method')?.includes(method) === true)
            add(answers, caller, method, path);
    }
    return [{ to: `${service.namespace}/${service.name}`, port: dialled.port, protocol, answers }];
  });
}

const anything = pathDomain('NONE', false);

function add(answers: Map<string, Map<string, Language>>, caller: string, method: string, path: Language): void {
  const own = answers.get(caller) ?? new Map<string, Language>();
  answers.set(caller, own);
  const before = own.get(method);
  own.set(method, before === undefined ? path : union(before, path));
}

const unions = new WeakMap<Language, WeakMap<Language, Language>>();

/** The same languages meet in cell after cell. */
function union(a: Language, b: Language): Language {
  const known = unions.get(a) ?? new WeakMap<Language, Language>();
  unions.set(a, known);
  const before = known.get(b);
  const made = before ?? either(a, b);
  if (made === null) throw new Error('too many states');
  known.set(b, made);
  return made;
}

function theirAnswers(
  { languages, characters }: Recorded,
  { allowed, allowedOnTcp }: RecordedWorld,
): (cell: Cell) => Answer {
  return ({ from, to, port, protocol }) => {
    const answers = new Map<string, Map<string, Language>>();
    for (const row of (protocol === 'tcp' ? allowedOnTcp : null) ?? allowed ?? []) {
      if (!row.from.includes(from) || !row.to.includes(to)) continue;
      if (row.ports?.some(([first, last]) => first <= port && port <= last) === false) continue;
      const path = pathsOf(row.paths === undefined ? undefined : languages[row.paths], characters);
      for (const method of row.methods ?? methods) add(answers, from, method, path);
    }
    return answers.get(from) ?? new Map();
  };
}

let domainOf: Language | null = null;

/** Paths as a proxy reads them, of the characters that np-guard knows. */
function domain(characters: string): Language {
  domainOf ??= both(pathDomain('BASE', false), stringsOf(characters)) ?? stringsOf(characters);
  return domainOf;
}

const read = new WeakMap<Automaton, Language>();

/** Undefined: all. */
function pathsOf(automaton: Automaton | undefined, characters: string): Language {
  if (automaton === undefined) return domain(characters);
  const known = read.get(automaton) ?? languageOf(automaton, characters);
  read.set(automaton, known);
  return known;
}

/** One request of the first that is not in the second; null: there is none. Paths are those that both know. */
function onlyIn({ characters }: Recorded, first: Answer, second: Answer): string | null {
  for (const method of methods) {
    const [mine, yours] = [first.get(method), second.get(method)];
    const asked = mine === undefined ? null : meet(mine, domain(characters));
    if (asked === 'tooLarge') throw new Error('too many states');
    const rest = asked === null || yours === undefined ? asked : minus(asked, yours);
    if (rest === 'tooLarge') throw new Error('too many states');
    if (rest !== null) return `${method} ${shortest(rest) ?? ''}`;
  }
  return null;
}
