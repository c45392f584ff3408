/** Another workspace (`T…`) or organisation (`E…`) whose people read a channel. `name` is `null` where Slack does not say it. */
export interface Organisation {
  readonly id: string;
  readonly name: string | null;
}

/** Who reads a channel beside the people of our own organisation. */
export type ChannelSharing =
  | { readonly kind: 'own' }
  /** Empty `organisations`: Slack says that it is shared, and not with whom. */
  | { readonly kind: 'shared'; readonly organisations: readonly Organisation[] }
  /** Slack does not tell; `refusal` is the code with which it refused to. */
  | { readonly kind: 'unknown'; readonly refusal?: string };

const UNNAMED = 'unnamed';
const UNTOLD = 'untold';

/** What a person has to agree to before something goes to the channel; empty where it is our own. */
export function readersToConfirm(sharing: ChannelSharing): readonly string[] {
  switch (sharing.kind) {
    case 'own':
      return [];
    case 'shared':
      return sharing.organisations.length === 0 ? [UNNAMED] : sharing.organisations.map(({ id }) => id);
    case 'unknown':
      return [UNTOLD];
  }
}

/** Whether somebody agreed to all who read the channel now. */
export function isConfirmed(confirmed: readonly string[], sharing: ChannelSharing): boolean {
  return readersToConfirm(sharing).every((reader) => confirmed.includes(reader));
}
