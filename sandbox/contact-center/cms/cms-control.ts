import { randomUUID } from 'node:crypto';
import type { HttpsUpstream, TlsControl } from '../https-upstream.ts';
import type { CmsRules } from './rules.ts';
import type { KeyPair } from './signature.ts';

/** What can be done to the CMS from outside. */
export interface CmsControl extends KeyPair {
  readonly rules: CmsRules;
  /** How far the CMS's clock is ahead; shows in its Date header and in the signature window. */
  clockSkewMs: number;
  readonly tls: TlsControl;
  /** New keys; requests signed with the old ones are 401 from now on. */
  rotateKeys(): KeyPair;
  /** The keys of the start again. */
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
