import type { Envelope } from './envelopes.ts';
import type { SignatureRules } from './signature.ts';

/** The CMS's behaviour where sites differ or the documents leave it open. Every rule can be changed at run time. */
export interface CmsRules extends SignatureRules {
  /** 'documented' accepts each body only as its page shows it, flat or inside `queryParam`; 'lenient' accepts both. */
  bodies: 'lenient' | 'documented';
  /** 'documented' accepts integers as JSON numbers only; 'loose' accepts text too, as loosely typed platforms may. */
  integers: 'documented' | 'loose';
  /** The accepted form of bodies for `agentgroup/systemstate`, whose page has a flat table and a wrapped example. */
  systemstateBody: 'both' | 'flat' | 'wrapped';
  /** The envelope of all replies; `undefined` leaves each interface its own. */
  envelope: Envelope | undefined;
  /** Whether indicators that page 0648 marks as real-time are read live instead of from the five-minute settlement. */
  realTimeIndicators: boolean;
  /**
   * Maximum number of rows in a page, whatever its `limit`. Replies do not mention this limit. `undefined`: no maximum.
   */
  maxRowsPerPage: number | undefined;
  /** The number of agents that leave before each further page of a list is read. A negative number lets agents join. */
  movedBetweenPages: number;
  /**
   * Milliseconds after midnight at which the counters of `hisindex` restart. Until then they continue those of the day
   * before.
   */
  countersResetLateMs: number;
}

export const DEFAULT_CMS_RULES: Readonly<CmsRules> = {
  signatureWindowMs: undefined,
  timestamps: 'both',
  bodies: 'documented',
  integers: 'documented',
  systemstateBody: 'both',
  envelope: undefined,
  realTimeIndicators: false,
  maxRowsPerPage: undefined,
  movedBetweenPages: 0,
  countersResetLateMs: 0,
};
