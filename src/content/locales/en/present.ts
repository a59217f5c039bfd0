/** Around the story on a wall. */
export const presentWords = {
  caption: 'Caption',
  presenting: 'Presenting',
  back: 'Back',
  pause: 'Pause',
  play: 'Play',
  next: 'Next',
  code: 'QR code',
  notes: 'Notes window',
  blank: 'Blank',
  stopPresenting: 'Stop presenting',
  wall: 'Wall',
  stepOf: (number: number, of: number): string => `Step ${number} of ${of}`,
  sees: (what: string): string => `The caller sees \`${what.replaceAll('`', "'")}\``,
} as const;
