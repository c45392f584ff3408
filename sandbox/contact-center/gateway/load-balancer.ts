import { randomBytes } from 'node:crypto';
import type { Session } from './sessions.ts';

/**
 * The behaviour of the load balancer's cookies during a session. Each request needs the cookies that lead to the
 * session's node.
 */
export const BALANCER_MODES = [
  /** The balancer sets one cookie at sign-in. */
  'one-cookie',
  /** The balancer sets two cookies at sign-in; requests need both. */
  'several-cookies',
  /**
   * Each reply sets a new value, alternately in a single header and among several. The previous value is valid for one
   * more request.
   */
  'rotated-cookie',
  /**
   * The first reply after the sign-in deletes the cookie and sets one of another name. Requests with the deleted cookie
   * get HTTP 400.
   */
  'renamed-cookie',
  /**
   * Each reply sets one more cookie of 200 characters under a new name. Requests get HTTP 431 once the header has 8 KB.
   */
  'growing-cookies',
] as const;
export type BalancerMode = (typeof BALANCER_MODES)[number];

export interface LoadBalancer {
  /** The destination of a request with this `cookie` header: the session's node, another node, or none. */
  destination(session: Session, cookieHeader: string | undefined): 'node' | 'other-node' | 'refused';
  /** The `Set-Cookie` headers of a reply to this session. */
  setCookies(session: Session): readonly string[];
}

interface Affinity {
  /** The latest values that lead to the node, oldest first. */
  values: string[];
  replies: number;
}

const NAME = 'huaweielbsession';
const SECOND_NAME = 'route';
const NEW_NAME = 'huaweielbsession2';
const ATTRIBUTES = '; Path=/; Secure; HttpOnly';
const MAX_HEADER_LENGTH = 8_192;

/** Creates a balancer in front of several gateway nodes that keeps each session on the node of its sign-in. */
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
