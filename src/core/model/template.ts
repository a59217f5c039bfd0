import type { LineChange } from './lint.ts';
import type { ResourceId, WorkloadId } from './resource.ts';

/** What somebody wants to be so; the resources that make it so are written from it. */
export const intents = [
  'allowNothing',
  'onlyCallers',
  'onlyNamespace',
  'denyPath',
  'requireMtls',
  'requireJwt',
  'allowHost',
  'egressGateway',
] as const;
export type Intent = (typeof intents)[number];

/** Where it is to hold. */
export type TemplateScope =
  | { readonly kind: 'mesh' }
  | { readonly kind: 'namespace'; readonly namespace: string }
  | { readonly kind: 'workload'; readonly workload: WorkloadId };

/** What a template has to know; each intent uses some of it. */
export interface TemplateAnswers {
  readonly scope: TemplateScope;
  /** Principals. */
  readonly callers: readonly string[];
  readonly namespaces: readonly string[];
  readonly paths: readonly string[];
  readonly issuer: string;
  readonly host: string;
  readonly port: number;
}

/** What is still missing, or cannot be had in this mesh. */
export type TemplateWants = 'scope' | 'callers' | 'namespaces' | 'paths' | 'issuer' | 'host' | 'egressGateway';

/** A document with the resources of a template in it. */
export interface WrittenTemplate {
  readonly kind: 'written';
  readonly document: { readonly files: readonly { readonly name: string; readonly text: string }[] };
  /** What is new or edited, the most telling first. */
  readonly resources: readonly ResourceId[];
  readonly lines: readonly LineChange[];
  /** The workloads on which these resources act. */
  readonly selects: readonly WorkloadId[];
}
export type TemplateOutcome =
  | WrittenTemplate
  | { readonly kind: 'wants'; readonly what: TemplateWants }
  /** The text could not be added to. */
  | { readonly kind: 'refused' };
