import { tokenFormWords } from '../../../content/locales/en/tokenForm.ts';
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
  hour: tokenFormWords.hour,
  expired: tokenFormWords.expired,
  never: tokenFormWords.never,
  custom: tokenFormWords.custom,
} satisfies Record<Expiry, string>;
const signatures = {
  valid: tokenFormWords.valid,
  broken: tokenFormWords.broken,
  unknownKey: tokenFormWords.unknownKey,
  none: tokenFormWords.unsigned,
} satisfies Record<TokenSignature, string>;
const algorithms = { RS256: 'RS256', ES256: 'ES256' } satisfies Record<TokenAlgorithm, string>;
const places = {
  authorization: 'Authorization: Bearer',
  header: tokenFormWords.anotherHeader,
  query: tokenFormWords.queryParameter,
} satisfies Record<TokenPlace['kind'], string>;

/** Everything that can be said of a token. */
export function TokenFields({ form, errors, issuers, named, onChange }: TokenFieldsProps) {
  const set = <K extends keyof TokenForm>(key: K, value: TokenForm[K]): void =>
    onChange({ ...form, [key]: value }, { ...errors, [key]: undefined });
  const { kind, name, prefix } = form.place;
  return (
    <>
      {named && (
        <TextField
          label={tokenFormWords.name}
          value={form.name}
          error={errors.name}
          onChange={(value) => set('name', value)}
        />
      )}
      <Choice
        label={tokenFormWords.signature}
        words={signatures}
        value={form.signature}
        onChange={(value) => set('signature', value)}
      />
      <TextField
        label={tokenFormWords.issuer}
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
      <TextField label={tokenFormWords.subject} value={form.subject} onChange={(value) => set('subject', value)} />
      <TextField label={tokenFormWords.audience} value={form.audiences} onChange={(value) => set('audiences', value)} />
      <Choice
        label={tokenFormWords.expires}
        words={expiries}
        value={form.expiry}
        onChange={(value) => set('expiry', value)}
      />
      {form.expiry === 'custom' && (
        <TextField
          label={tokenFormWords.expiresAt}
          value={form.expires}
          error={errors.expires}
          hint={tokenFormWords.timeHint}
          onChange={(value) => set('expires', value)}
        />
      )}
      <TextField
        label={tokenFormWords.notBefore}
        placeholder={tokenFormWords.anyTime}
        value={form.notBefore}
        error={errors.notBefore}
        onChange={(value) => set('notBefore', value)}
      />
      <Choice
        label={tokenFormWords.algorithm}
        words={algorithms}
        value={form.algorithm}
        onChange={(value) => set('algorithm', value)}
      />
      <Choice
        label={tokenFormWords.goesInto}
        words={places}
        value={kind}
        onChange={(value) => set('place', { ...form.place, kind: value })}
      />
      {kind !== 'authorization' && (
        <TextField
          label={kind === 'header' ? tokenFormWords.header : tokenFormWords.parameter}
          placeholder={kind === 'header' ? 'X-Token' : 'access_token'}
          value={name}
          error={errors.place}
          onChange={(value) => set('place', { ...form.place, name: value })}
        />
      )}
      {kind === 'header' && (
        <TextField
          label={tokenFormWords.prefix}
          placeholder={tokenFormWords.none}
          value={prefix}
          onChange={(value) => set('place', { ...form.place, prefix: value })}
        />
      )}
      <TextAreaField
        wide
        label={tokenFormWords.otherClaims}
        rows={Math.min(8, Math.max(2, form.claims.split('\n').length))}
        hint={tokenFormWords.claimsHint}
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
