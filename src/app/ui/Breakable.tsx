import { Fragment } from 'react';

/** A long value that may break after `/`, `_` and `.`, where its parts end. */
export function Breakable({ text }: { text: string }) {
  return text.split(/(?<=[/_.])(?=[^/_.])/).map((part, index) => (
    <Fragment key={index}>
      {index > 0 && <wbr />}
      {part}
    </Fragment>
  ));
}
