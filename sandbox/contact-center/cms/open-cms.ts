import type { CertificateAuthority } from '../certificates.ts';
import { serveHttps } from '../https-upstream.ts';
import type { RequestServing } from '../serve-request.ts';
import type { World } from '../world/world.ts';
import { createCmsApi } from './cms-api.ts';
import { type CmsControl, createCmsControl } from './cms-control.ts';
import type { CmsRules } from './rules.ts';
import type { KeyPair } from './signature.ts';

export interface OpenCms {
  readonly url: string;
  readonly control: CmsControl;
  stop(): Promise<void>;
}

interface OpenCmsOptions extends Omit<RequestServing, 'api'> {
  readonly world: World;
  readonly rules: CmsRules;
  readonly keys: KeyPair;
  readonly authority: CertificateAuthority;
  readonly port: number;
}

/** Starts the CC-CMS server for the given world. */
export async function openCms(options: OpenCmsOptions): Promise<OpenCms> {
  const { world, rules, clock } = options;
  const state = { ...options.keys, clockSkewMs: 0, rules };
  const api = createCmsApi({ world, rules, clock, keys: () => state, clockSkewMs: () => state.clockSkewMs });
  const upstream = await serveHttps({ ...options, api });
  return { url: upstream.url, control: createCmsControl(state, upstream), stop: () => upstream.stop() };
}
