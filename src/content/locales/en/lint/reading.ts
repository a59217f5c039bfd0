import type { DiagnosticCode } from '../../../../core/model/diagnostic.ts';
import type { Teaching } from './teaching.ts';

type Read = Omit<Teaching, 'says' | 'docs'> & { readonly docs?: string };

const left = 'What cannot be read takes no part in the story; everything else in the document does.';
const analyze = 'ops/diagnostic-tools/istioctl-analyze/';

/** Why it matters what the text's readers and istiod's webhook found. */
export const reading = {
  yamlSyntax: { why: left },
  yamlDuplicateKey: {
    why: 'Which of the two would count differs from reader to reader. Kubernetes’ strict mode refuses both.',
  },
  yamlTooManyAliases: { why: left },
  yamlTooDeep: { why: left },
  textTooLarge: { why: left },
  textBinary: { why: left },
  documentNotObject: { why: left },
  missingKind: { why: left },
  missingName: { why: left },
  duplicateResource: {
    why: 'A cluster holds one object of a kind, a namespace and a name. The earlier one is gone once this one is applied.',
  },
  kindNotSimulated: { why: 'Its text is kept and travels along. Nothing that it does is part of the story.' },
  unknownField: {
    why: '`kubectl` refuses an unknown field, and older versions drop it without a word: what it was to say is then not said, and a rule may match more, or less, than it seems to.',
    fix: (arg) => `Write ${arg('suggestion')}`,
    docs: analyze,
  },
  wrongType: { why: 'The API server refuses the object, so it takes no part.', docs: analyze },
  wrongEnum: {
    why: 'The API server refuses the object, so it takes no part.',
    fix: (arg) => `Write ${arg('suggestion')}`,
    docs: analyze,
  },
  requiredField: { why: 'The API server refuses the object, so it takes no part.', docs: analyze },
  scenarioInvalid: { why: 'That part of the scenario is left out; the mesh is simulated all the same.' },
  rejected: {
    why: 'istiod checks a resource before it is stored. `kubectl apply` fails with this reason, and the mesh stays as it was: neither better protected nor more open.',
    fix: 'Remove it',
    docs: 'ops/common-problems/validation/',
  },
} as const satisfies Record<DiagnosticCode, Read>;
