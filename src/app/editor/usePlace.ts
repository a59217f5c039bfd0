import { useState } from 'react';
import { useStore } from '../store/store.ts';
import { placeOfFrame, placeOfGoal, type Place } from './look.ts';

const nowhere: Place = { file: '', line: 1, wish: 'none', value: null };

/**
 * Where the editor looks. The story leads it, except while a person is in it (`busy`) and the document stays the same; a goal set elsewhere is always
 * followed, once.
 */
export function usePlace(busy: boolean): [Place, (place: Place) => void] {
  const latest = useStore((state) => state.latest);
  const frame = useStore((state) => state.frame);
  const goal = useStore((state) => state.goal);
  const document = useStore((state) => state.document);
  const [place, setPlace] = useState(nowhere);
  const [followed, setFollowed] = useState('');
  const [reached, setReached] = useState(goal);

  const step = latest === null ? '' : `${latest.version.lineage} ${latest.evaluation.request?.id ?? ''} ${frame ?? ''}`;
  if (latest !== null && step !== followed) {
    setFollowed(step);
    const another = !followed.startsWith(`${latest.version.lineage} `);
    const found = busy && !another ? null : placeOfFrame(latest.evaluation, frame);
    if (found !== null) setPlace(found);
  }
  if (goal !== reached) {
    const found = goal === null ? null : placeOfGoal(latest?.evaluation ?? null, goal);
    // What was only just written is not in the engine's answer yet.
    const answered = latest === null || latest.version.document === document;
    if (found !== null || goal === null || answered) setReached(goal);
    if (found !== null) setPlace(found);
  }
  return [place, setPlace];
}
