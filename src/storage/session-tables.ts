/** What several processes on one database tell each other. */
export interface SessionTables {
  gateway_session: {
    /** Always 1. */
    id: number;
    /** JSON: the GUID and the cookies under which the gateway knows the bot's own agent. */
    session: string;
    written_at: number;
  };
}
