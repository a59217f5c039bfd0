import { useEffect, useRef, useState } from 'react';
import type { Form, FormAnswer } from '../../../core/model/form.ts';
import type { MeshNames } from '../../../core/model/meshNames.ts';
import { engine } from '../../engine/client.ts';
import { useStore } from '../../store/store.ts';
import type { Place } from '../look.ts';

export interface FormState {
  /** The last form that could be read; null: none yet, or none for this kind. */
  readonly form: Form | null;
  /** Where the text is broken now. */
  readonly brokenLine: number | null;
  /** The kind, where there is no form for it. */
  readonly noTable: string | null;
  readonly names: MeshNames | null;
}

/** The form of the resource at a place, as the text has it at this moment. */
export function useFormAt(place: Place): FormState {
  const document = useStore((state) => state.document);
  const latest = useStore((state) => state.latest);
  const [answer, setAnswer] = useState<FormAnswer | null>(null);
  const [kept, setKept] = useState<Form | null>(null);
  const [names, setNames] = useState<MeshNames | null>(null);
  const index = useRef<number | null>(null);
  const of = useRef<Place | null>(null);

  useEffect(() => {
    let current = true;
    // Lines move with every edit; the number of a resource in its file does not.
    if (of.current !== place) index.current = null;
    of.current = place;
    const at = index.current === null ? { line: place.line } : { index: index.current };
    void engine.readForm(document, place.file, at).then(async (outcome) => {
      if (!current || outcome.kind !== 'answer') return;
      const { value } = outcome;
      if (value.kind === 'form') index.current = value.form.index;
      else if (value.kind !== 'nothing') index.current = value.index;
      setAnswer(value);
      if (value.kind === 'form') setKept(value.form);
      // What stands there was read before it was broken.
      if (value.kind !== 'broken') return;
      const good = await lastGood(place.file, value.index);
      if (current && good !== null) setKept(good);
    });
    return () => {
      current = false;
    };
  }, [document, place]);

  useEffect(() => {
    let current = true;
    if (latest === null) return;
    // Asked after the evaluation, when the world of this text is built already.
    void engine.meshNames(latest.version.document).then((outcome) => {
      if (current && outcome.kind === 'answer') setNames(outcome.value);
    });
    return () => {
      current = false;
    };
  }, [latest]);

  if (answer === null) return { form: null, brokenLine: null, noTable: null, names };
  switch (answer.kind) {
    case 'form':
      return { form: answer.form, brokenLine: null, noTable: null, names };
    case 'broken':
      return { form: kept?.index === answer.index ? kept : null, brokenLine: answer.line, noTable: null, names };
    case 'noTable':
      return { form: null, brokenLine: null, noTable: answer.of, names };
    case 'nothing':
      return { form: null, brokenLine: null, noTable: '', names };
  }
}

async function lastGood(file: string, index: number): Promise<Form | null> {
  const { good } = useStore.getState();
  const outcome = good === null ? null : await engine.readForm(good.version.document, file, { index });
  return outcome?.kind === 'answer' && outcome.value.kind === 'form' ? outcome.value.form : null;
}
