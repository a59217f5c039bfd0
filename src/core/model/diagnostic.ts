import type { Path, ResourceId } from './resource.ts';

export type Severity = 'error' | 'warning' | 'hint';

/** Every code a diagnostic can have. The sentence for each lives in `content/locales`. */
export const diagnosticCodes = [
  'yamlSyntax', // the text is not YAML: args.message
  'yamlDuplicateKey', // args.key
  'yamlTooManyAliases',
  'yamlTooDeep',
  'textTooLarge', // args.limit
  'textBinary',
  'documentNotObject',
  'missingKind',
  'missingName',
  'duplicateResource', // args.id: the later one replaces the earlier one, as kubectl apply does
  'kindNotSimulated', // args.kind: kept, not simulated
  'unknownField', // args.field, args.suggestion ('' if none)
  'wrongType', // args.expected, args.actual
  'wrongEnum', // args.value, args.allowed, args.suggestion
  'requiredField', // args.field
  'scenarioInvalid', // args.message
  'rejected', // refused by istiod's webhook or the CRD's rules: args.reason
] as const;
export type DiagnosticCode = (typeof diagnosticCodes)[number];

/** Something to say about the text, with its place. Lines and columns count from 1. */
export interface Diagnostic {
  readonly code: DiagnosticCode;
  readonly severity: Severity;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly args: Readonly<Record<string, string>>;
  /** The resource and path meant, where there is one. */
  readonly resource: ResourceId | null;
  readonly path: Path;
}
