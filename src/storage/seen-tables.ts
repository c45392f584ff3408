/** What was acted on already, so that another process, or this one after a restart, does not act on it again. */
export interface SeenTables {
  seen_request: {
    /** A digest of the request's signature, the event's id or the button's press: nothing of it can be read back. */
    key: string;
    /** From this instant on the same key counts as new. */
    forget_at: number;
  };
}
