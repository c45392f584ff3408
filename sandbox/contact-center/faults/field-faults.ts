import type { Reply } from '../upstream-api.ts';
import { webPage } from '../upstream-api.ts';
import type { Charset } from './encode-charset.ts';

/** Malformed texts as servers in the field send them, by `variant`. */
export const BROKEN_TEXTS = {
  'cut-names': 'Every name ends in the middle of a UTF-8 character',
  'lone-surrogates': 'Every name ends with half of an escaped surrogate pair',
  'control-characters': 'Every name has a tab and a line break in it, not escaped',
  'byte-order-mark': 'A byte-order mark before the JSON',
  'trailing-zeros': 'Zero bytes after the JSON',
  'trailing-junk': 'A comment of a web page after the JSON',
} as const;
export type BrokenText = keyof typeof BROKEN_TEXTS;

/** The replies of web application firewalls in place of the API, by `page`. */
export const WAF_PAGES = {
  block: 'A web page that says "blocked" under HTTP 418, with the cookies of a firewall',
  challenge: 'HTTP 302 to the same address, with a cookie to bring along',
  script: 'A web page with a script that is to be run, under HTTP 200',
  busy: 'HTTP 503 with a web page and Retry-After 1',
  json: 'JSON of its own under HTTP 200',
  forbidden: 'JSON of its own under HTTP 403',
} as const;
export type WafPage = keyof typeof WAF_PAGES;

export type FieldFault =
  | { readonly kind: 'charset'; readonly charset: Charset }
  | { readonly kind: 'broken-text'; readonly variant: BrokenText }
  | { readonly kind: 'waf'; readonly page: WafPage };

const NAMES = /("(?:name|agentName)":")((?:[^"\\]|\\.)+)"/g;
/** A private-use character that marks where the first two of the three UTF-8 bytes of a Chinese character go. */
const CUT = '\ue000';

/** Encodes a JSON text into bytes that are malformed in the given way. */
export function breakText(json: string, variant: BrokenText): Buffer {
  switch (variant) {
    case 'cut-names': {
      const marked = Buffer.from(json.replaceAll(NAMES, `$1$2${CUT}"`)).toString('latin1');
      return Buffer.from(marked.replaceAll(Buffer.from(CUT).toString('latin1'), '\u00e5\u0088'), 'latin1');
    }
    case 'lone-surrogates':
      return Buffer.from(json.replaceAll(NAMES, '$1$2\\ud83d"'));
    case 'control-characters':
      return Buffer.from(json.replaceAll(NAMES, '$1$2\t\n"'));
    case 'byte-order-mark':
      return Buffer.from(`\ufeff${json}`);
    case 'trailing-zeros':
      return Buffer.concat([Buffer.from(json), Buffer.alloc(16)]);
    case 'trailing-junk':
      return Buffer.from(`${json}\n<!-- served by node 7 -->`);
  }
}

const COOKIES = ['HWWAFSESID=0a1b2c3d4e5f; path=/', 'HWWAFSESTIME=1796057496480; path=/'];

export function wafReply(page: WafPage): Reply {
  const headers = { 'set-cookie': COOKIES };
  switch (page) {
    case 'block':
      return { ...webPage(418, 'Your request has been blocked'), headers };
    case 'challenge':
      return { ...webPage(302, 'Found'), headers: { ...headers, location: '/' } };
    case 'script':
      return {
        ...webPage(200, '<script>document.cookie="HWWAFSESID=1";location.reload()</script>'),
        headers,
      };
    case 'busy':
      return {
        ...webPage(503, 'Service temporarily unavailable'),
        headers: { ...headers, 'retry-after': '1' },
      };
    case 'json':
      return { status: 200, json: { error_code: 'WAF.0001', error_msg: 'blocked' }, headers };
    case 'forbidden':
      return { status: 403, json: { error_code: 'WAF.0001', error_msg: 'blocked' }, headers };
  }
}
