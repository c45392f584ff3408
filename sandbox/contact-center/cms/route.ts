import type { CmsRouteName } from '../route-names.ts';
import type { World } from '../world/world.ts';
import type { Envelope } from './envelopes.ts';
import type { Parameters } from './parameters.ts';
import type { CmsRules } from './rules.ts';

export interface CmsContext {
  readonly world: World;
  readonly parameters: Parameters;
  /** Whether the caller named the VDN that this floor is. */
  readonly isOurs: boolean;
  readonly rules: CmsRules;
}

export type CmsOutcome =
  | { readonly payload: unknown; readonly count?: number }
  | { readonly resultCode: string };

/** `either`: the table shows the fields at the top, the example inside `queryParam`. */
export type BodyStyle = 'flat' | 'wrapped' | 'either';

/** One interface of the CMS. */
export interface CmsRoute {
  readonly name: CmsRouteName;
  readonly method: 'GET' | 'POST';
  /** After `/rest/cmsapp/v1/`. */
  readonly path: string;
  readonly body: BodyStyle;
  readonly envelope: Envelope;
  /** Its page shows integers as text. */
  readonly takesTexts?: true;
  answer(context: CmsContext): CmsOutcome;
}

export const ILLEGAL_PARAMETER = { resultCode: '0100002' } as const;
