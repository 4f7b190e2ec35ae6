/** True for no address at all and for a complete https one. */
export function isHttps(text: string): boolean {
  const address = text.trim();
  return address === '' || (URL.canParse(address) && new URL(address).protocol === 'https:');
}
