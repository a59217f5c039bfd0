import type { ResourceId } from '../../model/resource.ts';
import type { Check, Step, Trace } from '../../model/trace.ts';

/** Whether a condition holds, as far as a log lets one say: surely, possibly. */
interface Holds {
  readonly surely: boolean;
  readonly possibly: boolean;
}

/** Fields whose values no access log keeps: tokens and headers; and addresses, which are not those of the real pods. */
const fields =
  /^(?:not)?(?:requestPrincipals|ipBlocks|remoteIpBlocks)$|^(?:request\.(?:auth\.|headers\[)|source\.ip$|remote\.ip$|destination\.ip$)/i;
/** What a log does keep, although it is read as a header. */
const kept = /^request\.headers\[:(?:method|path|authority)\]$/i;

/**
 * The fields, authorizers and routes on which the end of a logged request hangs although the log does not keep what they read;
 * empty: its end is what the trace says. `routes` are those that choose by headers.
 */
export function unloggedOf({ hops, verdict }: Trace, routes: ReadonlySet<ResourceId>): readonly string[] {
  const names = new Set<string>();
  for (const step of hops.flatMap(({ steps }) => steps)) {
    if (step.kind === 'extAuthz') names.add(step.provider);
    if (step.kind === 'route' && sourcesOf(step.checks).some((id) => routes.has(id))) names.add('route');
    if (step.kind !== 'rbac') continue;
    const hanging = hangsOn(step);
    // A step that passed counts, too: with the header it might not have. One that refuses for sure is the end.
    if (hanging.length > 0) for (const name of hanging) names.add(name);
    else if (verdict.kind === 'denied' && verdict.step === step.id) return [];
  }
  return [...names];
}

/** The fields on which hangs whether any policy of a filter matches. */
function hangsOn({ checks }: Pick<Step, 'checks'>): readonly string[] {
  const all = checks.map(holds);
  if (all.some(({ surely }) => surely) || !all.some(({ possibly }) => possibly)) return [];
  return [...new Set(checks.flatMap(namesIn))];
}

function holds(check: Check): Holds {
  const { kind, name, children, matched } = check;
  if (kind === 'field') return isUnlogged(name) ? { surely: false, possibly: true } : known(matched);
  if (kind === 'policySet' || kind === 'policy')
    return any(children.filter((child) => child.kind === 'policy' || child.kind === 'rule').map(holds));
  return kind === 'rule' || kind === 'from' || kind === 'to' || kind === 'when' ? together(check) : known(matched);
}

/** A list of entries is one of them; an entry, or a rule, is all of its parts. */
function together({ kind, name, children, matched, note }: Check): Holds {
  // "Nothing is left of it": it never matches, whatever its parts say.
  if (note !== undefined && !matched) return known(false);
  const parts = children.map(holds);
  if ((kind === 'from' || kind === 'to') && name === '') return any(parts);
  return { surely: parts.every(({ surely }) => surely), possibly: parts.every(({ possibly }) => possibly) };
}

function any(parts: readonly Holds[]): Holds {
  return { surely: parts.some(({ surely }) => surely), possibly: parts.some(({ possibly }) => possibly) };
}

function known(matched: boolean): Holds {
  return { surely: matched, possibly: matched };
}

function isUnlogged(name: string): boolean {
  return fields.test(name) && !kept.test(name);
}

function namesIn({ kind, name, children }: Check): readonly string[] {
  return kind === 'field' && isUnlogged(name) ? [name] : children.flatMap(namesIn);
}

function sourcesOf(checks: readonly Check[]): readonly ResourceId[] {
  return checks.flatMap(({ source, children }) => [
    ...(source === null ? [] : [source.resource]),
    ...sourcesOf(children),
  ]);
}
