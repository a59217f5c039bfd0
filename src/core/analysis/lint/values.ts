import { addressFields } from './addressFields.ts';
import type { Policy } from '../../controlplane/authorization/attached.ts';
import type { Finding } from '../../model/lint.ts';
import { onceEach } from '../../model/onceEach.ts';
import type { Lint } from './facts.ts';
import { identityValues } from './identityValues.ts';
import { claimNames, missingHeaders } from './conditions.ts';
import type { FieldLint, PlacedField, TextLint } from './placedField.ts';
import { authorizationPolicies, rulesOf } from './policies.ts';
import { fieldValues } from './valueShapes.ts';
import { paths } from './pathValues.ts';
import { hosts } from './hostValues.ts';
import { requestPrincipals } from './tokenValues.ts';

/** Pitfalls that can be seen in the text of a policy alone, and those that hang on what else there is. */
const ofText: readonly TextLint[] = [paths, hosts, requestPrincipals, claimNames, missingHeaders];
const ofWorld: readonly FieldLint[] = [addressFields, fieldValues, identityValues];

/** Values that can never match, or not what they seem to. */
export const values: Lint = (facts) =>
  authorizationPolicies(facts.world).flatMap((policy) => [
    ...inText(policy),
    ...fieldsOfPolicy(policy).flatMap((placed) => ofWorld.flatMap((family) => family(facts, placed))),
  ]);

const fieldsOfPolicy = onceEach((policy: Policy): readonly PlacedField[] =>
  rulesOf(policy).flatMap(({ fields }) => fields.map((field) => ({ policy, field }))),
);

const inText = onceEach((policy: Policy): readonly Finding[] =>
  fieldsOfPolicy(policy).flatMap((placed) => ofText.flatMap((family) => family(placed))),
);
