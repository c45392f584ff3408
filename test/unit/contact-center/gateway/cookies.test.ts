import { describe, expect, test } from 'vitest';
import { SessionCookies } from '../../../../src/contact-center/gateway/cookies.ts';

describe('the cookies of a session', () => {
  test('are not sent before there are any', () => {
    expect(new SessionCookies().header()).toEqual({});
  });

  test('go back name by name, the newest value of each, without their attributes', () => {
    const cookies = new SessionCookies();
    cookies.observe({ 'set-cookie': ['huaweielbsession=node1; Path=/; Secure; HttpOnly', 'route=a'] });
    cookies.observe({ 'set-cookie': ['huaweielbsession=node2; Max-Age=60'] });
    cookies.observe({});
    expect(cookies.header()).toEqual({ cookie: 'huaweielbsession=node2; route=a' });
  });

  test('go back byte for byte', () => {
    const cookies = new SessionCookies();
    cookies.observe({ 'set-cookie': ['lb=a%3Db+c/d==; Path=/', 'crlf=%0d%0ax-evil:1'] });
    expect(cookies.header()).toEqual({ cookie: 'lb=a%3Db+c/d==; crlf=%0d%0ax-evil:1' });
  });

  test('that the load balancer takes back are not sent on', () => {
    const cookies = new SessionCookies();
    cookies.observe({ 'set-cookie': ['lb=node1', 'route=a'] });
    cookies.observe({ 'set-cookie': ['lb=; Max-Age=0'] });
    expect(cookies.header()).toEqual({ cookie: 'route=a' });
  });

  test('that are nonsense cost nothing', () => {
    const cookies = new SessionCookies();
    cookies.observe({ 'set-cookie': ['', ';;;', '\u0000=1'] });
    expect(cookies.header()['cookie'] ?? '').not.toContain('\u0000');
  });
});
