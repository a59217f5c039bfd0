import type { DiagnosticCode, Severity } from './diagnostic.ts';
import type { JsonObject, Json } from './json.ts';
import type { Path, ResourceId } from './resource.ts';

/** Every pitfall that is looked for. What each says, why it matters and where to read on stand in `content/locales`. */
export const lintCodes = [
  // Which workloads a resource is for
  'selectorMatchesNothing', // args.kind, args.labels, args.where
  'selectorInOtherNamespace', // args.labels, args.where, args.other
  'rootSelectorIgnored', // a PeerAuthentication with a selector in the root namespace
  'rootSelectorEverywhere', // args.namespaces
  // Rules of an AuthorizationPolicy
  'ruleLostOnTcp', // args.field, args.ports, args.workload
  'ruleWidenedOnTcp', // args.action, args.field, args.ports, args.workload
  'splitRule', // args.first, args.second
  // Values in rules
  'spiffePrefix', // args.value
  'methodCase', // args.value
  // mTLS of servers
  'portLevelServicePort', // args.port, args.target, args.service
  // mTLS of clients
  'clientTlsWithoutMode',
] as const;
export type LintCode = (typeof lintCodes)[number];

/** One change of a resource's text. Paths are those of the text as the changes before have left it. */
export type Edit =
  | { readonly op: 'set'; readonly resource: ResourceId; readonly path: Path; readonly value: Json }
  | { readonly op: 'remove'; readonly resource: ResourceId; readonly path: Path }
  | { readonly op: 'rename'; readonly resource: ResourceId; readonly path: Path; readonly to: string }
  /** A new object, at the end of the file of another. */
  | { readonly op: 'add'; readonly beside: ResourceId; readonly manifest: JsonObject };

/** What is wrong, or only surprising, in a resource that Istio takes; and how to mend it. */
export interface Finding {
  readonly code: LintCode;
  readonly severity: Exclude<Severity, 'error'>;
  readonly resource: ResourceId;
  readonly path: Path;
  /** What is marked: the value, or its key where it is the field that is wrong. */
  readonly on: 'value' | 'key';
  readonly args: Readonly<Record<string, string>>;
  /** Changes after which it is gone. None: what is right cannot be known. */
  readonly fix: readonly Edit[];
}

/** Something to say about the text, with its place and a way to mend it. Lines and columns count from 1. */
export interface Problem {
  readonly code: DiagnosticCode | LintCode;
  readonly severity: Severity;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly args: Readonly<Record<string, string>>;
  readonly resource: ResourceId | null;
  readonly path: Path;
  readonly fix: readonly Edit[];
}

/** Lines of one file that an edit changes: what they were, and what they become. */
export interface LineChange {
  readonly file: string;
  /** The first changed line, from 1, in the text as it is. */
  readonly line: number;
  readonly removed: readonly string[];
  readonly added: readonly string[];
}
