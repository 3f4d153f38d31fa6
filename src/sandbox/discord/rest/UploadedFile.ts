/** A file of a multipart request, without its bytes: nothing here looks at them. */
export interface UploadedFile {
	/** The number in `files[n]`, which `attachments[].id` refers to. */
	id: string;
	name: string;
	sizeBytes: number;
	contentType: string;
}
