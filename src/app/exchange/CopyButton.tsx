import { useState } from 'react';
import { exportWords as words } from '../../content/locales/en/export.ts';
import { Button, type ButtonProps } from '../ui/Button.tsx';
import { copyText } from '../ui/clipboard.ts';
import { CheckIcon, FileIcon } from '../ui/icons.tsx';

export interface CopyButtonProps {
  text: () => string;
  look?: ButtonProps['look'];
  children: string;
}

/** Copies a text and says whether the browser let it. */
export function CopyButton({ text, look = 'line', children }: CopyButtonProps) {
  const [result, setResult] = useState<'copied' | 'refused' | null>(null);
  return (
    <>
      <Button look={look} onClick={() => void copyText(text()).then((done) => setResult(done ? 'copied' : 'refused'))}>
        {result === 'copied' ? <CheckIcon /> : <FileIcon />}
        {children}
      </Button>
      <span role="status" className={result === 'refused' ? undefined : 'sr'}>
        {result === null ? '' : words[result]}
      </span>
    </>
  );
}
