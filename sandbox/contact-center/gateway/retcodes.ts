/**
 * The gateway's description of each code (page 0580; the codes of call data, queues and passwords are from the vendor's
 * JavaScript library).
 */
const RETCODES = {
  '0': 'success',
  '000-000': 'unknown error',
  '000-001': 'wrong method to fetch agent events',
  '000-002': 'the parameter is not legal',
  '000-003': 'no right to invoke the interface',
  '000-004': 'the agent is being switched over',
  '000-006': 'the message parameter is wrong',
  '000-007': 'the interface is being invoked already',
  '100-001': 'a sign-in parameter is empty or not legal',
  '100-002': 'the agent has signed in already',
  '100-003': 'the resource is not available',
  '100-004': 'the agent ID or the password is wrong',
  '100-005': 'a sign-out parameter is not legal',
  '100-006': 'agent not login',
  '100-007': 'an exception occurred during the agent operation',
  '100-008': 'the agent has signed out already',
  '100-009': 'the state change failed',
  '100-010': 'the agent cannot sign out in this state',
  '100-011': 'the sign-in parameter is not legal',
  '100-015': 'the agent has signed in elsewhere and cannot be forced',
  '100-020': 'the password has expired',
  '100-021': 'the agent is signing in',
  '105-003': 'disaster recovery is complete',
  '105-005': 'disaster recovery timed out, sign in again',
  '105-006': 'the GUID does not match after disaster recovery, sign in again',
  '105-007': 'disaster recovery is switched off, sign in again',
  '110-016': 'the account is locked',
  '110-021': 'the account is locked: too many wrong passwords',
  '300-001': 'no right to query the agent',
  '300-002': 'no such agent',
  '400-001': 'the agent has no call',
  '400-002': 'there are no call data',
  '600-001': 'no such agent, or no skill is configured',
  '600-002': 'the VDN has no queue',
  '600-005': 'the VDN has no skill queue configuration',
  '900-002': 'no right to inspect',
} as const;

export type Retcode = keyof typeof RETCODES;

export function retcodeMessage(retcode: string): string {
  return (RETCODES as Readonly<Record<string, string>>)[retcode] ?? 'failed';
}
