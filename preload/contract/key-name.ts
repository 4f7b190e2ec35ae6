/** What a key is called: by its person, or by its end; one that was removed has no end any more. */
export function keyName({ name, last4 }: { readonly name: string; readonly last4: string }): string {
  return name || (last4 === '' ? 'Removed key' : `Key …${last4}`);
}
