/** Another workspace (`T…`) or organisation (`E…`) that reads a channel. `name` is `null` if Slack does not report it. */
export interface Organisation {
  readonly id: string;
  readonly name: string | null;
}

/** The readers of a channel outside our own organisation. */
export type ChannelSharing =
  | { readonly kind: 'own' }
  /** `organisations` is empty if Slack says that the channel is shared, but not with whom. */
  | { readonly kind: 'shared'; readonly organisations: readonly Organisation[] }
  /** Slack does not report it; `refusal` is the code of its refusal. */
  | { readonly kind: 'unknown'; readonly refusal?: string };

const UNNAMED = 'unnamed';
const UNKNOWN = 'unknown';

/** The readers that a person has to confirm before a post; empty for a channel of our organisation alone. */
export function readersToConfirm(sharing: ChannelSharing): readonly string[] {
  switch (sharing.kind) {
    case 'own':
      return [];
    case 'shared':
      return sharing.organisations.length === 0 ? [UNNAMED] : sharing.organisations.map(({ id }) => id);
    case 'unknown':
      return [UNKNOWN];
  }
}

/** Returns true if all current readers of the channel are confirmed. */
export function isConfirmed(confirmed: readonly string[], sharing: ChannelSharing): boolean {
  return readersToConfirm(sharing).every((reader) => confirmed.includes(reader));
}
