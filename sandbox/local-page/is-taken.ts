/** Whether an error says that a port could not be opened: another program uses it, or it needs more rights. */
export function isTaken(error: unknown): boolean {
  return (
    error instanceof Error && 'code' in error && (error.code === 'EADDRINUSE' || error.code === 'EACCES')
  );
}
