import type { LookupAddress } from 'node:dns';
import { lookup as systemLookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { fail, type Outcome, ok } from '../../preload/contract/errors.ts';

/** The only host that plain http may go to: the practice service and the tests. */
const LOOPBACK = '127.0.0.1';
/** Longer than any address of use; servers refuse half of it. */
export const MAX_URL_CHARS = 16 * 1024;
const UNSEEN = /[\\\p{Cc}]/u;

/** This machine, its links and the networks behind a router: nothing of a service on the internet lies there. */
const inside = new BlockList();
for (const [net, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const)
  inside.addSubnet(net, prefix, 'ipv4');
for (const [net, prefix] of [
  ['::', 127],
  ['fc00::', 7],
  ['fe80::', 10],
] as const)
  inside.addSubnet(net, prefix, 'ipv6');

/** True for addresses of this machine and of private networks, which nothing from outside may lead to. */
export function isPrivateAddress(address: string): boolean {
  const family = isIP(address);
  return family !== 0 && inside.check(address, family === 6 ? 'ipv6' : 'ipv4');
}

/** True where a request would stay on this machine on purpose. */
export function isLoopback(url: URL): boolean {
  return url.protocol === 'http:' && url.hostname === LOOPBACK;
}

/**
 * An address that a file may be fetched from or put to: https on an ordinary port of a public host, or http on
 * 127.0.0.1; no user name or password in it.
 * @param from the address that led here: only this machine may lead to this machine.
 * @param hosts when given, the only host names allowed.
 * @returns `not-allowed` without repeating the address, whose query may be a signature.
 */
export function checkAddress(text: string, from: URL | null, hosts?: readonly string[]): Outcome<URL> {
  if (text.length > MAX_URL_CHARS) return fail('not-allowed', 'the address is too long');
  // A parser that takes a backslash for a slash, or drops a line break, sees another host than a person does.
  if (UNSEEN.test(text)) return fail('not-allowed', 'the address is not valid');
  const url = URL.parse(text, from?.href);
  if (url === null) return fail('not-allowed', 'the address is not valid');
  if (url.username !== '' || url.password !== '') return fail('not-allowed', 'the address holds a password');
  if (hosts && !hosts.includes(url.hostname))
    return fail('not-allowed', 'the host is not one of the service');
  if (isLoopback(url) && (from === null || isLoopback(from))) return ok(url);
  if (url.protocol !== 'https:') return fail('not-allowed', 'the address is not https');
  if (url.port !== '' && Number(url.port) < 1024) return fail('not-allowed', 'the port is not one for https');
  const host = url.hostname.replace(/^\[|\]$|\.$/g, '');
  if (isPrivateAddress(host) || host === 'localhost' || host.endsWith('.localhost'))
    return fail('not-allowed', 'the host is not a public one');
  return ok(url);
}

/**
 * Name lookup that refuses names which lead to this machine or a private network (DNS rebinding). `localhost`
 * itself passes: no checked address has it, but a proxy on this machine may.
 */
export const guardedLookup: LookupFunction = (hostname, options, callback) => {
  systemLookup(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
    if (error) return callback(error, '', 0);
    const safe = addresses.filter((entry) => hostname === 'localhost' || !isPrivateAddress(entry.address));
    const [first] = safe;
    if (first === undefined) {
      const refused: NodeJS.ErrnoException = new Error('the name leads to a private network');
      refused.code = 'EACCES';
      return callback(refused, '', 0);
    }
    if (options.all === true) return callback(null, safe);
    callback(null, first.address, first.family);
  });
};
