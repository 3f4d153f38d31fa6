/** A file of a multipart request, without its bytes, because many calls are kept. */
export interface UploadedFile {
	/** The number in `files[n]`, the same as in `attachments[].id`. */
	id: string;
	name: string;
	sizeBytes: number;
	contentType: string;
}

/** A file as it was received. */
export interface ReceivedFile extends UploadedFile {
	bytes: Uint8Array;
}
