import type { UpstreamName } from '../request-log.ts';
import type { FaultEffect, FaultSpec } from './fault-kinds.ts';

interface SwitchedFault {
  readonly name: string;
  readonly description: string;
  readonly spec: FaultSpec;
}

const MIB = 1024 * 1024;

/** The faults of either upstream: the name, the description that follows the upstream's name, and the effect. */
const OF_BOTH: readonly (readonly [string, string, FaultEffect])[] = [
  ['slow', 'answers, 8 s late', { kind: 'slow', ms: 8000 }],
  ['hangs', 'takes requests and never answers', { kind: 'hang' }],
  ['resets', 'cuts the connection instead of answering', { kind: 'reset-before-headers' }],
  ['resets-mid-body', 'cuts the connection in the middle of each reply', { kind: 'reset-mid-body' }],
  ['html-200', 'answers with a web page under HTTP 200', { kind: 'html', status: 200 }],
  [
    'html-403',
    'answers with a web page under HTTP 403, as an IP allow-list does',
    { kind: 'html', status: 403 },
  ],
  [
    'html-418',
    'answers with a web page under HTTP 418, as a web firewall does',
    { kind: 'html', status: 418 },
  ],
  ['401', 'answers HTTP 401', { kind: 'unauthorized' }],
  ['429', 'answers HTTP 429 with Retry-After 2', { kind: 'status', status: 429, retryAfter: 2 }],
  ['500', 'answers HTTP 500', { kind: 'status', status: 500 }],
  ['503', 'answers HTTP 503 with Retry-After 60', { kind: 'status', status: 503, retryAfter: 60 }],
  ['truncated', 'answers with JSON that stops half-way', { kind: 'truncated-json' }],
  ['empty', 'answers with an empty body', { kind: 'empty-body' }],
  [
    'wrong-types',
    'answers with numbers as strings, nulls, missing and unknown values',
    { kind: 'wrong-types' },
  ],
  [
    'lists-as-objects',
    'answers with objects where lists belong',
    { kind: 'wrong-types', variant: 'object-for-list' },
  ],
  ['duplicates', 'answers with every row twice', { kind: 'duplicate-rows' }],
  ['sentinels', 'sends 4294967295 for every duration, instant and count', { kind: 'sentinel-figures' }],
  ['rows-about-others', 'answers about the next agent or queue', { kind: 'rows-about-others' }],
  ['contradicts-itself', 'answers with an error code beside a result', { kind: 'contradiction' }],
  ['huge', 'answers with 30 MiB', { kind: 'huge-body', bytes: 30 * MIB }],
  ['endless', 'answers without end', { kind: 'huge-body', bytes: Number.POSITIVE_INFINITY }],
  ['wrong-charset', 'says UTF-8 and sends UTF-16', { kind: 'wrong-charset' }],
  ['gzip', 'compresses replies without being asked', { kind: 'gzip' }],
  ['gbk', 'answers in GBK, and says so', { kind: 'charset', charset: 'gbk' }],
  ['cut-names', 'cuts names in the middle of a character', { kind: 'broken-text', variant: 'cut-names' }],
  ['lone-surrogates', 'escapes half a character', { kind: 'broken-text', variant: 'lone-surrogates' }],
  ['control-characters', 'sends tabs inside names', { kind: 'broken-text', variant: 'control-characters' }],
  ['byte-order-mark', 'begins with a byte-order mark', { kind: 'broken-text', variant: 'byte-order-mark' }],
  ['trailing-zeros', 'sends zero bytes after the JSON', { kind: 'broken-text', variant: 'trailing-zeros' }],
  ['trailing-junk', 'sends a comment after the JSON', { kind: 'broken-text', variant: 'trailing-junk' }],
  ['waf-blocks', 'is behind a firewall that blocks', { kind: 'waf', page: 'block' }],
  ['waf-challenges', 'is behind a firewall that redirects', { kind: 'waf', page: 'challenge' }],
  ['waf-sends-scripts', 'is behind a firewall that sends a script', { kind: 'waf', page: 'script' }],
  ['waf-busy', 'is behind a firewall that is overloaded', { kind: 'waf', page: 'busy' }],
  ['waf-json', 'is behind a firewall that answers in JSON', { kind: 'waf', page: 'json' }],
  ['waf-forbids', 'is behind a firewall that forbids in JSON', { kind: 'waf', page: 'forbidden' }],
];

const TITLES = { gateway: 'The gateway', cms: 'The CMS' };

function ofBoth(upstream: UpstreamName): readonly SwitchedFault[] {
  return OF_BOTH.map(([name, what, effect]) => ({
    name: `${upstream}-${name}`,
    description: `${TITLES[upstream]} ${what}`,
    spec: { ...effect, upstream },
  }));
}

/** The faults that a switch turns on and off. */
export const SWITCHED_FAULTS: readonly SwitchedFault[] = [
  ...ofBoth('gateway'),
  {
    name: 'gateway-polls-hang',
    description: 'Polls are never answered, so the session is signed out after two minutes',
    spec: { upstream: 'gateway', route: 'poll', kind: 'hang' },
  },
  {
    name: 'gateway-sign-in-fails',
    description: 'Sign-in answers 100-003: the platform is not available',
    spec: { upstream: 'gateway', route: 'sign-in', kind: 'retcode', retcode: '100-003' },
  },
  {
    name: 'gateway-100-007',
    description: 'The list of online agents fails with 100-007',
    spec: { upstream: 'gateway', route: 'allonlineagents', kind: 'retcode', retcode: '100-007' },
  },
  {
    name: 'gateway-100-006',
    description: 'Every request is answered with 100-006: the agent is not signed in',
    spec: { upstream: 'gateway', kind: 'retcode', retcode: '100-006' },
  },
  ...ofBoth('cms'),
  {
    name: 'cms-0100001',
    description: 'The CMS answers 0100001: call failed',
    spec: { upstream: 'cms', kind: 'result-code', resultCode: '0100001' },
  },
  {
    name: 'cms-0100999',
    description: 'The CMS answers 0100999: unknown exception',
    spec: { upstream: 'cms', kind: 'result-code', resultCode: '0100999' },
  },
  {
    name: 'cms-0101003',
    description: 'The CMS answers 0101003: not enough permission',
    spec: { upstream: 'cms', kind: 'result-code', resultCode: '0101003' },
  },
  {
    name: 'cms-page-three-fails',
    description: 'From its third page on, systemstate answers 0100001',
    spec: { upstream: 'cms', route: 'systemstate', kind: 'result-code', resultCode: '0100001', skip: 2 },
  },
  {
    name: 'cms-totals-wrong',
    description: 'Totals that the parts do not add up to',
    spec: { upstream: 'cms', kind: 'inconsistent-totals' },
  },
];
