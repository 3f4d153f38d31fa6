import type { UploadedFile } from './UploadedFile.js';

export interface ReceivedFile extends UploadedFile {
	bytes: Uint8Array;
}
