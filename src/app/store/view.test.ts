import { expect, it } from 'vitest';
import { readQuery } from './view.ts';

it.each([
  ['', 'explore', null],
  ['?view=embed', 'embed', null],
  ['?view=present&theme=dark', 'present', 'dark'],
  ['?theme=light&lang=en', 'explore', 'light'],
  ['?view=Embed&theme=system', 'explore', null],
] as const)('the query %j asks for the view %s and the theme %s', (search, view, theme) => {
  expect(readQuery(search)).toEqual({ view, theme });
});
