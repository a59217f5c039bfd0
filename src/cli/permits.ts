import type { ChangedFlow } from '../core/model/difference.ts';
import type { ChangedClass, Literal } from '../core/model/proof.ts';

/** What may be newly allowed: a pattern over lines such as `shop/frontend -> payments/backend GET /charges`. */
export type Permit = RegExp;

/** As many workloads of a class as are told by name. */
const mostNamed = 6;

/**
 * `CALLER -> CALLEE METHOD PATH`: a star stands for anything, and without words after the callee it is all that is asked of
 * it. The caller is a workload, the identity of a certificate, or `outside`, who comes through a gateway. A string says what is wrong.
 */
export function readPermit(text: string): Permit | string {
  const [caller = '', called = '', ...rest] = text.split(/\s*(?:->|→)\s*/).map((part) => part.trim());
  if (caller === '' || called === '' || rest.length > 0)
    return `"${text}" permits nothing: write "CALLER -> CALLEE" or "CALLER -> CALLEE METHOD PATH".`;
  const whole = `${caller} -> ${/\s/.test(called) ? called : `${called} *`}`;
  const literal = whole.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`).replaceAll('*', '.*');
  return new RegExp(`^${literal.replaceAll(/\s+/g, ' ')}$`);
}

/** The permits of a file, one a line; empty lines and what follows a `#` do not count. */
export function readPermits(text: string, file: string): readonly Permit[] | string {
  const permits: Permit[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    const written = line.replace(/(^|\s)#.*/, '').trim();
    if (written === '') continue;
    const permit = readPermit(written);
    if (typeof permit === 'string') return `${file}:${index + 1}: ${permit}`;
    permits.push(permit);
  }
  return permits;
}

/** What would have to be permitted for a flow, as a permit says it. */
export function asksOfFlow({ caller, to, words }: ChangedFlow): readonly string[] {
  return [`${caller} -> ${to} ${words}`];
}

/**
 * The same for a class of requests: at least all of them. Where it cannot be told in full who they are from or what they
 * ask for, a star stands there, which only a star permits.
 */
export function asksOfClass({ senders, to, payload, literals }: ChangedClass): readonly string[] {
  const callee = to.replace(/:\d+$/, '');
  const method = payload === 'tcp' ? ['TCP'] : valuesOf(literals, 'method');
  const path = payload === 'tcp' ? ['*'] : valuesOf(literals, 'path');
  return callersOf(senders, literals).flatMap((caller) =>
    method.flatMap((verb) => path.map((each) => `${caller} -> ${callee} ${verb} ${each}`)),
  );
}

function callersOf(senders: ChangedClass['senders'], literals: readonly Literal[]): readonly string[] {
  switch (senders.kind) {
    case 'nobody':
      return ['*'];
    case 'outside':
      return ['outside'];
    case 'identities':
    case 'tunnels': {
      const named = literals.find(
        ({ about, holds, words }) => about === 'identity' && holds && words.field === 'principals',
      );
      return named?.words.values ?? ['*'];
    }
    case 'workloads': {
      const { everyone, namespaces, named, count } = senders;
      const cut = namespaces.length === 0 ? named.length < count : named.length >= mostNamed;
      if (everyone || cut) return ['*'];
      return [...namespaces.map((namespace) => `${namespace}/*`), ...named];
    }
  }
}

/** The values of one condition that all requests of a class meet: the class is no larger. */
function valuesOf(literals: readonly Literal[], about: string): readonly string[] {
  return literals.find((each) => each.about === about && each.holds)?.words.values ?? ['*'];
}

/** What nobody has permitted, each once. */
export function unpermitted(asks: readonly string[], permits: readonly Permit[]): readonly string[] {
  return [...new Set(asks)].filter((ask) => !permits.some((permit) => permit.test(ask)));
}
