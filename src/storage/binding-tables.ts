/** Which workspace and contact centre the database belongs to. */
export interface BindingTables {
  binding: {
    /** Always 1. */
    id: number;
    /** Slack's id of the workspace. */
    workspace: string;
    /** `<CC_ID>-<VDN_ID>`. */
    centre: string;
  };
}
