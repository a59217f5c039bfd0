/** The bars between panes; each says what it makes larger. */
export const paneWords = {
  outline: 'Width of the outline',
  side: 'Width of the details',
  yaml: 'Height of the editor',
  hint: 'Drag, or arrow keys; Enter folds; a double click brings back the usual size',
  folded: 'folded',
  size: (pixels: number) => `${pixels} pixels`,
} as const;
