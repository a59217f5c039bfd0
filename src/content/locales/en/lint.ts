import { type DiagnosticCode, diagnosticCodes } from '../../../core/model/diagnostic.ts';
import type { LintCode, Problem, ProvedCode } from '../../../core/model/lint.ts';
import { sayDiagnostic } from './diagnostics.ts';
import { attachment } from './lint/attachment.ts';
import { callers } from './lint/callers.ts';
import { effects } from './lint/effects.ts';
import { enforcement } from './lint/enforcement.ts';
import { identities } from './lint/identities.ts';
import { mtls } from './lint/mtls.ts';
import { network } from './lint/network.ts';
import { proved } from './lint/proved.ts';
import { reading } from './lint/reading.ts';
import { routes } from './lint/routes.ts';
import { rules } from './lint/rules.ts';
import type { Arg, Teaching } from './lint/teaching.ts';
import { values } from './lint/values.ts';
import { waypoints } from './lint/waypoints.ts';
import { wayOut } from './lint/wayOut.ts';

const lints: Readonly<Record<LintCode | ProvedCode, Teaching>> = {
  ...attachment,
  ...enforcement,
  ...effects,
  ...rules,
  ...values,
  ...identities,
  ...callers,
  ...mtls,
  ...routes,
  ...wayOut,
  ...waypoints,
  ...network,
  ...proved,
};

/** A problem in words. */
export interface Taught {
  readonly sentence: string;
  readonly why: string;
  /** What the quick fix does; null: there is none. */
  readonly fix: string | null;
  /** A page of Istio's documentation; null: none speaks of it. */
  readonly docs: string | null;
}

const documentation = 'https://istio.io/latest/docs/';

/** What there is to say about a problem. */
export function teach({ code, args, fix }: Pick<Problem, 'code' | 'args' | 'fix'>): Taught {
  const arg: Arg = (name) => args[name] ?? '';
  const said = isDiagnostic(code) ? { ...reading[code], says: () => sayDiagnostic({ code, args }) } : lints[code];
  const title = 'fix' in said ? said.fix : undefined;
  const docs = 'docs' in said ? said.docs : undefined;
  return {
    sentence: said.says(arg),
    why: textOf(said.why, arg),
    fix: fix.length === 0 || title === undefined ? null : textOf(title, arg),
    docs: docs === undefined ? null : `${documentation}${docs}`,
  };
}

function textOf(text: string | ((arg: Arg) => string), arg: Arg): string {
  return typeof text === 'string' ? text : text(arg);
}

function isDiagnostic(code: Problem['code']): code is DiagnosticCode {
  return diagnosticCodes.some((each) => each === code);
}
