import type { CmsRouteName } from '../route-names.ts';
import type { World } from '../world/world.ts';
import type { Envelope } from './envelopes.ts';
import type { Parameters } from './parameters.ts';
import type { CmsRules } from './rules.ts';

export interface CmsContext {
  readonly world: World;
  readonly parameters: Parameters;
  /** Whether the request names the VDN of this floor. */
  readonly isOurs: boolean;
  readonly rules: CmsRules;
}

export type CmsOutcome =
  | { readonly payload: unknown; readonly count?: number }
  | { readonly resultCode: string };

/**
 * The place of the fields in a body. `either`: the page's table has them at the top, its example inside `queryParam`.
 */
export type BodyStyle = 'flat' | 'wrapped' | 'either';

/** An interface of the CMS. */
export interface CmsRoute {
  readonly name: CmsRouteName;
  readonly method: 'GET' | 'POST';
  /** The path after `/rest/cmsapp/v1/`. */
  readonly path: string;
  readonly body: BodyStyle;
  readonly envelope: Envelope;
  /** Accepts integers as text, as the page of this interface shows them. */
  readonly takesTexts?: true;
  answer(context: CmsContext): CmsOutcome;
}

export const ILLEGAL_PARAMETER = { resultCode: '0100002' } as const;
