/** The checksum of a file, worked out here: the file goes nowhere. */
export async function checksum(file: Blob): Promise<string> {
	const hash = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
	return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
