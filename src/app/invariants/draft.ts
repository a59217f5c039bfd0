import type { AllowedCaller, Demand, Scope } from '../../core/model/invariant.ts';

/** What the form can make; a flow is kept from its story. */
export const formKinds = ['onlyCallers', 'mtls', 'knownIdentity', 'noPlaintext', 'egress'] as const;

/** What is typed and chosen, for all kinds: changing the kind loses nothing. */
export interface Draft {
  readonly kind: (typeof formKinds)[number];
  /** Null: nothing is chosen yet. */
  readonly scope: Scope | null;
  readonly callers: readonly AllowedCaller[];
  readonly port: string;
  readonly hosts: string;
}

export const emptyDraft: Draft = { kind: 'onlyCallers', scope: null, callers: [], port: '', hosts: '' };

/** The demand that a draft makes; null: something is missing, or wrong. */
export function readDraft(draft: Draft): Demand | null {
  const { kind, scope, callers } = draft;
  if (scope === null) return null;
  switch (kind) {
    case 'noPlaintext':
      return { kind, within: scope };
    case 'egress':
      return hostsProblem(draft) === null ? { kind, from: scope, hosts: hostsOf(draft) } : null;
    case 'onlyCallers':
      return portProblem(draft) ? null : { kind, to: scope, port: portOf(draft), callers };
    case 'mtls':
    case 'knownIdentity':
      return portProblem(draft) ? null : { kind, to: scope, port: portOf(draft) };
  }
}

/** Whether what is typed is no port. */
export function portProblem({ port }: Draft): boolean {
  const text = port.trim();
  return text !== '' && !(/^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65535);
}

/** What of it is no host; null: all are. */
export function hostsProblem(draft: Draft): string | null {
  return hostsOf(draft).find((host) => !/^(\*\.)?[a-z0-9]([a-z0-9.:-]*[a-z0-9])?$/i.test(host)) ?? null;
}

function portOf({ port }: Draft): number | null {
  return port.trim() === '' ? null : Number(port.trim());
}

function hostsOf({ hosts }: Draft): readonly string[] {
  return hosts.split(/[\s,]+/).filter((host) => host !== '');
}
