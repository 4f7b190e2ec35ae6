import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { cutMediaRange } from '../../host/scheme-server.ts';
import {
  fromChromium,
  originOf,
  policyForChromium,
  registerScheme,
  resetSchemes,
  toChromium,
} from '../../host/schemes.ts';

beforeEach(() => registerScheme('app'));
afterEach(resetSchemes);

describe('the mapping of schemes', () => {
  test.each([
    ['app://bundle/index.html', 'http://bundle.app.localhost/index.html'],
    ['app://bundle', 'http://bundle.app.localhost'],
    ['app://bundle/media/1?x=1#t=2', 'http://bundle.app.localhost/media/1?x=1#t=2'],
  ])('%s is %s to Chromium', (own, chromium) => {
    expect(toChromium(own)).toBe(chromium);
    expect(fromChromium(chromium)).toBe(own);
  });

  test.each([
    'https://example.com/',
    'file:///tmp/x',
    'about:blank',
    'other://bundle/',
    'http://bundle.other.localhost/',
    'http://bundle.app.localhost.evil.example/',
    'http://localhost/',
  ])('%s stays as it is', (url) => {
    expect(toChromium(url)).toBe(url);
    expect(fromChromium(url)).toBe(url);
  });

  test('origins are those of standard schemes', () => {
    expect(originOf('app://bundle/a?b#c')).toBe('app://bundle');
    expect(originOf('https://example.com:8/x')).toBe('https://example.com:8');
    expect(originOf('about:blank')).toBe('null');
  });

  test('policies name the schemes as Chromium knows them', () => {
    expect(policyForChromium("default-src 'none'; img-src 'self' blob: app:; media-src app://bundle")).toBe(
      "default-src 'none'; img-src 'self' blob: http://*.app.localhost; media-src http://bundle.app.localhost",
    );
  });
});

describe('pieces of media', () => {
  test('a long range is cut, a short one and a whole file are not', () => {
    const long = new Headers({ 'content-range': 'bytes 100-5000/6000', 'content-length': '4901' });
    expect(cutMediaRange(long, 1000)).toBe(1000);
    expect(Object.fromEntries(long)).toEqual({
      'content-range': 'bytes 100-1099/6000',
      'content-length': '1000',
    });
    expect(cutMediaRange(new Headers({ 'content-range': 'bytes 0-999/6000' }), 1000)).toBeUndefined();
    expect(cutMediaRange(new Headers(), 1000)).toBeUndefined();
  });
});
