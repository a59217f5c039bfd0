import type { Demand, Invariant, Scope } from '../../model/invariant.ts';
import type { JsonObject } from '../../model/json.ts';
import { writeScope } from './scope.ts';

/** The invariant as `readInvariants` reads it; what is as by default is left out. */
export function writeInvariant({ id, title, demand }: Omit<Invariant, 'index'>): JsonObject {
  return { id, ...(title === '' ? {} : { title }), ...writeDemand(demand) };
}

function writeDemand(demand: Demand): JsonObject {
  switch (demand.kind) {
    case 'flow':
      return { kind: demand.kind, request: demand.request, wants: demand.wants };
    case 'onlyCallers':
      return { kind: demand.kind, ...writeTarget(demand), callers: demand.callers.map(writeScope) };
    case 'mtls':
    case 'knownIdentity':
      return { kind: demand.kind, ...writeTarget(demand) };
    case 'noPlaintext':
      return { kind: demand.kind, within: writeScope(demand.within) };
    case 'egress':
      return { kind: demand.kind, from: writeScope(demand.from), hosts: demand.hosts };
    case 'unknown':
      return { kind: demand.word };
  }
}

function writeTarget({ to, port }: { readonly to: Scope; readonly port: number | null }): JsonObject {
  return { to: writeScope(to), ...(port === null ? {} : { port }) };
}
