import { useState } from 'react';
import { shellWords } from '../../content/locales/en/shell.ts';
import type { Message } from '../../core/model/message.ts';
import { useStore } from '../store/store.ts';
import { plainText } from '../ui/marks.ts';

/** Speaks each step; while a story plays by itself, only what decides. Bold marks are for the eye alone. */
export function Narrator({ say }: { say: (message: Message) => string }) {
  const story = useStore((state) => state.good?.evaluation.story ?? null);
  const id = useStore((state) => state.frame);
  const playing = useStore((state) => state.playing);
  const [spoken, setSpoken] = useState('');
  const frame = story?.frames.find((one) => one.id === id);
  const sentence = frame === undefined || (playing && !frame.deciding) ? spoken : plainText(say(frame.long));
  if (sentence !== spoken) setSpoken(sentence);
  return (
    <p className="sr" role="status" aria-label={shellWords.narrator} data-testid="narrator">
      {spoken}
    </p>
  );
}
