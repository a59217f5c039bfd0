import type { IssuerOverview } from '../../../core/model/security.ts';
import type { TokenAlgorithm, TokenSignature } from '../../../core/model/token.ts';
import { FieldFrame, TextAreaField, TextField } from '../../ui/Field.tsx';
import { Select } from '../../ui/Select.tsx';
import type { TokenPlace } from './place.ts';
import { type Expiry, type TokenErrors, type TokenForm, withIssuer } from './tokenForm.ts';

export interface TokenFieldsProps {
  form: TokenForm;
  errors: TokenErrors;
  issuers: readonly IssuerOverview[];
  /** Whether the name can be chosen: that of a token in the document is what requests refer to. */
  named: boolean;
  onChange: (form: TokenForm, errors: TokenErrors) => void;
}

const expiries = {
  hour: 'In one hour',
  expired: 'An hour ago',
  never: 'Never',
  custom: 'At another time…',
} satisfies Record<Expiry, string>;
const signatures = {
  valid: 'Valid, by the demo key',
  broken: 'Broken: altered on the way',
  unknownKey: 'By a key that nobody knows',
  none: 'None (alg: none)',
} satisfies Record<TokenSignature, string>;
const algorithms = { RS256: 'RS256', ES256: 'ES256' } satisfies Record<TokenAlgorithm, string>;
const places = {
  authorization: 'Authorization: Bearer',
  header: 'Another header…',
  query: 'Query parameter…',
} satisfies Record<TokenPlace['kind'], string>;

/** Everything that can be said of a token. */
export function TokenFields({ form, errors, issuers, named, onChange }: TokenFieldsProps) {
  const set = <K extends keyof TokenForm>(key: K, value: TokenForm[K]): void =>
    onChange({ ...form, [key]: value }, { ...errors, [key]: undefined });
  const { kind, name, prefix } = form.place;
  return (
    <>
      {named && (
        <TextField label="Name" value={form.name} error={errors.name} onChange={(value) => set('name', value)} />
      )}
      <Choice
        label="Signature"
        words={signatures}
        value={form.signature}
        onChange={(value) => set('signature', value)}
      />
      <TextField
        label="Issuer"
        list="token-issuers"
        value={form.issuer}
        onChange={(value) => onChange(withIssuer(form, value, issuers), errors)}
      />
      <datalist id="token-issuers">
        {[...new Set(issuers.map(({ issuer }) => issuer))].map((issuer) => (
          <option key={issuer} value={issuer}>
            {issuer}
          </option>
        ))}
      </datalist>
      <TextField label="Subject" value={form.subject} onChange={(value) => set('subject', value)} />
      <TextField label="Audience" value={form.audiences} onChange={(value) => set('audiences', value)} />
      <Choice label="Expires" words={expiries} value={form.expiry} onChange={(value) => set('expiry', value)} />
      {form.expiry === 'custom' && (
        <TextField
          label="Expires at"
          value={form.expires}
          error={errors.expires}
          hint="+1h or -5m from the scenario's clock, or a time."
          onChange={(value) => set('expires', value)}
        />
      )}
      <TextField
        label="Not before"
        placeholder="any time"
        value={form.notBefore}
        error={errors.notBefore}
        onChange={(value) => set('notBefore', value)}
      />
      <Choice
        label="Algorithm"
        words={algorithms}
        value={form.algorithm}
        onChange={(value) => set('algorithm', value)}
      />
      <Choice
        label="Goes into"
        words={places}
        value={kind}
        onChange={(value) => set('place', { ...form.place, kind: value })}
      />
      {kind !== 'authorization' && (
        <TextField
          label={kind === 'header' ? 'Header' : 'Parameter'}
          placeholder={kind === 'header' ? 'X-Token' : 'access_token'}
          value={name}
          error={errors.place}
          onChange={(value) => set('place', { ...form.place, name: value })}
        />
      )}
      {kind === 'header' && (
        <TextField
          label="Prefix"
          placeholder="none"
          value={prefix}
          onChange={(value) => set('place', { ...form.place, prefix: value })}
        />
      )}
      <TextAreaField
        wide
        label="Other claims"
        rows={Math.min(8, Math.max(2, form.claims.split('\n').length))}
        hint="A JSON object. A claim here wins over the fields above."
        value={form.claims}
        error={errors.claims}
        onChange={(value) => set('claims', value)}
      />
    </>
  );
}

interface ChoiceProps<V extends string> {
  label: string;
  words: Readonly<Record<V, string>>;
  value: V;
  onChange: (value: V) => void;
}

function Choice<V extends string>({ label, words, value, onChange }: ChoiceProps<V>) {
  const values = Object.keys(words).filter((key): key is V => key in words);
  return (
    <FieldFrame label={label}>
      {({ id }) => (
        <Select
          look="field"
          id={id}
          value={value}
          onChange={(chosen) => onChange(values.find((each) => each === chosen) ?? value)}
        >
          {values.map((each) => (
            <option key={each} value={each}>
              {words[each]}
            </option>
          ))}
        </Select>
      )}
    </FieldFrame>
  );
}
