import { useEffect, useMemo, useState } from 'react';
import type { Request } from '../../../core/model/request.ts';
import type { TokenTrial } from '../../../core/model/security.ts';
import { engine } from '../../engine/client.ts';
import { useStore } from '../../store/store.ts';
import { putToken } from './place.ts';
import { readTokenForm, type TokenForm } from './tokenForm.ts';

/** What the engine says of a request with this token; null while the form cannot be read. The last answer stays until the next. */
export function useTrial(form: TokenForm | null, request: Request | null, clock: string): TokenTrial | null {
  const document = useStore((state) => state.good?.version.document ?? null);
  const [trial, setTrial] = useState<TokenTrial | null>(null);
  const read = useMemo(() => (form === null ? null : readTokenForm(form, clock)), [form, clock]);
  const readable = read !== null && !('errors' in read) && request !== null;
  useEffect(() => {
    if (read === null || 'errors' in read || request === null || document === null) return;
    let current = true;
    const { token, place } = read;
    void engine.tryToken(document, putToken(request, token.name, place), token).then((outcome) => {
      if (current && outcome.kind === 'answer') setTrial(outcome.value);
    });
    return () => {
      current = false;
    };
  }, [read, request, document]);
  return readable ? trial : null;
}
