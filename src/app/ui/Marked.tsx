import { Breakable } from './Breakable.tsx';
import { parseMarks } from './marks.ts';

/** A sentence of the catalogue: `**name**` in bold, `` `value` `` in mono, all else as text. */
export function Marked({ text }: { text: string }) {
  return parseMarks(text).map((piece, index) => {
    if (piece.look === 'plain') return piece.text;
    if (piece.look === 'bold') return <strong key={index}>{piece.text}</strong>;
    return (
      <code key={index} translate="no">
        <Breakable text={piece.text} />
      </code>
    );
  });
}
