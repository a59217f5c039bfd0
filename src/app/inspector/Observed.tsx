import { Breakable } from '../ui/Breakable.tsx';
import { Marked } from '../ui/Marked.tsx';

/** What a program shows: words with `marks`, or, `raw`, its very output in mono. */
export function Observed({ text, raw }: { text: string; raw: boolean }) {
  if (!raw || text.includes('`')) return <Marked text={text} />;
  return (
    <code translate="no">
      <Breakable text={text} />
    </code>
  );
}
