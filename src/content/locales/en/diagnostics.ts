import { isRejectReason } from '../../../core/model/rejection.ts';
import type { Diagnostic, DiagnosticCode } from '../../../core/model/diagnostic.ts';
import { bold, code } from './names.ts';
import { rejections } from './rejections.ts';

type Args = (key: string) => string;

/** What is wrong in the text, and what to do about it. */
const sentences = {
  yamlSyntax: (arg) => `This is not valid YAML: ${arg('message')}`,
  yamlDuplicateKey: (arg) => `The key ${code(arg('key'))} stands here twice. Remove one of the two.`,
  yamlTooManyAliases: () => 'The aliases in this document unfold into too much text. Write the values out.',
  yamlTooDeep: () => 'This document nests too deep to be a Kubernetes object. Check its indentation.',
  textTooLarge: (arg) => `This file is too large: at most ${arg('limit')} characters are read. Split it.`,
  textBinary: () => 'This file is not text. Open a YAML file.',
  documentNotObject: () => 'A Kubernetes object is expected here: a map with `apiVersion`, `kind` and `metadata`.',
  missingKind: () => 'This object has no `kind`. Say what it is, such as `kind: Service`.',
  missingName: () => 'This object has no name. Add `metadata.name`.',
  duplicateResource: (arg) =>
    `${bold(arg('id'))} is here twice; this one takes the place of the earlier one, as with kubectl apply.`,
  kindNotSimulated: (arg) =>
    `${bold(arg('kind'))} is kept, not simulated. Where it may change the answer, the verdict is ${bold("can't tell")}.`,
  unknownField: (arg) =>
    `There is no field ${code(arg('field'))} here${arg('suggestion') === '' ? ', so it has no effect.' : `. Did you mean ${code(arg('suggestion'))}?`}`,
  wrongType: (arg) => `Expected here is a ${arg('expected')}, and this is a ${arg('actual')}.`,
  wrongEnum: (arg) =>
    `${code(arg('value'))} is not one of ${arg('allowed')}${arg('suggestion') === '' ? '.' : `. Did you mean ${code(arg('suggestion'))}?`}`,
  requiredField: (arg) => `The field ${code(arg('field'))} is required. Add it.`,
  scenarioInvalid: (arg) => `The Scenario document: ${arg('message')}.`,
  rejected: (arg) => `Istio refuses this resource, so it takes no part: ${rejection(arg('reason'), arg('value'))}`,
} as const satisfies Record<DiagnosticCode, (arg: Args) => string>;

/** A diagnostic as one sentence. */
export function sayDiagnostic({ code: key, args }: Pick<Diagnostic, 'code' | 'args'>): string {
  return sentences[key]((name) => args[name] ?? '');
}

function rejection(reason: string, value: string): string {
  return isRejectReason(reason) ? rejections[reason](value) : reason;
}
