import type { LookupAddress } from 'node:dns';
import { lookup as systemLookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { fail, type Outcome, ok } from '../../../preload/contract/errors.ts';

/** The only host that plain http may go to: the practice service and the tests. */
const LOOPBACK = '127.0.0.1';
const MAX_URL_CHARS = 16 * 1024;

/** This machine and its own network card: nothing that a finished clip could lie on. */
const here = new BlockList();
here.addSubnet('0.0.0.0', 8, 'ipv4');
here.addSubnet('127.0.0.0', 8, 'ipv4');
here.addSubnet('169.254.0.0', 16, 'ipv4');
here.addAddress('::', 'ipv6');
here.addAddress('::1', 'ipv6');
here.addSubnet('fe80::', 10, 'ipv6');

/** True for addresses of this machine, which no name from outside may lead to. */
export function isLocalAddress(address: string): boolean {
  const family = isIP(address);
  return family !== 0 && here.check(address, family === 6 ? 'ipv6' : 'ipv4');
}

/** True where a request would stay on this machine on purpose. */
export function isLoopback(url: URL): boolean {
  return url.protocol === 'http:' && url.hostname === LOOPBACK;
}

/**
 * An address that a clip may be fetched from: https on an ordinary port, or http on 127.0.0.1; no user name
 * or password in it.
 * @param from the address that redirected here: only this machine may lead to this machine.
 * @param hosts when given, the only host names allowed.
 * @returns `not-allowed` without repeating the address, whose query may be a signature.
 */
export function checkAddress(text: string, from: URL | null, hosts?: readonly string[]): Outcome<URL> {
  if (text.length > MAX_URL_CHARS) return fail('not-allowed', 'the address is too long');
  const url = URL.parse(text, from?.href);
  if (url === null) return fail('not-allowed', 'the address is not valid');
  if (url.username !== '' || url.password !== '') return fail('not-allowed', 'the address holds a password');
  if (hosts && !hosts.includes(url.hostname))
    return fail('not-allowed', 'the host is not one of the service');
  if (isLoopback(url) && (from === null || isLoopback(from))) return ok(url);
  if (url.protocol !== 'https:') return fail('not-allowed', 'the address is not https');
  if (url.port !== '' && Number(url.port) < 1024) return fail('not-allowed', 'the port is not one for https');
  const host = url.hostname.replace(/^\[|\]$|\.$/g, '');
  if (isLocalAddress(host) || host === 'localhost' || host.endsWith('.localhost'))
    return fail('not-allowed', 'the host is this machine');
  return ok(url);
}

/**
 * Name lookup that refuses names which lead to this machine (DNS rebinding). `localhost` itself passes: no
 * checked address has it, but a proxy on this machine may.
 */
export const guardedLookup: LookupFunction = (hostname, options, callback) => {
  systemLookup(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
    if (error) return callback(error, '', 0);
    const safe = addresses.filter((entry) => hostname === 'localhost' || !isLocalAddress(entry.address));
    const [first] = safe;
    if (first === undefined) {
      const refused: NodeJS.ErrnoException = new Error('the name leads to this machine');
      refused.code = 'ENOTFOUND';
      return callback(refused, '', 0);
    }
    if (options.all === true) return callback(null, safe);
    callback(null, first.address, first.family);
  });
};
