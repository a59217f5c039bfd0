const truthy: readonly (string | undefined)[] = ['1', 't', 'T', 'TRUE', 'true', 'True'];

/** Whether Go's ParseBool reads a text as true; what is none, or absent, is not. */
export function isTrue(text: string | undefined): boolean {
  return truthy.includes(text);
}
