/** Whether a port could not be had: another program has it, or it is for programs with more rights. */
export function isTaken(error: unknown): boolean {
  return (
    error instanceof Error && 'code' in error && (error.code === 'EADDRINUSE' || error.code === 'EACCES')
  );
}
