import { randomBytes } from 'node:crypto';
import type { Session } from './sessions.ts';

/** What the load balancer's cookies do while a session lasts; each request needs the cookies that lead to its node. */
export const BALANCER_MODES = [
  /** One cookie, set at sign-in. */
  'one-cookie',
  /** Two cookies, set at sign-in; both are needed. */
  'several-cookies',
  /** Each reply sets a new value, once in a single header and once among several; the value before is good for one more. */
  'rotated-cookie',
  /** The first reply after the sign-in deletes the cookie and sets one of another name; the deleted one is refused with 400. */
  'renamed-cookie',
  /** Each reply sets one more cookie of 200 characters under a new name; from 8 KB on the header is refused with 431. */
  'growing-cookies',
] as const;
export type BalancerMode = (typeof BALANCER_MODES)[number];

export interface LoadBalancer {
  /** Where a request with this `cookie` header arrives: at the session's node, at another one, or nowhere. */
  destination(session: Session, cookieHeader: string | undefined): 'node' | 'other-node' | 'refused';
  /** `Set-Cookie` lines for a reply to this session. */
  setCookies(session: Session): readonly string[];
}

interface Affinity {
  /** The newest values that lead to the node, the newest last. */
  values: string[];
  replies: number;
}

const NAME = 'huaweielbsession';
const SECOND_NAME = 'route';
const NEW_NAME = 'huaweielbsession2';
const ATTRIBUTES = '; Path=/; Secure; HttpOnly';
const MAX_HEADER_LENGTH = 8_192;

/** A balancer in front of several gateway nodes that keeps each session on the node that it signed in to. */
export function createLoadBalancer(mode: () => BalancerMode): LoadBalancer {
  const affinities = new WeakMap<Session, Affinity>();

  function affinityOf(session: Session): Affinity {
    const affinity = affinities.get(session) ?? { values: [session.cookie], replies: 0 };
    affinities.set(session, affinity);
    return affinity;
  }

  return {
    destination(session, cookieHeader = '') {
      if (cookieHeader.length > MAX_HEADER_LENGTH) return 'refused';
      const sent = readCookies(cookieHeader);
      const { values, replies } = affinityOf(session);
      const isRenamed = mode() === 'renamed-cookie' && replies > 1;
      if (isRenamed && sent.has(NAME)) return 'refused';
      const leads = values.includes(sent.get(isRenamed ? NEW_NAME : NAME) ?? '');
      const leadsToo = mode() !== 'several-cookies' || sent.get(SECOND_NAME) === session.cookie;
      return leads && leadsToo ? 'node' : 'other-node';
    },
    setCookies(session) {
      const affinity = affinityOf(session);
      affinity.replies += 1;
      const isSignIn = affinity.replies === 1;
      const first = `${NAME}=${session.cookie}${ATTRIBUTES}`;
      switch (mode()) {
        case 'one-cookie':
          return isSignIn ? [first] : [];
        case 'several-cookies':
          return isSignIn ? [first, `${SECOND_NAME}=${session.cookie}; Path=/`] : [];
        case 'rotated-cookie': {
          const value = isSignIn ? session.cookie : randomBytes(16).toString('hex');
          affinity.values = [...affinity.values.slice(-1), value];
          const line = `${NAME}=${value}${ATTRIBUTES}`;
          return affinity.replies % 2 === 0 ? ['seen=1; Path=/', line] : [line];
        }
        case 'renamed-cookie':
          if (affinity.replies !== 2) return isSignIn ? [first] : [];
          return [`${NAME}=deleted; Max-Age=0; Path=/`, `${NEW_NAME}=${session.cookie}${ATTRIBUTES}`];
        case 'growing-cookies':
          return isSignIn ? [first] : [`visit${affinity.replies}=${'x'.repeat(200)}; Path=/`];
      }
    },
  };
}

function readCookies(header: string): ReadonlyMap<string, string> {
  return new Map(
    header.split('; ').map((pair) => {
      const [name = '', value = ''] = pair.split(/=(.*)/s);
      return [name, value];
    }),
  );
}
