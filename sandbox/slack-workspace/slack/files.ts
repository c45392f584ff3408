import type { Ids } from './ids.ts';
import type { JsonObject } from './json.ts';

export interface StoredFile {
  id: string;
  name: string;
  title: string;
  size: number;
  altText?: string;
  content?: Buffer;
  /** Whether the upload was completed. */
  shared: boolean;
  channels: string[];
  created: number;
}

export interface Files {
  begin(file: { name: string; size: number; altText?: string; created: number }): StoredFile;
  byId(id: string): StoredFile | undefined;
  receive(id: string, content: Buffer): boolean;
}

export function createFiles(ids: Ids): Files {
  const files = new Map<string, StoredFile>();
  return {
    begin(file) {
      const stored: StoredFile = {
        ...file,
        id: ids.next('F'),
        title: file.name,
        shared: false,
        channels: [],
      };
      files.set(stored.id, stored);
      return stored;
    },
    byId: (id) => files.get(id),
    receive(id, content) {
      const file = files.get(id);
      if (file === undefined) return false;
      file.content = content;
      return true;
    },
  };
}

export function fileShape(file: StoredFile, origin: string, user: string): JsonObject {
  return {
    id: file.id,
    created: file.created,
    timestamp: file.created,
    name: file.name,
    title: file.title,
    mimetype: mimeTypes[extension(file.name)] ?? 'application/octet-stream',
    filetype: extension(file.name),
    user,
    size: file.content?.length ?? file.size,
    mode: 'hosted',
    is_external: false,
    is_public: file.channels.length > 0,
    url_private: `${origin}/files/${file.id}`,
    url_private_download: `${origin}/files/${file.id}`,
    permalink: `${origin}/files/${file.id}`,
    channels: file.channels,
    ...(file.altText !== undefined && { alt_txt: file.altText }),
  };
}

const extension = (name: string): string => name.split('.').at(-1)?.toLowerCase() ?? '';

const mimeTypes: Record<string, string> = {
  csv: 'text/csv',
  txt: 'text/plain',
  png: 'image/png',
  jpg: 'image/jpeg',
  gif: 'image/gif',
  pdf: 'application/pdf',
  json: 'application/json',
};
