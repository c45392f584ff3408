import { randomUUID } from 'node:crypto';
import type { HttpsUpstream, TlsControl } from '../https-upstream.ts';
import type { CmsRules } from './rules.ts';
import type { KeyPair } from './signature.ts';

/** Controls of the simulated CMS. */
export interface CmsControl extends KeyPair {
  readonly rules: CmsRules;
  /** Milliseconds by which the CMS's clock is ahead. The Date header and the signature window follow that clock. */
  clockSkewMs: number;
  readonly tls: TlsControl;
  /** Replaces the keys. Requests that are signed with the old keys get HTTP 401 from then on. */
  rotateKeys(): KeyPair;
  /** Restores the keys that the simulator started with. */
  restoreKeys(): void;
  cutConnections(): void;
  unplug(): Promise<void>;
  plugIn(): Promise<void>;
}

interface CmsState {
  accessKey: string;
  secretKey: string;
  clockSkewMs: number;
  readonly rules: CmsRules;
}

export function createCmsControl(state: CmsState, upstream: HttpsUpstream): CmsControl {
  const atStart: KeyPair = { accessKey: state.accessKey, secretKey: state.secretKey };
  return {
    get accessKey() {
      return state.accessKey;
    },
    get secretKey() {
      return state.secretKey;
    },
    get clockSkewMs() {
      return state.clockSkewMs;
    },
    set clockSkewMs(value) {
      state.clockSkewMs = value;
    },
    rules: state.rules,
    tls: upstream.tls,
    rotateKeys() {
      state.accessKey = `access-${randomUUID()}`;
      state.secretKey = `secret-${randomUUID()}`;
      return { accessKey: state.accessKey, secretKey: state.secretKey };
    },
    restoreKeys: () => void Object.assign(state, atStart),
    cutConnections: () => upstream.cutConnections(),
    unplug: () => upstream.unplug(),
    plugIn: () => upstream.plugIn(),
  };
}
