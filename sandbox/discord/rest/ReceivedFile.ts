/** File of a multipart request, without its bytes, because thousands of calls are kept. */
export interface UploadedFile {
	/** The number in `files[n]`, which `attachments[].id` refers to. */
	id: string;
	name: string;
	sizeBytes: number;
	contentType: string;
}

export interface ReceivedFile extends UploadedFile {
	bytes: Uint8Array;
}
