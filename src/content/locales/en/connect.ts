/** Something that is made by two presses, around the name of the end that is known. */
interface Making {
  readonly start: string;
  readonly from: readonly [string, string];
  readonly to: readonly [string, string];
  readonly other: string;
}

/** What is said over the canvas while a request or a policy is made by two presses. */
export const connectWords = {
  request: {
    start: 'New request: press the caller',
    from: ['Request from ', ': press whom it calls'],
    to: ['Request to ', ': press the caller'],
    other: 'Request instead',
  },
  policy: {
    start: 'New policy: press the caller that may call',
    from: ['Policy for calls of ', ': press whom it may call'],
    to: ['Policy for calls to ', ': press who may call'],
    other: 'Policy instead',
  },
} as const satisfies Record<'request' | 'policy', Making>;

/** Commands of a menu that lead to a policy. */
export const drawWords = {
  about: 'About it',
  list: 'List…',
  cancel: 'Cancel',
  canvas: 'Policy by two presses…',
  from: 'Draw a policy: what it may call…',
  to: 'Draw a policy: who may call it…',
  between: (from: string, to: string) => `New policy, ${from} to ${to}…`,
  command: 'New policy by two presses: the caller, then whom it may call',
  commandFrom: 'Selected node: draw a policy for what it may call',
  commandTo: 'Selected node: draw a policy for who may call it',
} as const;
