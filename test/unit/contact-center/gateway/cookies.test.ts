import { describe, expect, test } from 'vitest';
import { SessionCookies } from '../../../../src/contact-center/gateway/cookies.ts';

describe('the cookies of a session', () => {
  test('are not sent before the first one', () => {
    expect(new SessionCookies().header()).toEqual({});
  });

  test('are sent back by name, with the latest value of each and without attributes', () => {
    const cookies = new SessionCookies();
    cookies.observe({ 'set-cookie': ['huaweielbsession=node1; Path=/; Secure; HttpOnly', 'route=a'] });
    cookies.observe({ 'set-cookie': ['huaweielbsession=node2; Max-Age=60'] });
    cookies.observe({});
    expect(cookies.header()).toEqual({ cookie: 'huaweielbsession=node2; route=a' });
  });

  test('are sent back byte for byte', () => {
    const cookies = new SessionCookies();
    cookies.observe({ 'set-cookie': ['lb=a%3Db+c/d==; Path=/', 'crlf=%0d%0ax-evil:1'] });
    expect(cookies.header()).toEqual({ cookie: 'lb=a%3Db+c/d==; crlf=%0d%0ax-evil:1' });
  });

  test('that the load balancer deleted are not sent', () => {
    const cookies = new SessionCookies();
    cookies.observe({ 'set-cookie': ['lb=node1', 'route=a'] });
    cookies.observe({ 'set-cookie': ['lb=; Max-Age=0'] });
    expect(cookies.header()).toEqual({ cookie: 'route=a' });
  });

  test('are also read from a single `Set-Cookie`, which undici gives as a string', () => {
    const cookies = new SessionCookies();
    cookies.observe({ 'set-cookie': 'huaweielbsession=abc; Path=/' });
    expect(cookies.header()).toEqual({ cookie: 'huaweielbsession=abc' });
  });

  test.for([
    'lb=; Path=/',
    'lb=gone; Max-Age=0',
    'lb=gone; Max-Age=-1; Expires=Fri, 01 Jan 2100 00:00:00 GMT',
    'lb=gone; Expires=Thu, 01 Jan 1970 00:00:00 GMT',
    'lb=gone; Expires=Thu, 01-Jan-1970 00:00:01 GMT; Path=/',
    'lb=gone; expires=Fri, 20 Nov 2026 08:59:59 GMT',
  ])('are deleted by "%s"', (line) => {
    const cookies = new SessionCookies({ lb: 'node1', route: 'a' });
    cookies.observe({ 'set-cookie': line, date: 'Fri, 20 Nov 2026 09:00:00 GMT' });
    expect(cookies.header()).toEqual({ cookie: 'route=a' });
  });

  test('are deleted by a past date, and by no other, if the server sends no date of its own', () => {
    const cookies = new SessionCookies({ lb: 'node1', route: 'a' });
    cookies.observe({ 'set-cookie': 'lb=gone; Expires=Thu, 01 Jan 1970 00:00:00 GMT' });
    cookies.observe({ 'set-cookie': 'route=b; Expires=Fri, 20 Nov 2026 09:00:00 GMT' });
    expect(cookies.header()).toEqual({ cookie: 'route=b' });
  });

  test.for([
    'lb=node2; Max-Age=60; Expires=Thu, 01 Jan 1970 00:00:00 GMT',
    'lb=node2; Expires=Fri, 20 Nov 2026 09:00:01 GMT',
    'lb=node2; Expires=never',
  ])('are kept by "%s"', (line) => {
    const cookies = new SessionCookies();
    cookies.observe({ 'set-cookie': line, date: 'Fri, 20 Nov 2026 09:00:00 GMT' });
    expect(cookies.header()).toEqual({ cookie: 'lb=node2' });
  });

  test.for(['', '=/', 'lb', '=abc; Path=/', 'l b=1', 'lb=\u0000', 'lb=\u00e9', `lb=${'x'.repeat(4_096)}`])(
    'are not made of %o',
    (line) => {
      const cookies = new SessionCookies();
      cookies.observe({ 'set-cookie': line });
      expect(cookies.header()).toEqual({});
    },
  );

  test('are at most twenty; those of the sign-in outlive later ones', () => {
    const cookies = new SessionCookies({ huaweielbsession: 'node1' });
    for (let index = 0; index < 500; index += 1) cookies.observe({ 'set-cookie': `visit${index}=1` });
    expect(Object.keys(cookies.values())).toHaveLength(20);
    expect(cookies.values()).toMatchObject({ huaweielbsession: 'node1', visit499: '1' });
    cookies.observe({ 'set-cookie': Array.from({ length: 500 }, (_, index) => `more${index}=1`) });
    expect(Object.keys(cookies.values())).toHaveLength(20);
  });

  test('have at most 4 KB in the header', () => {
    const cookies = new SessionCookies({ huaweielbsession: 'node1' });
    for (let index = 0; index < 50; index += 1) {
      cookies.observe({ 'set-cookie': `visit${index}=${'x'.repeat(1_000)}` });
      expect(cookies.header()['cookie']?.length).toBeLessThanOrEqual(4_096);
    }
    expect(cookies.values()).toMatchObject({ huaweielbsession: 'node1', visit49: 'x'.repeat(1_000) });
  });

  test('that a server rejects are dropped: later ones first, then all', () => {
    const cookies = new SessionCookies({ huaweielbsession: 'node1' });
    cookies.observe({ 'set-cookie': 'visit=1' });
    cookies.drop();
    expect(cookies.header()).toEqual({ cookie: 'huaweielbsession=node1' });
    cookies.drop();
    expect(cookies.header()).toEqual({});
  });

  test('that are malformed are ignored', () => {
    const cookies = new SessionCookies();
    cookies.observe({ 'set-cookie': ['', ';;;', '\u0000=1'] });
    expect(cookies.header()['cookie'] ?? '').not.toContain('\u0000');
  });
});
