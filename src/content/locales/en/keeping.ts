/** What is said of what the browser keeps. */
export const keepingWords = {
  elsewhere: 'Open in another tab, too: what you change here is not kept.',
  copy: 'Keep a copy',
} as const;
