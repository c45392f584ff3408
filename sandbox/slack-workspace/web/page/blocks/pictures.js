/** The address of a picture: its own URL, or a file of the workspace. */
export function pictureUrl({ image_url: url, slack_file: file }) {
  if (url !== undefined) return /^(https?|data):/i.test(url) ? url : undefined;
  const id = file?.id ?? /\/files\/(\w+)/.exec(file?.url ?? '')?.[1];
  return id === undefined ? undefined : `/file?id=${encodeURIComponent(id)}`;
}
